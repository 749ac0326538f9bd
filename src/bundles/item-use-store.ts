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
