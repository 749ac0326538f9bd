import { MONTHS } from '../../platform/plain-date.js';
import { dayOf, isoOf, weekdayOf } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import { numberOf, ordinalOf, ORDINAL_WORDS } from './number-words.js';
import { DASHED_DAY, isPart } from './short-day.js';

/** A date at the start of some text, as many characters as it takes, and the dates it may mean. */
export interface FoundDate {
  readonly length: number;
  readonly dates: readonly string[];
  readonly isYearInferred: boolean;
}

const MONTH = `(?<month>${MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')}|sept\\.?)`;
const WEEKDAY_NAME = 'mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun';
/** What may stand between a weekday and its date: “Thursday, 8 May”, “Thursday (8 May)”, “Thursday next - 8 May”. */
export const WEEKDAY_GAP = String.raw`(?:day)?\.?(?:\s+next\b)?(?:,?\s+|\s*,?\s*[-–—]\s*|\s*,?\s*\(\s*)(?:the\s+)?`;
const WEEKDAY = `(?:(?<weekday>${WEEKDAY_NAME})${WEEKDAY_GAP})?`;
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(?<day>\d{1,2}(?:st|nd|rd|th)?|${ORDINAL_WORDS})(?:\s*\(\d{1,2}(?:st|nd|rd|th)?\))?(?:\s+(?:day\s+of\s+|of\s+)?|(?=[a-z]{3}\d{4}))${MONTH}(?:,?\s*(?<year>\d{4}))?\b`,
  'iu',
);
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}${MONTH}\s+(?:the\s+)?(?<day>\d{1,2}(?:st|nd|rd|th)?|${ORDINAL_WORDS})(?:\s*,?\s+(?<year>\d{4}))?\b`,
  'iu',
);
/** `15-Jun-2014`, `15/June/2014`. */
const MARKED = new RegExp(
  String.raw`^${WEEKDAY}(?<day>\d{1,2})(?<mark>[-/])${MONTH}\k<mark>(?<year>\d{4})\b`,
  'iu',
);
const ISO = new RegExp(String.raw`^${WEEKDAY}(?<date>\d{4}(?<mark>[-/])\d{2}\k<mark>\d{2})\b`, 'iu');
const IN_NUMBERS = String.raw`(?<first>\d{1,2})(?<mark>[-/.]|\s(?=\d{1,2}\s(?:19|20)\d{2}\b))(?<second>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})\b`;
const WEEKDAY_AFTER = String.raw`(?:\s*,?\s*\((?:a\s+)?(?<after>${WEEKDAY_NAME})(?:day)?\.?\))?`;
const NUMBERS = new RegExp(`^${WEEKDAY}${IN_NUMBERS}${WEEKDAY_AFTER}`, 'iu');
const NO_YEAR = new RegExp(String.raw`^${WEEKDAY}(?<first>\d{1,2})\/(?<second>\d{1,2})(?![\d/])`, 'iu');
/** “6-12” behind “by”: elsewhere it is a span. */
const DASHED = new RegExp(`^${WEEKDAY}(?=${DASHED_DAY})(?<first>\\d{1,2}).(?<second>\\d{1,2})`, 'iu');
/** “Friday 3/4”, “6/13”, “06/12”: without a year and a weekday, “1/3” may be a third and “24/7” all the time. */
const IS_DAY = /^(?!24\/0?7)(?:0\d\/\d|\d{1,2}\/0\d|\d{1,2}\/(?:1[3-9]|2\d|3[01])|(?:1[3-9]|2\d|3[01])\/\d)/u;
const NUMBERS_ANYWHERE = new RegExp(String.raw`(?<!\d)${IN_NUMBERS}`, 'u');

/**
 * The date with which the text starts, or null. A year left out is the first that does not fall before `after`. Of
 * numbers that may be a day and a month either way, the month before the day comes first in `dates`; a weekday beside
 * them decides where only one way fits it. Where a weekday fits no way, the nearest such weekdays come last. `isDay` says
 * that what stands before the text makes numbers like “6/12” a day; without it they may be a part of something.
 */
export function datesIn(text: string, after: string | null, isDay = false): FoundDate | null {
  const one = dateIn(text, after, isDay);
  if (!one) return null;
  const closes =
    /^[^()]*\([^()]*$/u.test(text.slice(0, one.length)) && /^\s*\)/u.exec(text.slice(one.length));
  return closes ? { ...one, length: one.length + closes[0].length } : one;
}

function dateIn(text: string, after: string | null, isDay: boolean): FoundDate | null {
  const iso = ISO.exec(text);
  if (iso) {
    const date = (iso.groups?.['date'] ?? '').replaceAll('/', '-');
    return found(iso[0].length, withWeekday(iso.groups?.['weekday'], date), false);
  }
  const named = DAY_FIRST.exec(text) ?? MONTH_FIRST.exec(text) ?? MARKED.exec(text);
  if (named) return namedDate(named, after);
  const numbers = NUMBERS.exec(text);
  if (!numbers) return withoutYear(text, after, isDay);
  const { first, second, weekday, after: behind, year = '' } = numbers.groups ?? {};
  const inFull = year.length === 2 ? `20${year}` : year;
  const either = [`${inFull}-${pad(first)}-${pad(second)}`, `${inFull}-${pad(second)}-${pad(first)}`];
  const real = [...new Set(either)].filter(isReal);
  return found(numbers[0].length, meantBy(weekday ?? behind, real, after), false);
}

function withoutYear(text: string, after: string | null, isDay: boolean): FoundDate | null {
  const match = NO_YEAR.exec(text) ?? (isDay ? DASHED.exec(text) : null);
  const { first, second, weekday } = match?.groups ?? {};
  const isNamed = weekday !== undefined || IS_DAY.test(text) || (isDay && !isPart(text));
  if (!match || after === null || !isNamed) return null;
  const dates = [`-${pad(first)}-${pad(second)}`, `-${pad(second)}-${pad(first)}`].map((rest) =>
    ahead(rest, after),
  );
  const fitting = [...new Set(dates)].filter(
    (date) => isReal(date) && (weekday === undefined || nearestWeekday(weekday, date) === null),
  );
  return found(match[0].length, fitting.sort(), true);
}

/** The first such day (`-06-05`) that does not fall before `after`. */
function ahead(rest: string, after: string): string {
  const year = Number(after.slice(0, 4));
  return `${`${year}${rest}` < after.slice(0, 10) ? year + 1 : year}${rest}`;
}

/** Whether the words have a date in numbers that may be a day and a month, or a month and a day. */
export function hasTwoOrders(words: string): boolean {
  const { first, second } = NUMBERS_ANYWHERE.exec(words)?.groups ?? {};
  return Number(first) <= 12 && Number(second) <= 12 && Number(first) !== Number(second);
}

/**
 * Of the ways to read a date in numbers the one that its weekday fits; all of them where it fits none, or only a day
 * that was gone by `after` while another was not: then the weekday may be what is wrong.
 */
function meantBy(weekday: string | undefined, dates: readonly string[], after: string | null): string[] {
  if (weekday === undefined) return [...dates];
  const odd = dates.flatMap((date) => nearestWeekday(weekday, date) ?? []);
  const fitting = dates.filter((date) => nearestWeekday(weekday, date) === null);
  const isGone = (date: string): boolean => after !== null && date < after.slice(0, 10);
  const isDecided = fitting.length > 0 && (!fitting.every(isGone) || dates.every(isGone));
  return isDecided ? fitting : [...new Set([...dates, ...odd])];
}

function namedDate(match: RegExpExecArray, after: string | null): FoundDate | null {
  const groups = match.groups ?? {};
  const month =
    MONTHS.findIndex((name) =>
      name.toLowerCase().startsWith((groups['month'] ?? '').toLowerCase().replace('.', '').slice(0, 3)),
    ) + 1;
  const rest = `-${pad(String(month))}-${pad(String(dayNumber(groups['day'] ?? '')))}`;
  const { length } = match[0];
  if (groups['year'] !== undefined)
    return found(length, withWeekday(groups['weekday'], `${groups['year']}${rest}`), false);
  if (after === null) return null;
  return found(length, withWeekday(groups['weekday'], ahead(rest, after)), true);
}

function withWeekday(weekday: string | undefined, date: string): string[] {
  const other = weekday === undefined || !isReal(date) ? null : nearestWeekday(weekday, date);
  return other === null ? [date] : [date, other];
}

const STARTS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The day nearest to a real date that is a weekday as it is written (`Fri`); null where the date is one itself. */
export function nearestWeekday(written: string, date: string): string | null {
  const wanted = STARTS.indexOf(written.slice(0, 3).toLowerCase()) + 1;
  const day = dayOf(date, 'date');
  const apart = (((wanted - weekdayOf(day)) % 7) + 7) % 7;
  if (wanted === 0 || apart === 0) return null;
  return isoOf(apart > 3 ? day + apart - 7 : day + apart);
}

function found(length: number, dates: readonly string[], isYearInferred: boolean): FoundDate | null {
  const real = dates.filter(isReal);
  return real.length === 0 ? null : { length, dates: real, isYearInferred };
}

function isReal(date: string): boolean {
  try {
    return isoOf(dayOf(date, 'date')) === date;
  } catch (error) {
    if (error instanceof DeadlineInputError) return false;
    throw error;
  }
}

/** `8`, `8th`, `eighth`; 0 for none. */
function dayNumber(words: string): number {
  return numberOf(words) ?? ordinalOf(words) ?? 0;
}

function pad(text: string | undefined): string {
  return (text ?? '').padStart(2, '0');
}
