import type { Db } from '../platform/database.js';
import type { Item } from './item.js';

/** The items in the file that bear on demands of a matter, each with its demand, by number. */
export async function listLinkedItems(
  db: Db,
  matterId: string,
): Promise<
  (Pick<Item, 'id' | 'number' | 'title' | 'isPrivileged'> & {
    readonly demandId: string;
    readonly pages: number | null;
  })[]
> {
  return db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .leftJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .orderBy('item.number')
    .select(['itemDemand.demandId', 'item.id', 'item.number', 'item.title', 'item.isPrivileged'])
    .select('document.pages')
    .execute();
}

/** How many pages each item in the file has, by its id; null where that is not known. */
export async function listPagesInFile(db: Db, matterId: string): Promise<ReadonlyMap<string, number | null>> {
  const rows = await db
    .selectFrom('item')
    .leftJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .select(['item.id', 'document.pages'])
    .execute();
  return new Map(rows.map(({ id, pages }) => [id, pages]));
}
