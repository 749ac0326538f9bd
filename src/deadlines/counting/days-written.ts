import { daysBetween, isPlainDate } from '../../platform/plain-date.js';
import { dayOf, isoOf } from './day.js';
import { dayList } from './day-list.js';
import { datesIn, WEEKDAY_GAP, type FoundDate } from './find-date.js';
import { nthNamed } from './nth-of-month.js';
import { oddWeekdays } from './odd-weekday.js';
import { relativeDay } from './relative-day.js';
import { DASHED_DAY } from './short-day.js';

/** The days that one date in some words may be, and the words without what made it several. */
export interface DaysWritten {
  readonly days: readonly DayWritten[];
  readonly rest: string;
}

interface DayWritten {
  readonly on: string;
  readonly why: string;
  /** Meant by the words even where it was past when the letter was written. */
  readonly mayBeGone?: true;
}

/** Taken away, so that each of two days is read for itself. */
const WEEKDAY_WORDS = /\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/gi;
/** With the weekday beside the numbers, which may say which of the two is meant. */
const NUMBERS = new RegExp(
  String.raw`(?:\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)${WEEKDAY_GAP})?(?<![\d/.-])(?<first>\d{1,2})(?:([-/.]|\s(?=\d{1,2}\s(?:19|20)\d{2}\b))\d{1,2}\2(?:\d{4}|\d{2})\b|\/\d{1,2}(?![\d/])|(?<=(?=${DASHED_DAY})\d{1,2})[-–‐‑]\d{1,2})(?:\s*,?\s*\((?:a\s+)?[a-z]{3,9}\.?\))?`,
  'giu',
);

/** “before 3 April” names the day before it as the last. */
const BEFORE = /^(?:before|prior|ahead|in\s+advance)\b/iu;

/** Spans and days that move with the day they are seen from, by which the writer may mean that of receipt. */
const SEEN_FROM = /\b(?:next|following)\s+(?:week|month|year|(?:business|working|court|banking)\s+day)\b/iu;
/** A letter that was drafted with a day and sent so much later names a day just past; a year that is a slip names one so far. */
const DRAFTED_DAYS = 60;
const SLIP_DAYS = 120;
const WORD_START = /(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu;

/**
 * The days that words naming `on` may mean, where they may mean several: they name several, a weekday beside it fits
 * another date, its numbers can be read with the day or the month first, they are words like “next Friday”, or the year is
 * left out or may be a slip. Null where they mean one. `after`, the letter's date, supplies a year where none is written; `receivedOn` is where “next week” may
 * be seen from as well.
 */
export function daysWritten(
  text: string,
  on: string,
  after: string | null,
  receivedOn: string | null = null,
): DaysWritten | null {
  const pairs = [
    ...listed(text, after),
    ...weekdayPairs(text, after),
    ...numberPairs(text, after),
    ...relativePairs(text, after, receivedOn),
    ...yearPairs(text, after),
    ...nthPairs(text, after),
  ];
  for (const shift of BEFORE.test(text) ? [0, -1] : [0])
    for (const { days, rest } of pairs) {
      const moved = days.map((one) => ({ ...one, on: isoOf(dayOf(one.on, 'date') + shift) }));
      if (moved.some((one) => one.on === on.slice(0, 10))) return { days: moved, rest };
    }
  return null;
}

/** Whether words name `on` without its year: “by March 1”. */
export function leavesOutYear(text: string, on: string): boolean {
  const day = on.slice(0, 10);
  return places(text, (rest) => datesIn(rest, day)).some(
    ({ found }) => found.isYearInferred && found.dates.includes(day),
  );
}

/** “10 or 12 June”: each of the days. */
function listed(text: string, after: string | null): DaysWritten[] {
  return places(text, (rest) => dayList(rest, after, true)).map(({ words, found }) => ({
    days: found.dates.map((on) => ({ on, why: `one of the days that “${words}” names` })),
    rest: text.replace(words, ''),
  }));
}

/** “next Friday”, “the end of next week”: seen from the letter's date, and where it says “next” from receipt too. */
function relativePairs(text: string, after: string | null, receivedOn: string | null): DaysWritten[] {
  return places(text, (rest) => datesIn(rest, after) ?? relativeDay(rest, after)).flatMap(
    ({ words, found }) => {
      const seen = (dates: readonly string[], from: string) =>
        dates.map((on) => ({ on, why: `“${words}” may mean this day, seen from ${from}` }));
      if (datesIn(words, after)) return [];
      const later = receivedOn !== null && SEEN_FROM.test(words) ? relativeDay(words, receivedOn) : null;
      const days = [
        ...seen(found.dates, 'the letter’s date'),
        ...seen(
          (later?.dates ?? []).filter((on) => !found.dates.includes(on)),
          'receipt',
        ),
      ];
      return days.length < 2 ? [] : [{ days, rest: text.replace(words, '') }];
    },
  );
}

/** Where words of the text name a day, from left to right, without looking again into words already read. */
function places(
  text: string,
  dayAt: (rest: string) => FoundDate | null,
): { readonly words: string; readonly found: FoundDate }[] {
  let end = 0;
  return [...text.matchAll(WORD_START)].flatMap(({ index }) => {
    const found = index < end ? null : dayAt(text.slice(index));
    if (!found) return [];
    end = index + found.length;
    return [{ words: text.slice(index, end), found }];
  });
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
    const dates = datesIn(words, after, true)?.dates ?? [];
    if (dates.length < 2) return [];
    const isMonthFirst = (on: string): boolean => Number(on.slice(5, 7)) === Number(groups?.['first']);
    const days = dates.map((on) => ({
      on,
      why: `“${words}” read with the ${isMonthFirst(on) ? 'month' : 'day'} first`,
    }));
    return [{ days, rest: text.replaceAll(words, '') }];
  });
}

/**
 * “by November 29” in a letter of 30 November: the next such day, or the one just past; and “by January 15, 2026” in a letter
 * of January 2027: that day, or the same one of the year to come.
 */
function yearPairs(text: string, after: string | null): DaysWritten[] {
  if (after === null) return [];
  const letterDate = after.slice(0, 10);
  return places(text, (rest) => datesIn(rest, after)).flatMap(({ words, found }): DaysWritten[] => {
    const [on, second] = found.dates;
    if (on === undefined || second !== undefined) return [];
    const year = Number(on.slice(0, 4));
    const rest = text.replace(words, '');
    if (found.isYearInferred) {
      const past = `${year - 1}${on.slice(4)}`;
      if (!isPlainDate(past) || daysBetween(past, letterDate) > DRAFTED_DAYS) return [];
      const why = `“${words}” names no year:`;
      const days = [
        { on, why: `${why} the next such day` },
        { on: past, why: `${why} the one just past`, mayBeGone: true } as const,
      ];
      return [{ days, rest }];
    }
    const next = [Number(letterDate.slice(0, 4)), Number(letterDate.slice(0, 4)) + 1]
      .map((one) => `${one}${on.slice(4)}`)
      .find((one) => isPlainDate(one) && one >= letterDate);
    if (on >= letterDate || next === undefined || daysBetween(letterDate, next) > SLIP_DAYS) return [];
    const days = [
      { on, why: 'the day written', mayBeGone: true } as const,
      { on: next, why: 'its year taken for a slip' },
    ];
    return [{ days, rest }];
  });
}

/** “by the 15th” in a letter of the 15th: that of the next month, or the day itself. */
function nthPairs(text: string, after: string | null): DaysWritten[] {
  const named = after === null ? [] : nthNamed(text, after);
  if (named.length < 2) return [];
  const [nth = ''] = /\d{1,2}(?:st|nd|rd|th)/u.exec(text) ?? [];
  const days = named.map((on, index) => ({
    on,
    why: index === 0 ? `“${nth}” read as that of the next month` : `“${nth}” read as the letter’s own day`,
  }));
  return [{ days, rest: text.replace(nth, '') }];
}
