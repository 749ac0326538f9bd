import { readAroundSheet } from './around-sheet.js';
import type { AroundSheet } from './around-sheet.js';
import { readCellStyles } from './cell-styles.js';
import { readPersons } from './comments.js';
import type { CellBook } from './read-cell.js';
import { readSheet } from './read-sheet.js';
import { readSharedStrings } from './shared-strings.js';
import type { SheetRow, SheetShape } from './sheet.js';
import { readWorkbookIndex } from './workbook-index.js';
import type { ListedSheet, WorkbookIndex } from './workbook-index.js';
import { openWorkbookParts } from './workbook-parts.js';

/** A workbook whose sheets can be read one after another. */
export interface OpenWorkbook {
  readonly index: WorkbookIndex;
  /** Row by row, as long as `onRow` says so; only of worksheets. */
  readonly readRows: (
    sheet: ListedSheet,
    onRow: (row: SheetRow) => boolean,
    wantsWords?: () => boolean,
  ) => Promise<SheetShape>;
  readonly readAround: (sheet: ListedSheet) => Promise<AroundSheet>;
}

/** Opens an .xlsx or .xlsm as long as `use` takes. Throws `WorkbookProblem` for one that cannot be read. */
export async function withWorkbook<T>(path: string, use: (workbook: OpenWorkbook) => Promise<T>): Promise<T> {
  const parts = await openWorkbookParts(path);
  try {
    const index = await readWorkbookIndex(parts);
    const book: CellBook = {
      strings: await readSharedStrings(parts, index.sharedStrings),
      styles: await readCellStyles(parts, index),
      is1904: index.is1904,
      formats: new Map(),
    };
    const persons = await readPersons(parts, index.persons);
    return await use({
      index,
      readRows: (sheet, onRow, wantsWords) => readSheet(parts, sheet.part, book, onRow, wantsWords),
      readAround: (sheet) => readAroundSheet(parts, sheet.part, persons),
    });
  } finally {
    parts.close();
  }
}
