import { copyFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { unitsOfColumns } from './measurements/column-units.js';
import { askPrepareSource, askProfileReadings } from './measurements/questions.js';
import type { Asker } from './platform/ask.js';
import {
  argumentsOf,
  EXIT,
  givenReading,
  needFiles,
  READING_HELP,
  READING_OPTIONS,
  runTableCommand,
  TABLE_LIMITS,
  UsageError,
} from './tabular/command-io.js';
import type { TableIo } from './tabular/command-io.js';
import { firstBytes } from './tabular/table-format.js';
import { askStoreTable } from './tabular/questions.js';
import type { GivenReading } from './tabular/table-reading.js';

export const PROFILE_USAGE = `rejoinder table profile FILE ${READING_HELP} [--rejected OUT.csv] [--json]`;

const OPTIONS = { ...READING_OPTIONS, rejected: { type: 'string' }, json: { type: 'boolean' } } as const;

interface ColumnShown {
  readonly name: string;
  readonly type: string;
  readonly unit: string | null;
  readonly nulls: number;
  readonly min: number | string | null;
  readonly max: number | string | null;
}

interface ProfileShown {
  /** `csv`, or the format of measurements that a file of JSON is in. */
  readonly format: string;
  readonly rows: number;
  readonly rejected: number;
  readonly columns: readonly ColumnShown[];
  readonly reading: object | null;
  readonly rejectedRows: readonly { readonly line: number; readonly reason: string }[];
}

/** `table profile`: 0 every row can be read, 1 some cannot, 64 usage, 66 no input. */
export async function runTableProfile(args: readonly string[], io: TableIo): Promise<number> {
  return runTableCommand(io, PROFILE_USAGE, async (asker, folder) => {
    const given = argumentsOf(args, OPTIONS);
    const [file] = given.files;
    if (file === undefined || given.files.length > 1) throw new UsageError('Name one file.');
    await needFiles([file]);
    const start = (await firstBytes(file, 64))
      .toString('latin1')
      .replace(/^(ï»¿|ÿþ|þÿ)/, '')
      .replaceAll('\0', '');
    const isJson = /^\s*[[{]/.test(start) || start.startsWith('\x1f\x8b');
    const profile = isJson
      ? await profileJson(asker, file, folder, io.now())
      : await profileTable(asker, file, folder, givenReading(given), given.one('rejected'));
    io.stdout(given.has('json') ? `${JSON.stringify(profile, null, 2)}\n` : inWords(profile));
    for (const { line, reason } of profile.rejectedRows.slice(0, 20)) io.stderr(`line ${line}: ${reason}\n`);
    if (profile.rejected > 0) io.stderr(`${profile.rejected} rows are kept aside.\n`);
    return profile.rejected > 0 ? EXIT.findings : EXIT.fine;
  });
}

async function profileTable(
  asker: Asker,
  file: string,
  folder: string,
  given: GivenReading,
  keepRejected: string | null,
): Promise<ProfileShown> {
  const input = {
    path: resolve(file),
    out: join(folder, 'table.parquet'),
    work: join(folder, 'work'),
    given,
  };
  const stored = await asker.ask(askStoreTable, input, TABLE_LIMITS);
  if (keepRejected !== null && stored.rejectedPath !== null)
    await copyFile(stored.rejectedPath, keepRejected);
  const units = unitsOfColumns(
    stored.columns.map(({ name }) => name),
    basename(file),
  );
  const { encoding, delimiter, skipLines, hasHeader, decimal } = stored.reading;
  return {
    format: 'csv',
    rows: stored.rows,
    rejected: stored.rejected.count,
    columns: stored.columns.map(({ name, kind, nulls, min, max }, i) => ({
      name,
      type: kind,
      unit: units[i] ?? null,
      nulls,
      min,
      max,
    })),
    reading: { encoding, delimiter, skipLines, hasHeader, decimal },
    rejectedRows: stored.rejected.first,
  };
}

/** Files of JSON are profiled as the readings they hold. */
async function profileJson(asker: Asker, file: string, folder: string, asOf: string): Promise<ProfileShown> {
  const input = {
    path: resolve(file),
    fileName: basename(file),
    out: join(folder, 'readings.parquet'),
    work: join(folder, 'work'),
    asOf,
  };
  const source = await asker.ask(askPrepareSource, input, TABLE_LIMITS);
  const { rows, rejected, first, columns } = await asker.ask(
    askProfileReadings,
    { source, spill: join(folder, 'spill') },
    TABLE_LIMITS,
  );
  return { format: source.facts.format, rows, rejected, columns, reading: null, rejectedRows: first };
}

function inWords({ format, rows, columns }: ProfileShown): string {
  const lines = columns.map(({ name, type, unit, nulls, min, max }) =>
    [name, type, unit ?? '', `${nulls} empty`, ...(min === null ? [] : [`${min} to ${max ?? ''}`])].join(
      '\t',
    ),
  );
  return [`${format}, ${rows} rows`, ...lines, ''].join('\n');
}
