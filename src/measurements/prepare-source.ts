import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Progress } from '../platform/ask.js';
import { openDuck, text } from '../tabular/duck.js';
import { openLines } from '../tabular/line-file.js';
import { scanFile } from '../tabular/scan-file.js';
import { storeTable } from '../tabular/store-table.js';
import type { StoredTable } from '../tabular/store-table.js';
import { firstBytes } from '../tabular/table-format.js';
import { detectReading } from '../tabular/table-reading.js';
import type { GivenReading } from '../tabular/table-reading.js';
import { INDEX_FACTS, isIndexHeader, readIndex } from './formats/netflix-index.js';
import { mapTable } from './map-table.js';
import { MappingError, namingColumns } from './mapping.js';
import { mappedReadings, unusableLines } from './mapped-readings.js';
import type { Reading, SourceFacts } from './measurement.js';
import { openRecords } from './read-records.js';
import { readingColumns } from './reading-columns.js';
import type { SaidMapping } from './said-mapping.js';

/** A file of measurements and what a person says of it. */
export interface SourceFile {
  readonly path: string;
  /** Its own name: two FCC tables with the same columns are told apart by it. */
  readonly fileName: string;
  /** `field=COLUMN` or `measure=COLUMN:UNIT`, in place of what the names of the columns say. */
  readonly columns?: readonly string[];
  /** Which column is what, as a person chose it, in place of what the format or the names say. */
  readonly said?: SaidMapping | null;
  /** The zone of times that name none. */
  readonly zone?: string | null;
  readonly given?: GivenReading;
}

/** A file made ready: its readings can be asked for in SQL, any number of times. */
export interface PreparedSource {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly facts: SourceFacts;
  /** What may be read: the Parquet behind `sql`. */
  readonly parquet: string;
  readonly sql: string;
  /** The lines whose readings cannot be used: `line`, `reason`, `words`. */
  readonly unusable: string;
  /** Lines that were no record at all, by reason; they are in no query. */
  readonly keptAside: readonly { readonly reason: string; readonly count: number }[];
  readonly table: StoredTable | null;
  /** Readings that are equal to an earlier one of the file; not there where nobody looked. */
  readonly repeats?: number;
}

const LARGEST_UNZIPPED = 8 * 1024 ** 3;
const COLUMN_TYPES = [
  "line: 'BIGINT', takenAt: 'VARCHAR', period: 'VARCHAR', network: 'VARCHAR', account: 'VARCHAR', session: 'VARCHAR'",
  "download: 'DOUBLE', upload: 'DOUBLE', roundTrip: 'DOUBLE', loss: 'DOUBLE', method: 'VARCHAR', clock: 'VARCHAR', why: 'VARCHAR'",
].join(', ');

/**
 * Reads one file of measurements whole into Parquet under `out`. `asOf` is the instant after which a time lies in the
 * future. Throws `MappingError` or plain words when it is none that can be read.
 */
export async function prepareSource(
  file: SourceFile,
  out: string,
  work: string,
  asOf: string,
  progress: Progress,
): Promise<PreparedSource> {
  await mkdir(work, { recursive: true });
  const zipped = await isGzip(file.path);
  const path = zipped ? join(work, 'unzipped') : file.path;
  if (zipped) await unzip(file.path, path);
  const fileName = zipped ? file.fileName.replace(/\.gz$/i, '') : file.fileName;
  try {
    const named = { ...file, fileName, path };
    const start = (await firstBytes(path, 4096))
      .toString('latin1')
      .replace(/^(ï»¿|ÿþ|þÿ)/, '')
      .replaceAll('\0', '')
      .trimStart();
    const isJson = /^[[{]/.test(start);
    const prepared = isJson
      ? await fromRecords(named, out, work, asOf)
      : await fromTable(named, start, out, work, asOf, progress);
    // A table was hashed while it was read, unless it came zipped.
    const sha256 = zipped || prepared.sha256 === '' ? (await scanFile(file.path)).sha256 : prepared.sha256;
    return { ...prepared, fileName: file.fileName, sha256 };
  } finally {
    if (zipped) await rm(path, { force: true });
  }
}

async function fromTable(
  file: SourceFile,
  start: string,
  out: string,
  work: string,
  asOf: string,
  progress: Progress,
): Promise<PreparedSource> {
  const isIndex =
    /^"?Provider/.test(start) && isIndexHeader((await detectReading(file.path, file.given)).names);
  if (isIndex) return fromReadings(file, readIndex(file.path), INDEX_FACTS, out, work);
  const stored = await storeTable(
    { path: file.path, out, work, ...(file.given && { given: file.given }) },
    progress,
    (columns) => mapTable(columns, file).mappings.flatMap(namingColumns),
  );
  const { mappings, facts } = mapTable(
    stored.columns.map((column) => column.name),
    file,
  );
  return {
    fileName: file.fileName,
    sha256: stored.sha256,
    bytes: stored.bytes,
    facts,
    parquet: stored.path,
    sql: mappedReadings(stored, mappings, asOf),
    unusable: unusableLines(stored, mappings, asOf),
    keptAside: stored.rejected.reasons,
    table: stored,
  };
}

async function fromRecords(
  file: SourceFile,
  out: string,
  work: string,
  asOf: string,
): Promise<PreparedSource> {
  const records = await openRecords(file.path, file.fileName, asOf);
  if (!records)
    throw new MappingError(
      `“${file.fileName}” is JSON, but in no format of measurements that is known here. Save it as a table (CSV) and say which column is what.`,
    );
  return fromReadings(file, records.readings, records.known, out, work);
}

async function fromReadings(
  file: SourceFile,
  readings: AsyncIterable<Reading>,
  facts: SourceFacts,
  out: string,
  work: string,
): Promise<PreparedSource> {
  const made = join(work, 'readings.ndjson');
  const lines = openLines(made);
  for await (const reading of readings) await lines.write(`${JSON.stringify(reading)}\n`);
  await lines.close();
  const duck = await openDuck({ files: [], folders: [work], spill: join(work, 'spill') });
  const parquet = join(work, 'readings.parquet');
  try {
    const list = readingColumns({
      line: 'line',
      takenAt: '"takenAt"::timestamptz',
      period: 'period',
      network: 'network',
      account: 'account',
      session: 'session',
      download: 'download',
      upload: 'upload',
      roundTrip: '"roundTrip"',
      loss: 'loss',
      method: 'method',
      clock: 'clock',
      why: 'why',
    });
    await duck.run(
      `copy (select ${list} from read_json(${text(made)}, format = 'newline_delimited', columns = {${COLUMN_TYPES}})) to ${text(parquet)} (format parquet)`,
    );
    const { size } = await stat(file.path);
    await rename(parquet, out);
    const { format, name, caveat, conversions, notes } = facts;
    return {
      fileName: file.fileName,
      sha256: '',
      bytes: size,
      facts: { format, name, caveat, conversions, notes },
      parquet: out,
      sql: `(select * from read_parquet(${text(out)}))`,
      unusable: unusableReadings(out),
      keptAside: [],
      table: null,
    };
  } finally {
    duck.close();
    await rm(made, { force: true });
  }
}

/** Of a file of readings alone there are no words left. */
export function unusableReadings(parquet: string): string {
  return `(select line, why as reason, '' as words from read_parquet(${text(parquet)}) where why is not null)`;
}

async function isGzip(path: string): Promise<boolean> {
  const [a, b] = await firstBytes(path, 2);
  return a === 0x1f && b === 0x8b;
}

/** Counts as it inflates: a small file must not fill the disk. */
async function unzip(path: string, out: string): Promise<void> {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > LARGEST_UNZIPPED ? new Error('The file inflates to more than 8 GB.') : null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), limit, createWriteStream(out));
  } catch (error) {
    if (isBadZip(error)) throw new Error(BAD_ZIP, { cause: error });
    throw error;
  }
}

export const BAD_ZIP = 'The file is zipped, but damaged or cut off: it cannot be unzipped whole.';

export function isBadZip(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^Z_/.test(error.code)
  );
}
