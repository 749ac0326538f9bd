import { daysIn } from './day-list.js';
import { findTimeLimits } from './find-time-limit.js';
import { nthNamed } from './nth-of-month.js';
import { relativeDay } from './relative-day.js';

const WORD_START = /(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu;

/** What a correction of the letter's date makes of a day that words name. */
export type MovedDay =
  /** The words name it whatever day the letter is of, or name the same from both. */
  | { readonly moves: 'stays' }
  | { readonly moves: 'to'; readonly on: string }
  /** It was set for words that name no such day in a letter of the day before: whoever set it has to look. */
  | { readonly moves: 'unknown' };

/**
 * The day that words naming `on` in a letter of the day `before` name in one of the day `after`: “by close of business on
 * Friday”, “by 29 November” without a year, “the end of the month”.
 */
export function movedDay(text: string, on: string, before: string | null, after: string | null): MovedDay {
  if (before === after || daysNamed(text, null).includes(on)) return { moves: 'stays' };
  const [was, now] = [daysNamed(text, before), daysNamed(text, after)];
  const place = was.indexOf(on);
  if (place < 0) return { moves: 'unknown' };
  const moved = (now.length === was.length ? now[place] : undefined) ?? now[0];
  if (moved === undefined) return { moves: 'unknown' };
  return moved === on ? { moves: 'stays' } : { moves: 'to', on: moved };
}

/** The days that words name in a letter of that day, the usual first; without a day only those written in full. */
function daysNamed(text: string, letterDate: string | null): readonly string[] {
  const day = letterDate?.slice(0, 10) ?? null;
  const limits = findTimeLimits(text, day).flatMap(({ dates }) => dates);
  const named = [...text.matchAll(WORD_START)].flatMap(({ index }) => {
    const rest = text.slice(index);
    return (daysIn(rest, day, true) ?? relativeDay(rest, day))?.dates ?? [];
  });
  return [...new Set([...limits, ...named, ...(day === null ? [] : nthNamed(text, day))])];
}
