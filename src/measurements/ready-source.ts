import { readFile, rm } from 'node:fs/promises';
import type { Progress } from '../platform/ask.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, IntegrityError } from '../platform/errors.js';
import { TABLE_LIMITS } from '../tabular/command-io.js';
import { isTableWhole, makeTablesFolder, tablePath } from '../tabular/derived-table.js';
import { cacheKeyOf, sourceNumber } from './measurement-source.js';
import type { MeasurementSource } from './measurement-source.js';
import type { PreparedSource } from './prepare-source.js';
import { askStoreReadings } from './questions.js';
import type { Description, ReadReadings } from './store-readings.js';

type Readable = Pick<MeasurementSource, 'sha256' | 'fileName' | 'how' | 'asOf'>;
type OnRecord = Readable & Pick<MeasurementSource, 'number' | 'records' | 'used' | 'profile' | 'cacheKey'>;

/**
 * The readings of a source, to be handed to a question of the document child: `parquet` is the one file that must be
 * allowed, `sql` its readings with the columns of `reading-columns.ts` (`taken_at` an instant, `download` and `upload`
 * in Mbit/s, `round_trip` in ms, `loss` a share; usable where `why is null`), `keptAside` the lines that were no record.
 * Where the derived table is missing or damaged it is made again from the original first, which takes as long as reading it did.
 * Throws `IntegrityError` when the original is not what it was, `ConflictError` when it is read otherwise now.
 */
export async function readySource(
  deps: Deps,
  source: OnRecord,
  onProgress?: Progress,
): Promise<PreparedSource> {
  await deps.files.localPath(source.sha256); // the table speaks for an original that is still what it was
  const ready = await findReadySource(deps, source);
  if (ready !== null) return ready;
  const read = await readSourceFile(deps, source, onProgress);
  expectAsOnRecord(source, read);
  return read.source;
}

/**
 * What was read again must be what was found the first time, for a page and a paper may rest on it. Throws
 * `ConflictError` where a later reader reads the file otherwise, `IntegrityError` where the same reader does.
 */
export function expectAsOnRecord(source: OnRecord, read: ReadReadings): void {
  const { rows, rejected, columns } = read.profile;
  const then = source.profile?.readings;
  const isEqual =
    read.records === source.records &&
    read.used === source.used &&
    JSON.stringify([rows, rejected, columns]) === JSON.stringify([then?.rows, then?.rejected, then?.columns]);
  if (isEqual) return;
  const number = sourceNumber(source.number);
  const words = `Read again, ${number} gives ${read.used} readings of ${read.records} records where it gave ${source.used} of ${source.records}, or others between other ends`;
  if (source.cacheKey === cacheKeyOf(source)) throw new IntegrityError(`${words}.`);
  throw new ConflictError(
    `${words}: files are read more exactly now. Use “Read it again” on the page of ${number}; it is then withdrawn.`,
  );
}

/** As `readySource`, but null where the derived table must be made again: for pages, which do not wait. */
export async function findReadySource(deps: Deps, source: Readable): Promise<PreparedSource | null> {
  const path = readingsPath(deps, source);
  const now = deps.clock.machineNow();
  const isWhole = await Promise.all([isTableWhole(path, now), isTableWhole(rejectedPath(deps, source), now)]);
  const words = await readFile(`${path}.json`, 'utf8').catch(absent);
  if (words === null || !isWhole.every(Boolean)) return null;
  const { source: prepared } = JSON.parse(words) as Description; // written by the document child of this folder
  // A folder that was moved is no longer where the description says.
  return prepared.parquet === path ? prepared : null;
}

/** Reads the original whole and keeps its readings as a derived table. Throws `IntegrityError` when it is not what it was. */
export async function readSourceFile(
  deps: Deps,
  source: Readable,
  onProgress?: Progress,
): Promise<ReadReadings> {
  await makeTablesFolder(deps);
  const work = await deps.files.workFolder();
  try {
    const read = await deps.asker.ask(
      askStoreReadings,
      {
        path: await deps.files.localPath(source.sha256),
        fileName: source.fileName,
        said: source.how.said,
        zone: source.how.zone,
        given: source.how.given,
        out: readingsPath(deps, source),
        work,
        asOf: source.asOf,
      },
      { ...TABLE_LIMITS, ...(onProgress && { onProgress }) },
    );
    if (read.source.sha256 !== source.sha256)
      throw new IntegrityError(`The bytes of ${source.fileName} changed while they were read.`);
    return read;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The lines of a source that are in no figure, as CSV: line, reason, what was read there. */
export function rejectedPath(deps: Deps, source: Readable): string {
  return `${readingsPath(deps, source)}.rejected.csv`;
}

function readingsPath(deps: Deps, source: Readable): string {
  return tablePath(deps, `${cacheKeyOf(source)}.parquet`);
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
