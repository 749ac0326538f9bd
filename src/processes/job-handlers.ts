import { buildStoredBundle } from '../bundles/build-stored-bundle.js';
import { BUILD_JOB } from '../bundles/queue-build.js';
import { READ_ITEM_JOB, readItemJob } from '../evidence/read-item.js';
import type { JobHandler } from '../platform/run-jobs.js';
import { setLetter } from '../replies/paper/set-letter.js';

/** Every kind of long work and who does it. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  [READ_ITEM_JOB]: readItemJob,
  [BUILD_JOB]: buildStoredBundle(setLetter),
};
