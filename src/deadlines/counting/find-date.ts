import { MONTHS } from '../../platform/plain-date.js';
import { dayOf, isoOf, weekdayOf } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';

/** A date at the start of some text, as many characters as it takes, and the dates it may mean. */
export interface FoundDate {
  readonly length: number;
  readonly dates: readonly string[];
  readonly isYearInferred: boolean;
}

const MONTH = `(?<month>${MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')}|sept\\.?)`;
const WEEKDAY = String.raw`(?:(?<weekday>mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?)?`;
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:day\s+of\s+|of\s+)?${MONTH}(?:,?\s+(?<year>\d{4}))?\b`,
  'iu',
);
const MONTH_FIRST = new RegExp(
  String.raw`^${WEEKDAY}${MONTH}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?:\s*,?\s+(?<year>\d{4}))?\b`,
  'iu',
);
/** `15-Jun-2014`, `15/June/2014`. */
const MARKED = new RegExp(
  String.raw`^${WEEKDAY}(?<day>\d{1,2})(?<mark>[-/])${MONTH}\k<mark>(?<year>\d{4})\b`,
  'iu',
);
const ISO = /^(?<year>\d{4})(?<mark>[-/])(?<month>\d{2})\k<mark>(?<day>\d{2})\b/u;
const NUMBERS = /^(?<first>\d{1,2})(?<mark>[-/.])(?<second>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})\b/u;

/**
 * The date with which the text starts, or null. A year left out is the first that does not fall before `after`. Where a
 * weekday is written beside it that it does not fall on, the nearest such weekday is the second date it may mean.
 */
export function datesIn(text: string, after: string | null): FoundDate | null {
  const iso = ISO.exec(text);
  if (iso) return found(iso[0].length, [iso[0].replaceAll('/', '-')], false);
  const named = DAY_FIRST.exec(text) ?? MONTH_FIRST.exec(text) ?? MARKED.exec(text);
  if (named) return namedDate(named, after);
  const numbers = NUMBERS.exec(text);
  if (!numbers) return null;
  const groups = numbers.groups ?? {};
  const year = (groups['year'] ?? '').length === 2 ? `20${groups['year']}` : (groups['year'] ?? '');
  const [first, second] = [pad(groups['first']), pad(groups['second'])];
  return found(
    numbers[0].length,
    [...new Set([`${year}-${first}-${second}`, `${year}-${second}-${first}`])],
    false,
  );
}

function namedDate(match: RegExpExecArray, after: string | null): FoundDate | null {
  const groups = match.groups ?? {};
  const month =
    MONTHS.findIndex((name) =>
      name.toLowerCase().startsWith((groups['month'] ?? '').toLowerCase().replace('.', '').slice(0, 3)),
    ) + 1;
  const rest = `-${pad(String(month))}-${pad(groups['day'])}`;
  const { length } = match[0];
  if (groups['year'] !== undefined)
    return found(length, withWeekday(groups['weekday'], `${groups['year']}${rest}`), false);
  if (after === null) return null;
  const year = Number(after.slice(0, 4));
  const isPast = `${year}${rest}` < after.slice(0, 10);
  return found(length, withWeekday(groups['weekday'], `${isPast ? year + 1 : year}${rest}`), true);
}

function withWeekday(weekday: string | undefined, date: string): string[] {
  const other = weekday === undefined || !isReal(date) ? null : nearestWeekday(weekday, date);
  return other === null ? [date] : [date, other];
}

const STARTS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The day nearest to a date that is a weekday as it is written (`Fri`); null where the date is one itself. */
function nearestWeekday(written: string, date: string): string | null {
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

function pad(text: string | undefined): string {
  return (text ?? '').padStart(2, '0');
}
