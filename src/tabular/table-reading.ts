import { open } from 'node:fs/promises';
import { kindOfCell } from './cell-kind.js';
import type { StoredKind } from './cell-kind.js';
import { decimalSignOf } from './decimal-sign.js';
import type { DecimalSign } from './decimal-sign.js';
import { isRejected, readTable } from './read-table.js';
import { firstBytes, sniffTable } from './table-format.js';
import type { Delimiter, Encoding } from './table-format.js';

/** How a table file is read: detected, shown, and corrected by whoever knows better. */
export interface TableReading extends DecimalSign {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Lines before the first record that are not part of the table. */
  readonly skipLines: number;
  readonly hasHeader: boolean;
  /** Names of the columns in order; told apart where the file repeats one. */
  readonly names: readonly string[];
  /** What each column is taken for; a cell that does not fit makes the whole column text. */
  readonly kinds: readonly StoredKind[];
}

/** What a person may set; the rest is detected. `kinds` by the name of the column. */
export interface GivenReading {
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  readonly skipLines?: number;
  readonly hasHeader?: boolean;
  readonly decimal?: '.' | ',';
  readonly kinds?: Readonly<Record<string, StoredKind>>;
}

export const MOST_COLUMNS = 1_000;
/** What an archive and an old Office file begin with. */
const WORKBOOKS = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('d0cf11e0a1b11ae1', 'hex')];
const NO_ROWS =
  'It is a workbook or another archive, which is not read as rows here: save the sheet that is meant as CSV, with the columns at full precision, and take that.';
const SAMPLE_ROWS = 2_000;
const PLACES = 24;
const PLACE_BYTES = 16 * 1024;

/**
 * Works the reading out from the start of the file and from places across it. Throws when it has too many columns, and for
 * a workbook, whose figures are stored otherwise than they are shown.
 */
export async function detectReading(path: string, given: GivenReading = {}): Promise<TableReading> {
  const start = await firstBytes(path, 8);
  if (WORKBOOKS.some((bytes) => start.subarray(0, bytes.length).equals(bytes))) throw new Error(NO_ROWS);
  const sniffed = await sniffTable(path, given.encoding);
  const format = {
    encoding: sniffed.encoding,
    delimiter: given.delimiter ?? sniffed.delimiter,
    skipLines: given.skipLines ?? sniffed.skipLines,
  };
  const rows: (readonly string[])[] = [];
  for await (const row of readTable(path, format)) {
    if (isRejected(row)) continue;
    rows.push(row.cells);
    if (rows.length > SAMPLE_ROWS) break;
  }
  const [first = []] = rows;
  if (first.length > MOST_COLUMNS)
    throw new Error(
      `The table has ${first.length.toLocaleString('en-US')} columns; at most 1,000 can be kept as rows. Save it again with the columns that are needed.`,
    );
  const hasHeader = given.hasHeader ?? isHeader(first);
  const names = hasHeader ? namesOf(first) : first.map((_, i) => `column ${i + 1}`);
  const across = format.encoding === 'utf-8' ? await rowsAcross(path, format.delimiter, names.length) : [];
  const sample = [...(hasHeader ? rows.slice(1) : rows), ...across].filter(
    (row) => row.length === names.length,
  );
  const sign = given.decimal
    ? { decimal: given.decimal, isDecimalKnown: true }
    : decimalSignOf(sample, format.delimiter);
  const kinds = names.map((column, i) => given.kinds?.[column] ?? kindOfColumn(sample, i, sign));
  return { ...format, hasHeader, ...sign, names, kinds };
}

/** A first row with a number or a date in it is data. */
function isHeader(first: readonly string[]): boolean {
  const kinds = first.map((cell) => kindOfCell(cell, { decimal: '.', isDecimalKnown: true }));
  return kinds.includes('text') && kinds.every((kind) => kind === 'text' || kind === 'empty');
}

/** Trimmed; an empty one is named by its place, a repeated one gets a number. */
function namesOf(first: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return first.map((cell, i) => {
    const base = cell.trim() || `column ${i + 1}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return times === 1 ? base : `${base} (${times})`;
  });
}

/** Whole lines from places spread over the file: what the start alone does not show. */
async function rowsAcross(path: string, delimiter: Delimiter, width: number): Promise<string[][]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size < PLACES * PLACE_BYTES * 2) return [];
    const rows: string[][] = [];
    const bytes = Buffer.alloc(PLACE_BYTES);
    for (let place = 1; place <= PLACES; place += 1) {
      const at = Math.floor((size - PLACE_BYTES) * (place / PLACES));
      const { bytesRead } = await file.read(bytes, 0, PLACE_BYTES, at);
      const lines = bytes.subarray(0, bytesRead).toString('utf8').split(/\r?\n/).slice(1, -1);
      for (const line of lines.slice(0, 40)) {
        const cells = line.split(delimiter);
        if (!line.includes('"') && cells.length === width) rows.push(cells);
      }
    }
    return rows;
  } finally {
    await file.close();
  }
}

/** Whole numbers beside fractions are numbers; any other mixture is text. */
function kindOfColumn(sample: readonly (readonly string[])[], column: number, sign: DecimalSign): StoredKind {
  const kinds = new Set<StoredKind>();
  for (const row of sample) {
    const kind = kindOfCell(row[column] ?? '', sign);
    if (kind === 'text') return 'text';
    if (kind !== 'empty') kinds.add(kind);
  }
  const [only] = kinds;
  if (only === undefined) return 'empty';
  if (kinds.size === 1) return only;
  return [...kinds].every((kind) => kind === 'integer' || kind === 'number') ? 'number' : 'text';
}
