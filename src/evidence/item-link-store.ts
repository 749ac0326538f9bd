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

export async function insertLink(
  tx: Tx,
  link: { itemId: string; demandId: string; linkedAt: string; linkedBy: string },
): Promise<void> {
  await tx.insertInto('itemDemand').values(link).execute();
}

export async function deleteLink(tx: Tx, itemId: string, demandId: string): Promise<void> {
  await tx.deleteFrom('itemDemand').where('itemId', '=', itemId).where('demandId', '=', demandId).execute();
}
