import type { Progress } from '../../platform/ask.js';
import { describeWorkbook } from '../../tabular/workbook/describe-workbook.js';
import type { WorkbookProfile } from '../../tabular/workbook/describe-workbook.js';
import { peekSheet } from '../../tabular/workbook/gather-sheet.js';
import { layOutSheet } from '../../tabular/workbook/lay-out-sheet.js';
import type { LaidOutSheet } from '../../tabular/workbook/lay-out-sheet.js';
import { withWorkbook } from '../../tabular/workbook/open-workbook.js';
import { readable } from './readable.js';
import { hiddenWords, workbookNotes } from './workbook-words.js';

export interface ReadWorkbook {
  readonly workbook: WorkbookProfile;
  /** What a person should know of it, each a sentence. */
  readonly notes: readonly string[];
}

/** What a workbook holds and hides. Throws `UnreadableDocument` for one that cannot be read. */
export async function readWorkbook(path: string, progress: Progress): Promise<ReadWorkbook> {
  const workbook = await readable(() => describeWorkbook(path, progress));
  const hidden = hiddenWords(workbook);
  const notes = workbookNotes(workbook, { hidden: 'drop', comments: 'show' });
  const comments = workbook.sheets.reduce((sum, sheet) => sum + sheet.comments, 0);
  return {
    workbook,
    notes: [
      ...(hidden === null
        ? []
        : [`It holds what Excel does not show: ${hidden}. Here it is shown, marked as hidden.`]),
      ...(comments === 0
        ? []
        : [`It has ${comments === 1 ? 'a comment' : `${comments} comments`} at its cells.`]),
      ...notes,
    ],
  };
}

/** What a workbook holds that Excel does not show. Throws `UnreadableDocument` for one that cannot be read. */
export async function hiddenParts({
  path,
}: {
  readonly path: string;
}): Promise<{ readonly words: string | null }> {
  return { words: hiddenWords(await readable(() => describeWorkbook(path))) };
}

export interface SheetRows extends Omit<LaidOutSheet, 'grid'> {
  readonly name: string;
}

const LONGEST_SHOWN = 300;
const MOST_COLUMNS = 200;

/** The first `count` rows of each of the first `sheets` sheets, hidden ones too and marked as such. */
export async function firstSheetRows({
  path,
  sheets,
  count,
}: {
  readonly path: string;
  readonly sheets: number;
  readonly count: number;
}): Promise<readonly SheetRows[]> {
  return readable(() =>
    withWorkbook(path, async (workbook) => {
      const found: SheetRows[] = [];
      for (const sheet of workbook.index.sheets.slice(0, sheets)) {
        found.push({ name: sheet.name, ...cut(layOutSheet(await peekSheet(workbook, sheet, count), true)) });
      }
      return found;
    }),
  );
}

function cut({ above, columns, rows, hasGaps }: LaidOutSheet): Omit<LaidOutSheet, 'grid'> {
  const short = (text: string): string =>
    text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return {
    hasGaps,
    above: above.map(({ row, words }) => ({ row, words: words.map(short) })),
    columns: columns.slice(0, MOST_COLUMNS),
    rows: rows.map(({ row, cells }) => ({ row, cells: cells.slice(0, MOST_COLUMNS).map(short) })),
  };
}
