import type { Db } from '../platform/database.js';
import { fieldError, optionalText, text, type Parsed } from '../web/form.js';
import { listFindable, listFirstInFile, listSoNamed } from './item-choice-store.js';
import { listItemsByIds } from './item-store.js';
import { itemNumber, type Item, type ItemKind } from './item.js';

/** Up to so many items are listed to choose one from; of more, one is named. */
const MOST_LISTED = 200;
/** So many are offered while somebody types. */
const OFFERED = 12;
/** So many are named where what was typed can mean several. */
const NAMED = 3;
/** A number and a title. */
const LONGEST = 400;

/** What a field needs in which one item of a file is chosen; `parts/item-choice` draws it. */
export interface ItemChoice {
  /** Every item there is to choose, or null where they are too many: then its number or title is typed. */
  readonly options: readonly { readonly value: string; readonly text: string }[] | null;
  readonly isEmpty: boolean;
  readonly kind: ItemKind | null;
  /** The items that are listed or named, by id, as a field in which one is typed shows them. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The items of a matter to choose one from, those in `named` among them though they were withdrawn. */
export async function itemChoice(
  db: Db,
  matterId: string,
  {
    named = [],
    kind = null,
  }: { readonly named?: readonly (string | null)[]; readonly kind?: ItemKind | null } = {},
): Promise<ItemChoice> {
  const first = await listFirstInFile(db, matterId, kind, MOST_LISTED + 1);
  const listed = first.length > MOST_LISTED ? [] : first;
  const missing = named.flatMap((id) => (id === null || listed.some((item) => item.id === id) ? [] : [id]));
  const items = [...listed, ...(await listItemsByIds(db, matterId, missing))].sort(
    (a, b) => a.number - b.number,
  );
  return {
    options:
      first.length > MOST_LISTED ? null : items.map((item) => ({ value: item.id, text: listedText(item) })),
    isEmpty: first.length === 0,
    kind,
    texts: new Map(items.map((item) => [item.id, itemText(item)])),
  };
}

/** What is offered in a field in which an item is typed. */
export async function itemsOffered(db: Db, matterId: string, kind: ItemKind | null, typed: string) {
  const { number, title } = readName(typed);
  const items = await listFindable(db, matterId, kind, { words: title ?? typed, number }, OFFERED);
  return items.map((item) => ({ text: itemText(item), isPrivileged: item.isPrivileged === 1 }));
}

/** An item as a form sends it: its id from a list, else its number, its title, or both. */
export const chosenItem = (missing: string) => text(missing, LONGEST);
export const optionalItem = () => optionalText(LONGEST);

/** The form with the id of the item that `field` names; left empty it stays so. */
export async function withItemOf<K extends string, T extends Readonly<Record<K, string>>>(
  db: Db,
  matterId: string,
  form: Parsed<T>,
  field: K,
): Promise<Parsed<T>> {
  if (!form.ok || form.value[field] === '') return form;
  const item = await itemNamed(db, matterId, form.value[field]);
  if (typeof item === 'string') return { ok: false, errors: fieldError(field, item) };
  return { ok: true, value: { ...form.value, [field]: item.id } };
}

/** The one item that this names, or what to say to whoever typed it. A withdrawn one is found by its number alone. */
async function itemNamed(db: Db, matterId: string, typed: string): Promise<Item | string> {
  const [ofId] = await listItemsByIds(db, matterId, [typed]);
  if (ofId) return ofId;
  const { number, title } = readName(typed);
  const found = await listSoNamed(db, matterId, { title: typed, number }, NAMED + 1);
  const isMeant = (item: Item): boolean =>
    isSame(item.title, typed) || (item.number === number && (title === null || isSame(item.title, title)));
  const meant = found.filter(isMeant);
  const [one] = meant;
  if (one && meant.length === 1) return one;
  if (one)
    return `“${typed}” can mean ${numbersText(meant, 'or')}. Enter the number of the one you mean, like ${itemNumber(one.number)}.`;
  const [other] = found;
  if (other)
    return `${itemNumber(other.number)} is called “${other.title}”, not “${title ?? typed}”. Enter ${itemNumber(other.number)} alone if it is the one you mean.`;
  if (number !== null && title === null)
    return `No item of this matter has the number ${itemNumber(number)}. Enter a number that the evidence lists.`;
  const near = await listFindable(db, matterId, null, { words: title ?? typed, number: null }, NAMED + 1);
  return near.length === 0
    ? `No item of this matter has the number or title “${typed}”. Enter one that the evidence lists, like R-0041.`
    : `No item has the number or title “${typed}”. These words are in the title of ${numbersText(near, 'and')}: enter the number of the one you mean.`;
}

interface TypedName {
  readonly number: number | null;
  /** What stands behind the number; null where nothing does, or where there is no number. */
  readonly title: string | null;
}

/** `R-0041`, `41`, or `R-0041` and a title as the list offers it; anything else is a title. */
function readName(typed: string): TypedName {
  const [, bare, marked, title] = /^(?:0*(\d{1,9})|R-0*(\d{1,9})(?:\s+(\S.*))?)$/is.exec(typed.trim()) ?? [];
  const digits = bare ?? marked;
  return { number: digits === undefined ? null : Number(digits), title: title ?? null };
}

/** A field of one line shows every blank of a title as one space. */
function isSame(one: string, other: string): boolean {
  const plain = (words: string): string => words.replace(/\s+/g, ' ').trim().toLowerCase();
  return plain(one) === plain(other);
}

function numbersText(items: readonly Item[], word: 'and' | 'or'): string {
  const numbers = items.slice(0, NAMED).map(({ number }) => itemNumber(number));
  if (items.length > NAMED) return `${numbers.join(', ')} ${word} others`;
  const last = numbers.at(-1) ?? '';
  return numbers.length < 2 ? last : `${numbers.slice(0, -1).join(', ')} ${word} ${last}`;
}

function itemText({ number, title }: Item): string {
  return `${itemNumber(number)} ${title}`;
}

function listedText(item: Item): string {
  const marks = [item.isPrivileged === 1 ? 'privileged' : '', item.state === 'withdrawn' ? 'withdrawn' : ''];
  const said = marks.filter((mark) => mark !== '').join(', ');
  return said === '' ? itemText(item) : `${itemText(item)} (${said})`;
}
