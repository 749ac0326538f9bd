import type { Db } from '../platform/database.js';
import type { Item } from './item.js';

/** What a list of linked items says of each. */
export type LinkedRow = Pick<Item, 'id' | 'number' | 'title' | 'isPrivileged'> & {
  readonly pages: number | null;
};

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

/** These items of a matter by number, as far as they are in the file. */
export async function listInFileByIds(db: Db, matterId: string, ids: readonly string[]): Promise<Item[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('state', '=', 'in-file')
    .where('id', 'in', [...new Set(ids)])
    .orderBy('number')
    .selectAll()
    .execute();
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
