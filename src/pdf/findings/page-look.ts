import { displayed, spaceOf } from '../page-text.js';
import {
  charAt,
  countChars,
  pageSize,
  paintPage,
  plainText,
  visibleBox,
  withPage,
  withText,
} from '../pdfium.js';
import type { PdfiumDocument, Pixels } from '../pdfium.js';
import { annotationsOn, layFieldsOn } from '../viewer-annotations.js';
import { canCover, isDoubtful } from './doubtful-page.js';
import type { HiddenKind } from './hidden-kinds.js';
import { objectsOf, silence } from './page-objects.js';
import type { Box, PageObject } from './page-objects.js';

/** Words of one page that do not show, for one reason. */
export interface HiddenWords {
  readonly kind: HiddenKind;
  readonly count: number;
  /** The first of them. */
  readonly sample: string;
}

export interface WordOnPage {
  readonly text: string;
  /** On the displayed page: points, origin lower left. */
  readonly box: Box;
  readonly hidden: HiddenKind | null;
  /** Stands first in its line. */
  readonly startsLine: boolean;
}

export interface PageLook {
  readonly hidden: readonly HiddenWords[];
  /** All that can be copied out of the page. */
  readonly text: string;
}

const DPI = 96;
const MOST_PIXELS = 6_000_000;
/** Of 255: less does not show. */
const SHOWS = 8;
/** Of 255: a picture that varies by this much behind a word shows something there. */
const INKED = 40;
const FAINT_ALPHA = 6;
const LOW = 2;
const SAMPLE_LENGTH = 60;
const PAGE_SHARE = 0.6;
const MOST_CHARS = 200_000;
/** Signs without a letter behind them, as fonts for mathematics have, tell nothing and may have no ink. */
const LETTER = /[\p{L}\p{N}]/u;

interface Looking {
  readonly document: PdfiumDocument;
  readonly page: number;
  readonly objects: readonly PageObject[];
  readonly visible: Box;
  readonly dpi: number;
  readonly shown: Pixels;
  readonly wordless: Pixels;
}

interface Char {
  readonly text: string;
  readonly box: Box;
  readonly onPage: Box;
  readonly object: PageObject | null;
  readonly height: number;
}

/**
 * Looks for words that can be copied out of a page, its fields and where they go along its notes and marks made part of
 * it, but do not show; `index` counts from 0. Null where it cannot be loaded.
 */
export function lookAtPage(document: PdfiumDocument, index: number, withMarks: boolean): PageLook | null {
  layFieldsOn(document, index, withMarks);
  return withPage(document, index, (page) => {
    const text = withText(document, page, (handle) => plainText(document, handle));
    const listed = objectsOf(document, page);
    if (text.trim() === '' || !isDoubtful(listed, visibleBox(document, page))) return { hidden: [], text };
    return { hidden: grouped(wordsOf(document, page, false)), text };
  });
}

/**
 * Every word of a page, its fields and where they go along its notes and marks made part of it, with its place and whether
 * it shows; slower than `lookAtPage`.
 */
export function wordsOnPage(
  document: PdfiumDocument,
  index: number,
  withMarks: boolean,
): readonly WordOnPage[] {
  layFieldsOn(document, index, withMarks);
  return withPage(document, index, (page) => wordsOf(document, page, false)) ?? [];
}

/** Words line by line. */
export function linesOf(words: readonly WordOnPage[]): string {
  return words
    .map(({ text, startsLine }, at) => `${at === 0 ? '' : startsLine ? '\n' : ' '}${text}`)
    .join('');
}

/** What can be read on a page with all that is laid over it, as far as its own contents say it. */
export function shownText(document: PdfiumDocument, index: number): string {
  const shown = withPage(document, index, (page) => {
    const isPlain =
      annotationsOn(document, page).every(({ kind }) => ['link', 'popup', 'unseen'].includes(kind)) &&
      !isDoubtful(objectsOf(document, page), visibleBox(document, page));
    if (isPlain) return withText(document, page, (text) => plainText(document, text));
    // What recognition read stands in the picture.
    const words = wordsOf(document, page, true).filter(
      ({ hidden }) => hidden === null || hidden === 'recognised',
    );
    return words.map(({ text }) => text).join(' ');
  });
  return shown ?? '';
}

function wordsOf(document: PdfiumDocument, page: number, withMarks: boolean): WordOnPage[] {
  const { objects } = objectsOf(document, page);
  const size = pageSize(document, page);
  const full = (size.width * size.height * DPI ** 2) / 72 ** 2;
  const dpi = DPI * Math.min(1, Math.sqrt(MOST_PIXELS / full));
  return withText(document, page, (text) => {
    const chars = charsOn(document, page, text, objects);
    const shown = paintPage(document, page, dpi, withMarks, 0);
    silence(
      document,
      objects.filter(({ kind }) => kind === 'text'),
    );
    const wordless = paintPage(document, page, dpi, withMarks, 0);
    const looking = { document, page, objects, visible: visibleBox(document, page), dpi, shown, wordless };
    return splitWords(chars).map(({ chars: own, startsLine }) => wordOf(looking, own, startsLine));
  });
}

function charsOn(
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

function splitWords(chars: readonly Char[]): { chars: Char[]; startsLine: boolean }[] {
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

/** A word is hidden as soon as one of its letters is. */
function wordOf(looking: Looking, chars: readonly Char[], startsLine: boolean): WordOnPage {
  const onPage = unionOf(chars.map((char) => char.onPage));
  const isTiny = chars.length > 2 && chars.every(({ height }) => height < LOW);
  const lost = chars.find((char) => LETTER.test(char.text) && !isSeen(looking, char));
  const hidden = lost ? whyHidden(looking, lost, onPage) : isTiny ? 'tiny' : null;
  return { text: chars.map(({ text }) => text).join(''), box: onPage, hidden, startsLine };
}

/** Whether the page would look otherwise there without its words. */
function isSeen({ shown, wordless, dpi }: Looking, { onPage }: Char): boolean {
  const scale = dpi / 72;
  const [x1, y1, x2, y2] = pixelBox(shown, onPage, scale);
  for (let y = y1; y < y2; y += 1) {
    for (let x = x1; x < x2; x += 1) {
      const at = (y * shown.width + x) * 4;
      for (let part = 0; part < 3; part += 1)
        if (Math.abs((shown.data[at + part] ?? 0) - (wordless.data[at + part] ?? 0)) > SHOWS) return true;
    }
  }
  return false;
}

function whyHidden(looking: Looking, char: Char, word: Box): HiddenKind {
  const { visible, objects } = looking;
  const { box, object } = char;
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  if (x < visible[0] || x > visible[2] || y < visible[1] || y > visible[3]) return 'off-page';
  const isThere = (other: PageObject): boolean =>
    x >= other.box[0] && x <= other.box[2] && y >= other.box[1] && y <= other.box[3];
  const pictures = objects.filter((other) => other.kind === 'image' && isThere(other));
  const isOnScan = pictures.some((picture) => coversPage(picture.box, visible)) && isInked(looking, word);
  if (object === null || object.mode === 3 || object.mode === 7) return isOnScan ? 'recognised' : 'invisible';
  if (object.isLayered) return 'layer';
  if (object.fill !== null && object.fill[3] < FAINT_ALPHA) return 'no-opacity';
  const cover = objects
    .filter((other) => other.order > object.order && canCover(other) && isThere(other))
    .at(-1);
  if (cover?.kind === 'image') return isOnScan ? 'recognised' : 'under-picture';
  return cover ? 'under-box' : 'same-colour';
}

function coversPage(box: Box, visible: Box): boolean {
  const width = Math.min(box[2], visible[2]) - Math.max(box[0], visible[0]);
  const height = Math.min(box[3], visible[3]) - Math.max(box[1], visible[1]);
  const area = (visible[2] - visible[0]) * (visible[3] - visible[1]);
  return width > 0 && height > 0 && width * height > PAGE_SHARE * area;
}

/** Whether the picture shows something where the word is, as it does where a scanner recognised it. */
function isInked({ shown, dpi }: Looking, word: Box): boolean {
  const [x1, y1, x2, y2] = pixelBox(shown, word, dpi / 72);
  let [least, most] = [255, 0];
  for (let y = y1; y < y2; y += 1) {
    for (let x = x1; x < x2; x += 1) {
      const value = shown.data[(y * shown.width + x) * 4 + 1] ?? 0;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  return most - least > INKED;
}

/** The pixels a box on the displayed page touches, and one more on each side. */
function pixelBox({ width, height }: Pixels, [left, bottom, right, top]: Box, scale: number): Box {
  return [
    Math.max(0, Math.floor(left * scale) - 1),
    Math.max(0, Math.floor(height - top * scale) - 1),
    Math.min(width, Math.ceil(right * scale) + 1),
    Math.min(height, Math.ceil(height - bottom * scale) + 1),
  ];
}

function grouped(words: readonly WordOnPage[]): HiddenWords[] {
  const groups = new Map<HiddenKind, string[]>();
  for (const { hidden, text } of words)
    if (hidden !== null && LETTER.test(text)) groups.set(hidden, [...(groups.get(hidden) ?? []), text]);
  return [...groups].map(([kind, found]) => ({
    kind,
    count: found.length,
    sample: found.slice(0, 12).join(' ').slice(0, SAMPLE_LENGTH),
  }));
}

function unionOf(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}
