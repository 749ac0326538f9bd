import { daysBetween } from '../platform/plain-date.js';
import { datesIn } from '../deadlines/counting/find-date.js';
import { isShortDay } from '../deadlines/counting/short-day.js';
import type { LimitAt } from './reading/limit-at.js';

/** “by that date”, “by the same time”, “until then”: a time that stands elsewhere in the letter. */
const POINTS_ELSEWHERE =
  /\b(?:by|before|until|till|on|within|not\s+later\s+than|no\s+later\s+than)\s+(?:(?:or\s+before|about)\s+)?(?:(?:the\s+(?:same|said|above|aforesaid|agreed|foregoing)|that|this|such|said)\s+(?:date|day|time|deadline|period|hour)\b|then\b)/giu;
const BY_RETURN = /\bby\s+return\b(?:\s+of\s+post\b)?/giu;
/** A day written without its year lies ahead only as far as this; beyond it the year before is meant as well. */
const FAR_DAYS = 120;

/**
 * Words of a sentence that name a time and that the reading of limits takes for none: a day to come, or a time named
 * elsewhere in the letter. Nobody counts from them; a person has to look at the sentence. `read` are the limits read.
 */
export function looseTimes(words: string, read: readonly LimitAt[], letterDate: string | null): LimitAt[] {
  const elsewhere = [...words.matchAll(POINTS_ELSEWHERE), ...words.matchAll(BY_RETURN)].map(
    ({ index, 0: text }) => asUnread(words, index, index + text.length),
  );
  const days = letterDate === null ? [] : daysToCome(words, letterDate);
  // “by return” beside a day that was read: the demand takes one of the two, and a person has to see the other.
  const counted = read.filter(({ isAtOnce }) => !isAtOnce || read.length === 1);
  return [...elsewhere, ...days].filter(
    (one) => !counted.some(({ start, end }) => one.start < end && start < one.end),
  );
}

/** True for words that only point at a time named elsewhere: a demand with a limit has it from there. */
export function pointsElsewhere(words: string): boolean {
  return words.replace(POINTS_ELSEWHERE, '').trim() === '';
}

function daysToCome(words: string, letterDate: string): LimitAt[] {
  const days: LimitAt[] = [];
  for (const { index } of words.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    if (index < (days.at(-1)?.end ?? 0)) continue;
    const found = datesIn(words.slice(index, index + 60), letterDate, isShortDay(words, index));
    if (found !== null && found.dates.some((on) => isToCome(on, letterDate, found.isYearInferred)))
      days.push(asUnread(words, index, index + found.length));
  }
  return days;
}

function isToCome(on: string, letterDate: string, isYearInferred: boolean): boolean {
  const from = letterDate.slice(0, 10);
  return on > from && (!isYearInferred || daysBetween(from, on) <= FAR_DAYS);
}

function asUnread(words: string, start: number, end: number): LimitAt {
  return { start, end, isAtOnce: false, limit: { text: words.slice(start, end), isUnread: true } };
}
