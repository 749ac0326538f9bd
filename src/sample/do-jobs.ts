import { setTimeout as pause } from 'node:timers/promises';
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
import type { Deps } from '../platform/deps.js';
import { findJob } from '../platform/job-store.js';
import { runJobs } from '../platform/run-jobs.js';

const WITHIN_MS = 120_000;
const LOOK_AGAIN_MS = 15;

const HANDLERS = {
  [READ_SOURCE_JOB]: readSourceJob,
  [RUN_JOB]: runJob,
  [READ_LIST_JOB]: readListJob,
  [RECONCILE_JOB]: reconcileJob,
  [DISCLOSE_JOB]: makeDisclosure(itemsOnceApproved),
};

/** Does jobs that were asked for, here rather than by the worker, at the moment of the story that `deps` stands at. */
export async function doJobs(deps: Deps, jobIds: readonly string[]): Promise<void> {
  const runner = runJobs(deps, HANDLERS);
  try {
    const until = deps.clock.machineNow() + WITHIN_MS;
    for (const id of jobIds) {
      for (;;) {
        const job = await findJob(deps.db, id);
        if (job?.state === 'done') break;
        if (job?.state === 'failed' || deps.clock.machineNow() > until)
          throw new Error(
            `The sample’s ${job?.kind ?? 'job'} was not done: ${job?.reason ?? 'it took too long'}`,
          );
        await pause(LOOK_AGAIN_MS);
      }
    }
  } finally {
    await runner.stop();
  }
}
