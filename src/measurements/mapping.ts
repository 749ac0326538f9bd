import { COLUMN_NAMES, findUnit, unitInName } from './units.js';
import type { Quantity, Unit } from './units.js';
import { SHOWN } from './measurement.js';
import type { ClockQuality, Measure } from './measurement.js';

export interface ValueColumn {
  readonly column: string;
  readonly unit: Unit;
}

/** Which column of a table is what. A person says it, or the names of the columns do. */
export interface Mapping {
  readonly time: {
    readonly column: string;
    readonly zone: string | null;
    readonly clock: ClockQuality;
  } | null;
  readonly network: string | null;
  readonly account: string | null;
  readonly session: string | null;
  readonly method: { readonly column: string } | { readonly words: string } | null;
  readonly values: Partial<Readonly<Record<Measure, ValueColumn>>>;
  /** Loss as failures of all attempts, where the table counts both. */
  readonly lossCounts?: { readonly failed: string; readonly succeeded: string };
  /** Cells beside empty ones that mean: not measured. */
  readonly absent: readonly string[];
  /** The value in a column that tells uploads from downloads; `download` then belongs to the others. */
  readonly direction?: { readonly column: string; readonly upload: string };
}

export const QUANTITY: Readonly<Record<Measure, Quantity>> = {
  download: 'throughput',
  upload: 'throughput',
  roundTrip: 'time',
  loss: 'loss',
};

const MEASURES_OF = ['download', 'upload', 'roundTrip', 'loss'] as const;

/** A mapping cannot be made, and why; the words name the column and what to say instead. */
export class MappingError extends Error {
  override name = 'MappingError';
}

/** What the names of the columns say by themselves. Throws `MappingError` where a value states no unit or nothing is measured. */
export function mappingByNames(columns: readonly string[], zone: string | null): Mapping {
  const find = (field: string): string | null => findColumn(columns, field, false);
  const values: Partial<Record<Measure, ValueColumn>> = {};
  const withoutUnit: string[] = [];
  for (const measure of MEASURES_OF) {
    const column = findColumn(columns, measure, true);
    if (column === null) continue;
    const unit = unitInName(column);
    if (unit?.quantity === QUANTITY[measure]) values[measure] = { column, unit };
    else withoutUnit.push(column);
  }
  if (Object.keys(values).length === 0)
    throw new MappingError(
      withoutUnit.length > 0
        ? `The column “${withoutUnit[0]}” states no unit. Say it, like --column download=${withoutUnit[0]}:Mbit/s.`
        : 'No column is named as a measurement, like download_mbps or rtt_ms. Say which is what, like --column download=NAME:Mbit/s.',
    );
  const time = find('takenAt');
  const method = find('method');
  return {
    time: time === null ? null : { column: time, zone, clock: zone === null ? 'stated' : 'by mapping' },
    network: find('network'),
    account: find('account'),
    session: find('session'),
    method: method === null ? null : { column: method },
    values,
    absent: [],
  };
}

/** Changes a mapping by what a person says: `field=COLUMN` or `measure=COLUMN:UNIT`. Throws `MappingError`. */
export function withSaid(
  mapping: Mapping | null,
  said: readonly string[],
  columns: readonly string[],
  zone: string | null,
): Mapping {
  let result: Mapping = mapping ?? {
    time: null,
    network: null,
    account: null,
    session: null,
    method: null,
    values: {},
    absent: [],
  };
  for (const one of said) {
    const [, field = '', rest = ''] = /^([a-zA-Z_]+)=(.+)$/.exec(one) ?? [];
    const measure = MEASURES_OF.find((known) => known === (field === 'rtt' ? 'roundTrip' : field));
    const { column, unitWords } = parted(rest, columns, measure !== undefined);
    if (!columns.includes(column))
      throw new MappingError(
        `There is no column “${column}”. The columns are ${columns.slice(0, 30).join(', ')}.`,
      );
    if (measure) {
      const unit = unitWords === null ? unitInName(column) : findUnit(QUANTITY[measure], unitWords);
      if (unit?.quantity !== QUANTITY[measure])
        throw new MappingError(
          unitWords === null
            ? `The column “${column}” states no unit. Say it, like --column ${field}=${column}:Mbit/s.`
            : `“${unitWords}” is no unit of ${field} that is known here.`,
        );
      result = { ...result, values: { ...result.values, [measure]: { column, unit } } };
    } else if (field === 'time' || field === 'taken_at') {
      result = { ...result, time: { column, zone, clock: zone === null ? 'stated' : 'by mapping' } };
    } else if (field === 'method') result = { ...result, method: { column } };
    else if (field === 'network' || field === 'account' || field === 'session')
      result = { ...result, [field]: column };
    else
      throw new MappingError(
        `“${one}” is no column to map. Write time, network, account, session, method, download, upload, rtt or loss, then = and the name of the column.`,
      );
  }
  return result;
}

/** The columns that name something: their cells are kept as they are written, whatever number they may look like. */
export function namingColumns({ network, account, session, method, direction }: Mapping): string[] {
  const named = method !== null && 'column' in method ? method.column : null;
  return [network, account, session, named, direction?.column ?? null].filter((column) => column !== null);
}

/** The conversions of a mapping in words. */
export function conversionsOf({ values }: Mapping): string[] {
  return MEASURES_OF.flatMap((measure) => {
    const value = values[measure];
    if (!value) return [];
    const kept = { throughput: 'Mbit/s', time: 'ms', loss: 'share' }[QUANTITY[measure]];
    const { shown, times, over } = value.unit;
    const scale = times === over ? '' : over === 1 ? ` × ${times} = ${kept}` : ` ÷ ${over} = ${kept}`;
    return [`${SHOWN[measure]} from “${value.column}”: ${shown}${scale}`];
  });
}

/** By its whole name, or by its name and a unit after it. */
export function findColumn(columns: readonly string[], field: string, hasUnit: boolean): string | null {
  const known = COLUMN_NAMES[field] ?? [];
  for (const name of known)
    for (const column of columns) {
      const plain = plainName(column);
      if (plain === name) return column;
      if (hasUnit && plain.startsWith(`${name}_`) && unitInName(column)) {
        const unitWords = plain.slice(name.length + 1);
        if (
          ['throughput', 'time', 'loss'].some(
            (q) =>
              findUnit(q as Quantity, unitWords) ?? findUnit(q as Quantity, unitWords.replaceAll('_', '/')),
          )
        )
          return column;
      }
    }
  return null;
}

function plainName(column: string): string {
  return column
    .trim()
    .toLowerCase()
    .replace(/[\s().[\]/-]+/g, '_')
    .replace(/_+$/, '');
}

function parted(
  rest: string,
  columns: readonly string[],
  hasUnit: boolean,
): { column: string; unitWords: string | null } {
  const at = rest.lastIndexOf(':');
  if (!hasUnit || at === -1 || columns.includes(rest)) return { column: rest, unitWords: null };
  return { column: rest.slice(0, at), unitWords: rest.slice(at + 1) };
}
