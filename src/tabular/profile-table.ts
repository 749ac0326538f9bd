import { isRejected, readTable } from './read-table.js';
import type { RejectedRow, TableRow } from './read-table.js';
import { sniffTable } from './table-format.js';
import type { Delimiter, Encoding, TableFormat } from './table-format.js';

export type ColumnType = 'number' | 'date' | 'text' | 'empty';

export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** Cells with nothing in them. Words such as "NA" are text, never guessed to mean nothing. */
  readonly nulls: number;
  /** The least and greatest number, or ISO date, as the file writes it; null for text and for dates in other forms. */
  readonly min: string | null;
  readonly max: string | null;
}

/** What a table file is. `rows` counts the rows kept; with `rejectedCount` it accounts for every record. */
export interface TableProfile {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly hasHeader: boolean;
  readonly columns: readonly ColumnProfile[];
  readonly rows: number;
  /** The first hundred. */
  readonly rejected: readonly RejectedRow[];
  readonly rejectedCount: number;
}

export interface FirstRows {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface Heading {
  readonly hasHeader: boolean;
  readonly names: readonly string[];
}

const MOST_COLUMNS = 10_000;
const MOST_REJECTED_LISTED = 100;

/** Reads the whole file once. Throws only when it has more than 10,000 columns. */
export async function profileTable(path: string): Promise<TableProfile> {
  const format = await sniffTable(path);
  const tallies: Tally[] = [];
  const rejected: RejectedRow[] = [];
  let rejectedCount = 0;
  let rows = 0;
  let heading: Heading | null = null;

  for await (const row of readTable(path, format)) {
    if (!isRejected(row) && heading === null) {
      heading = headingOf(row.cells);
      tallies.push(...heading.names.map(newTally));
      if (heading.hasHeader) continue;
    }
    const rejection = isRejected(row)
      ? { line: row.line, reason: row.reason }
      : widthRejection(row, heading?.names.length ?? row.cells.length);
    if (rejection) {
      rejectedCount += 1;
      if (rejected.length < MOST_REJECTED_LISTED) rejected.push(rejection);
    } else if (!isRejected(row)) {
      rows += 1;
      addCells(row.cells, format, tallies);
    }
  }
  return {
    encoding: format.encoding,
    delimiter: format.delimiter,
    hasHeader: heading?.hasHeader ?? false,
    columns: (heading?.names ?? []).map((name, i) => profileColumn(name, tallies[i] ?? newTally())),
    rows,
    rejected,
    rejectedCount,
  };
}

/** The first `count` rows that are not rejected, with the names of their columns. */
export async function firstRows(path: string, count: number, encoding?: Encoding): Promise<FirstRows> {
  const format = await sniffTable(path, encoding);
  let heading: Heading | null = null;
  const rows: TableRow[] = [];
  for await (const row of readTable(path, format)) {
    if (isRejected(row)) continue;
    if (heading === null) {
      heading = headingOf(row.cells);
      if (heading.hasHeader) continue;
    }
    if (widthRejection(row, heading.names.length)) continue;
    if (rows.length >= count) break;
    rows.push(row);
  }
  return { columns: heading?.names ?? [], rows };
}

/** A first row with a number or a date in it is data; then the columns are named by their place. */
function headingOf(first: readonly string[]): Heading {
  if (first.length > MOST_COLUMNS) throw new Error('The table has more than 10,000 columns.');
  const kinds = first.map((cell) => kindOf(cell, false));
  const hasHeader = kinds.includes('text') && !kinds.includes('number') && !kinds.includes('date');
  if (!hasHeader) return { hasHeader, names: first.map((_, i) => `column ${i + 1}`) };

  const seen = new Map<string, number>();
  const names = first.map((cell, i) => {
    const name = cell.trim() || `column ${i + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
  return { hasHeader, names };
}

/** Why a row does not fit under a heading of so many columns, or null. Empty cells too many at the end hold nothing. */
export function widthRejection(row: TableRow, width: number): RejectedRow | null {
  if (row.cells.length >= width && row.cells.slice(width).every((cell) => cell === '')) return null;
  return { line: row.line, reason: `${plural(row.cells.length)} where the first row has ${plural(width)}.` };
}

type CellKind = 'number' | 'date' | 'text' | 'null';

const POINT_NUMBER = /^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][+-]?\d+)?$/;
const COMMA_NUMBER = /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/;
const SLASHED_DATE =
  /^(\d{1,2}[/.]\d{1,2}[/.]\d{4}|\d{4}\/\d{1,2}\/\d{1,2})([ ,]+\d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?)?$/i;

function kindOf(cell: string, allowsCommaDecimals: boolean): CellKind {
  const value = cell.trim();
  if (value === '') return 'null';
  if (/\d/.test(value)) {
    if (POINT_NUMBER.test(value) || (allowsCommaDecimals && COMMA_NUMBER.test(value))) return 'number';
    if (ISO_DATE.test(value) || SLASHED_DATE.test(value)) return 'date';
  }
  return 'text';
}

/** What is known of a column so far: how many cells of each kind, and the ends of its numbers and of its dates. */
interface Tally {
  readonly kinds: Map<CellKind, number>;
  leastNumber: number;
  greatestNumber: number;
  numberTexts: { min: string; max: string } | null;
  dates: { min: string; max: string } | null;
  hasOtherDates: boolean;
}

function newTally(): Tally {
  return {
    kinds: new Map(),
    leastNumber: Infinity,
    greatestNumber: -Infinity,
    numberTexts: null,
    dates: null,
    hasOtherDates: false,
  };
}

function addCells(cells: readonly string[], format: TableFormat, tallies: readonly Tally[]): void {
  const allowsCommaDecimals = format.delimiter !== ',';
  cells.forEach((cell, i) => {
    const tally = tallies[i];
    if (!tally) return;
    const kind = kindOf(cell, allowsCommaDecimals);
    tally.kinds.set(kind, (tally.kinds.get(kind) ?? 0) + 1);
    if (kind === 'number') addNumber(tally, cell.trim());
    else if (kind === 'date') addDate(tally, cell.trim());
  });
}

function addNumber(tally: Tally, text: string): void {
  const value = numberIn(text);
  if (value < tally.leastNumber) {
    tally.leastNumber = value;
    tally.numberTexts = { max: text, ...tally.numberTexts, min: text };
  }
  if (value > tally.greatestNumber) {
    tally.greatestNumber = value;
    tally.numberTexts = { min: text, ...tally.numberTexts, max: text };
  }
}

/** Only ISO dates sort as they are written. */
function addDate(tally: Tally, text: string): void {
  if (!ISO_DATE.test(text)) tally.hasOtherDates = true;
  else if (tally.dates === null) tally.dates = { min: text, max: text };
  else if (text < tally.dates.min) tally.dates = { ...tally.dates, min: text };
  else if (text > tally.dates.max) tally.dates = { ...tally.dates, max: text };
}

function numberIn(text: string): number {
  return Number(
    POINT_NUMBER.test(text) ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.'),
  );
}

function profileColumn(name: string, tally: Tally): ColumnProfile {
  const kinds = [...tally.kinds.keys()].filter((kind) => kind !== 'null');
  const [only] = kinds;
  const type: ColumnType = kinds.length === 0 ? 'empty' : kinds.length === 1 && only ? asType(only) : 'text';
  const isSortable = type === 'number' || (type === 'date' && !tally.hasOtherDates);
  const ends = !isSortable ? null : type === 'number' ? tally.numberTexts : tally.dates;
  return { name, type, nulls: tally.kinds.get('null') ?? 0, min: ends?.min ?? null, max: ends?.max ?? null };
}

function asType(kind: CellKind): ColumnType {
  return kind === 'null' ? 'empty' : kind;
}

function plural(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
