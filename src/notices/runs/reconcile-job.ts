import { recordEvent } from '../../audit/audit-store.js';
import { actorOf } from '../../auth/account.js';
import { findActiveAccount } from '../../auth/account-store.js';
import { inTransaction } from '../../platform/database.js';
import { finishJob } from '../../platform/job-store.js';
import type { JobHandler } from '../../platform/run-jobs.js';
import { judgeDeliveries } from './judge-deliveries.js';
import { runNumber } from './notice-run.js';
import { getNoticeRun, updateNoticeRun } from './run-store.js';

/** Makes a reconciliation that was asked for; its figures and the event come together. */
export const reconcileJob: JobHandler = async (deps, job, held, progress) => {
  const { matterId, runId } = JSON.parse(job.input) as { matterId: string; runId: string }; // as startRun queued it
  progress(0, 0, 'setting deliveries against readings');
  const run = await getNoticeRun(deps.db, matterId, runId);
  const result = await judgeDeliveries(deps, run, progress);
  const account = await findActiveAccount(deps.db, run.startedBy);
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await finishJob(tx, held, { result: result.resultHash }); // throws when fenced off
    const now = await getNoticeRun(tx, matterId, runId);
    await updateNoticeRun(tx, runId, now.version, {
      result: JSON.stringify(result),
      resultHash: result.resultHash,
      finishedAt: at,
    });
    await recordEvent(tx, {
      by: account && actorOf(account),
      at,
      action: 'noticeRun.finished',
      subject: runId,
      matterId,
      detail: { number: runNumber(run.number), result: result.resultHash },
    });
  });
};
