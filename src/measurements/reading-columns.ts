import type { StoredKind } from '../tabular/cell-kind.js';

/** A column of a stored table in SQL. */
export interface SqlColumn {
  readonly sql: string;
  readonly kind: StoredKind;
  /** The ends of a column of times; null where they are not known. */
  readonly min: number | string | null;
  readonly max: number | string | null;
}

/** The columns of readings in SQL, in this order wherever they come from. */
export interface ReadingSql {
  readonly line: string;
  readonly takenAt: string;
  readonly period: string;
  readonly network: string;
  readonly account: string;
  readonly session: string;
  readonly download: string;
  readonly upload: string;
  readonly roundTrip: string;
  readonly loss: string;
  readonly method: string;
  readonly clock: string;
  readonly why: string;
}

/** The list of a select: each expression under the column's name. */
export function readingColumns(sql: ReadingSql): string {
  return [
    `${sql.line} as line`,
    `${sql.takenAt} as taken_at`,
    `${sql.period} as period`,
    `${sql.network} as network`,
    `${sql.account} as account`,
    `${sql.session} as session`,
    `${sql.download} as download`,
    `${sql.upload} as upload`,
    `${sql.roundTrip} as round_trip`,
    `${sql.loss} as loss`,
    `${sql.method} as method`,
    `${sql.clock} as clock`,
    `${sql.why} as why`,
  ].join(', ');
}
