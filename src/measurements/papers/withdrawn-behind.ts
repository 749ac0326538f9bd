import type { Db } from '../../platform/database.js';
import { sourceNumber } from '../measurement-source.js';
import type { MeasurementSource } from '../measurement-source.js';
import { listMadeByRuns, listRunsOverWithdrawn } from './summary-store.js';

/** By the id of an item: what it was made from and is used no longer, each as `M-01, which was withdrawn (wrong unit)`. */
export type WithdrawnBehind = ReadonlyMap<string, readonly string[]>;

export type WithdrawnSource = Pick<MeasurementSource, 'number' | 'withdrawnReason'>;

/** `M-01, which was withdrawn (wrong unit)` */
export function withdrawnWords({ number, withdrawnReason }: WithdrawnSource): string {
  return `${sourceNumber(number)}, which was withdrawn (${withdrawnReason ?? 'no reason is on record'})`;
}

/** Those of a run's sources that were withdrawn, in words. */
export function withdrawnOf(sources: readonly MeasurementSource[]): string[] {
  return sources.filter(({ state }) => state === 'withdrawn').map(withdrawnWords);
}

/** The papers and tables made from runs over sources of measurements that were withdrawn since. */
export async function madeFromWithdrawnSources(db: Db, matterId: string): Promise<WithdrawnBehind> {
  const behind = new Map<string, string[]>();
  const gone = await listRunsOverWithdrawn(db, matterId);
  if (gone.length === 0) return behind;
  for (const { itemId, runNumber } of await listMadeByRuns(db, matterId)) {
    const words = gone.filter((one) => one.runNumber === runNumber).map(withdrawnWords);
    if (words.length > 0) behind.set(itemId, [...new Set([...(behind.get(itemId) ?? []), ...words])]);
  }
  return behind;
}
