import { rm } from 'node:fs/promises';
import { recordEvent } from '../../audit/audit-store.js';
import { inTransaction } from '../../platform/database.js';
import { finishJob } from '../../platform/job-store.js';
import type { JobHandler } from '../../platform/run-jobs.js';
import { TABLE_LIMITS } from '../../tabular/command-io.js';
import { getMethod } from '../method/method-store.js';
import { runMethodOf } from '../method/method.js';
import type { PreparedSource } from '../prepare-source.js';
import { askMakeRun } from '../questions.js';
import { readySource } from '../ready-source.js';
import { getRun, listRunSources, recordFigures } from './run-store.js';

/** Makes the figures of a run: a job with input `{matterId, runId}`. */
export const runJob: JobHandler = async (deps, job, held, progress) => {
  const { matterId, runId } = JSON.parse(job.input) as { matterId: string; runId: string }; // as it was queued
  const run = await getRun(deps.db, matterId, runId);
  const method = runMethodOf(await getMethod(deps.db, matterId, run.methodId));
  const sources: PreparedSource[] = [];
  for (const source of await listRunSources(deps.db, run))
    sources.push(await readySource(deps, source, progress));
  progress(0, 100, 'counting');
  const spill = await deps.files.workFolder();
  try {
    const figures = await deps.asker.ask(
      askMakeRun,
      { sources, method, spill },
      { ...TABLE_LIMITS, onProgress: progress },
    );
    const at = deps.clock.now();
    await inTransaction(deps, async (tx) => {
      await recordFigures(tx, runId, figures, at);
      await recordEvent(tx, {
        ...{ by: null, at, matterId, action: 'measurementRun.finished', subject: runId },
        detail: { number: run.number, result: figures.resultHash.slice(0, 12) },
      });
      await finishJob(tx, held, { used: figures.used });
    });
  } finally {
    await rm(spill, { recursive: true, force: true });
  }
};
