import type { LinkedItem } from '../demands/linked-item.js';
import type { LinkedInShort, OfferedItems } from '../demands/linked-items.js';
import { itemNumber, type Item } from './item.js';
import { countItems, listItems, listItemsByIds, PAGE_SIZE } from './item-store.js';
import { WHOLE_FILE } from './list-query.js';
import {
  countLinks,
  listFirstPlain,
  listFirstPrivileged,
  listLinksOfItems,
  type NamedLink,
} from './linked-in-short-store.js';
import { hasItemInFile, listItemsOf, listInFileByNumber } from './linked-item-store.js';
import type { Db } from '../platform/database.js';

/** So many items of each demand are named where a table has a row for each. */
const NAMED = 8;
/** So many items of a file are looked through for them at first. */
const STRETCH = 1_000;

/**
 * The items in the file that bear on each demand, by the demand's id: the first of each by number, and those of `always`
 * that bear on it; the others are counted. A demand may have thousands of them.
 */
export async function itemsByDemand(
  db: Db,
  matterId: string,
  always: readonly string[] = [],
): Promise<ReadonlyMap<string, LinkedInShort>> {
  const counts = await countLinks(db, matterId);
  const few = [
    ...(await listFirstPlain(db, matterId, counts, { each: NAMED, stretch: STRETCH })),
    ...(counts.some(({ privileged }) => privileged > 0)
      ? await listFirstPrivileged(db, matterId, NAMED)
      : []),
    ...(await listLinksOfItems(db, always)),
  ];
  const byDemand = new Map(counts.map(({ demandId }) => [demandId, new Map<string, NamedLink>()]));
  for (const link of few) byDemand.get(link.demandId)?.set(link.id, link);
  return new Map(
    counts.map(({ demandId, plain, privileged }) => {
      const named = [...(byDemand.get(demandId)?.values() ?? [])].sort((a, b) => a.number - b.number);
      const held = named.filter(({ isPrivileged }) => isPrivileged === 1).length;
      return [
        demandId,
        {
          items: named.map(asLinked),
          more: plain - (named.length - held),
          morePrivileged: privileged - held,
        },
      ];
    }),
  );
}

/** Every item in the file that bears on one demand, by number. */
export async function itemsOfDemand(db: Db, demandId: string): Promise<readonly LinkedItem[]> {
  return (await listItemsOf(db, demandId)).map(asLinked);
}

/** A page of the items in the file, as the page of a demand offers them: those that `words` find, or all. */
export async function linkableItems(
  db: Db,
  matterId: string,
  words: string | null,
  page: number,
): Promise<OfferedItems> {
  const filter = { ...WHOLE_FILE, words };
  const total = await countItems(db, matterId, filter);
  const at = Math.min(Math.max(1, Math.ceil(total / PAGE_SIZE)), Math.max(1, page));
  const items = (await listItems(db, matterId, filter, at)).map(asLinked);
  return { items, total, page: at, pageSize: PAGE_SIZE };
}

/** Items of a matter by their ids, those that were withdrawn too. */
export async function itemsNamed(
  db: Db,
  matterId: string,
  ids: readonly string[],
): Promise<readonly LinkedItem[]> {
  return (await listItemsByIds(db, matterId, ids)).map((item) => asLinked({ ...item, pages: null }));
}

/** Whether the file has any item, and how many pages those of it have whose numbers these are. */
export const itemsInFile = {
  any: hasItemInFile,
  async pagesOf(
    db: Db,
    matterId: string,
    numbers: readonly number[],
  ): Promise<ReadonlyMap<number, number | null>> {
    const items = await listInFileByNumber(db, matterId, numbers);
    return new Map(items.map(({ number, pages }) => [number, pages]));
  },
};

function asLinked({
  id,
  number,
  title,
  isPrivileged,
  pages,
}: Pick<Item, 'id' | 'number' | 'title' | 'isPrivileged'> & Pick<LinkedItem, 'pages'>): LinkedItem {
  return { id, number: itemNumber(number), title, isPrivileged: isPrivileged === 1, pages };
}
