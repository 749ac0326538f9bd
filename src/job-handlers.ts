import { buildStoredBundle } from './bundles/build-stored-bundle.js';
import { BUILD_JOB } from './bundles/queue-build.js';
import type { JobHandler } from './platform/run-jobs.js';
import { setLetter } from './replies/set-letter.js';

/** Every kind of long work and who does it. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  [BUILD_JOB]: buildStoredBundle(setLetter),
};
