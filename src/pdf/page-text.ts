import type { Progress } from '../platform/ask.js';
import { readPdfBytes } from './open-pdf.js';
import { pageChars, pageRotation, pageSize, visibleBox, withPage, withPdfium } from './pdfium.js';
import type { PdfiumDocument, PlacedChar } from './pdfium.js';

/** A gap of this many character heights ends a stretch of text. */
const LEAP = 2.5;

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
  return readPage(document, page, 1);
}

/** The lowest `share` of a displayed page, and how many characters stand outside of what is displayed. */
export interface FootOfPage extends TextOfPage {
  readonly outside: number;
}

export function footOf(document: PdfiumDocument, page: number, share: number): FootOfPage {
  return readPage(document, page, share);
}

function readPage(document: PdfiumDocument, page: number, share: number): FootOfPage {
  let outside = 0;
  const read = withPage(document, page - 1, (handle) => {
    const size = pageSize(document, handle);
    const box = visibleBox(document, handle);
    const rotation = pageRotation(document, handle) & 3;
    const isLow = (x: number, y: number): boolean => {
      const isInside = x > box[0] && x < box[2] && y > box[1] && y < box[3];
      // Characters without ink have no place.
      if (!isInside && (x !== 0 || y !== 0)) outside += 1;
      return (
        isInside &&
        displayed({ left: x, right: x, bottom: y, top: y }, box, rotation).bottom <= size.height * share
      );
    };
    const rows = rowsOf(pageChars(document, handle, share < 1 ? isLow : undefined));
    const lines = rows.flatMap((row) =>
      stretchesOf(row).map((chars) => ({
        text: textIn(chars),
        ...displayed(boundsOf(chars), box, rotation),
      })),
    );
    return { page, text: rows.map(textIn).join('\n'), ...size, lines };
  });
  return { ...(read ?? { page, text: '', width: 0, height: 0, lines: [] }), outside };
}

/** Characters up to each line end, without empty rows. */
function rowsOf(chars: readonly PlacedChar[]): PlacedChar[][] {
  const rows: PlacedChar[][] = [[]];
  for (const char of chars) {
    if (char.text === '\n' || char.text === '\r') rows.push([]);
    else rows.at(-1)?.push(char);
  }
  return rows.filter((row) => textIn(row) !== '');
}

/** A row cut where it leaps over the page: table columns, the parts of a foot line. */
function stretchesOf(row: readonly PlacedChar[]): PlacedChar[][] {
  const stretches: PlacedChar[][] = [[]];
  let last: PlacedChar | null = null;
  for (const char of row) {
    const isInked = char.right > char.left && char.top > char.bottom && char.text !== ' ';
    if (isInked && last && gapBetween(last, char) > LEAP * extentOf(last, char)) stretches.push([]);
    stretches.at(-1)?.push(char);
    if (isInked) last = char;
  }
  return stretches.filter((stretch) => textIn(stretch) !== '');
}

function gapBetween(a: Bounds, b: Bounds): number {
  const across = Math.max(b.left - a.right, a.left - b.right, 0);
  const along = Math.max(b.bottom - a.top, a.bottom - b.top, 0);
  return Math.max(across, along);
}

function extentOf(...chars: readonly Bounds[]): number {
  return Math.max(...chars.map((char) => Math.max(char.right - char.left, char.top - char.bottom)));
}

function textIn(chars: readonly PlacedChar[]): string {
  return chars
    .map((char) => char.text)
    .join('')
    .trim();
}

interface Bounds {
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

/** From the page's own space into the space it is displayed in. */
function displayed(bounds: Bounds, box: readonly [number, number, number, number], rotation: number): Bounds {
  const [left, bottom, right, top] = box;
  const turn = (x: number, y: number): readonly [number, number] => {
    switch (rotation) {
      case 1:
        return [y - bottom, right - x];
      case 2:
        return [right - x, top - y];
      case 3:
        return [top - y, x - left];
      default:
        return [x - left, y - bottom];
    }
  };
  const [x1, y1] = turn(bounds.left, bounds.bottom);
  const [x2, y2] = turn(bounds.right, bounds.top);
  return { left: Math.min(x1, x2), bottom: Math.min(y1, y2), right: Math.max(x1, x2), top: Math.max(y1, y2) };
}
