import { basename, join, resolve } from 'node:path';
import { isZone } from '../platform/plain-date.js';
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
} from '../tabular/command-io.js';
import type { Arguments, TableIo } from '../tabular/command-io.js';
import { MEASURES } from './measurement.js';
import type { PreparedSource } from './prepare-source.js';
import { askFindRepeats, askPrepareSource, askSummarise } from './questions.js';
import { withRepeats } from './repeated-readings.js';
import { GROUPINGS, parsePeak } from './summary.js';
import type { Figures, Grouping, Summary, SummaryMethod } from './summary.js';

export const SUMMARIZE_USAGE = `rejoinder measurements summarize FILE… [--by network,hour,day,month] [--tz ZONE] [--below N] [--peak 19-23[ weekdays]] [--measure download|upload|roundTrip|loss] [--column FIELD=NAME[:UNIT]]… [--zone ZONE of times that name none] [--as-of INSTANT] ${READING_HELP} [--json]`;

const OPTIONS = {
  ...READING_OPTIONS,
  by: { type: 'string' },
  tz: { type: 'string' },
  below: { type: 'string' },
  peak: { type: 'string' },
  measure: { type: 'string' },
  column: { type: 'string', multiple: true },
  zone: { type: 'string' },
  'as-of': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `measurements summarize`: 0 every row is in a figure, 1 some are not (they are counted by reason), 64 usage, 66 no input. */
export async function runSummarize(args: readonly string[], io: TableIo): Promise<number> {
  return runTableCommand(io, SUMMARIZE_USAGE, async (asker, folder) => {
    const given = argumentsOf(args, OPTIONS);
    const method = methodOf(given, io.now());
    if (given.files.length === 0) throw new UsageError('Name at least one file of measurements.');
    await needFiles(given.files);
    const zone = zoneOf(given, 'zone');
    const sources: PreparedSource[] = [];
    const spill = join(folder, 'spill');
    for (const [i, file] of given.files.entries()) {
      const source = await asker.ask(
        askPrepareSource,
        {
          path: resolve(file),
          fileName: basename(file),
          columns: given.all('column'),
          zone,
          given: givenReading(given),
          out: join(folder, `${i}.parquet`),
          work: join(folder, 'work'),
          asOf: method.asOf,
        },
        TABLE_LIMITS,
      );
      const repeats = await asker.ask(askFindRepeats, { source, spill }, TABLE_LIMITS);
      sources.push({ ...source, facts: withRepeats(source.facts, repeats) });
    }
    const summary = await asker.ask(askSummarise, { sources, method, spill }, TABLE_LIMITS);
    io.stdout(given.has('json') ? `${JSON.stringify(summary, null, 2)}\n` : inWords(summary, method));
    if (summary.rejected.length > 0)
      io.stderr(
        `${summary.rows - summary.used} of ${summary.rows} rows are in no figure: ${summary.rejected.map(({ reason, count }) => `${count} × ${reason}`).join(' ')}\n`,
      );
    return summary.rejected.length > 0 || summary.used === 0 ? EXIT.findings : EXIT.fine;
  });
}

/** Throws `UsageError` naming the option and a good value. */
function methodOf(given: Arguments, now: string): SummaryMethod {
  const words = given
    .one('by')
    ?.split(',')
    .map((one) => one.trim()) ?? ['network', 'hour'];
  const by = words.map((word): Grouping => {
    const known = GROUPINGS.find((one) => one === word);
    if (!known) throw new UsageError(`--by takes ${GROUPINGS.join(', ')}, not “${word}”.`);
    return known;
  });
  const measureWords = given.one('measure');
  const measure =
    (Object.keys(MEASURES) as (keyof typeof MEASURES)[]).find((one) => one === measureWords) ?? null;
  if (measureWords !== null && measure === null)
    throw new UsageError(`--measure takes ${Object.keys(MEASURES).join(', ')}, not “${measureWords}”.`);
  const peakWords = given.one('peak');
  const peak = peakWords === null ? null : parsePeak(peakWords);
  if (peakWords !== null && peak === null)
    throw new UsageError(`--peak takes hours like 19-23 or “19-23 weekdays”, not “${peakWords}”.`);
  return {
    measure,
    by: [...new Set(by)],
    zone: zoneOf(given, 'tz') ?? 'UTC',
    below: numberOption(given, 'below'),
    peak,
    asOf: instantOption(given, 'as-of') ?? now,
  };
}

/** Throws `UsageError` unless it is a zone of the IANA database. */
export function zoneOf(given: Arguments, option: string): string | null {
  const zone = given.one(option);
  if (zone !== null && !isZone(zone))
    throw new UsageError(`--${option} takes a zone like America/New_York, not “${zone}”.`);
  return zone;
}

/** Throws `UsageError` unless it is a number from 0 up. */
export function numberOption(given: Arguments, option: string): number | null {
  const words = given.one(option);
  if (words === null) return null;
  if (!/^\d+(\.\d+)?$/.test(words))
    throw new UsageError(`--${option} takes a number like 3.0, not “${words}”.`);
  return Number(words);
}

/** Throws `UsageError` unless it is an instant with its zone. */
export function instantOption(given: Arguments, option: string): string | null {
  const words = given.one(option);
  if (words !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(words))
    throw new UsageError(`--${option} takes an instant like 2014-06-09T12:00:00Z, not “${words}”.`);
  return words;
}

function inWords(summary: Summary, { by, below }: SummaryMethod): string {
  const heading = [...by, 'n', 'p10', 'median', 'p90', ...(below === null ? [] : [`below ${below}`])];
  const row = (keys: readonly string[], figures: Figures): string =>
    [
      ...keys,
      figures.n,
      figures.p10.toFixed(3),
      figures.median.toFixed(3),
      figures.p90.toFixed(3),
      ...(figures.shareBelow === undefined ? [] : [`${(figures.shareBelow * 100).toFixed(1)} %`]),
    ].join('\t');
  return [
    `${summary.measure} in ${summary.unit}; hours and days of ${summary.zone}; ${summary.used} of ${summary.rows} rows`,
    heading.join('\t'),
    ...summary.groups.map((group) =>
      row(
        by.map((one) => String(group[one] ?? 'not stated')),
        group,
      ),
    ),
    ...(summary.peak ?? []).flatMap(({ network, peak, offPeak }) => [
      ...(peak ? [row([network ?? 'not stated', 'peak'], peak)] : []),
      ...(offPeak ? [row([network ?? 'not stated', 'off peak'], offPeak)] : []),
    ]),
    ...summary.sources.flatMap(({ file, facts }) => [
      `${file}: ${facts.name}; ${facts.conversions.join('; ')}`,
      ...(facts.caveat === null ? [] : [facts.caveat]),
      ...facts.notes,
    ]),
    `result ${summary.resultHash}`,
    '',
  ].join('\n');
}
