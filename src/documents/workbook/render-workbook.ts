import type { Progress } from '../../platform/ask.js';
import type { Block } from '../../pdf/blocks.js';
import { typeset } from '../../pdf/typesetting/typeset.js';
import type { RenderedDocument, RenderInput } from '../render-document.js';
import { blocksOfWorkbook } from './blocks-of-workbook.js';
import type { WorkbookOnPaper } from './blocks-of-workbook.js';
import { counted, workbookNotes } from './workbook-words.js';
import type { WorkbookChoice } from './workbook-words.js';

const SET_ANEW =
  'Set from the workbook anew: each cell as Excel shows it in the United States, without its colours, fonts and widths.';

/** A workbook on paper: every sheet a table with the row numbers and column letters that it has in Excel. */
export async function renderWorkbook(input: RenderInput, progress: Progress): Promise<RenderedDocument> {
  const choice: WorkbookChoice = { hidden: input.hidden ?? 'drop', comments: input.marks ?? 'drop' };
  const onPaper = await blocksOfWorkbook(input.path, choice, input.withChecksum === true, progress);
  const { paper, out, date, title } = input;
  const blocks = pagesOf(onPaper, input.isUntitled === true ? null : title);
  const { pages, notes } = await typeset({ blocks, paper, out, date, title, style: 'record' }, progress);
  return {
    asIs: false,
    pages,
    notes: [SET_ANEW, ...workbookNotes(onPaper.profile, choice), ...notes],
  };
}

/** Every sheet begins on a page of its own. */
function pagesOf({ profile, sheets, leftOut }: WorkbookOnPaper, title: string | null): Block[] {
  const opening = [
    `Workbook with ${counted([profile.sheets.length, 'sheet', 'sheets'])}.`,
    ...(leftOut === 0
      ? []
      : [`${leftOut === 1 ? 'One is' : `${leftOut} are`} hidden in the workbook and not shown here.`]),
    ...(profile.hasMacros ? ['It has macros, which are not shown.'] : []),
  ];
  return [
    ...(title === null ? [] : [{ kind: 'heading', text: title, level: 2 } as const]),
    { kind: 'paragraph', runs: [{ text: opening.join(' ') }], keepWithNext: true },
    ...sheets.flatMap((blocks, at): Block[] =>
      at === 0 ? [...blocks] : [{ kind: 'page-break' }, ...blocks],
    ),
  ];
}
