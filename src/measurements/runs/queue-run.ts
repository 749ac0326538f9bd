import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { insertJob } from '../../platform/job-store.js';
import { sourceNumber } from '../measurement-source.js';
import { findMethod, getMethod } from '../method/method-store.js';
import { getMeasurementSource } from '../source-store.js';
import { getRun, insertRun, listRunSources } from './run-store.js';

export const RUN_JOB = 'measurements.run';

/** Asks for a run of the method in force over sources of the matter. Throws `ConflictError` where one cannot be made. */
export async function queueRun(
  deps: Deps,
  matterId: string,
  sourceIds: readonly string[],
  by: Actor,
): Promise<string> {
  return begin(deps, matterId, by, async (tx) => {
    const method = await findMethod(tx, matterId);
    if (method === null)
      throw new ConflictError(
        'The method is not set yet: level, peak hours and zone come before the first run.',
      );
    await expectUsable(tx, matterId, sourceIds);
    return { method, sourceIds, repeats: null };
  });
}

/** Asks for a run to be made once more, with the very method and sources it had, to see whether it comes out equal. */
export async function repeatRun(deps: Deps, matterId: string, runId: string, by: Actor): Promise<string> {
  return begin(deps, matterId, by, async (tx) => {
    const run = await getRun(tx, matterId, runId);
    if (run.resultHash === null) throw new ConflictError('This run has no figures to compare with.');
    const method = await getMethod(tx, matterId, run.methodId);
    const sourceIds = (await listRunSources(tx, run)).map(({ id }) => id);
    return { method, sourceIds, repeats: run.id };
  });
}

type Tx = Parameters<typeof insertRun>[0];

/** Throws `ConflictError` for a source without readings in use, an item that was withdrawn, or one file twice. */
export async function expectUsable(tx: Tx, matterId: string, sourceIds: readonly string[]): Promise<void> {
  const seen = new Map<string, string>();
  for (const id of sourceIds) {
    const source = await getMeasurementSource(tx, matterId, id);
    const number = sourceNumber(source.number);
    if (source.state !== 'ready') throw new ConflictError(`${number} has no readings in use; leave it out.`);
    const item = await getItem(tx, matterId, source.itemId);
    if (item.state === 'withdrawn')
      throw new ConflictError(
        `Item ${itemNumber(item.number)}, which ${number} reads, was withdrawn; leave it out.`,
      );
    const twin = seen.get(source.sha256);
    if (twin !== undefined)
      throw new ConflictError(
        `${twin} and ${number} read the same file; a run counts it once. Leave one of them out.`,
      );
    seen.set(source.sha256, number);
  }
}

async function begin(
  deps: Deps,
  matterId: string,
  by: Actor,
  what: (tx: Tx) => Promise<{
    readonly method: { readonly id: string; readonly number: number };
    readonly sourceIds: readonly string[];
    readonly repeats: string | null;
  }>,
): Promise<string> {
  const at = deps.clock.now();
  const id = newId();
  await inTransaction(deps, async (tx) => {
    const { method, sourceIds, repeats } = await what(tx);
    const jobId = await insertJob(tx, deps.clock, {
      kind: RUN_JOB,
      input: { matterId, runId: id },
      by: by.accountId,
      matterId,
      subject: id,
    });
    const number = await insertRun(
      tx,
      { id, matterId, methodId: method.id, repeats, jobId, startedAt: at, startedBy: by.accountId },
      sourceIds,
    );
    await recordEvent(tx, {
      ...{ by, at, matterId, action: 'measurementRun.started', subject: id },
      detail: { number, method: method.number },
    });
  });
  deps.wakeWorker();
  return id;
}
