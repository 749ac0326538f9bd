import type { LinkedItem } from '../demands/linked-item.js';
import { itemNumber, type Item } from './item.js';
import { listItemsInFile } from './item-store.js';
import { listLinkedItems, listPagesInFile } from './linked-item-store.js';
import type { Db } from '../platform/database.js';

/** The items in the file that bear on each demand: what the demands, which come before the evidence, are handed. */
export async function itemsByDemand(
  db: Db,
  matterId: string,
): Promise<ReadonlyMap<string, readonly LinkedItem[]>> {
  const linked = new Map<string, LinkedItem[]>();
  for (const { demandId, ...item } of await listLinkedItems(db, matterId)) {
    const items = linked.get(demandId) ?? [];
    items.push(asLinked(item));
    linked.set(demandId, items);
  }
  return linked;
}

/** Every item in the file, as the page of a demand offers it. */
export async function linkableItems(db: Db, matterId: string): Promise<readonly LinkedItem[]> {
  const pages = await listPagesInFile(db, matterId);
  return (await listItemsInFile(db, matterId)).map((item) =>
    asLinked({ ...item, pages: pages.get(item.id) ?? null }),
  );
}

function asLinked({
  id,
  number,
  title,
  isPrivileged,
  pages,
}: Pick<Item, 'id' | 'number' | 'title' | 'isPrivileged'> & Pick<LinkedItem, 'pages'>): LinkedItem {
  return { id, number: itemNumber(number), title, isPrivileged: isPrivileged === 1, pages };
}
