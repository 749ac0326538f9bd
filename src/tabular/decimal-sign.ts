import type { Delimiter } from './table-format.js';

/** Which sign parts a fraction in a file. */
export interface DecimalSign {
  readonly decimal: '.' | ',';
  /** False where neither the file nor a person says it: then `1,990` and `1.990` are no number at all, for either may be meant. */
  readonly isDecimalKnown: boolean;
}

/** What is a number with either sign, another one with each. */
export const UNCLEAR = '[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}';

/** A cell of text may end in a unit. */
const UNIT = '(?:\\s*[A-Za-zµ%][^0-9]*)?';
const UNCLEAR_CELL = {
  '.': new RegExp(`^[+-]?[1-9]\\d{0,2}\\.\\d{3}${UNIT}$`),
  ',': new RegExp(`^[+-]?[1-9]\\d{0,2},\\d{3}${UNIT}$`),
};
/** A fraction that no thousands could be; thousands parted twice, or before a fraction. Four parts may be an address. */
const SHOWN_CELL = {
  '.': new RegExp(
    `^[+-]?(?:\\d*\\.\\d+(?:[eE][+-]?\\d+)?|[1-9]\\d{0,2}(?:,\\d{3})+\\.\\d+|[1-9]\\d{0,2}(?:,\\d{3}){2})${UNIT}$`,
  ),
  ',': new RegExp(
    `^[+-]?(?:\\d*,\\d+|[1-9]\\d{0,2}(?:\\.\\d{3})+,\\d+|[1-9]\\d{0,2}(?:\\.\\d{3}){2})${UNIT}$`,
  ),
};
const UNPARTED = new RegExp(`^[+-]?\\d{1,3}${UNIT}$`);
/** So many cells outweigh one that shows the other sign: it may stand there by mistake. */
const OUTWEIGHED = 10;
/** Who parts cells by a semicolon does so for the comma in numbers; who parts them by a comma hardly writes one there. */
const USUAL: Readonly<Partial<Record<Delimiter, '.' | ','>>> = { ',': '.', ';': ',' };

/** What the cells of a sample show. */
export function decimalSignOf(sample: readonly (readonly string[])[], delimiter: Delimiter): DecimalSign {
  const shown = { '.': 0, ',': 0 };
  const unclear = { '.': 0, ',': 0 };
  for (const cell of sample.flat()) {
    if (!/[.,]/.test(cell)) continue;
    const words = cell.trim();
    for (const sign of ['.', ','] as const)
      if (UNCLEAR_CELL[sign].test(words)) unclear[sign] += 1;
      else if (SHOWN_CELL[sign].test(words)) shown[sign] += 1;
  }
  const usual = USUAL[delimiter] ?? null;
  if (shown['.'] > 0 || shown[','] > 0) {
    const isEven = shown['.'] === shown[','];
    const sign = isEven ? (usual ?? '.') : shown['.'] > shown[','] ? '.' : ',';
    const other = sign === '.' ? ',' : '.';
    const isDoubted =
      shown[other] * OUTWEIGHED > shown[sign] ||
      (unclear[other] > 0 && (usual === other || unclear[other] > shown[sign] * OUTWEIGHED)) ||
      (sign === ',' && !arePointsThousands(sample));
    return { decimal: sign, isDecimalKnown: !isDoubted };
  }
  if (unclear[','] === 0) return { decimal: '.', isDecimalKnown: true };
  return { decimal: delimiter === ',' ? '.' : ',', isDecimalKnown: usual === ',' && unclear['.'] === 0 };
}

/**
 * Whether each column of numbers like `1.990` says itself that its points part thousands: by a comma before a fraction, or
 * by numbers too small to be parted. A comma in another column (`36,40`, `2,4 GHz`) does not say it: programs write points.
 */
function arePointsThousands(sample: readonly (readonly string[])[]): boolean {
  const open = new Set<number>();
  const said = new Set<number>();
  for (const row of sample)
    row.forEach((cell, column) => {
      const words = cell.trim();
      if (UNCLEAR_CELL['.'].test(words)) open.add(column);
      else if (SHOWN_CELL[','].test(words) || UNPARTED.test(words)) said.add(column);
    });
  return [...open].every((column) => said.has(column));
}

/** How a number is written, as a pattern: with thousands parted or not. A zero parts no thousands. */
const WRITTEN = {
  '.': '[+-]?(?:(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]+)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?',
  ',': '[+-]?(?:(?:[1-9][0-9]{0,2}(?:[.][0-9]{3})+|[0-9]+)(?:,[0-9]+)?|,[0-9]+)',
} as const;

export function writtenNumber({ decimal }: DecimalSign): string {
  return WRITTEN[decimal];
}

/** What a cell that is a number stands for. */
export function numberIn(cell: string, { decimal }: DecimalSign): number {
  return Number(decimal === '.' ? cell.replaceAll(',', '') : cell.replaceAll('.', '').replace(',', '.'));
}

/** What is written so as a number, in SQL; null where it is none. */
export function numberSql(written: string, { decimal }: DecimalSign): string {
  const plain =
    decimal === '.' ? `replace(${written}, ',', '')` : `replace(replace(${written}, '.', ''), ',', '.')`;
  return `try_cast(${plain} as double)`;
}

/** Whether it is not known which number is written, in SQL. */
export function isUnclearSql(written: string, { isDecimalKnown }: DecimalSign): string {
  return isDecimalKnown ? 'false' : `regexp_full_match(${written}, '${UNCLEAR}')`;
}
