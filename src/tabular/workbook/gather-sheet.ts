import type { AroundSheet } from './around-sheet.js';
import { coveredCells } from './merged-cells.js';
import type { OpenWorkbook } from './open-workbook.js';
import { countCovered, profileOfOther, sheetCounter } from './sheet-profile.js';
import type { SheetProfile } from './sheet-profile.js';
import type { SheetRow, SheetShape } from './sheet.js';
import type { ListedSheet } from './workbook-index.js';

/** A worksheet with as many of its rows as were asked for. */
export interface GatheredSheet {
  readonly profile: SheetProfile;
  readonly titleRows: ListedSheet['titleRows'];
  readonly shape: SheetShape;
  readonly around: AroundSheet;
  /** The first rows, in order. */
  readonly rows: readonly SheetRow[];
}

/** What may be kept of a sheet. */
export interface Room {
  readonly rows: number;
  readonly characters: number;
}

const NO_SHAPE: SheetShape = {
  ...{ hiddenColumns: [], hiddenRows: [], merged: [], isFiltered: false, frozenRows: 0, printed: [] },
  ...{ formulasWithoutValue: 0, cutNumbers: 0, brokenFormats: 0 },
};
const NOTHING_AROUND: AroundSheet = {
  ...{ comments: [], charts: 0, pictures: 0, shapes: 0, pivotTables: 0, embedded: 0 },
  ...{ isTableFiltered: false, tableHeads: [] },
};

/** Reads a sheet to its end, counts everything on it and keeps the first rows, as far as there is room. */
export async function gatherSheet(
  workbook: OpenWorkbook,
  sheet: ListedSheet,
  room: Room,
): Promise<GatheredSheet> {
  const { titleRows } = sheet;
  if (sheet.kind !== 'worksheet')
    return { profile: profileOfOther(sheet), titleRows, shape: NO_SHAPE, around: NOTHING_AROUND, rows: [] };
  const counter = sheetCounter();
  const kept: SheetRow[] = [];
  let characters = 0;
  const hasRoom = (): boolean => kept.length < room.rows && characters < room.characters;
  const shape = await workbook.readRows(
    sheet,
    (row) => {
      counter.count(row);
      if (hasRoom()) {
        kept.push(row);
        for (const { text } of row.cells) characters += text.length;
      }
      return true;
    },
    hasRoom,
  );
  const around = await workbook.readAround(sheet);
  // Which cells are merged is said behind them all.
  const covered = countCovered(shape.merged);
  if (shape.merged.length > 0)
    await workbook.readRows(
      sheet,
      (row) => {
        covered.count(row);
        return true;
      },
      () => false,
    );
  const profile = counter.finish(sheet, shape, around, covered.covered());
  return { profile, titleRows, shape, around, rows: withCover(kept, shape) };
}

function withCover(rows: readonly SheetRow[], { merged }: SheetShape): readonly SheetRow[] {
  if (merged.length === 0) return rows;
  const isCovered = coveredCells(merged);
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) =>
      cell.unseen === null && isCovered(row.number, cell.column) ? { ...cell, unseen: 'merged' } : cell,
    ),
  }));
}

/** The first rows of a sheet, and nothing of what lies behind them: neither counts nor what is merged. */
export async function peekSheet(
  workbook: OpenWorkbook,
  sheet: ListedSheet,
  rows: number,
): Promise<GatheredSheet> {
  const { titleRows } = sheet;
  const none = {
    profile: profileOfOther(sheet),
    titleRows,
    shape: NO_SHAPE,
    around: NOTHING_AROUND,
    rows: [],
  };
  if (sheet.kind !== 'worksheet') return none;
  const kept: SheetRow[] = [];
  const shape = await workbook.readRows(sheet, (row) => kept.push(row) < rows);
  return { ...none, shape, rows: withCover(kept, shape) };
}
