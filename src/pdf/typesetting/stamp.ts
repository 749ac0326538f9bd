import { drawnAlike, drawnApart, drawText, fillRect, INK } from '../writing/drawing.js';
import type { Drawing, Gray } from '../writing/drawing.js';
import type { PageSize } from './paper.js';
import { pdfNumber, pdfNumbers } from '../writing/pdf-syntax.js';
import { breakLines, plain } from './text-lines.js';
import { textWidth, typeface } from '../writing/typeface.js';
import type { Typeface } from '../writing/typeface.js';

const SIZE = 8;
const SMALLEST = 3;
const BASE = 23;
const SIDE = 36;
const GAP = 8;
/** Between what stands side by side on the right. */
const APART = 18;
const PATCH = 2;
const ROW = 1.35;
const ASCENT = 0.82;
const DRAFT_GRAY: Gray = 0.9;
const DRAFT = 'DRAFT';

/** What is printed at the foot of one page. */
export interface Stamp {
  readonly legend: string | null;
  /** The name of the page: its number, or its letter and number in its section. */
  readonly number: string;
  /** Where the page stands in its exhibit, in words. */
  readonly exhibit: string | null;
  readonly bates: string | null;
  readonly isDraft: boolean;
  /** Points above the lower edge; the usual height where left out. */
  readonly baseline?: number | undefined;
}

interface Piece {
  readonly text: string;
  readonly face: Typeface;
  readonly x: number;
  readonly row: number;
  /** The same on page after page. */
  readonly isCommon: boolean;
}

/**
 * Prints the foot line into displayed space (origin lower left, points): legend left, page number in the
 * middle, place in the exhibit and Bates number right. What does not fit beside the number goes into lines above; on very small
 * pages the type shrinks instead of leaving the page. `onWhite` puts white under each piece.
 */
export function drawStamp(drawing: Drawing, page: PageSize, stamp: Stamp, onWhite: boolean): void {
  const { pieces, size, base } = placed(page, stamp);
  for (const piece of pieces) drawPiece(drawing, piece, size, base, onWhite);
}

/** The same as operators, with DRAFT across the page: what pages of one size have in common, then this page's own. */
export function stampParts(
  drawing: Drawing,
  page: PageSize,
  stamp: Stamp,
  onWhite: boolean,
): { common: string; own: string } {
  const { pieces, size, base } = placed(page, stamp);
  const alike = pieces.filter(({ isCommon }) => isCommon);
  const where = `${page.width} ${page.height} ${size} ${base} ${Number(stamp.isDraft)} ${Number(onWhite)}`;
  const key = alike.reduce((all, { text, x, row }) => `${all} ${x} ${row} ${text}`, where);
  return {
    common: drawnAlike(drawing, key, () => {
      if (stamp.isDraft) drawDraft(drawing, page);
      for (const piece of alike) drawPiece(drawing, piece, size, base, onWhite);
    }),
    own: drawnApart(drawing, () => {
      for (const piece of pieces) if (!piece.isCommon) drawPiece(drawing, piece, size, base, onWhite);
    }),
  };
}

/** The height above the lower edge that the foot line reaches, with the white under it, in points. */
export function stampTop(page: PageSize, stamp: Stamp): number {
  const { pieces, size, base } = placed(page, stamp);
  return base + heightOf(pieces, size) - size * ROW + size * ASCENT + PATCH / 2;
}

function placed(page: PageSize, stamp: Stamp): { pieces: Piece[]; size: number; base: number } {
  const side = Math.min(SIDE, page.width * 0.06);
  let size = Math.min(SIZE, page.width / 12, page.height / 8);
  let pieces = arrange(page.width, side, size, stamp);
  const base = stamp.baseline ?? Math.min(BASE, page.height * 0.05);
  while (size > SMALLEST && base + heightOf(pieces, size) > page.height * 0.5) {
    size *= 0.9;
    pieces = arrange(page.width, side, size, stamp);
  }
  return { pieces, size, base };
}

function drawPiece(
  drawing: Drawing,
  { text, face, x, row }: Piece,
  size: number,
  base: number,
  onWhite: boolean,
): void {
  const y = base + row * size * ROW;
  if (onWhite) {
    const right = x + textWidth(face, size, text);
    fillRect(
      drawing,
      [x - PATCH, y - size * 0.28 - PATCH / 2, right + PATCH, y + size * ASCENT + PATCH / 2],
      1,
    );
  }
  drawText(drawing, face, size, x, y, text, INK);
}

/** DRAFT from corner to corner, light, so that what is under it stays readable. */
export function drawDraft(drawing: Drawing, page: PageSize): void {
  const face = typeface('sans-bold');
  const diagonal = Math.hypot(page.width, page.height);
  const size = (diagonal * 0.5) / textWidth(face, 1, DRAFT);
  const [cos, sin] = [page.width / diagonal, page.height / diagonal];
  const half = textWidth(face, size, DRAFT) / 2;
  const drop = size * 0.36;
  const x = page.width / 2 - half * cos + drop * sin;
  const y = page.height / 2 - half * sin - drop * cos;
  drawing.operators.push(`q /${drawing.prefix}multiply gs ${pdfNumbers(cos, sin, -sin, cos, x, y)} cm`);
  drawText(drawing, face, size, 0, 0, DRAFT, DRAFT_GRAY);
  drawing.operators.push('Q');
}

/** The graphics state the word DRAFT needs, under the name `drawDraft` uses. */
export function draftState(drawing: Drawing): string {
  return `/${drawing.prefix}multiply<</Type/ExtGState/BM/Multiply>>`;
}

/** The words a page must show at its foot. */
export function stampWords({ legend, number, exhibit, bates, isDraft }: Stamp): string[] {
  return [isDraft ? DRAFT : null, legend, number, exhibit, bates].filter((word) => word !== null);
}

function arrange(width: number, side: number, size: number, stamp: Stamp): Piece[] {
  const face = typeface('sans');
  const bold = typeface('sans-bold');
  const { number } = stamp;
  const numberWidth = textWidth(face, size, number);
  const middle = (width - numberWidth) / 2;
  const room = middle - GAP - side;
  const pieces: Piece[] = [{ text: number, face, x: middle, row: 0, isCommon: false }];
  let row = 0;

  const right = [stamp.exhibit ?? '', stamp.bates ?? ''].filter((text) => text !== '');
  const widths = right.map((text) => textWidth(face, size, text));
  const rightWidth = widths.reduce((sum, each) => sum + each + APART, -APART);
  if (right.length > 0 && rightWidth > room) row = 1;
  let x = Math.max(side, width - side - rightWidth);
  for (const [at, text] of right.entries()) {
    pieces.push({ text, face, x, row, isCommon: false });
    x += (widths[at] ?? 0) + APART;
  }
  const draftWidth = stamp.isDraft ? textWidth(bold, size, DRAFT) + size * 0.6 : 0;
  const legendWidth = stamp.legend ? textWidth(face, size, stamp.legend) : 0;
  const isBeside = draftWidth + legendWidth <= room;
  const from = isBeside ? 0 : row + 1;
  if (stamp.isDraft) pieces.push({ text: DRAFT, face: bold, x: side, row: from, isCommon: true });
  if (stamp.legend && isBeside) {
    pieces.push({ text: stamp.legend, face, x: side + draftWidth, row: 0, isCommon: true });
  } else if (stamp.legend) {
    const lines = breakLines(plain(stamp.legend, face), size, width - 2 * side - draftWidth);
    lines.forEach((line, index) => {
      const text = line.fragments.map((fragment) => fragment.text).join('');
      pieces.push({ text, face, x: side + draftWidth, row: from + lines.length - 1 - index, isCommon: true });
    });
  }
  return pieces;
}

function heightOf(pieces: readonly Piece[], size: number): number {
  return (Math.max(...pieces.map((piece) => piece.row)) + 1) * size * ROW;
}

/** From displayed space into the space of a page: turned, cropped, and in units of its own. */
export function displayMatrix(
  box: readonly [number, number, number, number],
  rotation: 0 | 90 | 180 | 270,
  userUnit: number,
): string {
  const [left, bottom, right, top] = box;
  const unit = 1 / userUnit;
  switch (rotation) {
    case 0:
      return `${matrixNumbers(unit, 0, 0, unit)} ${pdfNumbers(left, bottom)}`;
    case 90:
      return `${matrixNumbers(0, unit, -unit, 0)} ${pdfNumbers(right, bottom)}`;
    case 180:
      return `${matrixNumbers(-unit, 0, 0, -unit)} ${pdfNumbers(right, top)}`;
    case 270:
      return `${matrixNumbers(0, -unit, unit, 0)} ${pdfNumbers(left, top)}`;
  }
}

/** User units may be large, so scales keep more decimals than positions. */
function matrixNumbers(...values: readonly number[]): string {
  return values.map((value) => (Number.isInteger(value) ? pdfNumber(value) : value.toFixed(6))).join(' ');
}
