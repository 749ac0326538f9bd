import type { CellArea } from './cell-place.js';

export interface SheetCell {
  /** From 1. */
  readonly column: number;
  readonly text: string;
  /** Why nobody sees it although its row and column show; null where it is seen. */
  readonly unseen: 'format' | 'colour' | 'merged' | null;
}

/** A row with at least one cell that holds something. */
export interface SheetRow {
  /** From 1, as Excel counts. */
  readonly number: number;
  readonly isHidden: boolean;
  /** In the order of their columns. */
  readonly cells: readonly SheetCell[];
}

/** What a sheet says around its cells. */
export interface SheetShape {
  /** First and last column of each run of hidden ones. */
  readonly hiddenColumns: readonly (readonly [first: number, last: number])[];
  /** The same of rows, whether there is anything in them or not. */
  readonly hiddenRows: readonly (readonly [first: number, last: number])[];
  readonly merged: readonly CellArea[];
  /** Rows are hidden by a filter that is on. */
  readonly isFiltered: boolean;
  /** Rows from the top that stay in view; 0 where none do. */
  readonly frozenRows: number;
  /** What stands at the head and foot of its printed pages. */
  readonly printed: readonly string[];
  readonly formulasWithoutValue: number;
  /** Whole numbers that are shown by their power of ten. */
  readonly cutNumbers: number;
  readonly brokenFormats: number;
}
