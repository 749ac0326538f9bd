import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { kindOfCell } from '../../tabular/cell-kind.js';
import type { StoredKind } from '../../tabular/cell-kind.js';
import { numberIn } from '../../tabular/decimal-sign.js';
import type { DecimalSign } from '../../tabular/decimal-sign.js';
import { widthRejection } from '../../tabular/profile-table.js';
import { isRejected, readTable } from '../../tabular/read-table.js';
import { firstBytes } from '../../tabular/table-format.js';
import { detectReading } from '../../tabular/table-reading.js';
import type { GivenReading, TableReading } from '../../tabular/table-reading.js';
import { unitsOfColumns } from '../column-units.js';
import { INDEX_FACTS, isIndexHeader } from '../formats/netflix-index.js';
import { recogniseTable } from '../known-tables.js';
import type { KnownTable } from '../known-tables.js';
import { conversionsOf } from '../mapping.js';
import type { SourceFacts } from '../measurement.js';
import { BAD_ZIP, isBadZip } from '../prepare-source.js';
import { openRecords } from '../read-records.js';
import { proposedByNames } from '../said-mapping.js';
import type { SaidMapping } from '../said-mapping.js';
import type { TableFacts } from '../store-readings.js';

export interface LookInput {
  readonly path: string;
  readonly fileName: string;
  readonly given: GivenReading;
  readonly work: string;
  readonly asOf: string;
}

/** What a file is, from its start: before anybody says how it is to be read. */
export interface FileLook {
  /** The format whose columns and units are documented; null where a person says which column is what. */
  readonly known: SourceFacts | null;
  /** Null for a file of records, like JSON. */
  readonly table: (Omit<TableFacts, 'rows'> & LookedAt) | null;
  /** What the names of the columns say, to begin with. */
  readonly proposed: SaidMapping | null;
  /** Columns whose times name no zone. */
  readonly withoutZone: readonly string[];
  /** Where the known format keeps times whose zone it leaves to whoever knows; null where there are none such. */
  readonly timeColumn: string | null;
}

interface LookedAt {
  /** Rows that were looked at, and whether they are all there are. */
  readonly looked: number;
  readonly isWhole: boolean;
  readonly first: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

const SAMPLE_ROWS = 2_000;
const FIRST_ROWS = 5;
const SAMPLE_BYTES = 8 * 1024 * 1024;
const LONGEST_CELL = 80;

/** Looks at the start of a file. Throws in plain words when it is nothing that can be read as rows. */
export async function lookAtFile({ path, fileName, given, work, asOf }: LookInput): Promise<FileLook> {
  const [a, b] = await firstBytes(path, 2);
  const isZipped = a === 0x1f && b === 0x8b;
  const plain = isZipped ? await unzippedStart(path, work) : path;
  const name = isZipped ? fileName.replace(/\.gz$/i, '') : fileName;
  const start = (await firstBytes(plain, 4096)).toString('latin1').replaceAll('\0', '');
  // A mark of byte order stands before the first bracket.
  if (/^(ï»¿|ÿþ|þÿ)?\s*[[{]/.test(start)) return ofRecords(plain, name, asOf);
  if (start.trim() === '') throw new Error('The file has nothing in it.');
  return ofTable(plain, name, given, isZipped);
}

async function ofRecords(path: string, name: string, asOf: string): Promise<FileLook> {
  const records = await openRecords(path, name, asOf);
  if (!records)
    throw new Error(
      `“${name}” is JSON, but in no format of measurements that is known here. Save it as a table (CSV) and say which column is what.`,
    );
  const { format, name: shown, caveat, conversions, notes } = records.known;
  return {
    known: { format, name: shown, caveat, conversions, notes },
    table: null,
    proposed: null,
    withoutZone: [],
    timeColumn: null,
  };
}

async function ofTable(path: string, name: string, given: GivenReading, isCut: boolean): Promise<FileLook> {
  const reading = await detectReading(path, given);
  if (reading.names.length === 0) throw new Error('The file has no row that can be read.');
  const { rows, isWhole } = await firstRowsOf(path, reading);
  const known = recogniseTable(reading.names, name, null);
  const units = unitsOfColumns(reading.names, name);
  const isIndex = isIndexHeader(reading.names);
  const columns = reading.names.map((column, i) => ({
    name: column,
    unit: units[i] ?? null,
    ...columnOf(
      rows.map(({ cells }) => cells[i] ?? ''),
      reading.kinds[i] ?? 'text',
      reading,
    ),
  }));
  const { encoding, delimiter, hasHeader, decimal, isDecimalKnown, skipLines } = reading;
  return {
    known: isIndex
      ? factsAlone(INDEX_FACTS)
      : known && factsAlone({ ...known, conversions: known.mappings.flatMap(conversionsOf) }),
    table: {
      ...{ encoding, delimiter, hasHeader, decimal, isDecimalKnown, skipLines, columns },
      looked: rows.length,
      isWhole: isWhole && !isCut,
      first: rows.slice(0, FIRST_ROWS).map(({ line, cells }) => ({
        line,
        cells: cells.map((cell) => (cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell)),
      })),
    },
    proposed: proposedByNames(reading.names),
    withoutZone: columns.filter(({ kind }) => kind === 'time').map((column) => column.name),
    timeColumn: isIndex ? null : openTimeOf(known),
  };
}

function openTimeOf(known: KnownTable | null): string | null {
  const time = known?.mappings[0]?.time ?? null;
  return time?.zone === null ? time.column : null;
}

function factsAlone({ format, name, caveat, conversions, notes }: SourceFacts): SourceFacts {
  return { format, name, caveat, conversions, notes };
}

async function firstRowsOf(
  path: string,
  reading: TableReading,
): Promise<{ rows: { line: number; cells: readonly string[] }[]; isWhole: boolean }> {
  const rows: { line: number; cells: readonly string[] }[] = [];
  let isHeaderNext = reading.hasHeader;
  for await (const row of readTable(path, reading)) {
    if (isRejected(row)) continue;
    if (isHeaderNext) {
      isHeaderNext = false;
      continue;
    }
    if (widthRejection(row, reading.names.length)) continue;
    if (rows.length === SAMPLE_ROWS) return { rows, isWhole: false };
    rows.push(row);
  }
  return { rows, isWhole: true };
}

function columnOf(
  cells: readonly string[],
  kind: StoredKind,
  sign: DecimalSign,
): { kind: StoredKind; nulls: number; min: number | string | null; max: number | string | null } {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const nulls = cells.length - filled.length;
  if (kind === 'text' || kind === 'empty') return { kind, nulls, min: null, max: null };
  const isNumber = kind === 'integer' || kind === 'number';
  const values = filled
    .filter((cell) => kindOfCell(cell, sign) !== 'text')
    .map((cell) => (isNumber ? numberIn(cell, sign) : cell));
  const [first = null] = values;
  let [min, max] = [first, first];
  for (const value of values) {
    if (min !== null && value < min) min = value;
    if (max !== null && value > max) max = value;
  }
  return { kind, nulls, min, max };
}

/** The first megabytes of what is zipped, in a file of their own. */
async function unzippedStart(path: string, work: string): Promise<string> {
  await mkdir(work, { recursive: true });
  const out = join(work, 'start');
  let left = SAMPLE_BYTES;
  const upTo = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      yield chunk.subarray(0, left);
      left -= chunk.length;
      if (left <= 0) return;
    }
  };
  try {
    await pipeline(createReadStream(path), createGunzip(), upTo, createWriteStream(out));
  } catch (error) {
    if (isBadZip(error)) throw new Error(BAD_ZIP, { cause: error });
    throw error;
  }
  return out;
}
