import { SORTS, type ItemFilter, type Sort } from './item-store.js';
import { KINDS, type ItemKind } from './item.js';

export const SHOWS = [
  { value: 'all', text: 'Everything in the file' },
  { value: 'unlinked', text: 'Linked to no demand' },
  { value: 'privileged', text: 'Marked privileged' },
  { value: 'unreadable', text: 'Cannot be shown' },
  { value: 'withdrawn', text: 'Withdrawn' },
] as const satisfies readonly { value: ItemFilter['show']; text: string }[];

/** Everything in the file, by number. */
export const WHOLE_FILE: ItemFilter = {
  sort: 'number',
  isDescending: false,
  words: null,
  kind: null,
  show: 'all',
  demandId: null,
};

/** The list as the address bar says it; what is not understood counts as not said. */
export function filterFrom(query: URLSearchParams): ItemFilter {
  const kind = query.get('kind');
  const show = SHOWS.find((one) => one.value === query.get('show'));
  const words = query.get('q')?.trim().slice(0, 200) ?? '';
  return {
    sort: SORTS.find((sort) => sort === query.get('sort')) ?? 'number',
    isDescending: query.get('desc') === '1',
    words: words === '' ? null : words,
    kind: isKind(kind) ? kind : null,
    show: show?.value ?? 'all',
    demandId: /^[a-z0-9]{20}$/.exec(query.get('bearsOn') ?? '')?.[0] ?? null,
  };
}

/** The shortest query that says the same. */
export function queryOf({ sort, isDescending, words, kind, show, demandId }: ItemFilter): string {
  const query = new URLSearchParams();
  if (sort !== ('number' satisfies Sort)) query.set('sort', sort);
  if (isDescending) query.set('desc', '1');
  if (words !== null) query.set('q', words);
  if (kind !== null) query.set('kind', kind);
  if (show !== 'all') query.set('show', show);
  if (demandId !== null) query.set('bearsOn', demandId);
  return query.toString();
}

/** Where a form leads back to: the list as it was sorted and filtered, on the page it was on. */
export function backQuery(back: string): string {
  const asked = new URLSearchParams(back);
  const query = new URLSearchParams(queryOf(filterFrom(asked)));
  const page = asked.get('page') ?? '';
  if (/^\d{1,6}$/.test(page)) query.set('page', page);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Where the head of each column leads: its sorting, or the other way round. */
export function sortLinks(filter: ItemFilter, path: string): Record<string, { href: string; aria: string }> {
  const columns = ['number', 'title', 'kind', 'custodian', 'source', 'datedOn'] as const;
  return Object.fromEntries(
    columns.map((sort) => {
      const isCurrent = filter.sort === sort;
      const query = queryOf({ ...filter, sort, isDescending: isCurrent && !filter.isDescending });
      const aria = isCurrent ? (filter.isDescending ? 'descending' : 'ascending') : 'none';
      return [sort, { href: query === '' ? path : `${path}?${query}`, aria }];
    }),
  );
}

function isKind(text: string | null): text is ItemKind {
  return text !== null && Object.hasOwn(KINDS, text);
}
