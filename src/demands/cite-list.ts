import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fieldError, optionalText, type FormErrors } from '../web/form.js';
import type { LinkedItem } from './linked-item.js';

/** A linked item with its pages as typed; '' means the whole. */
export interface TypedCite {
  readonly itemId: string;
  readonly pages: string;
}

/** A linked item as the form of a response shows it. */
export interface CiteRow extends Pick<LinkedItem, 'id' | 'number' | 'title' | 'isPrivileged'> {
  readonly namesPeople: boolean;
  readonly isCited: boolean;
  /** As typed; '' means the whole. */
  readonly pages: string;
}

/** What the list is made of, apart from what is typed on the page. */
export interface CiteSource {
  readonly linked: readonly LinkedItem[];
  /** As the response points at them; null where it names nothing. */
  readonly kept: readonly TypedCite[] | null;
  /** Items that name people one by one. */
  readonly naming: ReadonlySet<string>;
}

/** Which list the changes on a page start from: the one that is kept, every item that may leave as it stands, or none. */
const STARTS = ['kept', 'all', 'none'] as const;

/** Fields of one name, once for each row of a list; a row left blank is ''. */
export const rows = z
  .union([z.string().max(200), z.array(z.string().max(200)).max(1_000)])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value));

/** Fields of the form of a response about the linked items. */
export const citeFields = {
  // Side by side: a linked item, its pages, and what it was when the page was made; `cite` are those pointed at.
  citeItem: rows,
  citePages: rows,
  citeWas: rows,
  cite: rows,
  /** Every linked item is in the form, or only a page of them and what was changed on others. */
  citesChosen: z.enum(['yes', 'part']).optional(),
  citesFrom: z.enum(STARTS).optional(),
  citesSeen: z.string().max(64).optional(),
  citePage: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'Choose a page of the items by its number')
    .optional(),
  citeFind: optionalText(200),
  citeFound: optionalText(200),
} as const;

/** So many linked items are on one page of the form: a form carries about 2,000 fields and 100 kB. */
const AT_ONCE = 50;
/** So many may be changed by hand before they are kept. */
const MOST_CHANGED = 200;
const NOT_CITED = 'no';
const WHOLE = 'whole';

const MEANWHILE =
  'The items that bear on this demand, or what its response points at, changed while this page was open. Look through the items below once more, then keep the response.';
const TOO_MANY = `More than ${MOST_CHANGED} items are changed and not kept. Keep the response, then change the others; or start from none, or from all that may leave.`;

type Start = (typeof STARTS)[number];
type Typed = Pick<CiteRow, 'isCited' | 'pages'>;

/** The part of a response's form that is about the linked items, as it came. */
interface Sent {
  readonly isPart: boolean;
  readonly from: Start;
  readonly seen: string;
  readonly rows: readonly (Typed & { readonly itemId: string; readonly was: string | null })[];
  readonly find: string;
  readonly found: string;
  readonly page: number;
}

/** The linked items as the form shows them: all of them, or a page with what was changed on others. */
export function citeList(source: CiteSource, body: unknown, go: string | undefined) {
  const sent = body === undefined ? null : sentCites(body);
  const from = go === 'all' || go === 'none' ? go : (sent?.from ?? 'kept');
  const start = startingRows(source, from);
  const changes = sent === null || isFresh(go) ? new Map<string, Typed>() : changesOf(sent, start);
  const all = start.map((row) => ({ ...row, ...changes.get(row.id), was: stateOf(row) }));
  const cited = all.filter(({ isCited }) => isCited).length;
  const isPaged = source.linked.length > AT_ONCE;
  if (!isPaged) return { isPaged, rows: all, away: [], total: all.length, cited };

  const find = (go === 'find' ? sent?.find : sent?.found) ?? '';
  const fits = find === '' ? all : all.filter((row) => hasWords(row, find));
  const last = Math.max(1, Math.ceil(fits.length / AT_ONCE));
  const wanted = go === undefined ? (sent?.page ?? 1) : /^\d+$/.test(go) ? Number(go) : 1;
  const page = Math.min(last, wanted);
  const here = fits.slice((page - 1) * AT_ONCE, page * AT_ONCE);
  const shown = new Set(here.map(({ id }) => id));
  return {
    ...{ isPaged, from, seen: seenOf(start), cited, total: all.length },
    ...{ find, page, last, pageSize: AT_ONCE, found: fits.length },
    rows: here,
    away: all.filter(({ id }) => changes.has(id) && !shown.has(id)),
  };
}

/** Why a page of the list cannot be left or kept as it was sent, beside its field; null where nothing stands in the way. */
export function citesProblem(source: CiteSource, body: unknown, go: string | undefined): FormErrors | null {
  const sent = sentCites(body);
  if (!sent.isPart) return null;
  const start = startingRows(source, sent.from);
  if (seenOf(start) !== sent.seen) return fieldError('cite', MEANWHILE);
  const isTooMany = go !== undefined && !isFresh(go) && changesOf(sent, start).size > MOST_CHANGED;
  return isTooMany ? fieldError('cite', TOO_MANY) : null;
}

/** What the response is to point at, whatever part of the list was on the page; null where the form said nothing of it. */
export function citesChosen(source: CiteSource, body: unknown): readonly TypedCite[] | null {
  const sent = sentCites(body);
  if (sent.isPart) {
    const start = startingRows(source, sent.from);
    const changes = changesOf(sent, start);
    return start
      .map((row) => ({ ...row, ...changes.get(row.id) }))
      .filter(({ isCited }) => isCited)
      .map(({ id, pages }) => ({ itemId: id, pages }));
  }
  if (fieldsOf(body)['citesChosen'] === undefined) return null;
  const pagesOf = new Map(sent.rows.map(({ itemId, pages }) => [itemId, pages]));
  return [...new Set(listed(body, 'cite'))].map((itemId) => ({ itemId, pages: pagesOf.get(itemId) ?? '' }));
}

/** The linked items before anything is changed on the page. */
function startingRows({ linked, kept, naming }: CiteSource, from: Start): CiteRow[] {
  const chosen = from === 'kept' ? kept : from === 'none' ? [] : null;
  const pagesOf = chosen && new Map(chosen.map(({ itemId, pages }) => [itemId, pages]));
  return linked.map((item) => ({
    ...{ id: item.id, number: item.number, title: item.title, isPrivileged: item.isPrivileged },
    namesPeople: naming.has(item.id),
    // What is to stay here is ticked by nobody but a person.
    isCited: pagesOf === null ? !item.isPrivileged && !naming.has(item.id) : pagesOf.has(item.id),
    pages: pagesOf?.get(item.id) ?? '',
  }));
}

/** What a person changed: against what the page said of the item when it was made, and nothing else. */
function changesOf(sent: Sent, start: readonly CiteRow[]): Map<string, Typed> {
  const now = new Map(start.map((row) => [row.id, stateOf(row)]));
  const changed = sent.rows.filter((row) => {
    const before = row.was ?? now.get(row.itemId);
    return now.has(row.itemId) && stateOf(row) !== before;
  });
  return new Map(changed.map(({ itemId, isCited, pages }) => [itemId, { isCited, pages }]));
}

/** An item as a row of the form says it: not pointed at, pointed at as a whole, or these pages of it. */
function stateOf({ isCited, pages }: Typed): string {
  const typed = pages.trim();
  return isCited ? typed || WHOLE : NOT_CITED;
}

/** Names a list as it stood when a page was made from it, so that nothing is kept that nobody saw. */
function seenOf(start: readonly CiteRow[]): string {
  const states = start.map((row) => [row.id, stateOf(row)]);
  return createHash('sha256').update(JSON.stringify(states)).digest('hex').slice(0, 32);
}

function isFresh(go: string | undefined): boolean {
  return go === 'all' || go === 'none';
}

function hasWords({ number, title }: CiteRow, words: string): boolean {
  const text = `${number} ${title}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function sentCites(body: unknown): Sent {
  const values = fieldsOf(body);
  const word = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [items, pages, was] = [listed(body, 'citeItem'), listed(body, 'citePages'), listed(body, 'citeWas')];
  const ticked = new Set(listed(body, 'cite'));
  const from = STARTS.find((one) => one === word('citesFrom')) ?? 'kept';
  return {
    ...{ isPart: word('citesChosen') === 'part', from, seen: word('citesSeen') },
    rows: items.map((itemId, at) => ({
      ...{ itemId, isCited: ticked.has(itemId), pages: pages[at] ?? '', was: was[at] ?? null },
    })),
    ...{ find: word('citeFind'), found: word('citeFound') },
    page: /^[1-9]\d{0,5}$/.test(word('citePage')) ? Number(word('citePage')) : 1,
  };
}

function listed(body: unknown, name: string): string[] {
  const value = fieldsOf(body)[name];
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : ''));
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}
