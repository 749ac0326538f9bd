import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { NoticeListTable } from '../../migrations/schema.js';
import type { StoredKind } from '../../tabular/cell-kind.js';
import type { GivenReading } from '../../tabular/table-reading.js';
import { LIST_FIELDS } from './list-columns.js';
import type { ListColumns, ListField } from './list-columns.js';

export type NoticeList = Selectable<NoticeListTable>;

/** How a person says a list is read. */
export interface ListHow {
  readonly given: Omit<GivenReading, 'kinds'>;
  readonly columns: ListColumns;
  /** The zone of times that name none. */
  readonly zone: string | null;
  /** The names of networks that are known; empty takes every name as it stands. */
  readonly networks: readonly string[];
  /** The zone in which days are told apart. */
  readonly dayZone: string;
}

/** A row's problem: `uncounted` rows are no delivery, `repeat` none of their own, `marked` ones count and are odd. */
export type ProblemKind = 'uncounted' | 'repeat' | 'marked';

export interface ListProblem {
  readonly kind: ProblemKind;
  readonly problem: string;
  readonly count: number;
}

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** What a list holds. Every record is accounted for: `deliveries + repeats + uncounted` is `records`. */
export interface ListProfile {
  readonly encoding: string;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly columns: readonly { readonly name: string; readonly kind: StoredKind; readonly nulls: number }[];
  readonly records: number;
  readonly deliveries: number;
  readonly repeats: number;
  readonly uncounted: number;
  /** Deliveries that count and have something odd about them. */
  readonly marked: number;
  readonly accounts: number;
  /** ISO instants in UTC; null where no row is a delivery. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly problems: readonly ListProblem[];
  /** The first hundred, in the order of the file. */
  readonly firstProblems: readonly { readonly line: number; readonly problem: string }[];
  readonly networks: readonly NamedCount[];
  readonly variants: readonly NamedCount[];
  readonly days: readonly { readonly day: string; readonly network: string; readonly count: number }[];
  /** Rows the reader kept aside, by reason, for runs over this list. */
  readonly keptAside: readonly { readonly reason: string; readonly count: number }[];
}

/** Goes up whenever a list would be read differently. */
const READER_VERSION = 4;

export const LIST_FILES = { deliveries: 'deliveries.parquet', problems: 'problems.csv' } as const;

export function listNumber(number: number): string {
  return `NL-${number}`;
}

/** Written by us when the list was entered. */
export function howOf(list: Pick<NoticeList, 'how'>): ListHow {
  return JSON.parse(list.how) as ListHow;
}

/** What was found when the list was read; null before that. */
export function profileOf(list: Pick<NoticeList, 'profile' | 'readAt'>): ListProfile | null {
  return list.readAt === null ? null : (JSON.parse(list.profile) as ListProfile);
}

/** Lists with the same columns in the same order are mapped alike. */
export function columnsKey(names: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(names)).digest('hex');
}

/**
 * Names what is derived from an original read in one way: the same inputs give the same name. Where it is not the name
 * on record, an earlier reader read the list: its tables are not used, the file is read again.
 */
export function cacheKeyOf(sha256: string, how: ListHow, asOf: string): string {
  return createHash('sha256')
    .update(JSON.stringify({ version: READER_VERSION, sha256, how, asOf }))
    .digest('hex');
}

/** The name under which the tables of a list stand now. */
export function tablesKeyOf(list: Pick<NoticeList, 'sha256' | 'how' | 'asOf'>): string {
  return cacheKeyOf(list.sha256, howOf(list), list.asOf);
}

/** The mapping as the reader takes it. */
export function saidColumns(columns: ListColumns): string[] {
  return (Object.keys(LIST_FIELDS) as ListField[]).map((field) => `${field}=${columns[field] ?? ''}`);
}
