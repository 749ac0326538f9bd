import type { Selectable } from 'kysely';
import type { CustodyEntryTable, ItemTable } from '../migrations/schema.js';

export type Item = Selectable<ItemTable>;
export type ItemKind = Item['kind'];
export type CustodyEntry = Selectable<CustodyEntryTable>;

export const KINDS = {
  document: 'Document',
  measurements: 'Measurements',
  notices: 'Customer notices',
} as const satisfies Record<ItemKind, string>;

/** The kind of this name, or null. */
export function kindNamed(name: string): ItemKind | null {
  return name === 'document' || name === 'measurements' || name === 'notices' ? name : null;
}

/** The fields of an item a person fills in, in the grid. */
export interface ItemFields {
  readonly title: string;
  readonly kind: ItemKind;
  readonly custodian: string;
  readonly source: string;
  readonly datedOn: string | null;
  readonly legend: string;
  readonly isPrivileged: 0 | 1;
  readonly privilegeGround: string;
}

export const FIELD_WORDS = {
  title: 'title',
  kind: 'kind',
  custodian: 'custodian',
  source: 'source',
  datedOn: 'date',
  legend: 'legend',
  isPrivileged: 'privilege',
  privilegeGround: 'ground of privilege',
} as const satisfies Record<keyof ItemFields, string>;

/** `R-0012`: the number of an item in its matter's file, never used again. */
export function itemNumber(number: number): string {
  return `R-${String(number).padStart(4, '0')}`;
}

/** The title an item begins with: its file name without folders and ending, underscores as blanks. */
export function titleFrom(name: string): string {
  const last = name.split('/').at(-1) ?? name;
  const stem = last
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replaceAll('_', ' ')
    .trim();
  return (stem === '' ? last : stem).slice(0, 300);
}

/** Which fields of an item these would change. */
export function changedFields(item: ItemFields, edited: ItemFields): (keyof ItemFields)[] {
  const keys = Object.keys(FIELD_WORDS) as (keyof ItemFields)[];
  return keys.filter((key) => item[key] !== edited[key]);
}

const NOTICE_COLUMN =
  /^(notice|message|account|subscriber|customer|recipient|first_?shown|shown|delivered|sent)/i;
const MEASURE_COLUMN =
  /(mbps|kbps|throughput|download|upload|bytes_sec|rtt|latency|round_?trip|speed|jitter|loss)/i;

/**
 * What a table file looks like by its column names: a proposal, which the grid shows and a person changes.
 * Measured columns decide before account columns, as measurements carry both.
 */
export function proposeKind(columns: readonly string[]): ItemKind {
  if (columns.some((column) => MEASURE_COLUMN.test(column))) return 'measurements';
  if (columns.filter((column) => NOTICE_COLUMN.test(column)).length >= 2) return 'notices';
  return 'document';
}
