import { numberOf, openDuck, textOf } from '../tabular/duck.js';
import type { PreparedSource } from './prepare-source.js';

export interface ReadingsProfile {
  readonly rows: number;
  readonly rejected: number;
  /** The first hundred. */
  readonly first: readonly { readonly line: number; readonly reason: string }[];
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly unit: string | null;
    readonly nulls: number;
    readonly min: number | string | null;
    readonly max: number | string | null;
  }[];
}

const COLUMNS = [
  ['taken_at', 'instant', null],
  ['period', 'text', null],
  ['network', 'text', null],
  ['account', 'text', null],
  ['session', 'text', null],
  ['download', 'number', 'Mbit/s'],
  ['upload', 'number', 'Mbit/s'],
  ['round_trip', 'number', 'ms'],
  ['loss', 'number', 'ratio'],
  ['method', 'text', null],
] as const;

/** The columns of the usable readings of one file, in the units they are kept in. */
export async function profileReadings(source: PreparedSource, spill: string): Promise<ReadingsProfile> {
  const duck = await openDuck({ files: [source.parquet], folders: [], spill });
  try {
    const parts = COLUMNS.map(([name, type]) => {
      const shown = (end: string): string =>
        type === 'instant' ? `strftime(${end} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')` : end;
      return `count(${name}) as ${name}_n, ${shown(`min(${name})`)} as ${name}_min, ${shown(`max(${name})`)} as ${name}_max`;
    });
    const [row = {}] = await duck.rows(
      `select count(*) as n, ${parts.join(', ')} from ${source.sql} where why is null`,
    );
    const rows = numberOf(row['n']);
    const [aside] = await duck.rows(`select count(*) as n from ${source.sql} where why is not null`);
    const first = await duck.rows(
      `select line, why from ${source.sql} where why is not null order by line limit 100`,
    );
    const end = (value: (typeof row)[string] | undefined, type: string): number | string | null =>
      value === null || value === undefined || type === 'text'
        ? null
        : type === 'number'
          ? numberOf(value)
          : textOf(value);
    return {
      rows,
      rejected: numberOf(aside?.['n']) + source.keptAside.reduce((sum, { count }) => sum + count, 0),
      first: first.map((one) => ({ line: numberOf(one['line']), reason: textOf(one['why']) ?? '' })),
      columns: COLUMNS.map(([name, type, unit]) => ({
        name,
        type,
        unit,
        nulls: rows - numberOf(row[`${name}_n`]),
        min: end(row[`${name}_min`], type),
        max: end(row[`${name}_max`], type),
      })),
    };
  } finally {
    duck.close();
  }
}
