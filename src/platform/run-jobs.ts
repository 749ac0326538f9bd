import type { Progress } from './ask.js';
import { inTransaction } from './database.js';
import type { Deps } from './deps.js';
import { ConflictError } from './errors.js';
import {
  claimJob,
  failJob,
  recordStopped,
  recoverJobs,
  reportProgress,
  type HeldJob,
  type Job,
} from './job-store.js';

/** Does one kind of job. It records its own result and calls `finishJob` in that same transaction. */
export type JobHandler = (deps: Deps, job: Job, held: HeldJob, progress: Progress) => Promise<void>;

export interface JobRunner {
  /** Looks for work now rather than at the next tick. */
  wake(): void;
  /** Finishes nothing new and resolves when the job in hand has ended. */
  stop(): Promise<void>;
}

/** The person asked for the job to stop, or another worker has it: not a failure. */
class StoppedError extends Error {
  override name = 'StoppedError';
}

const TICK_MS = 500;
const RENEW_MS = 15_000;

/** Takes waiting jobs one at a time until stopped. */
export function runJobs(deps: Deps, handlers: Readonly<Record<string, JobHandler>>): JobRunner {
  let stopping = false;
  let wakeUp: () => void = () => undefined;
  const kinds = Object.keys(handlers);

  const loop = async (): Promise<void> => {
    while (!stopping) {
      const job = await takeNext();
      if (job) await doJob(deps, handlers, job);
      else await pause();
    }
  };
  const takeNext = async (): Promise<Job | null> => {
    try {
      await recoverJobs(deps, deps.clock, { all: false });
      return await claimJob(deps, deps.clock, kinds);
    } catch (error) {
      deps.log.error({ err: error }, 'the job table cannot be read; trying again');
      await pause();
      return null;
    }
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, TICK_MS);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const running = loop();
  return {
    wake: () => wakeUp(),
    stop: async () => {
      stopping = true;
      wakeUp();
      await running;
    },
  };
}

async function doJob(deps: Deps, handlers: Readonly<Record<string, JobHandler>>, job: Job): Promise<void> {
  const held: HeldJob = { id: job.id, fence: job.fence };
  const handler = handlers[job.kind];
  let lost = false;
  let latest: { done: number; total: number; note: string } | null = null;
  let reporting: Promise<void> = Promise.resolve();
  // A report that failed is followed by the next one all the same: else the lease would run out under the job.
  const report = (): Promise<void> =>
    (reporting = reporting
      .catch(() => undefined)
      .then(async () => {
        if (!(await reportProgress(deps.db, deps.clock, held, latest))) lost = true;
      }));
  const renewal = setInterval(
    () => void report().catch((error: unknown) => deps.log.warn({ err: error }, 'lease not renewed')),
    RENEW_MS,
  );
  let reportedMs = 0;
  try {
    if (!handler) throw new Error(`No handler for jobs of kind ${job.kind}.`);
    await handler(deps, job, held, (done, total, note) => {
      if (lost) throw new StoppedError('stopped');
      latest = { done, total, note };
      if (deps.clock.machineNow() - reportedMs < 250 && done !== total) return;
      reportedMs = deps.clock.machineNow();
      report().catch((error: unknown) => deps.log.warn({ err: error }, 'progress not recorded'));
    });
  } catch (error) {
    await reporting.catch(() => undefined);
    await endBadly(deps, held, job, error);
  } finally {
    clearInterval(renewal);
  }
}

async function endBadly(deps: Deps, held: HeldJob, job: Job, error: unknown): Promise<void> {
  deps.log.warn({ err: error, job: job.id, kind: job.kind }, 'a job did not finish');
  try {
    await inTransaction(deps, (tx) =>
      error instanceof StoppedError
        ? recordStopped(tx, held)
        : failJob(tx, held, error instanceof Error ? error.message : String(error)),
    );
  } catch (second) {
    if (!(second instanceof ConflictError)) throw second; // the other attempt records the end
  }
}
