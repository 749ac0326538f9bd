import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { DuckRow } from '../../tabular/duck.js';
import { countOnce } from '../../tabular/page-of-rows.js';
import type { PreparedSource } from '../prepare-source.js';
import type { RowsFilter, RowsPage, RunMethod } from './run-figures.js';
import { monthNumber, numberedReadings, offsetsOf, usableReadings, VALUE, whyNotUsed } from './run-sql.js';
import type { RowSpans } from './run-sql.js';
import { dayNumber } from './zone-sql.js';

export interface RowsInput {
  readonly sources: readonly PreparedSource[];
  readonly method: RunMethod;
  readonly filter: RowsFilter;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly spill: string;
}

/** The readings behind a figure, in the order of their sources and lines. The sources were read whole: one row of their file a reading. */
export async function findRows({
  sources,
  method,
  filter,
  page,
  pageSize,
  spill,
}: RowsInput): Promise<RowsPage> {
  const duck = await openDuck({ files: sources.map(({ parquet }) => parquet), folders: [], spill });
  try {
    const offsets = await offsetsOf(duck, sources, method.zone);
    const behind = (readings: string): string =>
      filter.reason === undefined
        ? `${usableReadings(readings, method, offsets)} where ${conditions(filter, method.level)}`
        : `(select *, ${VALUE[method.measure]} as value from ${readings}) where ${whyNotUsed(method.measure)} = ${text(filter.reason)}`;
    const all = behind(numberedReadings(sources));
    const files = sources.map(({ parquet }) => parquet);
    const total = await countOnce(duck, files, `select count(*) as n from ${all}`);
    // The page is found by what the figure asks for alone; then only its own rows are read whole.
    const places = await duck.rows(
      `select source, row from ${all} limit ${pageSize} offset ${(page - 1) * pageSize}`,
    );
    const rows =
      places.length === 0
        ? []
        : await duck.rows(
            `select source, line, strftime(taken_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') as taken_at, period, network, value, method, clock from ${behind(numberedReadings(sources, spansOf(places)))} order by source, row`,
          );
    return {
      total,
      rows: rows.map((row) => ({
        source: numberOf(row['source']),
        line: numberOf(row['line']),
        takenAt: textOf(row['taken_at']),
        period: textOf(row['period']),
        network: textOf(row['network']),
        value: row['value'] === null || row['value'] === undefined ? null : numberOf(row['value']),
        method: textOf(row['method']),
        clock: textOf(row['clock']) ?? '',
      })),
    };
  } finally {
    duck.close();
  }
}

function spansOf(places: readonly DuckRow[]): RowSpans {
  const spans = new Map<number, { first: number; last: number }>();
  for (const place of places) {
    const [source, row] = [numberOf(place['source']), numberOf(place['row'])];
    spans.set(source, { first: spans.get(source)?.first ?? row, last: row });
  }
  return spans;
}

function conditions({ network, hour, day, month, side, isBelow }: RowsFilter, level: number): string {
  return [
    'true',
    ...(network === undefined ? [] : [network === null ? 'network is null' : `network = ${text(network)}`]),
    ...(hour === undefined ? [] : [`hour = ${hour}`]),
    ...(day === undefined ? [] : [`day = ${dayNumber(day)}`]),
    ...(month === undefined ? [] : [`month = ${monthNumber(month)}`]),
    ...(side === undefined ? [] : [`is_peak = ${String(side === 'peak')}`]),
    ...(isBelow === true ? [`value < ${level}`] : []),
  ].join(' and ');
}
