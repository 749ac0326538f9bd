import { text, textOf } from '../../tabular/duck.js';
import type { Duck } from '../../tabular/duck.js';
import { SHOWN } from '../measurement.js';
import type { Measure } from '../measurement.js';
import type { PreparedSource } from '../prepare-source.js';
import type { PeakHours } from '../summary.js';
import type { RunMethod } from './run-figures.js';
import { dayOf, hourOf, isWeekday, localSecond, offsetsIn } from './zone-sql.js';
import type { Offset } from './zone-sql.js';

export const VALUE: Readonly<Record<Measure, string>> = {
  download: 'download',
  upload: 'upload',
  roundTrip: 'round_trip',
  loss: 'loss',
};

/** Every reading of the sources, with the place of its source. */
export function allReadings(sources: readonly PreparedSource[]): string {
  return `(${sources.map(({ sql }, i) => `select *, ${i}::utinyint as source from ${sql}`).join(' union all ')})`;
}

/** Rows of the files of sources that were read whole, by the place of the source: the first and the last of them. */
export type RowSpans = ReadonlyMap<number, { readonly first: number; readonly last: number }>;

/** As `allReadings`, with the number of each `row` in its source's file: all of them, or those in the spans alone. */
export function numberedReadings(sources: readonly PreparedSource[], spans?: RowSpans): string {
  const parts = sources.flatMap(({ parquet }, i) => {
    const span = spans?.get(i);
    if (spans && !span) return [];
    const within = span ? ` where file_row_number between ${span.first} and ${span.last}` : '';
    return [
      `select *, file_row_number as row, ${i}::utinyint as source from read_parquet(${text(parquet)}, file_row_number = true)${within}`,
    ];
  });
  return `(${parts.join(' union all ')})`;
}

/** Why a reading is in no figure of this measure; null where it is. */
export function whyNotUsed(measure: Measure): string {
  return `case when why is not null then why when ${VALUE[measure]} is null then ${text(`No ${SHOWN[measure]} was measured.`)} end`;
}

/** The offsets of the method's zone over the readings there are. */
export async function offsetsOf(
  duck: Duck,
  sources: readonly PreparedSource[],
  zone: string,
): Promise<Offset[]> {
  if (zone === 'UTC') return [{ from: 0, ahead: 0 }];
  const shown = (end: string): string => `strftime(${end} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')`;
  const [row] = await duck.rows(
    `select ${shown('min(taken_at)')} as a, ${shown('max(taken_at)')} as b from ${allReadings(sources)}`,
  );
  const [from, to] = [textOf(row?.['a']), textOf(row?.['b'])];
  return from === null || to === null ? [{ from: 0, ahead: 0 }] : offsetsIn(zone, from, to);
}

/**
 * The readings in the figures, each with its place in time on the clocks of the method's zone: `hour` 0 to 23, `day` since
 * 1970, `month` as years × 12 + months, all null where the reading does not say; `is_peak` null without an hour.
 */
export function usableReadings(
  readings: string,
  { measure, peak }: Pick<RunMethod, 'measure' | 'peak'>,
  offsets: readonly Offset[],
): string {
  const second = localSecond('taken_at', offsets);
  const period = `case when length(period) >= 10 then try_cast(left(period, 10) as date) - date '1970-01-01' end`;
  const placed = `select * exclude (${Object.values(VALUE).join(', ')}), ${VALUE[measure]} as value, ${hourOf(second)} as hour, case when taken_at is null then (${period})::integer else ${dayOf(second)} end as day from ${readings} where why is null and ${VALUE[measure]} is not null`;
  const date = `(date '1970-01-01' + day)`;
  const month = `coalesce(year(${date}) * 12 + month(${date}) - 1, case when length(period) = 7 then left(period, 4)::integer * 12 + right(period, 2)::integer - 1 end)`;
  return `(select *, (${month})::integer as month, ${peakSql(peak)} as is_peak from (${placed}))`;
}

/** A month as it is written, and as it is counted in SQL. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function monthWords(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

function peakSql({ from, to, days }: PeakHours): string {
  const isIn = from < to ? `(hour >= ${from} and hour < ${to})` : `(hour >= ${from} or hour < ${to})`;
  return days === 'weekdays' ? `(${isIn} and ${isWeekday('day')})` : isIn;
}
