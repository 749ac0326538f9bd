import type { Progress } from '../../platform/ask.js';
import type { Block, Paper, PlacedCitation } from '../blocks.js';
import { drawLine, INK, SOFT_INK } from '../writing/drawing.js';
import type { Box } from './flow.js';
import { MARGIN, paperSize } from './paper.js';
import { setDocument } from './set-document.js';
import { LETTER_STYLE, lineBox, RECORD_STYLE, spaceBox } from './text-boxes.js';
import { numberedNotes, wordsIn } from './numbered-notes.js';
import { breakLines, plain } from './text-lines.js';
import { typeface } from '../writing/typeface.js';

export interface TypesetInput {
  readonly blocks: readonly Block[];
  readonly paper: Paper;
  readonly out: string;
  /** The only date in the file, as YYYY-MM-DD. */
  readonly date: string;
  readonly title: string;
  /** A letter is set in a serif, a record (mail, table, text) in a sans. */
  readonly style: 'letter' | 'record';
  /** Name and address lines at the head of the first page. */
  readonly letterhead?: readonly string[];
}

export interface Typeset {
  readonly pages: number;
  readonly citations: readonly PlacedCitation[];
  /** Sentences a person should know before the paper leaves. */
  readonly notes: readonly string[];
}

/** Sets blocks as a PDF at `out`. The same blocks and date give the same bytes. */
export async function typeset(input: TypesetInput, progress: Progress): Promise<Typeset> {
  const size = paperSize(input.paper);
  const style = input.style === 'letter' ? LETTER_STYLE : RECORD_STYLE;
  const opening = letterheadBoxes(input.letterhead ?? [], size.width - 2 * MARGIN);
  progress(0, 1, input.title);
  const set = await setDocument(input.blocks, size, style, input, input.out, opening);
  return {
    ...set,
    notes: numberedNotes([...(input.letterhead ?? []), ...input.blocks.flatMap(wordsIn)], input.style),
  };
}

function letterheadBoxes(lines: readonly string[], width: number): Box[] {
  if (lines.length === 0) return [];
  const boxes = lines.flatMap((text, index): Box[] => {
    const [face, size, leading] =
      index === 0 ? [typeface('serif-bold'), 14, 19] : [typeface('sans'), 8.5, 12];
    return breakLines(plain(text, face), size, width).map((line) => ({
      ...lineBox(line, size, leading, 0, index === 0 ? INK : SOFT_INK),
      keepWithNext: true,
    }));
  });
  const rule: Box = {
    height: 1,
    before: 8,
    keepWithNext: true,
    draw: (drawing, x, y) => {
      drawLine(drawing, [x, y], [x + width, y], 0.6, SOFT_INK);
      return [];
    },
  };
  return [...boxes, rule, spaceBox(20)];
}
