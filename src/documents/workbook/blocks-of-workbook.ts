import type { Progress } from '../../platform/ask.js';
import type { Block } from '../../pdf/blocks.js';
import { countedTable } from '../../pdf/typesetting/table-boxes.js';
import type { WorkbookProfile } from '../../tabular/workbook/describe-workbook.js';
import { gatherSheet } from '../../tabular/workbook/gather-sheet.js';
import type { GatheredSheet } from '../../tabular/workbook/gather-sheet.js';
import { layOutSheet } from '../../tabular/workbook/lay-out-sheet.js';
import { isAtHiddenCell } from '../../tabular/workbook/sheet-profile.js';
import type { CellComment } from '../../tabular/workbook/comments.js';
import type { LaidOutSheet } from '../../tabular/workbook/lay-out-sheet.js';
import { tableChecksum } from '../../tabular/workbook/table-checksum.js';
import { withWorkbook } from '../../tabular/workbook/open-workbook.js';
import { UnreadableDocument } from '../reading.js';
import { readable } from './readable.js';
import { counted, sheetLines } from './workbook-words.js';
import type { WorkbookChoice } from './workbook-words.js';

export interface WorkbookOnPaper {
  readonly profile: WorkbookProfile;
  /** One list for each sheet that is shown. */
  readonly sheets: readonly (readonly Block[])[];
  /** How many sheets are hidden and left out. */
  readonly leftOut: number;
}

const MOST_ROWS = 50_000;
const MOST_COLUMNS = 1_000;
const MOST_CHARACTERS = 20_000_000;
const MARK_COLUMNS = 2;

/**
 * The sheets of a workbook as they go on paper, in its order. Throws `UnreadableDocument` with one sentence for one that
 * cannot be read or is longer than paper should be.
 */
export async function blocksOfWorkbook(
  path: string,
  choice: WorkbookChoice,
  withChecksum: boolean,
  progress: Progress,
): Promise<WorkbookOnPaper> {
  return readable(() =>
    withWorkbook(path, async (workbook) => {
      const { sheets: listed, ...whole } = workbook.index;
      const profiles: WorkbookProfile['sheets'][number][] = [];
      const sheets: (readonly Block[])[] = [];
      let rows = 0;
      let characters = 0;
      for (const [at, sheet] of listed.entries()) {
        progress(at, listed.length, sheet.name);
        const room = { rows: MOST_ROWS + 1, characters: MOST_CHARACTERS };
        const gathered = await gatherSheet(workbook, sheet, room);
        profiles.push(gathered.profile);
        if (sheet.state !== 'visible' && choice.hidden === 'drop') continue;
        rows += shownRowsOf(gathered, choice);
        if (rows > MOST_ROWS) continue;
        characters += charactersOf(gathered);
        refuseLong(gathered, characters);
        sheets.push(blocksOfSheet(gathered, choice, withChecksum));
      }
      if (rows > MOST_ROWS)
        throw new UnreadableDocument(
          'unsupported',
          `The workbook has ${counted([rows, 'row', 'rows'])} to show, more than ${MOST_ROWS.toLocaleString('en-US')}; it can go along as a file.`,
        );
      const profile = { ...whole, sheets: profiles, headings: [] };
      return { profile, sheets, leftOut: listed.length - sheets.length };
    }),
  );
}

function shownRowsOf({ profile }: GatheredSheet, { hidden }: WorkbookChoice): number {
  return hidden === 'show' ? profile.rows : profile.rows - profile.hiddenRows;
}

function charactersOf({ rows }: GatheredSheet): number {
  return rows.reduce((all, row) => all + row.cells.reduce((sum, { text }) => sum + text.length, 0), 0);
}

function refuseLong({ profile }: GatheredSheet, characters: number): void {
  if (characters > MOST_CHARACTERS)
    throw new UnreadableDocument(
      'unsupported',
      'The workbook holds more than 20 million characters to show; it can go along as a file.',
    );
  if (profile.columns > MOST_COLUMNS)
    throw new UnreadableDocument(
      'unsupported',
      `The sheet “${profile.name}” has ${counted([profile.columns, 'column', 'columns'])}, more than ${MOST_COLUMNS.toLocaleString('en-US')}; it can go along as a file.`,
    );
}

function blocksOfSheet(gathered: GatheredSheet, choice: WorkbookChoice, withChecksum: boolean): Block[] {
  const { profile, shape, around } = gathered;
  const laid = layOutSheet(gathered, choice.hidden === 'show');
  const hidden = profile.state === 'visible' ? '' : ', hidden in the workbook';
  const lines = [
    ...sheetLines(profile, shape.printed, choice),
    ...(laid.hasGaps ? ['Empty rows and columns are left out; the marks are those of the workbook.'] : []),
    ...kindLine(gathered),
  ];
  const { above, columns, rows } = laid;
  const isShown = (comment: CellComment): boolean =>
    choice.comments === 'show' && (choice.hidden === 'show' || !isAtHiddenCell(shape, comment));
  const comments = around.comments.filter(isShown);
  return [
    { kind: 'heading', level: 3, text: `Sheet “${profile.name}”${hidden}` },
    ...(lines.length === 0
      ? []
      : [
          {
            kind: 'paragraph' as const,
            runs: [{ text: lines.join(' '), italic: true }],
            keepWithNext: true as const,
          },
        ]),
    ...above.map(({ row, words }) => ({
      kind: 'paragraph' as const,
      runs: [{ text: `Row ${row}  `, italic: true }, { text: words.join('  ·  ') }],
      keepWithNext: true as const,
    })),
    ...(columns.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: ['', ...columns.map(({ title }) => title)],
            over: ['Row', ...columns.map(({ mark }) => mark)],
            rows: rows.map(({ row, cells }) => [row, ...cells]),
            keys: Math.min(MARK_COLUMNS, columns.length + 1),
            totals: totalsOf(laid, withChecksum),
          },
        ]),
    ...(comments.length === 0
      ? []
      : [
          { kind: 'heading' as const, level: 3 as const, text: `Comments on “${profile.name}”` },
          {
            kind: 'table' as const,
            columns: ['Cell', 'By', 'What it says'],
            rows: comments.map(({ cell, author, words }) => [cell, author, words]),
            totals: `${counted([comments.length, 'comment', 'comments'])}.`,
          },
        ]),
  ];
}

function totalsOf({ rows, columns, grid }: LaidOutSheet, withChecksum: boolean): string {
  const counts = countedTable(rows.length, columns.length);
  return withChecksum
    ? `${counts} SHA-256 of the cells shown, as CSV (RFC 4180, UTF-8): ${tableChecksum(grid)}`
    : counts;
}

function kindLine({ profile, rows }: GatheredSheet): string[] {
  if (profile.kind === 'chartsheet') return ['It is a chart alone.'];
  if (profile.kind === 'dialogsheet') return ['It is a dialog of an old kind, which has no cells.'];
  if (profile.kind === 'macrosheet') return ['It holds macros of an old kind, which are not shown.'];
  return rows.length === 0 ? ['It has no content in its cells.'] : [];
}
