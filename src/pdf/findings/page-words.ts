import { displayed, spaceOf } from '../page-text.js';
import { charAt, countChars } from '../pdfium.js';
import type { PdfiumDocument } from '../pdfium.js';
import type { Box, PageObject } from '../page-objects.js';

const MOST_CHARS = 200_000;

/** A character of a loaded page. */
export interface Char {
  readonly text: string;
  /** In the page's own space. */
  readonly box: Box;
  /** On the displayed page. */
  readonly onPage: Box;
  readonly object: PageObject | null;
  readonly height: number;
}

/** The characters of a page, each with the object that paints it. */
export function charsOn(
  document: PdfiumDocument,
  page: number,
  text: number,
  objects: readonly PageObject[],
): Char[] {
  const { pdfium } = document;
  const space = spaceOf(document, page);
  const byHandle = new Map(objects.map((object) => [object.handle, object]));
  const at = pdfium.wasmExports.malloc(48);
  const chars: Char[] = [];
  const count = Math.min(MOST_CHARS, countChars(document, text));
  for (let index = 0; index < count; index += 1) {
    pdfium._FPDFText_GetCharBox(text, index, at, at + 8, at + 16, at + 24);
    pdfium._FPDFText_GetLooseCharBox(text, index, at + 32);
    const view = new DataView(pdfium.HEAPU8.buffer, at, 48);
    const [left, right, bottom, top] = [0, 8, 16, 24].map((offset) => view.getFloat64(offset, true));
    const [looseLeft, looseTop, looseRight, looseBottom] = [32, 36, 40, 44].map((o) =>
      view.getFloat32(o, true),
    );
    const box: Box = [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0];
    const placed = displayed({ left: box[0], bottom: box[1], right: box[2], top: box[3] }, space);
    chars.push({
      text: charAt(document, text, index),
      box,
      onPage: [placed.left, placed.bottom, placed.right, placed.top],
      object: byHandle.get(pdfium._FPDFText_GetTextObject(text, index)) ?? null,
      height: Math.max(
        Math.abs((looseTop ?? 0) - (looseBottom ?? 0)),
        Math.min(1, Math.abs((looseRight ?? 0) - (looseLeft ?? 0))),
      ),
    });
  }
  pdfium.wasmExports.free(at);
  return chars;
}

/** The words they make; what has no ink is in none. */
export function splitWords(chars: readonly Char[]): { chars: Char[]; startsLine: boolean }[] {
  const words: { chars: Char[]; startsLine: boolean }[] = [];
  let open: Char[] | null = null;
  let startsLine = true;
  for (const char of chars) {
    const isInked = char.box[2] > char.box[0] && char.box[3] > char.box[1];
    if (/\s/.test(char.text) || char.text === '\u0000') {
      open = null;
      startsLine ||= char.text === '\n' || char.text === '\r';
    } else if (isInked) {
      if (open === null) {
        open = [];
        words.push({ chars: open, startsLine });
        startsLine = false;
      }
      open.push(char);
    }
  }
  return words;
}
