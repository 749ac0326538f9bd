import { columnLetters } from './cell-place.js';
import type { GatheredSheet } from './gather-sheet.js';
import { headOf } from './head-row.js';
import type { Head } from './head-row.js';
import { isHiddenColumn } from './sheet-profile.js';
import type { SheetCell, SheetRow } from './sheet.js';

/** A sheet as it goes on paper. */
export interface LaidOutSheet {
  /** What stands above the headings of the columns. */
  readonly above: readonly { readonly row: string; readonly words: readonly string[] }[];
  readonly columns: readonly LaidOutColumn[];
  readonly rows: readonly { readonly row: string; readonly cells: readonly string[] }[];
  /** Every row that is shown, those above the table and its headings too, cell by cell. */
  readonly grid: readonly (readonly string[])[];
  /** Whether a row or column without content lies between those shown. */
  readonly hasGaps: boolean;
}

export interface LaidOutColumn {
  /** `C`, or `C (hidden)`. */
  readonly mark: string;
  /** '' where nothing names it. */
  readonly title: string;
}

/**
 * Chooses what is shown of a sheet: what Excel shows, or with `withHidden` everything, and then what is hidden says so.
 * Rows and columns without content stand for themselves by the numbers and letters around them.
 */
export function layOutSheet(sheet: GatheredSheet, withHidden: boolean): LaidOutSheet {
  const rows = shownRows(sheet, withHidden);
  const columns = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))].sort(
    (a, b) => a - b,
  );
  const head = headOf({ ...sheet, rows });
  const isAbove = ({ number }: SheetRow): boolean => head !== null && number < head.first;
  const isHead = ({ number }: SheetRow): boolean =>
    head !== null && number >= head.first && number <= head.last;
  const body = rows.filter((row) => !isAbove(row) && !isHead(row));
  const titles = titlesOf(sheet, rows.filter(isHead), head);
  const cellsOf = (row: SheetRow): string[] => {
    const byColumn = new Map(row.cells.map((cell) => [cell.column, shownText(cell)]));
    return columns.map((column) => byColumn.get(column) ?? '');
  };
  const grid = new Map(rows.map((row) => [row.number, cellsOf(row)]));
  return {
    above: rows
      .filter(isAbove)
      .map((row) => ({ row: rowMark(row), words: row.cells.map((cell) => shownText(cell)) })),
    columns: columns.map((column) => ({
      mark: `${columnLetters(column)}${isHiddenColumn(sheet.shape, column) ? ' (hidden)' : ''}`,
      title: titles.get(column) ?? '',
    })),
    rows: body.map((row) => ({ row: rowMark(row), cells: grid.get(row.number) ?? [] })),
    grid: [...grid.values()],
    hasGaps: hasGaps(rows.map(({ number }) => number)) || hasGaps(columns),
  };
}

function shownRows({ rows, shape }: GatheredSheet, withHidden: boolean): SheetRow[] {
  if (withHidden) return [...rows];
  return rows
    .filter(({ isHidden }) => !isHidden)
    .map((row) => ({
      ...row,
      cells: row.cells.filter(({ column, unseen }) => unseen === null && !isHiddenColumn(shape, column)),
    }))
    .filter(({ cells }) => cells.length > 0);
}

const UNSEEN = {
  format: 'not shown by its format',
  colour: 'in the colour of its background',
  merged: 'under a merged cell',
} as const;

function shownText({ text, unseen }: SheetCell): string {
  return unseen === null ? text : `${text} (${UNSEEN[unseen]})`;
}

function rowMark({ number, isHidden }: SheetRow): string {
  return isHidden ? `${number} (hidden)` : String(number);
}

/** Several rows of headings become one; a heading over several columns stands with each. */
function titlesOf(
  { shape }: GatheredSheet,
  rows: readonly SheetRow[],
  head: Head | null,
): ReadonlyMap<number, string> {
  const titles = new Map<number, string[]>();
  const add = (column: number, words: string): void => {
    const own = titles.get(column) ?? [];
    if (words !== '' && own.at(-1) !== words) titles.set(column, [...own, words]);
  };
  for (const row of rows)
    for (const cell of row.cells) {
      const over = shape.merged.find(({ top, left }) => top === row.number && left === cell.column);
      // Only over headings further down; the last row names its own columns.
      const last = over === undefined || row.number === head?.last ? cell.column : over.right;
      for (let column = cell.column; column <= Math.min(last, cell.column + 200); column += 1)
        add(column, shownText(cell));
    }
  return new Map([...titles].map(([column, words]) => [column, words.join(' / ')]));
}

function hasGaps(numbers: readonly number[]): boolean {
  return numbers.some((number, at) => at > 0 && number !== (numbers[at - 1] ?? 0) + 1);
}
