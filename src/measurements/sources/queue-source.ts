import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import type { Item } from '../../evidence/item.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { findJob, insertJob, stopJob } from '../../platform/job-store.js';
import { cacheKeyOf, columnsKey, sourceNumber } from '../measurement-source.js';
import type { MeasurementSource } from '../measurement-source.js';
import type { HowRead } from '../said-mapping.js';
import {
  getMeasurementSource,
  insertMeasurementSource,
  newSourceId,
  updateMeasurementSource,
} from '../source-store.js';

export const READ_SOURCE_JOB = 'measurements.read';

export interface NewSource {
  readonly item: Pick<Item, 'id'>;
  readonly file: { readonly sha256: string; readonly name: string };
  readonly columns: readonly string[];
  readonly how: HowRead;
  /** A source this one takes the place of, and why it is read again. */
  readonly replaces: { readonly id: string; readonly reason: string } | null;
}

/** Asks for an item's file to be read as measurements; the worker reads it. Throws `ConflictError` for an item that was withdrawn. */
export async function queueSource(
  deps: Deps,
  matterId: string,
  request: NewSource,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  const id = newSourceId();
  await inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, request.item.id);
    if (item.state === 'withdrawn')
      throw new ConflictError(`Item ${itemNumber(item.number)} was withdrawn; choose another.`);
    if (request.replaces !== null) {
      const before = await getMeasurementSource(tx, matterId, request.replaces.id);
      if (before.itemId !== item.id || before.state === 'withdrawn')
        throw new ConflictError(`${sourceNumber(before.number)} is no reading of this item that stands.`);
      await withdraw(tx, before, request.replaces.reason, at, by);
    }
    const jobId = await insertJob(tx, deps.clock, {
      kind: READ_SOURCE_JOB,
      input: { matterId, sourceId: id },
      by: by.accountId,
      matterId,
      subject: id,
    });
    const said = { sha256: request.file.sha256, fileName: request.file.name, how: request.how, asOf: at };
    const number = await insertMeasurementSource(tx, {
      ...{ id, matterId, itemId: item.id, jobId, enteredAt: at, enteredBy: by.accountId },
      ...said,
      how: JSON.stringify(request.how),
      columnsKey: columnsKey(request.columns),
      cacheKey: cacheKeyOf(said),
      replaces: request.replaces?.id ?? null,
    });
    await recordEvent(tx, {
      ...{ by, at, matterId, action: 'measurementSource.entered', subject: id },
      detail: { number: sourceNumber(number), item: itemNumber(item.number) },
    });
  });
  deps.wakeWorker();
  return id;
}

/** Has the derived table made again from the original: it is a cache, and someone emptied it. */
export async function queueRebuild(deps: Deps, matterId: string, id: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const source = await getMeasurementSource(tx, matterId, id);
    if (source.state !== 'ready')
      throw new ConflictError('There are no readings of this source to make again.');
    const going = await findJob(tx, source.jobId);
    if (going?.state === 'waiting' || going?.state === 'running') return;
    const jobId = await insertJob(tx, deps.clock, {
      kind: READ_SOURCE_JOB,
      input: { matterId, sourceId: id },
      by: by.accountId,
      matterId,
      subject: id,
    });
    await updateMeasurementSource(tx, id, source.version, { jobId });
    await recordEvent(tx, {
      ...{ by, at, matterId, action: 'measurementSource.rebuilt', subject: id },
      detail: { number: sourceNumber(source.number) },
    });
  });
  deps.wakeWorker();
}

/** Takes a source out of use; it stays on the record with the reason, as do the runs that used it. */
export async function withdrawSource(
  deps: Deps,
  matterId: string,
  id: string,
  { reason, version }: { readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const source = await getMeasurementSource(tx, matterId, id);
    if (source.state === 'withdrawn')
      throw new ConflictError(`${sourceNumber(source.number)} was withdrawn already.`);
    await withdraw(tx, { ...source, version }, reason, at, by);
  });
}

async function withdraw(
  tx: Parameters<typeof stopJob>[0],
  source: MeasurementSource,
  reason: string,
  at: string,
  by: Actor,
): Promise<void> {
  await updateMeasurementSource(tx, source.id, source.version, {
    state: 'withdrawn',
    withdrawnAt: at,
    withdrawnBy: by.accountId,
    withdrawnReason: reason,
  });
  await stopJob(tx, source.jobId);
  await recordEvent(tx, {
    ...{ by, at, matterId: source.matterId, action: 'measurementSource.withdrawn', subject: source.id },
    detail: { number: sourceNumber(source.number) },
  });
}
