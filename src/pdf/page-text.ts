import type { Progress } from '../platform/ask.js';
import { readPdfBytes } from './open-pdf.js';
import {
  charsOf,
  countChars,
  pageRotation,
  pageSize,
  plainText,
  visibleBox,
  withPage,
  withPdfium,
  withText,
} from './pdfium.js';
import type { PdfiumDocument, PlacedChar } from './pdfium.js';

/** A gap of this many character heights ends a stretch of text. */
const LEAP = 2.5;
/** In points: letters across a page, as watermarks have, are larger. */
const HUGE = 36;
/** Letters of one size differ by less. */
const TIMES_SMALLER = 5;
const LETTER = /[\p{L}\p{N}]/u;

export interface PageTextInput {
  readonly path: string;
  /** Pages to read, from 1; all where this is left out. */
  readonly pages?: readonly number[];
}

/** A line as it stands on the displayed page: points, origin lower left. */
export interface TextLine {
  readonly text: string;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export interface TextOfPage {
  readonly page: number;
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly TextLine[];
}

export interface PageTextResult {
  readonly pages: readonly TextOfPage[];
}

/** Reads the text of pages. Throws when the document cannot be opened; a page that cannot be read is empty. */
export async function pageText({ path, pages }: PageTextInput, progress: Progress): Promise<PageTextResult> {
  const bytes = await readPdfBytes(path);
  return withPdfium(bytes, (document) => {
    const wanted = pages ?? Array.from({ length: document.pageCount }, (_, index) => index + 1);
    return {
      pages: wanted.map((page, index) => {
        progress(index, wanted.length, `page ${page}`);
        return textOf(document, page);
      }),
    };
  });
}

/** The text of one page of an open document, in displayed space. */
export function textOf(document: PdfiumDocument, page: number): TextOfPage {
  const read = withPage(document, page - 1, (handle) => {
    const space = spaceOf(document, handle);
    const chars = withText(document, handle, (text) => charsOf(document, text, null));
    return { page, ...pageSize(document, handle), ...textIn(chars, space) };
  });
  return read ?? { page, text: '', width: 0, height: 0, lines: [] };
}

/** The lowest part of a displayed page, and what else a check asks of a page's text. */
export interface FootOfPage extends TextOfPage {
  /** Characters outside of what is displayed. */
  readonly outside: number;
  /** Characters on the whole page. */
  readonly count: number;
  /** The whole page as it would be copied out; empty unless asked for. */
  readonly words: string;
}

/** Reads the lowest `share` of a page, and its words where they are asked for, in one go. */
export function footOf(
  document: PdfiumDocument,
  page: number,
  share: number,
  withWords: boolean,
): FootOfPage {
  const read = withPage(document, page - 1, (handle) => {
    const size = pageSize(document, handle);
    const space = spaceOf(document, handle);
    const [left, bottom, right, top] = space.box;
    const limit = size.height * share;
    let outside = 0;
    const isLow = (x1: number, y1: number, x2: number, y2: number): boolean => {
      const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
      const isInside = x > left && x < right && y > bottom && y < top;
      if (!isInside && x2 > x1 && y2 > y1) outside += 1;
      return isInside && heightOn(space, x, y) <= limit;
    };
    return withText(document, handle, (text) => ({
      page,
      ...size,
      ...textIn(charsOf(document, text, isLow), space),
      count: countChars(document, text),
      words: withWords ? plainText(document, text) : '',
      outside,
    }));
  });
  return read ?? { page, text: '', width: 0, height: 0, lines: [], count: 0, words: '', outside: 0 };
}

/** How a loaded page is displayed. */
export function spaceOf(document: PdfiumDocument, handle: number): Space {
  return { box: visibleBox(document, handle), turns: pageRotation(document, handle) & 3 };
}

function textIn(chars: readonly PlacedChar[], space: Space): { text: string; lines: TextLine[] } {
  const rows = rowsOf(chars);
  const lines = rows.flatMap((row) =>
    stretchesOf(row).map((stretch) => ({ text: wordsOf(stretch), ...displayed(boundsOf(stretch), space) })),
  );
  return { text: rows.map(wordsOf).join('\n'), lines };
}

/** Characters up to each line end, without empty rows. */
function rowsOf(chars: readonly PlacedChar[]): PlacedChar[][] {
  const rows: PlacedChar[][] = [[]];
  for (const char of chars) {
    if (char.text === '\n' || char.text === '\r') rows.push([]);
    else rows.at(-1)?.push(char);
  }
  return rows.filter((row) => wordsOf(row) !== '');
}

/**
 * A row cut where it leaps over the page: table columns, the parts of a foot line. A viewer runs small letters beside a
 * huge one, such as a number within a watermark, into one row with it.
 */
function stretchesOf(row: readonly PlacedChar[]): PlacedChar[][] {
  const stretches: PlacedChar[][] = [[]];
  let last: PlacedChar | null = null;
  for (const char of row) {
    const isInked = char.right > char.left && char.top > char.bottom && char.text !== ' ';
    const isApart =
      isInked && last && (gapBetween(last, char) > LEAP * extentOf(last, char) || isBesideHuge(last, char));
    if (isApart) stretches.push([]);
    stretches.at(-1)?.push(char);
    if (isInked) last = char;
  }
  return stretches.filter((stretch) => wordsOf(stretch) !== '');
}

function isBesideHuge(...chars: readonly PlacedChar[]): boolean {
  const extents = chars.map((char) => extentOf(char));
  const [small, large] = [Math.min(...extents), Math.max(...extents)];
  return large > HUGE && small * TIMES_SMALLER < large && chars.every(({ text }) => LETTER.test(text));
}

function gapBetween(a: Bounds, b: Bounds): number {
  const across = Math.max(b.left - a.right, a.left - b.right, 0);
  const along = Math.max(b.bottom - a.top, a.bottom - b.top, 0);
  return Math.max(across, along);
}

function extentOf(...chars: readonly Bounds[]): number {
  return Math.max(...chars.map((char) => Math.max(char.right - char.left, char.top - char.bottom)));
}

function wordsOf(chars: readonly PlacedChar[]): string {
  return chars
    .map((char) => char.text)
    .join('')
    .trim();
}

export interface Bounds {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

function boundsOf(chars: readonly PlacedChar[]): Bounds {
  const inked = chars.filter((char) => char.right > char.left && char.top > char.bottom);
  const used = inked.length > 0 ? inked : chars;
  return {
    left: Math.min(...used.map((char) => char.left)),
    bottom: Math.min(...used.map((char) => char.bottom)),
    right: Math.max(...used.map((char) => char.right)),
    top: Math.max(...used.map((char) => char.top)),
  };
}

/** How a page is displayed: what part of it, and by how many quarter turns clockwise. */
export interface Space {
  readonly box: readonly [left: number, bottom: number, right: number, top: number];
  readonly turns: number;
}

/** From the page's own space into the space it is displayed in. */
export function displayed(bounds: Bounds, space: Space): Bounds {
  const [x1, x2] = [acrossOn(space, bounds.left, bounds.bottom), acrossOn(space, bounds.right, bounds.top)];
  const [y1, y2] = [heightOn(space, bounds.left, bounds.bottom), heightOn(space, bounds.right, bounds.top)];
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
}

function acrossOn({ box, turns }: Space, x: number, y: number): number {
  if (turns === 0) return x - box[0];
  if (turns === 1) return y - box[1];
  return turns === 2 ? box[2] - x : box[3] - y;
}

function heightOn({ box, turns }: Space, x: number, y: number): number {
  if (turns === 0) return y - box[1];
  if (turns === 1) return box[2] - x;
  return turns === 2 ? box[3] - y : x - box[0];
}
