import type { LinkedItem } from '../demands/demand-view.js';
import { itemNumber } from './item.js';
import { itemNumbersByDemand, listItemsInFile } from './item-store.js';
import type { Db } from '../platform/database.js';

/** The items in the file that bear on each demand: what the demands, which come before the evidence, are handed. */
export async function itemsByDemand(
  db: Db,
  matterId: string,
): Promise<ReadonlyMap<string, readonly LinkedItem[]>> {
  const items = new Map((await listItemsInFile(db, matterId)).map((item) => [item.number, item]));
  const linked = new Map<string, readonly LinkedItem[]>();
  for (const [demandId, numbers] of await itemNumbersByDemand(db, matterId))
    linked.set(
      demandId,
      numbers.flatMap((number) => {
        const item = items.get(number);
        return item ? [{ id: item.id, number: itemNumber(number), title: item.title }] : [];
      }),
    );
  return linked;
}
