import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { sourceNumber } from '../../measurements/measurement-source.js';
import type { MeasurementSource } from '../../measurements/measurement-source.js';
import { findMethod } from '../../measurements/method/method-store.js';
import { expectUsable } from '../../measurements/runs/queue-run.js';
import { getMeasurementSource } from '../../measurements/source-store.js';
import { inTransaction } from '../../platform/database.js';
import type { Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { insertJob } from '../../platform/job-store.js';
import { getNoticeList } from '../lists/list-store.js';
import { listNumber } from '../lists/notice-list.js';
import type { ReconcileMethod } from '../reconciliation.js';
import { methodOf, runCacheKey, runNumber, withinWords } from './notice-run.js';
import { getNoticeRun, insertNoticeRun, listSourcesOfRun, updateNoticeRun } from './run-store.js';
import { levelProblem, numberOfMethod } from './whose-level.js';

export const RECONCILE_JOB = 'notices.reconcile';

export interface NewRun {
  readonly listId: string;
  readonly sourceIds: readonly string[];
  readonly method: Omit<ReconcileMethod, 'asOf'>;
  readonly reason: string;
}

/**
 * Asks for a reconciliation; the worker makes it. Throws `ForbiddenError` where someone but counsel asks for a level or
 * window that is not the matter's, `ConflictError` where the list or a source is not ready.
 */
export async function startRun(deps: Deps, matterId: string, request: NewRun, by: Actor): Promise<string> {
  const at = deps.clock.now();
  const id = await inTransaction(deps, async (tx) => {
    const set = await findMethod(tx, matterId);
    const problem = levelProblem(set, request.method, by);
    if (problem !== null) throw new ForbiddenError(`${problem}; nothing was saved.`);
    const methodNumber = numberOfMethod(set, request.method);
    const sources: MeasurementSource[] = [];
    for (const sourceId of request.sourceIds) sources.push(await getReadySource(tx, matterId, sourceId));
    await expectUsable(tx, matterId, request.sourceIds);
    return queue(
      tx,
      deps,
      matterId,
      { ...request, methodNumber, method: { ...request.method, asOf: at } },
      sources,
      null,
      by,
    );
  });
  deps.wakeWorker();
  return id;
}

/** Runs it once more with the same list, sources and method: the result must be equal, or what differs is named. */
export async function repeatRun(
  deps: Deps,
  matterId: string,
  runId: string,
  reason: string,
  by: Actor,
): Promise<string> {
  const id = await inTransaction(deps, async (tx) => {
    const run = await getNoticeRun(tx, matterId, runId);
    if (run.finishedAt === null)
      throw new ConflictError(
        `${runNumber(run.number)} has no result yet that a second run could be held against.`,
      );
    const sources = await listSourcesOfRun(tx, run);
    const { listId, methodNumber } = run;
    const request = { listId, methodNumber, method: methodOf(run), reason };
    return queue(tx, deps, matterId, request, sources, run.repeats ?? run.id, by);
  });
  deps.wakeWorker();
  return id;
}

/** Says why notices went out after the day on which they were to stop. */
export async function explainLate(
  deps: Deps,
  matterId: string,
  runId: string,
  { cause, version }: { readonly cause: string; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const run = await getNoticeRun(tx, matterId, runId);
    await updateNoticeRun(tx, run.id, version, {
      lateCause: cause,
      lateCauseAt: at,
      lateCauseBy: by.accountId,
    });
    const detail = { number: runNumber(run.number) };
    await recordEvent(tx, { by, at, action: 'noticeRun.lateExplained', subject: run.id, matterId, detail });
  });
}

async function queue(
  tx: Tx,
  deps: Deps,
  matterId: string,
  request: Omit<NewRun, 'sourceIds' | 'method'> & {
    readonly method: ReconcileMethod;
    /** The matter's method of measurement that level and window come from; null where counsel said others. */
    readonly methodNumber: number | null;
  },
  sources: readonly MeasurementSource[],
  repeats: string | null,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  const id = newId();
  const { listId, method, methodNumber, reason } = request;
  const list = await getNoticeList(tx, matterId, listId);
  if (repeats === null && list.state !== 'ready')
    throw new ConflictError(
      `${listNumber(list.number)} is ${list.state === 'voided' ? 'voided; choose another list' : 'not read yet; wait until it is'}.`,
    );
  const item = await getItem(tx, matterId, list.itemId);
  if (repeats === null && item.state === 'withdrawn')
    throw new ConflictError(
      `Item ${itemNumber(item.number)}, which ${listNumber(list.number)} reads, was withdrawn; choose another list.`,
    );
  const jobId = await insertJob(tx, deps.clock, {
    kind: RECONCILE_JOB,
    input: { matterId, runId: id },
    by: by.accountId,
    matterId,
    subject: id,
  });
  const number = await insertNoticeRun(
    tx,
    {
      id,
      matterId,
      listId,
      method: JSON.stringify(method),
      methodNumber,
      reason,
      jobId,
      repeats,
      cacheKey: runCacheKey(list, sources, method),
      startedAt: at,
      startedBy: by.accountId,
    },
    sources.map((source) => source.id),
  );
  const detail = {
    ...{ number: runNumber(number), list: listNumber(list.number) },
    ...{
      level: `${method.level} Mbit/s`,
      window: withinWords(method.withinMs),
      method: methodNumber ?? 'none',
    },
  };
  await recordEvent(tx, { by, at, action: 'noticeRun.started', subject: id, matterId, detail });
  return id;
}

async function getReadySource(tx: Tx, matterId: string, id: string): Promise<MeasurementSource> {
  const source = await getMeasurementSource(tx, matterId, id);
  if (source.state !== 'ready')
    throw new ConflictError(
      `Source ${sourceNumber(source.number)} is ${source.state === 'withdrawn' ? 'withdrawn; choose another' : 'not read yet; wait until it is'}.`,
    );
  return source;
}
