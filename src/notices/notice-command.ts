import { copyFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isPlainDate } from '../platform/plain-date.js';
import { instantOption, numberOption, zoneOf } from '../measurements/measurement-command.js';
import type { PreparedSource } from '../measurements/prepare-source.js';
import { askPrepareSource } from '../measurements/questions.js';
import {
  argumentsOf,
  EXIT,
  needFiles,
  runTableCommand,
  TABLE_LIMITS,
  UsageError,
} from '../tabular/command-io.js';
import type { Arguments, TableIo } from '../tabular/command-io.js';
import { askPrepareNotices, askReconcile } from './questions.js';
import { ROWS_FILE } from './reconcile.js';
import { parseWithin, VERDICTS } from './reconciliation.js';
import type { Reconciliation, ReconcileMethod } from './reconciliation.js';

export const RECONCILE_USAGE =
  'rejoinder notices reconcile --notices FILE --measurements FILE… --within 30m --below 3.0 [--cease DATE|INSTANT] [--tz ZONE] [--rows OUT.csv] [--notice-column FIELD=NAME]… [--column FIELD=NAME[:UNIT]]… [--zone ZONE of times that name none] [--as-of INSTANT] [--json]';

const OPTIONS = {
  notices: { type: 'string' },
  measurements: { type: 'string', multiple: true },
  within: { type: 'string' },
  below: { type: 'string' },
  cease: { type: 'string' },
  tz: { type: 'string' },
  rows: { type: 'string' },
  'notice-column': { type: 'string', multiple: true },
  column: { type: 'string', multiple: true },
  zone: { type: 'string' },
  'as-of': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `notices reconcile`: 0 every row is counted, 1 some cannot be (they are counted by reason), 64 usage, 66 no input. */
export async function runReconcile(args: readonly string[], io: TableIo): Promise<number> {
  return runTableCommand(io, RECONCILE_USAGE, async (asker, folder) => {
    const given = argumentsOf(args, OPTIONS);
    const method = methodOf(given, io.now());
    const list = given.one('notices');
    const files = given.all('measurements');
    if (list === null || files.length === 0)
      throw new UsageError('--notices and --measurements each name a file.');
    if (given.files.length > 0) throw new UsageError(`“${given.files[0] ?? ''}” is one word too many.`);
    await needFiles([list, ...files]);
    const zone = zoneOf(given, 'zone');
    const common = { zone, asOf: method.asOf, work: join(folder, 'work') };
    const notices = await asker.ask(
      askPrepareNotices,
      {
        ...common,
        path: resolve(list),
        fileName: basename(list),
        columns: given.all('notice-column'),
        out: join(folder, 'notices.parquet'),
      },
      TABLE_LIMITS,
    );
    const sources: PreparedSource[] = [];
    for (const [i, file] of files.entries())
      sources.push(
        await asker.ask(
          askPrepareSource,
          {
            ...common,
            path: resolve(file),
            fileName: basename(file),
            columns: given.all('column'),
            out: join(folder, `${i}.parquet`),
          },
          TABLE_LIMITS,
        ),
      );
    const out = given.one('rows');
    const result = await asker.ask(
      askReconcile,
      { notices, sources, method, work: folder, withRows: out !== null },
      TABLE_LIMITS,
    );
    if (out !== null) await copyFile(join(folder, ROWS_FILE), out);
    // The present instant is no part of the result: a second run writes the same bytes.
    const { asOf: _now, ...shown } = method;
    const printed = { ...result, method: given.one('as-of') ? method : shown };
    io.stdout(given.has('json') ? `${JSON.stringify(printed, null, 2)}\n` : inWords(result));
    const rejected = [
      ...result.rejected.notices.map((one) => ({ ...one, of: 'notices' })),
      ...result.rejected.measurements.map((one) => ({ ...one, of: 'measurements' })),
    ];
    if (result.repeatsUnlike)
      io.stderr(
        `Rows with the notice id of an earlier one, but another account, network or time: ${result.repeatsUnlike}. If the id is that of a text, leave it out with --notice-column notice=\n`,
      );
    for (const { of, count, reason } of rejected)
      io.stderr(`${count} rows of the ${of} are in no count: ${reason}\n`);
    return rejected.length === 0 ? EXIT.fine : EXIT.findings;
  });
}

/** Throws `UsageError` naming the option and a good value. */
function methodOf(given: Arguments, now: string): ReconcileMethod {
  const within = parseWithin(given.one('within') ?? '');
  if (within === null) throw new UsageError('--within takes a time like 30m, 90s, 2h or 1d.');
  const level = numberOption(given, 'below');
  if (level === null) throw new UsageError('--below takes the level in Mbit/s, like 3.0.');
  const cease = given.one('cease');
  if (cease !== null && !isPlainDate(cease) && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(cease))
    throw new UsageError(
      `--cease takes a date like 2014-06-05 or an instant like 2014-06-05T21:00:00Z, not “${cease}”.`,
    );
  return {
    withinMs: within,
    level,
    cease,
    zone: zoneOf(given, 'tz') ?? 'UTC',
    asOf: instantOption(given, 'as-of') ?? now,
  };
}

function inWords(result: Reconciliation): string {
  const { notices, measurements, duplicates, notCompared, networkMismatch, afterCease } = result;
  return [
    `${notices} notices, ${measurements} measurements`,
    ...(['supported', 'sharedCause', 'contradicted', 'unmeasured'] as const).map(
      (verdict) => `${VERDICTS[verdict]}\t${result[verdict]}`,
    ),
    `below level, with no other network to compare\t${notCompared}`,
    `no reading, but one on another network\t${networkMismatch}`,
    `repeats an earlier row\t${duplicates}`,
    ...(result.method.cease === null ? [] : [`after ${result.method.cease}\t${afterCease}`]),
    `result ${result.resultHash}`,
    '',
  ].join('\n');
}
