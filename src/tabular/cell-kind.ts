import { UNCLEAR } from './decimal-sign.js';
import type { DecimalSign } from './decimal-sign.js';

/**
 * What a stored column holds. `integer` only where each cell is written as the number is (no leading zeros: an account
 * number is no quantity). `instant` names its zone, `time` does not.
 */
export type StoredKind = 'integer' | 'number' | 'instant' | 'time' | 'date' | 'text' | 'empty';

const INTEGER = '-?(0|[1-9][0-9]{0,17})';
const POINT_NUMBER = '[+-]?([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)?(\\.[0-9]+)?([eE][+-]?[0-9]+)?';
const COMMA_NUMBER = '[+-]?([0-9]+|[1-9][0-9]{0,2}(\\.[0-9]{3})+)(,[0-9]+)?';
const CLOCK = '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?';
const ZONE = ' ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)';

/** The same patterns, for JavaScript here and for DuckDB's own engine in SQL. */
export const PATTERNS = {
  integer: INTEGER,
  pointNumber: POINT_NUMBER,
  commaNumber: COMMA_NUMBER,
  instant: CLOCK + ZONE,
  time: CLOCK,
  date: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
  unclear: UNCLEAR,
} as const;

const whole = (pattern: string): RegExp => new RegExp(`^(${pattern})$`);
const IS = {
  integer: whole(PATTERNS.integer),
  pointNumber: whole(PATTERNS.pointNumber),
  commaNumber: whole(PATTERNS.commaNumber),
  instant: whole(PATTERNS.instant),
  time: whole(PATTERNS.time),
  date: whole(PATTERNS.date),
  unclear: whole(PATTERNS.unclear),
};

export function kindOfCell(cell: string, { decimal, isDecimalKnown }: DecimalSign): StoredKind {
  const value = cell.trim();
  if (value === '') return 'empty';
  if (!/[0-9]/.test(value)) return 'text';
  if (IS.integer.test(value)) return 'integer';
  if (!isDecimalKnown && IS.unclear.test(value)) return 'text';
  if ((decimal === '.' ? IS.pointNumber : IS.commaNumber).test(value))
    return /^[+-]?0[0-9]/.test(value) ? 'text' : 'number';
  if (IS.instant.test(value)) return 'instant';
  if (IS.time.test(value)) return 'time';
  return IS.date.test(value) ? 'date' : 'text';
}
