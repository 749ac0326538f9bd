import type { LinkedItem } from '../demands/demand-view.js';
import { itemNumber, type Item } from './item.js';
import { listItemsInFile, listLinkedItems } from './item-store.js';
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
  return (await listItemsInFile(db, matterId)).map(asLinked);
}

function asLinked({
  id,
  number,
  title,
  isPrivileged,
}: Pick<Item, 'id' | 'number' | 'title' | 'isPrivileged'>): LinkedItem {
  return { id, number: itemNumber(number), title, isPrivileged: isPrivileged === 1 };
}
