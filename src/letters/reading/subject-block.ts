import type { Line } from './paragraphs.js';
import { quotation } from './source.js';

/** The subject of a letter is stored with no more characters. */
const LONGEST = 300;
const MOST_LINES = 5;
/** A line shorter than this does not end where it does for want of room. */
const FULL_LINE = 45;
const LABELLED = /^\p{L}[\p{L}’' ]{1,24}(?:\.|\bno)?\s*:(?:\s|$)/iu;
const OTHER_LINE =
  /@|^(?:dear|by|via|sent\s+by|attn|attention|cc|enclosures?|encl|without\s+prejudice|private\s+(?:and|&)|(?:strictly\s+)?confidential)\b|^\d+\w?,?\s+\p{Lu}.*\b(?:street|st|road|rd|avenue|ave|lane|drive|way|suite)\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2},?\s+\d{4}$/iu;

export interface SubjectBlock {
  /** The lines of the head from the subject’s on. */
  readonly lines: readonly Line[];
  /** What its first line says of the subject. */
  readonly first: string;
  /** Where the salutation begins; Infinity where there is none. */
  readonly salutation: number;
  /** The letter’s plain text, for how far lines are set in. */
  readonly plain: string;
}

/**
 * The subject with all of its lines: up to a blank line, the salutation or a line with a label of its own. Where
 * something else ends it, and below the salutation, only lines that are set in or go on a sentence belong to it.
 */
export function subjectOf({ lines, first, salutation, plain }: SubjectBlock): string {
  const [top, ...below] = lines;
  if (!top) return first;
  const isAbove = top.start < salutation && salutation !== Infinity;
  const isDear = (line: Line): boolean => isAbove && line.start >= salutation;
  const end = below.findIndex((line) => line.afterBlank || isDear(line) || isOther(line.text));
  const block = below.slice(0, end < 0 ? below.length : end);
  const stop = end < 0 ? undefined : below[end];
  const isBounded =
    isAbove &&
    block.length <= MOST_LINES &&
    (stop === undefined || stop.afterBlank || isDear(stop) || LABELLED.test(stop.text));
  const goesOn = (line: Line, index: number): boolean =>
    /^[a-z(&]/.test(line.text) ||
    indentOf(plain, line) > indentOf(plain, top) + 1 ||
    (isAbove && (block[index - 1] ?? top).text.length >= FULL_LINE);
  const broken = block.findIndex((line, index) => !goesOn(line, index));
  const own = isBounded ? block : block.slice(0, broken < 0 ? MOST_LINES : Math.min(broken, MOST_LINES));
  const whole = quotation([first, ...own.map((line) => line.text)].join('\n'));
  return whole.length > LONGEST ? whole.slice(0, LONGEST).replace(/\s+\S*$/, '') : whole;
}

function isOther(text: string): boolean {
  return LABELLED.test(text) || OTHER_LINE.test(text);
}

/** Blanks before a line; none where it stands alone on its page. */
function indentOf(plain: string, { start }: Line): number {
  return start - 1 - Math.max(...['\n', '\f', '\r'].map((mark) => plain.lastIndexOf(mark, start - 1)));
}
