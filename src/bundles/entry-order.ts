import { bySections, inBundleOrder, type ListedEntry } from './bundle.js';

/** One place in the order a person gave: an entry and the section it is in from now on. */
export interface OrderedEntry {
  readonly id: string;
  readonly section: string;
}

/** Entries on one page of a bundle; the order is changed page by page. */
export const ENTRIES_PER_PAGE = 200;

export const SORTS = {
  date: 'by date',
  item: 'by number in the file',
  title: 'by title',
} as const;
export type Sort = keyof typeof SORTS;

type Ordered = Pick<ListedEntry, 'id' | 'section'>;

/** The whole order where some entries, those of a page, were put in another one: they share the places they had. */
export function withReordered(entries: readonly Ordered[], order: readonly OrderedEntry[]): OrderedEntry[] {
  const named = new Set(order.map(({ id }) => id));
  let next = 0;
  return inBundleOrder(entries).map(({ id, section }) => {
    const put = named.has(id) ? order[next++] : undefined;
    return put ?? { id, section };
  });
}

/** Each section sorted for itself; what has no date comes last, and what is alike stays as it is in the file. */
export function sortedInSections(
  entries: readonly (Ordered & Pick<ListedEntry, 'datedOn' | 'itemNumber' | 'title'>)[],
  sort: Sort,
): OrderedEntry[] {
  const titles = new Intl.Collator('en', { numeric: true });
  return bySections(entries).flatMap((section) =>
    section.entries
      .toSorted((a, b) => {
        if (sort === 'date' && a.datedOn !== b.datedOn)
          return (a.datedOn ?? '9999-99-99') < (b.datedOn ?? '9999-99-99') ? -1 : 1;
        return (sort === 'title' ? titles.compare(a.title, b.title) : 0) || a.itemNumber - b.itemNumber;
      })
      .map(({ id, section: title }) => ({ id, section: title })),
  );
}

/** The whole order with one entry at another place of its section, counted from 1; past the last is the last. */
export function withMoved(entries: readonly Ordered[], id: string, place: number): OrderedEntry[] {
  return bySections(entries).flatMap((section) => {
    const entry = section.entries.find((one) => one.id === id);
    if (entry === undefined) return section.entries.map((one) => ({ id: one.id, section: one.section }));
    const rest = section.entries.filter((one) => one !== entry);
    rest.splice(place - 1, 0, entry);
    return rest.map((one) => ({ id: one.id, section: one.section }));
  });
}

/** Where an entry stands in its section and on which page of the bundle, each counted from 1; null for one that is not there. */
export function placeOf(
  entries: readonly Ordered[],
  id: string,
): { readonly place: number; readonly of: number; readonly page: number } | null {
  const own = bySections(entries).find((section) => section.entries.some((one) => one.id === id));
  if (own === undefined) return null;
  const at = inBundleOrder(entries).findIndex((one) => one.id === id);
  return {
    place: own.entries.findIndex((one) => one.id === id) + 1,
    of: own.entries.length,
    page: Math.floor(at / ENTRIES_PER_PAGE) + 1,
  };
}
