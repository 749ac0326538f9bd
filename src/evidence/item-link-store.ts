import type { Db, Tx } from '../platform/database.js';

/** A demand an item may bear on. */
export interface LinkableDemand {
  readonly id: string;
  readonly number: number;
  readonly quote: string;
  readonly state: string;
  readonly letterNumber: string;
}

/** The demands of a matter that are not voided, with whose letter they stand in. */
export async function listLinkableDemands(db: Db, matterId: string): Promise<LinkableDemand[]> {
  return db
    .selectFrom('demand')
    .innerJoin('letter', 'letter.id', 'demand.letterId')
    .where('demand.matterId', '=', matterId)
    .where('demand.state', '!=', 'voided')
    .orderBy('letter.loggedAt')
    .orderBy('demand.number')
    .select(['demand.id', 'demand.number', 'demand.quote', 'demand.state', 'letter.number as letterNumber'])
    .execute();
}

export async function listDemandIdsOf(db: Db, itemId: string): Promise<string[]> {
  const rows = await db.selectFrom('itemDemand').where('itemId', '=', itemId).select('demandId').execute();
  return rows.map((row) => row.demandId);
}

/** The demands that each of these items bears on, by the item's id, without those that were voided. */
export async function demandsByItem(
  db: Db,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, readonly { readonly id: string; readonly number: number }[]>> {
  const found = new Map<string, { id: string; number: number }[]>();
  if (itemIds.length === 0) return found;
  const rows = await db
    .selectFrom('itemDemand')
    .innerJoin('demand', 'demand.id', 'itemDemand.demandId')
    .where('itemDemand.itemId', 'in', [...itemIds])
    .where('demand.state', '!=', 'voided')
    .orderBy('demand.number')
    .select(['itemDemand.itemId', 'demand.id', 'demand.number'])
    .execute();
  for (const { itemId, ...demand } of rows) found.set(itemId, [...(found.get(itemId) ?? []), demand]);
  return found;
}

/** False where the link was there already. */
export async function insertLink(
  tx: Tx,
  link: { itemId: string; demandId: string; linkedAt: string; linkedBy: string },
): Promise<boolean> {
  const result = await tx
    .insertInto('itemDemand')
    .values(link)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** False where there was no such link. */
export async function deleteLink(tx: Tx, itemId: string, demandId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('itemDemand')
    .where('itemId', '=', itemId)
    .where('demandId', '=', demandId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
