import type { Db } from '../platform/database.js';

/** The bundles that carry an item and are not superseded or voided, in words: `bundle 2 (approved)`. */
export async function bundlesCarrying(db: Db, matterId: string, itemId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('bundleEntry')
    .innerJoin('bundle', 'bundle.id', 'bundleEntry.bundleId')
    .where('bundle.matterId', '=', matterId)
    .where('bundleEntry.itemId', '=', itemId)
    .where('bundleEntry.treatment', '!=', 'leave-out')
    .where('bundle.state', 'in', ['open', 'approved'])
    .orderBy('bundle.number')
    .distinct()
    .select(['bundle.number', 'bundle.state'])
    .execute();
  return rows.map((row) => `bundle ${row.number} (${row.state})`);
}

/**
 * The items of a matter that stand in a file that was approved to leave, also where its bundle was superseded or voided
 * since: nobody can say that what was approved did not leave.
 */
export async function itemsOnceApproved(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('approval')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'approval.buildId')
    .innerJoin('bundleEntry', 'bundleEntry.bundleId', 'bundleBuild.bundleId')
    .where('bundleBuild.matterId', '=', matterId)
    .where('bundleEntry.treatment', 'not in', ['leave-out', 'withhold'])
    .distinct()
    .select('bundleEntry.itemId')
    .execute();
  return new Set(rows.map(({ itemId }) => itemId));
}
