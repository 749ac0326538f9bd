import type { Box, Colour, PageObject, PageObjects } from './page-objects.js';
import { contains, overlaps } from './page-objects.js';

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

/**
 * Whether a page could hold words that do not show: they are pale, faint, tiny, clipped, outside, in a layer, or meet
 * something painted before or after them. Pure and cheap; a page in doubt is then painted with and without its words.
 */
export function isDoubtful({ objects, isCutOff }: PageObjects, visible: Box): boolean {
  const texts = objects.filter(({ kind }) => kind === 'text');
  if (texts.length === 0) return false;
  if (isCutOff || texts.some((text) => isOdd(text, visible))) return true;
  const others = objects.filter(canCover);
  if (texts.length * others.length > MOST_PAIRS) return true;
  return texts.some((text) => others.some((other) => overlaps(text.box, other.box) && mayHide(text, other)));
}

/** Fills an area: may lie over words, or behind words of its own colour. */
export function canCover({ kind, box, mode, fill }: PageObject): boolean {
  if (kind === 'text') return false;
  if (kind !== 'path') return true;
  return mode !== 0 && box[3] - box[1] > THIN && box[2] - box[0] > THIN && (fill === null || fill[3] > FAINT);
}

function isOdd({ mode, fill, box, isLayered, clip, size }: PageObject, visible: Box): boolean {
  return (
    mode >= INVISIBLE_MODE ||
    isLayered ||
    fill === null ||
    fill[3] < FAINT ||
    Math.min(fill[0], fill[1], fill[2]) > PALE ||
    Math.abs(size) < LOW ||
    !contains(visible, box, 1) ||
    (clip !== null && !contains(clip, box, 2))
  );
}

function mayHide(text: PageObject, other: PageObject): boolean {
  return other.order > text.order || other.fill === null || areNear(text.fill, other.fill);
}

function areNear(a: Colour | null, b: Colour): boolean {
  return a === null || [0, 1, 2].every((part) => Math.abs((a[part] ?? 0) - (b[part] ?? 0)) < NEAR);
}
