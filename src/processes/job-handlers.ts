import { buildStoredBundle } from '../bundles/build-stored-bundle.js';
import { BUILD_JOB } from '../bundles/queue-build.js';
import { READ_ITEM_JOB, readItemJob } from '../evidence/read-item.js';
import { itemsOnceApproved } from '../bundles/item-use-store.js';
import { RUN_JOB } from '../measurements/runs/queue-run.js';
import { runJob } from '../measurements/runs/do-run.js';
import { READ_SOURCE_JOB } from '../measurements/sources/queue-source.js';
import { readSourceJob } from '../measurements/sources/read-source.js';
import { DISCLOSE_JOB } from '../notices/disclosures/ask-disclosure.js';
import { makeDisclosure } from '../notices/disclosures/make-disclosure.js';
import { READ_LIST_JOB } from '../notices/lists/enter-list.js';
import { readListJob } from '../notices/lists/read-list-job.js';
import { reconcileJob } from '../notices/runs/reconcile-job.js';
import { RECONCILE_JOB } from '../notices/runs/start-run.js';
import type { JobHandler } from '../platform/run-jobs.js';
import { READ_AGAIN_JOB, readAgainJob } from '../letters/again/read-files-again.js';
import { READ_SCAN_JOB } from '../letters/scans/letter-scan.js';
import { readScanJob } from '../letters/scans/read-letter-scan.js';
import { setLetter } from '../replies/paper/set-letter.js';

/** Every kind of long work and who does it. */
export const jobHandlers: Readonly<Record<string, JobHandler>> = {
  [READ_ITEM_JOB]: readItemJob,
  [READ_AGAIN_JOB]: readAgainJob,
  [READ_SCAN_JOB]: readScanJob,
  [READ_SOURCE_JOB]: readSourceJob,
  [RUN_JOB]: runJob,
  [READ_LIST_JOB]: readListJob,
  [RECONCILE_JOB]: reconcileJob,
  [DISCLOSE_JOB]: makeDisclosure(itemsOnceApproved),
  [BUILD_JOB]: buildStoredBundle(setLetter),
};
