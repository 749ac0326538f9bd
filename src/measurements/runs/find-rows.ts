import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { PreparedSource } from '../prepare-source.js';
import type { RowsFilter, RowsPage, RunMethod } from './run-figures.js';
import { allReadings, monthNumber, offsetsOf, usableReadings, VALUE, whyNotUsed } from './run-sql.js';
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

/** The readings behind a figure, in the order of their sources and lines. */
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
    const from =
      filter.reason === undefined
        ? usableReadings(sources, method, await offsetsOf(duck, sources, method.zone))
        : `(select source, line, taken_at, period, network, ${VALUE[method.measure]} as value, method, clock from ${allReadings(sources)} where ${whyNotUsed(method.measure)} = ${text(filter.reason)})`;
    const where = conditions(filter, method.level);
    const [counted] = await duck.rows(`select count(*) as n from ${from} where ${where}`);
    const rows = await duck.rows(
      `select source, line, strftime(taken_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') as taken_at, period, network, value, method, clock from ${from} where ${where} limit ${pageSize} offset ${(page - 1) * pageSize}`,
    );
    return {
      total: numberOf(counted?.['n']),
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
