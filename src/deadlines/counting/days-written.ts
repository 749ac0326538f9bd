import { dayOf, isoOf } from './day.js';
import { datesIn, WEEKDAY_GAP } from './find-date.js';
import { oddWeekdays } from './odd-weekday.js';

/** The two days that one date in some words may be, and the words without what made it two. */
export interface DaysWritten {
  readonly days: readonly { readonly on: string; readonly why: string }[];
  readonly rest: string;
}

/** Taken away, so that each of two days is read for itself. */
const WEEKDAY_WORDS = /\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/gi;
/** With the weekday beside the numbers, which may say which of the two is meant. */
const NUMBERS = new RegExp(
  String.raw`(?:\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)${WEEKDAY_GAP})?(?<![\d/.-])(?<first>\d{1,2})(?:([-/.])\d{1,2}\2(?:\d{4}|\d{2})\b|\/\d{1,2}(?![\d/]))(?:\s*,?\s*\((?:a\s+)?[a-z]{3,9}\.?\))?`,
  'giu',
);

/** “before 3 April” names the day before it as the last. */
const BEFORE = /^(?:before|prior|ahead|in\s+advance)\b/iu;

/**
 * The days that words naming `on` may mean, where they may mean two: a weekday beside it fits another date, or its numbers
 * can be read with the day or the month first. Null where they mean one. `after` supplies a year where none is written.
 */
export function daysWritten(text: string, on: string, after: string | null): DaysWritten | null {
  const pairs = [...weekdayPairs(text, after), ...numberPairs(text, after)];
  for (const shift of BEFORE.test(text) ? [0, -1] : [0])
    for (const { days, rest } of pairs) {
      const moved = days.map((one) => ({ ...one, on: isoOf(dayOf(one.on, 'date') + shift) }));
      if (moved.some((one) => one.on === on.slice(0, 10))) return { days: moved, rest };
    }
  return null;
}

function weekdayPairs(text: string, after: string | null): DaysWritten[] {
  return oddWeekdays(text, after).map(({ words, on, by }) => ({
    days: [
      { on, why: `the date written; it is no ${words.split(/[\s,.]/)[0] ?? 'such day'}` },
      { on: by, why: 'the weekday written; it is not the date' },
    ],
    rest: text.replace(WEEKDAY_WORDS, ''),
  }));
}

function numberPairs(text: string, after: string | null): DaysWritten[] {
  return [...text.matchAll(NUMBERS)].flatMap(({ 0: words, groups }) => {
    const dates = datesIn(words, after)?.dates ?? [];
    if (dates.length < 2) return [];
    const isMonthFirst = (on: string): boolean => Number(on.slice(5, 7)) === Number(groups?.['first']);
    const days = dates.map((on) => ({
      on,
      why: `“${words}” read with the ${isMonthFirst(on) ? 'month' : 'day'} first`,
    }));
    return [{ days, rest: text.replaceAll(words, '') }];
  });
}
