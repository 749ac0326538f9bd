import type { Db } from '../../platform/database.js';

/** What a bundle begins with: what bears on these demands, or on any where they are null, and what its letter cites. */
export interface ProposedFrom {
  readonly demandIds: readonly string[] | null;
  readonly citedIds: readonly string[];
}

/** The items in the file that a bundle may begin with, by number: none that is marked privileged, no list of notices. */
export async function listBearingIds(
  db: Db,
  matterId: string,
  { demandIds, citedIds }: ProposedFrom,
): Promise<string[]> {
  const rows = await db
    .selectFrom('item')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .where('item.isPrivileged', '=', 0)
    .where('item.kind', '!=', 'notices')
    .where((eb) => {
      const links = eb
        .selectFrom('itemDemand')
        .whereRef('itemDemand.itemId', '=', 'item.id')
        .select('itemDemand.itemId');
      const bears = demandIds === null ? links : links.where('itemDemand.demandId', 'in', demandIds);
      return eb.or([
        ...(demandIds?.length === 0 ? [] : [eb.exists(bears)]),
        ...(citedIds.length === 0 ? [] : [eb('item.id', 'in', citedIds)]),
      ]);
    })
    .orderBy('item.number')
    .select('item.id')
    .execute();
  return rows.map(({ id }) => id);
}
