import type { Box, Colour, PageObject, PageObjects } from '../page-objects.js';
import { contains, overlaps } from '../page-objects.js';

/** Paler than this, 0 to 255, words may not show on white. */
const PALE = 190;
/** Fainter than this, 0 to 255, they may not show at all. */
const FAINT = 100;
const NEAR = 70;
/** Type lower than this, in points, nobody reads. */
const LOW = 3;
/** Rules and underlines are no covers. */
const THIN = 2;
const MOST_PAIRS = 2_000_000;
const INVISIBLE_MODE = 3;
/** In points: how high a row is, and how far texts of one line may reach into each other. */
const ROW = 4;
const SHARED = 3;
const MOST_ROWS = 5_000;

/**
 * Whether a page could hold words that do not show: they are pale, faint, tiny, clipped, outside, in a layer, or meet
 * something painted before or after them. Pure and cheap; a page in doubt is then painted with and without its words.
 */
export function isDoubtful({ objects, isCutOff }: PageObjects, visible: Box): boolean {
  const texts = objects.filter(({ kind }) => kind === 'text');
  if (texts.length === 0) return false;
  if (isCutOff || texts.some((text) => isOdd(text, visible))) return true;
  const others = objects.filter(canCover);
  if (texts.length * others.length > MOST_PAIRS || textsBeneath(texts).size > 0) return true;
  return texts.some((text) => others.some((other) => overlaps(text.box, other.box) && mayHide(text, other)));
}

/** Fills an area or draws a broad line: may lie over words, or behind words of its own colour. */
export function canCover({ kind, box, mode, fill, stroke }: PageObject): boolean {
  if (kind === 'text') return false;
  if (kind !== 'path') return true;
  const isFilled = mode !== 0 && (fill === null || fill[3] > FAINT);
  return (isFilled || stroke > THIN) && box[3] - box[1] > THIN && box[2] - box[0] > THIN;
}

/**
 * Texts over whose middle other texts are set later: signs such as blocks can hide them. In rows of the page's height, so
 * that not each is compared with each.
 */
export function textsBeneath(texts: readonly PageObject[]): ReadonlySet<PageObject> {
  const rows = new Map<number, PageObject[]>();
  const beneath = new Set<PageObject>();
  let pairs = 0;
  for (const text of texts) {
    const [left, bottom, right, top] = text.box;
    const last = Math.min(Math.floor(top / ROW), Math.floor(bottom / ROW) + MOST_ROWS);
    for (let row = Math.floor(bottom / ROW); row <= last && pairs < MOST_PAIRS; row += 1)
      for (const earlier of rows.get(row) ?? []) {
        pairs += 1;
        const middle = middleOf(earlier);
        const shared = Math.min(right, earlier.box[2]) - Math.max(left, earlier.box[0]);
        if (middle > bottom && middle < top && shared > SHARED) beneath.add(earlier);
      }
    const row = Math.floor(middleOf(text) / ROW);
    const own = rows.get(row);
    if (own) own.push(text);
    else rows.set(row, [text]);
  }
  return beneath;
}

function middleOf({ box }: PageObject): number {
  return (box[1] + box[3]) / 2;
}

function isOdd({ mode, fill, box, isLayered, clip, isCutToShape, size }: PageObject, visible: Box): boolean {
  return (
    mode >= INVISIBLE_MODE ||
    isLayered ||
    isCutToShape ||
    fill === null ||
    fill[3] < FAINT ||
    Math.min(fill[0], fill[1], fill[2]) > PALE ||
    Math.abs(size) < LOW ||
    !contains(visible, box, 1) ||
    (clip !== null && !contains(clip, box, 2))
  );
}

function mayHide(text: PageObject, other: PageObject): boolean {
  return (
    other.order > text.order || other.fill === null || other.stroke > THIN || areNear(text.fill, other.fill)
  );
}

function areNear(a: Colour | null, b: Colour): boolean {
  return a === null || [0, 1, 2].every((part) => Math.abs((a[part] ?? 0) - (b[part] ?? 0)) < NEAR);
}

/** Texts without any extent: they take no room of the page, and the reader of its text passes over them. */
export function isSizeless({ kind, size, box }: PageObject): boolean {
  return kind === 'text' && (size === 0 || (box[2] - box[0] === 0 && box[3] - box[1] > 0));
}
