import { pageSize, paintPage, plainText, visibleBox, withPage, withText } from '../pdfium.js';
import type { PdfiumDocument, Pixels } from '../pdfium.js';
import { annotationsOn, layFieldsOn } from '../viewer-annotations.js';
import { canCover, isDoubtful, isSizeless, textsBeneath } from './doubtful-page.js';
import type { HiddenKind } from './hidden-kinds.js';
import { objectsOf, silence } from '../page-objects.js';
import type { Box, PageObject } from '../page-objects.js';
import { charsOn, splitWords } from './page-words.js';
import type { Char } from './page-words.js';

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
  readonly overlaid: Overlaid | null;
}

/** Texts that others are set over. */
interface Overlaid {
  readonly texts: ReadonlySet<PageObject>;
  /** The page without them, and with no other texts than them. */
  readonly bared: Pixels;
  readonly alone: Pixels;
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
    const sizeless = listed.objects.filter(isSizeless).length;
    const lost: HiddenWords[] = sizeless === 0 ? [] : [{ kind: 'tiny', count: sizeless, sample: '' }];
    if (text.trim() === '' || !isDoubtful(listed, visibleBox(document, page))) return { hidden: lost, text };
    return { hidden: [...grouped(wordsOf(document, page, false)), ...lost], text };
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
    const paint = (): Pixels => paintPage(document, page, dpi, withMarks, 0);
    const texts = objects.filter(({ kind }) => kind === 'text');
    const shown = paint();
    const overlaid = overlaidOf(document, texts, paint);
    silence(document, texts);
    const wordless = paint();
    const visible = visibleBox(document, page);
    const looking = { document, page, objects, visible, dpi, shown, wordless, overlaid };
    return splitWords(chars).map(({ chars: own, startsLine }) => wordOf(looking, own, startsLine));
  });
}

function overlaidOf(
  document: PdfiumDocument,
  all: readonly PageObject[],
  paint: () => Pixels,
): Overlaid | null {
  const texts = textsBeneath(all);
  if (texts.size === 0) return null;
  silence(document, texts);
  const bared = paint();
  silence(document, all);
  silence(document, texts, false);
  return { texts, bared, alone: paint() };
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
function isSeen({ shown, wordless, overlaid, dpi }: Looking, { onPage, object }: Char): boolean {
  const at = pixelBox(shown, onPage, dpi / 72);
  if (object === null || !overlaid?.texts.has(object)) return differ(shown, wordless, at);
  // The same letters set twice are read, although nothing is lost without the first of them.
  return differ(shown, overlaid.bared, at) || !differ(shown, overlaid.alone, at);
}

function differ(one: Pixels, other: Pixels, [x1, y1, x2, y2]: Box): boolean {
  for (let y = y1; y < y2; y += 1) {
    for (let x = x1; x < x2; x += 1) {
      const at = (y * one.width + x) * 4;
      for (let part = 0; part < 3; part += 1)
        if (Math.abs((one.data[at + part] ?? 0) - (other.data[at + part] ?? 0)) > SHOWS) return true;
    }
  }
  return false;
}

function whyHidden(looking: Looking, char: Char, word: Box): HiddenKind {
  const { visible, objects, overlaid } = looking;
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
    .filter((other) => other.order > object.order && isThere(other))
    .filter((other) => canCover(other) || (other.kind === 'text' && overlaid?.texts.has(object)))
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
