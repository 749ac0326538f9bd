import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../platform/ask.js';
import { PATTERNS, kindOfCell } from './cell-kind.js';
import type { StoredKind } from './cell-kind.js';
import { writeCleanCopy } from './clean-copy.js';
import type { Rejections } from './clean-copy.js';
import { numberOf, openDuck, text } from './duck.js';
import type { Duck } from './duck.js';
import { isUnclearSql, numberSql } from './decimal-sign.js';
import type { DecimalSign } from './decimal-sign.js';
import { scanFile } from './scan-file.js';
import type { FileScan } from './scan-file.js';
import { profileStored } from './stored-profile.js';
import type { ColumnFacts } from './stored-profile.js';
import { detectReading } from './table-reading.js';
import type { GivenReading, TableReading } from './table-reading.js';

/** Goes up whenever the reader would read a file differently. */
const READER_VERSION = 2;

export interface StoredColumn extends ColumnFacts {
  readonly name: string;
}

/** A table in Parquet, derived from an original and made again whenever it is missing. */
export interface StoredTable {
  /** The Parquet file: columns `c0`, `c1`, … in the order of the file; `line` first where the exact reader was needed. */
  readonly path: string;
  /** What was kept aside, as CSV; null when nothing was. */
  readonly rejectedPath: string | null;
  readonly readerVersion: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly reading: TableReading;
  readonly columns: readonly StoredColumn[];
  readonly rows: number;
  readonly rejected: Rejections;
  /** The line of the first row where every row is one line; null when the file's column `line` says it. */
  readonly firstLine: number | null;
}

export interface StoreTableInput {
  readonly path: string;
  readonly out: string;
  /** A folder for what is being made; emptied by whoever gave it. */
  readonly work: string;
  readonly given?: GivenReading;
}

/** A record of two lines of the longest, each character three bytes. */
const LONGEST_COPIED = 8 * 1024 ** 2;
/** Said, because DuckDB would take sixteen times the longest line, twice over: more than it is allowed. */
const COPY_BUFFER = 32 * 1024 ** 2;

/**
 * Reads a text table whole and writes it as Parquet beside its description (`out` + `.json`). The same bytes and reading
 * give the same rows. Of the names of the columns `asWritten` gives those that name something: their cells are kept as
 * they are written, for an account of twenty digits is no quantity. Throws in plain words when it is no table that can be
 * read.
 */
export async function storeTable(
  { path, out, work, given }: StoreTableInput,
  progress: Progress,
  asWritten: (names: readonly string[]) => readonly string[] = () => [],
): Promise<StoredTable> {
  await mkdir(work, { recursive: true });
  const scan = await scanFile(path, progress);
  if (scan.bytes === 0) throw new Error('The file is empty.');
  progress(0, 100, 'reading');
  // Plain UTF-8 is known by now: the file need not be read again to find it out.
  const isPlain = scan.isUtf8 && !scan.isOdd;
  const detected = await detectReading(path, { ...(isPlain && { encoding: 'utf-8' }), ...given });
  if (detected.names.length === 0) throw new Error('The file has no row that can be read.');
  const reading = withText(detected, asWritten(detected.names));
  const clean = join(work, 'clean.csv');
  const made = join(work, 'made.parquet');
  const rejectedPath = join(work, 'rejected.csv');
  const duck = await openDuck({ files: [path], folders: [work], spill: join(work, 'spill'), progress });
  try {
    let from = sourceOfFile(path, reading);
    let written = mayReadFast(scan, reading) ? await writeFast(duck, from, reading, scan, made) : null;
    let rejected: Rejections = { count: 0, reasons: [], first: [] };
    let firstLine: number | null = reading.skipLines + (reading.hasHeader ? 2 : 1);
    if (written === null) {
      rejected = await writeCleanCopy(path, reading, clean, rejectedPath, progress);
      from = sourceOfCopy(clean, reading);
      firstLine = null;
      written = await writeTyped(duck, from, reading, 'line, ', made);
    }
    const { rows, columns } = await profileStored(duck, made, written);
    const stored: StoredTable = {
      path: out,
      rejectedPath: rejected.count > 0 ? `${out}.rejected.csv` : null,
      readerVersion: READER_VERSION,
      sha256: scan.sha256,
      bytes: scan.bytes,
      reading: { ...reading, kinds: written },
      columns: columns.map((column, i) => ({ name: reading.names[i] ?? '', ...column })),
      rows,
      rejected,
      firstLine,
    };
    if (stored.rejectedPath) await rename(rejectedPath, stored.rejectedPath);
    await rename(made, out);
    await writeFile(`${out}.json`, JSON.stringify(stored));
    return stored;
  } finally {
    duck.close();
    await Promise.all([clean, rejectedPath, made].map((one) => rm(one, { force: true })));
  }
}

/** The rows of a stored table in SQL, with the line of each: its columns, and `line`. */
export function rowsOf({ path, firstLine }: StoredTable): string {
  return firstLine === null
    ? `(select * from read_parquet(${text(path)}))`
    : `(select *, file_row_number + ${firstLine} as line from read_parquet(${text(path)}, file_row_number = true))`;
}

function withText(reading: TableReading, columns: readonly string[]): TableReading {
  const kinds = reading.kinds.map((kind, i) => (columns.includes(reading.names[i] ?? '') ? 'text' : kind));
  return { ...reading, kinds };
}

function mayReadFast(scan: FileScan, { encoding }: TableReading): boolean {
  return encoding === 'utf-8' && scan.isUtf8 && !scan.isOdd;
}

/** Null when DuckDB cannot read every record, or a record is more than a line: then the exact reader must. */
async function writeFast(
  duck: Duck,
  from: string,
  reading: TableReading,
  scan: FileScan,
  out: string,
): Promise<readonly StoredKind[] | null> {
  try {
    const kinds = await writeTyped(duck, from, reading, '', out);
    if (!scan.hasQuotes) return kinds;
    const [counted] = await duck.rows(`select count(*) as n from read_parquet(${text(out)})`);
    const before = reading.skipLines + (reading.hasHeader ? 1 : 0);
    return numberOf(counted?.['n']) + before === scan.lines ? kinds : null;
  } catch (error) {
    if (error instanceof Error && /CSV Error|Maximum line size/.test(error.message)) return null;
    throw error;
  }
}

/** Takes the columns for what the sample says; a cell that shows otherwise starts it again with one column wider. */
async function writeTyped(
  duck: Duck,
  from: string,
  reading: TableReading,
  extra: string,
  out: string,
): Promise<readonly StoredKind[]> {
  const kinds: StoredKind[] = [...reading.kinds];
  for (;;) {
    const cells = kinds.map((kind, i) => `${typed(`c${i}`, kind, i, reading)} as c${i}`);
    try {
      await duck.run(
        `copy (select ${extra}${cells.join(', ')} from ${from}) to ${text(out)} (format parquet, compression snappy)`,
      );
      return kinds;
    } catch (error) {
      const misfit = error instanceof Error && /rejoinder misfit (\d+):([^]*)/.exec(error.message);
      if (!misfit) throw error;
      const column = Number(misfit[1]);
      kinds[column] = widened(kinds[column] ?? 'text', kindOfCell(misfit[2] ?? '', reading));
    }
  }
}

function widened(was: StoredKind, found: StoredKind): StoredKind {
  if (was === 'empty' && found !== 'empty') return found;
  return was === 'integer' && found === 'number' ? 'number' : 'text';
}

function sourceOfFile(path: string, { delimiter, skipLines, hasHeader, names }: TableReading): string {
  const columns = names.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  return `read_csv(${text(path)}, auto_detect = false, header = ${String(hasHeader)}, skip = ${skipLines}, delim = ${text(delimiter)}, quote = '"', escape = '"', strict_mode = true, null_padding = false, max_line_size = 1048576, columns = {${columns}})`;
}

function sourceOfCopy(path: string, { names }: TableReading): string {
  const columns = ["'line': 'BIGINT'", ...names.map((_, i) => `'c${i}': 'VARCHAR'`)].join(', ');
  return `read_csv(${text(path)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', max_line_size = ${LONGEST_COPIED}, buffer_size = ${COPY_BUFFER}, columns = {${columns}})`;
}

/** The cell as its column's type; one that is none stops the query, naming the column and the cell. */
function typed(cell: string, kind: StoredKind, column: number, sign: DecimalSign): string {
  const slow = (value: string): string =>
    `case when ${cell} is null or trim(${cell}) = '' then null else coalesce(${value}, error('rejoinder misfit ${column}:' || left(${cell}, 200))) end`;
  const when = (pattern: string, value: string): string =>
    `case when regexp_full_match(trim(${cell}), ${text(pattern)}) then ${value} end`;
  // The first branch is the usual way of writing, cheap to tell; the second looks closely at all others.
  switch (kind) {
    case 'integer':
      return `case when regexp_full_match(${cell}, ${text(PATTERNS.integer)}) then cast(${cell} as bigint) else ${slow(when(PATTERNS.integer, `cast(trim(${cell}) as bigint)`))} end`;
    case 'number':
      return `case when ${isPlainNumber(cell, sign)} then try_cast(${cell} as double) else ${slow(writtenAsNumber(cell, sign))} end`;
    case 'instant':
      return `coalesce(case when length(${cell}) = 20 and suffix(${cell}, 'Z') then try_cast(${cell} as timestamptz) end, ${slow(when(PATTERNS.instant, instantOf(cell)))})`;
    case 'time':
      return slow(when(PATTERNS.time, timeOf(cell)));
    case 'date':
      return slow(when(PATTERNS.date, `try_cast(trim(${cell}) as date)`));
    case 'empty':
      return slow('null::varchar');
    case 'text':
      return cell;
  }
}

/** A number as a machine writes it. */
function isPlainNumber(cell: string, { decimal, isDecimalKnown }: DecimalSign): string {
  if (decimal === ',') return 'false';
  const isClear = isDecimalKnown ? '' : ` and not regexp_full_match(${cell}, ${text(PATTERNS.unclear)})`;
  return `isfinite(try_cast(${cell} as double)) and not (${cell} >= '00' and ${cell} < '0:') and not contains(${cell}, '_')${isClear}`;
}

/** Null for a number that begins with a zero, for it may be no quantity, and where it is not known which number it is. */
function writtenAsNumber(cell: string, sign: DecimalSign): string {
  const plain = `trim(${cell})`;
  const pattern = sign.decimal === '.' ? PATTERNS.pointNumber : PATTERNS.commaNumber;
  return `case when regexp_full_match(${plain}, ${text(pattern)}) and not regexp_full_match(${plain}, '[+-]?0[0-9].*') and not ${isUnclearSql(plain, sign)} and isfinite(${numberSql(plain, sign)}) then ${numberSql(plain, sign)} end`;
}

/** ISO text that names its zone as an instant, or null: seconds may be missing, the fraction may follow a comma. */
export function instantOf(cell: string): string {
  const parts =
    "'^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?[.,]?([0-9]*) ?(Z|UTC|[+-][0-9:]+)$'";
  const part = (at: number): string => `regexp_extract(trim(${cell}), ${parts}, ${at})`;
  return `try_cast(${part(1)} || ' ' || ${part(2)} || coalesce(nullif(${part(3)}, ''), ':00') || case when ${part(4)} = '' then '' else '.' || ${part(4)} end || replace(${part(5)}, 'UTC', 'Z') as timestamptz)`;
}

/** ISO text without a zone as a local time, or null. */
export function timeOf(cell: string): string {
  return `try_cast(case when length(trim(${cell})) = 16 then trim(${cell}) || ':00' else replace(trim(${cell}), ',', '.') end as timestamp)`;
}
