import type { CoverPart, SheetPart, SlipPart } from '../assembly.js';
import { pageName } from '../page-names.js';
import type { PageRun } from '../page-names.js';
import {
  drawFrame,
  drawLine,
  drawSpaced,
  drawText,
  HAIRLINE,
  INK,
  SOFT_INK,
  spacedWidth,
} from '../writing/drawing.js';
import type { Drawing, Gray, Rect } from '../writing/drawing.js';
import { FOOT_BAND, MARGIN } from './paper.js';
import type { PageSize } from './paper.js';
import { drawLineOfText } from './text-boxes.js';
import { breakLines, evenLines, plain } from './text-lines.js';
import type { Line } from './text-lines.js';
import { textWidth, typeface } from '../writing/typeface.js';
import type { FaceName } from '../writing/typeface.js';

/** Lines of one style in a column; `before` is the white space above them, in points. */
interface Passage {
  readonly text: string;
  readonly face: FaceName;
  readonly size: number;
  readonly leading: number;
  readonly before: number;
  readonly gray: Gray;
  /** Set in spaced capitals. */
  readonly isSpaced?: boolean;
  /** A short rule above the passage. */
  readonly hasRule?: boolean;
}

interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'center';
}

const BACK_SIZE = 9;
const CAP = 0.714;
const SHRINK = 0.92;

/** The first page: whose bundle, what it is, and the facts that identify it. */
export function drawCover(drawing: Drawing, cover: CoverPart, size: PageSize): void {
  const column: Column = { x: MARGIN, width: size.width - 2 * MARGIN, align: 'left' };
  const passages: Passage[] = [
    {
      text: cover.heading,
      face: 'sans-bold',
      size: 9,
      leading: 14,
      before: 0,
      gray: SOFT_INK,
      isSpaced: true,
    },
    { text: cover.title, face: 'serif-bold', size: 30, leading: 39, before: 14, gray: INK },
    ...cover.lines.map((text, index): Passage => ({
      text,
      face: 'sans',
      size: 10.5,
      leading: 17,
      before: index === 0 ? 26 : 2,
      gray: index === 0 ? INK : SOFT_INK,
      hasRule: index === 0,
    })),
  ];
  const top = size.height * 0.66;
  drawColumn(drawing, passages, column, { top, bottom: MARGIN, centre: null });
}

/** The sheet before an exhibit: its mark large, in the optical centre, and a way back to the index at its head. */
export function drawSheet(
  drawing: Drawing,
  sheet: SheetPart,
  size: PageSize,
  runs: readonly PageRun[] | undefined,
): void {
  const back = wayBack(sheet, size, runs);
  if (back !== null)
    drawText(drawing, typeface('sans'), BACK_SIZE, back.rect[0], back.base, back.text, SOFT_INK);
  const [first, last] = [sheet.pages.first, sheet.pages.last].map((page) => pageName(runs, page));
  const pages = first === last ? `page ${first ?? ''}` : `pages ${first ?? ''} to ${last ?? ''}`;
  const passages: Passage[] = [
    { text: sheet.mark, face: 'serif-bold', size: 52, leading: 62, before: 0, gray: INK },
    { text: sheet.title, face: 'serif', size: 15, leading: 21, before: 44, gray: INK, hasRule: true },
    ...(sheet.date
      ? [{ text: sheet.date, face: 'sans', size: 10, leading: 15, before: 12, gray: SOFT_INK } as const]
      : []),
    { text: pages, face: 'sans', size: 10, leading: 15, before: sheet.date ? 3 : 12, gray: SOFT_INK },
  ];
  const width = Math.min(380, size.width - 2 * MARGIN);
  const column: Column = { x: (size.width - width) / 2, width, align: 'center' };
  drawColumn(drawing, passages, column, {
    top: size.height - MARGIN,
    bottom: MARGIN,
    centre: size.height * 0.56,
  });
}

/** The words that lead back to the index from a sheet, and where they stand; null without an index. */
export function wayBack(
  { indexPage }: SheetPart,
  size: PageSize,
  runs: readonly PageRun[] | undefined,
): { readonly text: string; readonly base: number; readonly rect: Rect; readonly toPage: number } | null {
  if (indexPage === undefined) return null;
  const text = `Index, page ${pageName(runs, indexPage)}`;
  const base = size.height - MARGIN;
  const width = textWidth(typeface('sans'), BACK_SIZE, text);
  return { text, base, rect: [MARGIN, base - 3, MARGIN + width, base + BACK_SIZE], toPage: indexPage };
}

/** The page that stands for a document: what it is and why it is not here, in the words meant for outside. */
export function drawSlip(drawing: Drawing, slip: SlipPart, size: PageSize): void {
  const width = Math.min(400, size.width - 2 * MARGIN);
  const left = (size.width - width) / 2;
  const padding = 34;
  const passages: Passage[] = [
    ...(slip.mark
      ? [
          {
            text: slip.mark,
            face: 'sans-bold',
            size: 9,
            leading: 14,
            before: 0,
            gray: SOFT_INK,
            isSpaced: true,
          } as const,
        ]
      : []),
    { text: slip.title, face: 'serif-bold', size: 16, leading: 22, before: slip.mark ? 10 : 0, gray: INK },
    { text: slip.reason, face: 'sans', size: 10.5, leading: 16, before: 26, gray: INK, hasRule: true },
    ...(slip.bates
      ? [{ text: slip.bates, face: 'sans', size: 9, leading: 13, before: 18, gray: SOFT_INK } as const]
      : []),
  ];
  const column: Column = { x: left + padding, width: width - 2 * padding, align: 'center' };
  const [top, bottom] = drawColumn(drawing, passages, column, {
    top: size.height - MARGIN - padding,
    bottom: MARGIN + padding,
    centre: size.height * 0.54,
  });
  drawFrame(drawing, [left, Math.max(FOOT_BAND, bottom - padding), left + width, top + padding], 0.9, 0.5);
}

interface Room {
  readonly top: number;
  readonly bottom: number;
  /** The middle of the column; null starts it at the top. */
  readonly centre: number | null;
}

/** Draws passages below each other, smaller where they would not fit; returns the top and bottom used. */
function drawColumn(
  drawing: Drawing,
  passages: readonly Passage[],
  column: Column,
  room: Room,
): readonly [top: number, bottom: number] {
  let scale = 1;
  let set = setPassages(passages, column, scale);
  while (heightOf(set) > room.top - room.bottom && scale > 0.2) {
    scale *= SHRINK;
    set = setPassages(passages, column, scale);
  }
  const height = heightOf(set);
  const centred = room.centre === null ? room.top : room.centre + height / 2;
  const top = Math.min(room.top, Math.max(centred, room.bottom + height));
  let y = top;
  for (const { passage, lines, size, leading, before } of set) {
    y -= before;
    if (passage.hasRule) drawShortRule(drawing, column, y + before / 2 + size * 0.1);
    for (const line of lines) {
      const base = y - leading / 2 - (size * CAP) / 2;
      drawPassageLine(drawing, passage, line, size, column, base);
      y -= leading;
    }
  }
  return [top, y];
}

function setPassages(passages: readonly Passage[], { width, align }: Column, scale: number) {
  const isCentred = align === 'center';
  return passages.map((passage) => {
    const size = passage.size * fitting(passage, width, scale);
    const leading = passage.leading * (size / passage.size);
    const text = passage.isSpaced ? passage.text.toLocaleUpperCase('en-US') : passage.text;
    const usable = passage.isSpaced ? width * 0.92 : width;
    const pieces = plain(text, typeface(passage.face));
    const lines = isCentred ? evenLines(pieces, size, usable) : breakLines(pieces, size, usable);
    return { passage, lines, size, leading, before: passage.before * scale };
  });
}

/** Display type shrinks until its longest word stands on one line; it is never broken inside a word. */
function fitting(passage: Passage, width: number, scale: number): number {
  let factor = scale;
  while (passage.size * factor > 14) {
    const size = passage.size * factor;
    const words = breakLines(
      plain(passage.text.split(/\s+/).join('\n'), typeface(passage.face)),
      size,
      width,
    );
    if (words.length <= passage.text.trim().split(/\s+/).length) break;
    factor *= SHRINK;
  }
  return factor;
}

function heightOf(set: ReturnType<typeof setPassages>): number {
  return set.reduce((all, { lines, leading, before }) => all + before + lines.length * leading, 0);
}

function drawPassageLine(
  drawing: Drawing,
  passage: Passage,
  line: Line,
  size: number,
  column: Column,
  base: number,
): void {
  if (passage.isSpaced) {
    const text = line.fragments.map((fragment) => fragment.text).join('');
    const face = typeface(passage.face);
    const indent = column.align === 'center' ? (column.width - spacedWidth(face, size, text)) / 2 : 0;
    drawSpaced(drawing, face, size, column.x + indent, base, text, passage.gray);
    return;
  }
  const indent = column.align === 'center' ? (column.width - line.width) / 2 : 0;
  drawLineOfText(drawing, line, size, column.x + indent, base, passage.gray);
}

function drawShortRule(drawing: Drawing, column: Column, y: number): void {
  const length = 54;
  const x = column.align === 'center' ? column.x + (column.width - length) / 2 : column.x;
  drawLine(drawing, [x, y], [x + length, y], 1, HAIRLINE);
}
