import type { Db } from '../platform/database.js';
import { sql } from 'kysely';
import type { Item } from './item.js';

/** What a list of linked items says of each. */
export type LinkedRow = Pick<Item, 'id' | 'number' | 'title' | 'isPrivileged'> & {
  readonly pages: number | null;
};

/** How many items in the file bear on each demand of a matter, those marked privileged apart. */
export async function countLinks(
  db: Db,
  matterId: string,
): Promise<{ readonly demandId: string; readonly plain: number; readonly privileged: number }[]> {
  const rows = await db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .groupBy('itemDemand.demandId')
    .select((eb) => [
      'itemDemand.demandId',
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>('item.isPrivileged').as('privileged'),
    ])
    .execute();
  return rows.map(({ demandId, n, privileged }) => ({
    ...{ demandId, plain: Number(n) - Number(privileged), privileged: Number(privileged) },
  }));
}

/**
 * Of the items in the file that bear on each demand of a matter, by number: the first `each` that are marked privileged and
 * the first `each` that are not, and those of `always` that bear on it.
 */
export async function listLinkedFew(
  db: Db,
  matterId: string,
  { each, always }: { readonly each: number; readonly always: readonly string[] },
): Promise<(LinkedRow & { readonly demandId: string })[]> {
  const ranked = db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .select([
      'itemDemand.demandId',
      'itemDemand.itemId',
      sql<number>`row_number() over (partition by item_demand.demand_id, item.is_privileged order by item.number)`.as(
        'place',
      ),
    ]);
  return db
    .selectFrom(ranked.as('ranked'))
    .innerJoin('item', 'item.id', 'ranked.itemId')
    .leftJoin('document', 'document.id', 'item.documentId')
    .where((eb) =>
      eb.or([
        eb('ranked.place', '<=', each),
        ...(always.length === 0 ? [] : [eb('ranked.itemId', 'in', [...new Set(always)])]),
      ]),
    )
    .orderBy('item.number')
    .select([
      'ranked.demandId',
      'item.id',
      'item.number',
      'item.title',
      'item.isPrivileged',
      'document.pages',
    ])
    .execute();
}

/** Every item in the file that bears on a demand, by number. */
export async function listItemsOf(db: Db, demandId: string): Promise<LinkedRow[]> {
  return db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .leftJoin('document', 'document.id', 'item.documentId')
    .where('itemDemand.demandId', '=', demandId)
    .where('item.state', '=', 'in-file')
    .orderBy('item.number')
    .select(['item.id', 'item.number', 'item.title', 'item.isPrivileged', 'document.pages'])
    .execute();
}

export async function hasItemInFile(db: Db, matterId: string): Promise<boolean> {
  const first = await db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('state', '=', 'in-file')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return first !== undefined;
}

/** The items in the file whose numbers these are, each with how many pages it has. */
export async function listInFileByNumber(
  db: Db,
  matterId: string,
  numbers: readonly number[],
): Promise<{ readonly number: number; readonly pages: number | null }[]> {
  if (numbers.length === 0) return [];
  return db
    .selectFrom('item')
    .leftJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .where('item.number', 'in', [...new Set(numbers)])
    .select(['item.number', 'document.pages'])
    .execute();
}
