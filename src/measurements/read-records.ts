import { stat, readFile } from 'node:fs/promises';
import { Temporal } from 'temporal-polyfill';
import { readLines } from '../tabular/read-lines.js';
import { sniffEncoding } from '../tabular/table-format.js';
import { ndt5, ndt7Archival, ndt7Summary, ndt7Trace } from './formats/ndt.js';
import { atlasPing, iperf3, ooklaJson, speedtestCliJson } from './formats/other-tools.js';
import { draft, isObject } from './formats/record.js';
import type { Draft, KnownRecord } from './formats/record.js';
import { MEASURES, WHY, whyNot } from './measurement.js';
import type { Measure, Reading } from './measurement.js';

const KNOWN: readonly KnownRecord[] = [
  ndt7Archival,
  ndt5,
  ndt7Summary,
  ndt7Trace,
  atlasPing,
  iperf3,
  ooklaJson,
  speedtestCliJson,
];
const LARGEST_VALUE = 64 * 1024 * 1024;

export interface RecordFile {
  readonly known: KnownRecord;
  readonly readings: AsyncIterable<Reading>;
}

/**
 * The readings of a file of JSON: one value, a list of them, or one on each line. Null when no record of it is in a
 * format that is known. Throws in plain words when the file is one value too large to be read.
 */
export async function openRecords(path: string, fileName: string, asOf: string): Promise<RecordFile | null> {
  for await (const { value } of recordsIn(path)) {
    if (!isObject(value)) continue;
    const known = KNOWN.find((format) => format.is(value));
    if (known) return { known, readings: readingsOf(path, fileName, known, asOf) };
  }
  return null;
}

async function* readingsOf(
  path: string,
  fileName: string,
  known: KnownRecord,
  asOf: string,
): AsyncGenerator<Reading> {
  const isTrace = known.format === 'ndt7-trace';
  let held: Reading | null = null;
  for await (const { line, value } of recordsIn(path)) {
    const drafts =
      value === undefined
        ? [draft({ why: WHY.notRecord })]
        : !isObject(value) || !known.is(value)
          ? [draft({ why: `The record is not in the format of the others, ${known.name}.` })]
          : known.read(value, fileName);
    for (const one of drafts) {
      const reading = { line, ...checked(one, asOf) };
      if (!isTrace) {
        yield reading;
        continue;
      }
      // Within a test the last measurement is the result.
      if (held)
        yield held.session === reading.session && reading.why === null
          ? { ...held, why: held.why ?? 'The same test goes on: its last line is the result.' }
          : held;
      held = reading;
    }
  }
  if (held) yield held;
}

/** Each JSON value with the line it stands on, or its place in the list. `undefined` where it cannot be read. */
async function* recordsIn(path: string): AsyncGenerator<{ line: number; value: unknown }> {
  const encoding = await sniffEncoding(path);
  let isByLine: boolean | null = null;
  for await (const { line, text } of readLines(path, encoding)) {
    if (text !== null && text.trim() === '') continue;
    const value = text === null ? undefined : parsed(text);
    isByLine ??= value !== undefined;
    if (!isByLine) break;
    if (Array.isArray(value)) for (const one of value as unknown[]) yield { line, value: one };
    else yield { line, value };
  }
  if (isByLine !== false) return;
  const { size } = await stat(path);
  if (size > LARGEST_VALUE)
    throw new Error('The file is one JSON value of more than 64 MB. Save it with one record on each line.');
  const whole = parsed(
    (await readFile(path)).toString(encoding === 'utf-16le' ? 'utf16le' : 'utf8').replace(/^\uFEFF/, ''),
  );
  const list = Array.isArray(whole) ? (whole as unknown[]) : [whole];
  for (const [i, value] of list.entries()) yield { line: i + 1, value };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // A nesting that no stack holds is a RangeError: unreadable like any other.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function checked(one: Draft, asOf: string): Draft {
  if (one.why !== null) return one;
  const problem = (Object.keys(MEASURES) as Measure[])
    .map((measure) => {
      const value = one[measure];
      return value === null ? null : whyNot(measure, value);
    })
    .find((why) => why !== null);
  const takenAt = one.takenAt === null ? null : instant(one.takenAt);
  const badTime =
    one.takenAt === null
      ? null
      : typeof takenAt === 'string'
        ? takenAt > asOf
          ? WHY.future
          : null
        : takenAt?.why;
  return { ...one, takenAt: typeof takenAt === 'string' ? takenAt : null, why: badTime ?? problem ?? null };
}

function instant(time: string): string | { why: string } {
  try {
    return Temporal.Instant.from(time)
      .round({ smallestUnit: 'microsecond', roundingMode: 'floor' })
      .toString({ fractionalSecondDigits: 6 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { why: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(time) ? WHY.noZone : WHY.badTime };
  }
}
