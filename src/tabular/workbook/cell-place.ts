/** Excel's own limits. */
export const MOST_COLUMNS = 16_384;
export const MOST_SHEET_ROWS = 1_048_576;

/** A rectangle of cells, both corners in it; rows and columns count from 1. */
export interface CellArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** `A` for 1, `AA` for 27. */
export function columnLetters(column: number): string {
  let rest = column;
  let letters = '';
  while (rest > 0) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
    rest = Math.floor((rest - 1) / 26);
  }
  return letters;
}

/** The column of a reference like `AB12`; 0 where it is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code === 36) continue; // $
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column > MOST_COLUMNS ? 0 : column;
}

/** The row of a reference like `AB12`; 0 where it has none. */
export function rowOf(reference: string): number {
  const row = Number(/\d+$/.exec(reference)?.[0] ?? 0);
  return row > MOST_SHEET_ROWS ? 0 : row;
}

/** `B2:D9` or `B2`; null for what is neither. */
export function areaOf(reference: string): CellArea | null {
  const [first = '', last = first] = reference.replaceAll('$', '').split(':');
  const [left, top, right, bottom] = [columnOf(first), rowOf(first), columnOf(last), rowOf(last)];
  if (left === 0 || top === 0 || right < left || bottom < top) return null;
  return { top, left, bottom, right };
}
