import type { AroundSheet } from './around-sheet.js';
import { columnOf, rowOf } from './cell-place.js';
import type { CellComment } from './comments.js';
import { coveredCells } from './merged-cells.js';
import type { SheetRow, SheetShape } from './sheet.js';
import type { ListedSheet } from './workbook-index.js';

/** What there is on a sheet, in numbers; all of it is counted, whatever is shown of it. */
export interface SheetProfile extends Pick<ListedSheet, 'name' | 'state' | 'kind'> {
  /** Rows and columns that hold something; hidden ones among them. */
  readonly rows: number;
  readonly columns: number;
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
  /** Cells whose format or colour keeps them from being seen, or that lie under one they are merged with. */
  readonly unseenCells: number;
  readonly isFiltered: boolean;
  /** Those at hidden cells among them. */
  readonly comments: number;
  readonly hiddenComments: number;
  readonly charts: number;
  readonly pictures: number;
  readonly shapes: number;
  readonly pivotTables: number;
  readonly embedded: number;
  readonly merged: number;
  readonly formulasWithoutValue: number;
  readonly cutNumbers: number;
  readonly brokenFormats: number;
}

const NOTHING: Omit<SheetProfile, 'name' | 'state' | 'kind'> = {
  ...{ rows: 0, columns: 0, hiddenRows: 0, hiddenColumns: 0, unseenCells: 0, isFiltered: false },
  ...{
    comments: 0,
    hiddenComments: 0,
    charts: 0,
    pictures: 0,
    shapes: 0,
    pivotTables: 0,
    embedded: 0,
    merged: 0,
  },
  ...{ formulasWithoutValue: 0, cutNumbers: 0, brokenFormats: 0 },
};

/** A sheet that has no cells: a chart alone, a dialog, macros of an old kind. */
export function profileOfOther({ name, state, kind }: ListedSheet): SheetProfile {
  return { ...NOTHING, name, state, kind, charts: kind === 'chartsheet' ? 1 : 0 };
}

/** Counts the rows of a sheet as they come. */
export function sheetCounter() {
  const columns = new Set<number>();
  let rows = 0;
  let hiddenRows = 0;
  let unseenCells = 0;
  return {
    count: ({ isHidden, cells }: SheetRow): void => {
      rows += 1;
      if (isHidden) hiddenRows += 1;
      for (const cell of cells) {
        columns.add(cell.column);
        if (cell.unseen !== null) unseenCells += 1;
      }
    },
    /** `covered`: how many cells lie under one that they are merged with and would be seen otherwise. */
    finish: (
      { name, state, kind }: ListedSheet,
      shape: SheetShape,
      around: AroundSheet,
      covered: number,
    ): SheetProfile => ({
      ...{ name, state, kind, rows, columns: columns.size, hiddenRows },
      hiddenColumns: [...columns].filter((column) => isHiddenColumn(shape, column)).length,
      unseenCells: unseenCells + covered,
      isFiltered: shape.isFiltered || around.isTableFiltered,
      comments: around.comments.length,
      hiddenComments: around.comments.filter((one) => isAtHiddenCell(shape, one)).length,
      charts: around.charts,
      pictures: around.pictures,
      shapes: around.shapes,
      pivotTables: around.pivotTables,
      embedded: around.embedded,
      merged: shape.merged.length,
      formulasWithoutValue: shape.formulasWithoutValue,
      cutNumbers: shape.cutNumbers,
      brokenFormats: shape.brokenFormats,
    }),
  };
}

export function isHiddenColumn(
  { hiddenColumns }: Pick<SheetShape, 'hiddenColumns'>,
  column: number,
): boolean {
  return isWithin(hiddenColumns, column);
}

/** Whether a comment stands at a cell of a hidden row or column: Excel does not show it either. */
export function isAtHiddenCell(
  shape: Pick<SheetShape, 'hiddenColumns' | 'hiddenRows'>,
  { cell }: Pick<CellComment, 'cell'>,
): boolean {
  return isHiddenColumn(shape, columnOf(cell)) || isWithin(shape.hiddenRows, rowOf(cell));
}

function isWithin(runs: SheetShape['hiddenColumns'], at: number): boolean {
  return runs.some(([first, last]) => at >= first && at <= last);
}

/** Cells of these rows, in order, that lie under one they are merged with and that nothing else keeps from being seen. */
export function countCovered(merged: SheetShape['merged']) {
  const isCovered = coveredCells(merged);
  let covered = 0;
  return {
    count: ({ number, cells }: SheetRow): void => {
      for (const { column, unseen } of cells) if (isCovered(number, column) && unseen === null) covered += 1;
    },
    covered: () => covered,
  };
}
