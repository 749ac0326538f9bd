import type { RestrictionOf } from '../documents/restricted.js';
import type { Db } from '../platform/database.js';

/** By item: what it was made from and is used no longer, in words. */
type WithdrawnBehind = (db: Db, matterId: string) => Promise<ReadonlyMap<string, readonly string[]>>;

/** What is asked of folders that come after this one before an item is shown. */
export interface AskedOfItems {
  readonly restrictionOf: RestrictionOf;
  readonly withdrawnBehind: WithdrawnBehind;
}
