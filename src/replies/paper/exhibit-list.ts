import type { Pinpoint } from '../../demands/pinpoint.js';

/** One mark of a list, where it stands in the words. */
export interface ListedMark {
  readonly mark: string;
  readonly typed: string;
  readonly at: number;
  readonly pages: Pinpoint['pages'];
}

/** `Exhibits A, B and D–F`: the marks as they stand, and those that a range names without writing them. */
export interface ExhibitList {
  readonly marks: readonly ListedMark[];
  readonly between: readonly string[];
  /** Ranges that run backwards or mix letters with numbers, as typed. */
  readonly wrong: readonly string[];
  /** Where the words go on. */
  readonly end: number;
}

const MARK = /([A-Z]{1,2}|\d{1,3})\b(?:,?\s+(?:pp?\.|pages?)\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\b)?/y;
const RANGE = /\s*[-–—]\s*|\s+(?:to|through)\s+/y;
const AND = /,?\s*(?:\band\b|\bor\b|&)\s*/y;
const COMMA = /\s*,\s*/y;
/** After a comma, and for what is a word too, a mark has to look like the next of a list. */
const GOES_ON = /\s*(?:[,.;:)\]–—&-]|and\b|or\b|to\b|through\b|$)/y;

/** Reads the list that begins at `start`, behind `Exhibits`; null where no mark stands there. */
export function readExhibitList(words: string, start: number): ExhibitList | null {
  const marks: ListedMark[] = [];
  const between: string[] = [];
  const wrong: string[] = [];
  let end = start;
  for (;;) {
    const first = marks[0];
    const range = first === undefined ? null : sticky(RANGE, words, end);
    const and = range === null && first !== undefined ? sticky(AND, words, end) : null;
    const comma = range === null && and === null && first !== undefined ? sticky(COMMA, words, end) : null;
    const joint = range ?? and ?? comma;
    if (first !== undefined && joint === null) break;
    const at = end + (joint?.[0].length ?? 0);
    const next = markAt(words, at);
    if (next === null || (first !== undefined && isNumber(first.mark) !== isNumber(next.mark) && !range))
      break;
    const isWordToo = next.mark === 'I' || next.mark === 'A';
    if ((comma || (joint && isWordToo)) && sticky(GOES_ON, words, at + next.typed.length) === null) break;
    const last = marks.at(-1);
    if (range && last) {
      const inside = marksBetween(last.mark, next.mark);
      if (inside === null) wrong.push(words.slice(last.at, at + next.typed.length));
      else between.push(...inside);
    }
    marks.push({ ...next, at });
    end = at + next.typed.length;
  }
  return marks.length === 0 ? null : { marks, between, wrong, end };
}

function markAt(words: string, at: number): Omit<ListedMark, 'at'> | null {
  const found = sticky(MARK, words, at);
  if (found === null) return null;
  const [typed, mark = '', first, last] = found;
  return { mark, typed, pages: first === undefined ? null : [Number(first), Number(last ?? first)] };
}

/** The marks that stand between two; null for a range that runs nowhere. */
function marksBetween(first: string, last: string): string[] | null {
  const [from, to] = [placeOf(first), placeOf(last)];
  if (isNumber(first) !== isNumber(last) || to <= from) return null;
  return Array.from({ length: to - from - 1 }, (_, step) =>
    isNumber(first) ? String(from + step + 1) : lettersOf(from + step + 1),
  );
}

/** A is 1, Z is 26, AA is 27. */
function placeOf(mark: string): number {
  if (isNumber(mark)) return Number(mark);
  return [...mark].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0);
}

function lettersOf(place: number): string {
  const rest = (place - 1) % 26;
  const before = (place - 1 - rest) / 26;
  return (before === 0 ? '' : lettersOf(before)) + String.fromCharCode(65 + rest);
}

function isNumber(mark: string): boolean {
  return /^\d/.test(mark);
}

function sticky(pattern: RegExp, words: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(words);
}
