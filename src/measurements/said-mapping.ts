import type { GivenReading } from '../tabular/table-reading.js';
import { findColumn, MappingError, QUANTITY } from './mapping.js';
import type { Mapping, ValueColumn } from './mapping.js';
import { MEASURES, SHOWN } from './measurement.js';
import type { Measure } from './measurement.js';
import { findUnit, unitInName } from './units.js';

/** How a person had a file read. Kept as JSON for good: fields may be added, never renamed, reused or removed. */
export interface HowRead {
  /** What was corrected; the rest is detected. */
  readonly given: GivenReading;
  /** Which column is what; null where the format of the file is known and says it. */
  readonly said: SaidMapping | null;
  /** The zone of times that name none. */
  readonly zone: string | null;
}

/** Which column of a table is what, by the names of the columns; null: the table has none. */
export interface SaidMapping {
  readonly time: string | null;
  readonly network: string | null;
  readonly account: string | null;
  readonly session: string | null;
  readonly method: string | null;
  readonly values: Partial<Readonly<Record<Measure, SaidValue>>>;
  /** Cells beside empty ones that mean: not measured. */
  readonly absent: readonly string[];
}

export interface SaidValue {
  readonly column: string;
  /** By its name, like `Mbit/s`; always said, never guessed. */
  readonly unit: string;
}

/** The mapping a person said. Throws `MappingError` for a column the table has not, or a unit that is none. */
export function mappingOf(said: SaidMapping, zone: string | null, columns: readonly string[]): Mapping {
  const known = (column: string | null): string | null => {
    if (column !== null && !columns.includes(column))
      throw new MappingError(
        `There is no column “${column}”. The columns are ${columns.slice(0, 30).join(', ')}.`,
      );
    return column;
  };
  const values: Partial<Record<Measure, ValueColumn>> = {};
  for (const measure of Object.keys(MEASURES) as Measure[]) {
    const value = said.values[measure];
    if (!value) continue;
    const unit = findUnit(QUANTITY[measure], value.unit);
    if (!unit) throw new MappingError(`“${value.unit}” is no unit of ${SHOWN[measure]} that is known here.`);
    values[measure] = { column: known(value.column) ?? '', unit };
  }
  if (Object.keys(values).length === 0)
    throw new MappingError('No column is said to be a measurement. Choose at least one, with its unit.');
  const time = known(said.time);
  const method = known(said.method);
  return {
    time: time === null ? null : { column: time, zone, clock: zone === null ? 'stated' : 'by mapping' },
    network: known(said.network),
    account: known(said.account),
    session: known(said.session),
    method: method === null ? null : { column: method },
    values,
    absent: said.absent,
  };
}

/** What the names of the columns say by themselves, to begin with; a unit is '' where the name states none. */
export function proposedByNames(columns: readonly string[]): SaidMapping {
  const find = (field: string): string | null => findColumn(columns, field, false);
  const values: Partial<Record<Measure, SaidValue>> = {};
  for (const measure of Object.keys(MEASURES) as Measure[]) {
    const column = findColumn(columns, measure, true);
    if (column === null) continue;
    const unit = unitInName(column);
    values[measure] = { column, unit: unit?.quantity === QUANTITY[measure] ? unit.shown : '' };
  }
  return {
    time: find('takenAt'),
    network: find('network'),
    account: find('account'),
    session: find('session'),
    method: find('method'),
    values,
    absent: [],
  };
}
