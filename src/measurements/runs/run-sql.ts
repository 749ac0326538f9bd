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
  sources: readonly PreparedSource[],
  { measure, peak }: Pick<RunMethod, 'measure' | 'peak'>,
  offsets: readonly Offset[],
): string {
  const second = localSecond('taken_at', offsets);
  const period = `case when length(period) >= 10 then try_cast(left(period, 10) as date) - date '1970-01-01' end`;
  const placed = `select source, line, taken_at, period, network, ${VALUE[measure]} as value, method, clock, ${hourOf(second)} as hour, case when taken_at is null then (${period})::integer else ${dayOf(second)} end as day from ${allReadings(sources)} where why is null and ${VALUE[measure]} is not null`;
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
