import type { Progress } from '../../platform/ask.js';
import { gatherSheet } from './gather-sheet.js';
import { HEADING_ROWS, headingsOf } from './head-row.js';
import { withWorkbook } from './open-workbook.js';
import type { SheetRow } from './sheet.js';
import type { SheetProfile } from './sheet-profile.js';
import type { WorkbookIndex } from './workbook-index.js';

/** What is in a workbook, in numbers. */
export interface WorkbookProfile extends Pick<
  WorkbookIndex,
  'hasMacros' | 'links' | 'pivotCaches' | 'connections' | 'isCalculatedAnew'
> {
  readonly sheets: readonly SheetProfile[];
  /** What may name a column, hidden ones too: the short words in the first rows of each sheet. */
  readonly headings: readonly string[];
}

const LOOKED_ROWS = { rows: HEADING_ROWS, characters: 200_000 };
const MOST_HEADINGS = 500;

/** Reads every sheet of a workbook to its end and counts what is on it. Throws `WorkbookProblem`. */
export async function describeWorkbook(path: string, progress?: Progress): Promise<WorkbookProfile> {
  return withWorkbook(path, async (workbook) => {
    const { sheets: listed, hasMacros, links, pivotCaches, connections, isCalculatedAnew } = workbook.index;
    const sheets: SheetProfile[] = [];
    const headings: string[] = [];
    for (const [at, sheet] of listed.entries()) {
      progress?.(at, listed.length, sheet.name);
      const gathered = await gatherSheet(workbook, sheet, LOOKED_ROWS);
      sheets.push(gathered.profile);
      headings.push(...headingsOf(gathered.rows));
    }
    return {
      ...{ hasMacros, links, pivotCaches, connections, isCalculatedAnew, sheets },
      headings: headings.slice(0, MOST_HEADINGS),
    };
  });
}

/** What may name a column of a workbook, without reading it to its end. Throws `WorkbookProblem`. */
export async function workbookHeadings(path: string): Promise<readonly string[]> {
  return withWorkbook(path, async (workbook) => {
    const headings: string[] = [];
    for (const sheet of workbook.index.sheets.filter(({ kind }) => kind === 'worksheet')) {
      const rows: SheetRow[] = [];
      await workbook.readRows(sheet, (row) => rows.push(row) < HEADING_ROWS);
      headings.push(...headingsOf(rows));
    }
    return headings;
  });
}
