import { isUnclearSql, numberSql, writtenNumber } from '../tabular/decimal-sign.js';
import type { DecimalSign } from '../tabular/decimal-sign.js';
import { text } from '../tabular/duck.js';
import { QUANTITY } from './mapping.js';
import { LARGEST, SHOWN } from './measurement.js';
import type { Measure } from './measurement.js';
import type { SqlColumn } from './reading-columns.js';
import { findUnit } from './units.js';
import type { Unit } from './units.js';

/** A value in SQL, and why a cell gives none; nothing was measured where both are null. */
export interface SqlValue {
  readonly value: string;
  readonly why: string;
}

/** How the numbers of a column are written: what stands for nothing, and which sign parts a fraction. */
export interface Writing {
  readonly absent: readonly string[];
  readonly sign: DecimalSign;
}

/** A measured value in the unit it is kept in. A cell of text may state its own unit, like `350 kbit/s`; one without is in the column's. */
export function valueIn(column: SqlColumn, measure: Measure, unit: Unit, writing: Writing): SqlValue {
  const { kind } = column;
  const { number, words, isAbsent, isUnclear } = numberIn(column, writing);
  const stated = unitNamesFor(measure).map(
    ({ written, unit: own }) => `when ${words} = ${text(written)} then ${scaled(number, own)}`,
  );
  const value =
    kind === 'text'
      ? `case when ${words} = '' then ${scaled(number, unit)} ${stated.join(' ')} end`
      : scaled(number, unit);
  const checked = `when ${value} < 0 then ${text(`The ${SHOWN[measure]} is below zero.`)} when ${value} > ${LARGEST[measure]} then ${text(`The ${SHOWN[measure]} is beyond anything that can be measured.`)}`;
  if (kind === 'integer' || kind === 'number') return { value, why: `case ${checked} end` };
  const unclear = `The ${SHOWN[measure]} is written like 1,990 or 1.990, and nothing says which sign parts its fraction. It counts once that is said.`;
  return {
    value,
    why: `case when ${isAbsent} then null when ${isUnclear} then ${text(unclear)} when ${value} is null then ${text(`The ${SHOWN[measure]} is not a number.`)} ${checked} end`,
  };
}

/** Loss as failures of all attempts: a share of 1, none where nothing was attempted or one of the two was not counted. */
export function lossOfCounts(failed: SqlColumn, succeeded: SqlColumn, writing: Writing): SqlValue {
  const [bad, good] = [numberIn(failed, writing), numberIn(succeeded, writing)];
  const isNone = [bad, good].map(({ number, isAbsent }) => `(not ${isAbsent} and ${number} is null)`);
  const all = `(${bad.number} + ${good.number})`;
  return {
    value: `case when ${bad.number} >= 0 and ${good.number} >= 0 and ${all} > 0 then ${bad.number} / ${all} end`,
    why: `case when ${isNone.join(' or ')} then 'A count of attempts is not a number.' when ${bad.number} < 0 or ${good.number} < 0 then 'A count of attempts is below zero.' end`,
  };
}

/** The number a cell begins with and the words after it; null where it begins with none, or it is not known which. */
function numberIn(
  { sql, kind }: SqlColumn,
  { absent, sign }: Writing,
): { number: string; words: string; isAbsent: string; isUnclear: string } {
  const plain = { words: `''`, isAbsent: `${sql} is null`, isUnclear: 'false' };
  if (kind === 'empty') return { ...plain, number: 'null::double', isAbsent: 'true' };
  if (kind === 'integer' || kind === 'number') return { ...plain, number: `${sql}::double` };
  if (kind !== 'text') return { ...plain, number: 'null::double' };
  const cell = `trim(${sql})`;
  const pattern = text(`^(${writtenNumber(sign)})[ ]*([^0-9 ].*)?$`);
  const [written, words] = [1, 2].map((part) => `regexp_extract(${cell}, ${pattern}, ${part})`);
  const isUnclear = isUnclearSql(written ?? '', sign);
  const number = numberSql(written ?? '', sign);
  return {
    number: `case when not ${isUnclear} and isfinite(${number}) then ${number} end`,
    words: words ?? '',
    isAbsent: `coalesce(${cell}, '') in (${['', ...absent].map(text).join(', ')})`,
    isUnclear,
  };
}

function scaled(value: string, { times, over }: Pick<Unit, 'times' | 'over'>): string {
  return times === over ? value : `${value} * ${times}::double / ${over}::double`;
}

/** How units are written in cells: the spellings that cannot be mistaken. */
function unitNamesFor(measure: Measure): { written: string; unit: Unit }[] {
  const spellings = {
    throughput: [
      'bit/s',
      'bps',
      'kbit/s',
      'kbps',
      'Kbps',
      'Mbit/s',
      'Mbps',
      'mbps',
      'Mb/s',
      'Gbit/s',
      'Gbps',
      'byte/s',
      'kB/s',
      'MB/s',
    ],
    time: ['µs', 'us', 'ms', 's'],
    loss: ['%'],
  }[QUANTITY[measure]];
  return spellings.flatMap((written) => {
    const unit = findUnit(QUANTITY[measure], written);
    return unit ? [{ written, unit }] : [];
  });
}
