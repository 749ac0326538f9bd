import { MONTHS } from '../../platform/plain-date.js';
import { addMonths, dayOf, isoOf, weekdayName, weekdayOf, type Day } from './day.js';
import type { FoundDate } from './find-date.js';
import { ordinalOf } from './number-words.js';

const MONTH_NAMES = MONTHS.join('|');
const WEEKDAY =
  /^(?:(?<next>next|this|the\s+coming)\s+)?(?<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/iu;
const END = new RegExp(
  String.raw`^(?:the\s+)?(?:end|close)\s+of\s+(?:(?:(?:the|this)\s+)?(?:current\s+|calendar\s+)?(?<this>week|month|year(?:,?\s+(?<of>\d{4}))?)|(?<next>next\s+(?:week|month|(?:calendar\s+)?year))|(?<month>${MONTH_NAMES})(?:,?\s+(?<year>\d{4}))?|(?<only>20\d{2}))\b`,
  'iu',
);
/** “year end”, “calendar year-end 2027”, “month end”; that of a financial or a fiscal year is theirs to name. */
const YEAR_END =
  /^(?:(?:the|this)\s+)?(?:calendar\s+)?(?:(?<before>20\d{2})\s+)?(?:(?<month>month)|year)(?:['’]s)?[\s-]*end\b(?:,?\s+(?:of\s+)?(?<after>20\d{2})\b)?/iu;
const NTH_WEEKDAY = new RegExp(
  String.raw`^(?:the\s+)?(?<nth>first|second|third|fourth|fifth|last)\s+(?<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+(?:in|of)\s+(?:(?<next>next\s+month)|(?<this>(?:the|this)\s+month)|(?<month>${MONTH_NAMES})(?:,?\s+(?<year>\d{4}))?)\b`,
  'iu',
);
/** “next week”: all of it, where words before it say that it is a span and no day. */
const SPAN = /^next\s+(?<unit>week|month)\b(?!['’\s]+end)/iu;

/** The day that words like “tomorrow”, “Friday” or “the end of the month” mean in a letter of a day, or null. */
export function relativeDay(text: string, letterDate: string | null): FoundDate | null {
  if (letterDate === null) return null;
  const today = dayOf(letterDate.slice(0, 10), 'letterDate');
  const near = /^(?:(?<today>today)|(?<tomorrow>tomorrow))\b/iu.exec(text);
  if (near) return found(near[0], [near.groups?.['today'] === undefined ? today + 1 : today]);
  const weekday = WEEKDAY.exec(text);
  if (weekday) return weekdayAfter(weekday, today);
  const end = END.exec(text);
  if (end) return endOf(end, today);
  const short = YEAR_END.exec(text);
  if (short) return shortEnd(short, today);
  const nth = NTH_WEEKDAY.exec(text);
  return nth ? nthWeekday(nth, today) : null;
}

/** The last day of a span that words like “in the course of next week” name, or null. */
export function endOfSpan(text: string, letterDate: string | null): FoundDate | null {
  const span = letterDate === null ? null : SPAN.exec(text);
  if (!span || letterDate === null) return null;
  const today = dayOf(letterDate.slice(0, 10), 'letterDate');
  return found(span[0], nextEnds(span.groups?.['unit'] ?? '', today));
}

/** “Friday” is the first to come; “next Friday” may be that one or the one after. */
function weekdayAfter(match: RegExpExecArray, today: Day): FoundDate {
  const name = (match.groups?.['day'] ?? '').toLowerCase();
  let day = today + 1;
  while (weekdayName(day).toLowerCase() !== name) day += 1;
  return found(match[0], match.groups?.['next']?.toLowerCase() === 'next' ? [day, day + 7] : [day]);
}

function endOf(match: RegExpExecArray, today: Day): FoundDate {
  const { this: current, next, month, year, of, only } = match.groups ?? {};
  const thisYear = Number(isoOf(today).slice(0, 4));
  if (only !== undefined || /^year/iu.test(current ?? ''))
    return found(match[0], [yearEnd(Number(only ?? of ?? thisYear))]);
  if (current?.toLowerCase() === 'week') return found(match[0], weekEnds(today));
  if (current !== undefined) return found(match[0], [monthEnd(today)]);
  if (next !== undefined) return found(match[0], nextEnds(next, today));
  const end = monthEnd(firstOfMonth(month ?? '', year, today));
  return { ...found(match[0], [end]), isYearInferred: year === undefined };
}

/** “year end 2027”, “month end”. */
function shortEnd(match: RegExpExecArray, today: Day): FoundDate | null {
  const { before, month, after } = match.groups ?? {};
  const year = before ?? after;
  if (month !== undefined) return year === undefined ? found(match[0], [monthEnd(today)]) : null;
  return found(match[0], [yearEnd(Number(year ?? isoOf(today).slice(0, 4)))]);
}

/** “the first Monday in January 2027”; null where a month has no fifth. One that is gone by is that of the next year. */
function nthWeekday(match: RegExpExecArray, today: Day): FoundDate | null {
  const { nth = '', day: name = '', next, this: current, month, year } = match.groups ?? {};
  const inMonth = (first: Day): Day | null => {
    const days = Array.from({ length: monthEnd(first) - first + 1 }, (_, index) => first + index).filter(
      (day) => weekdayName(day).toLowerCase() === name.toLowerCase(),
    );
    return (nth.toLowerCase() === 'last' ? days.at(-1) : days[(ordinalOf(nth) ?? 0) - 1]) ?? null;
  };
  const isYearInferred = month !== undefined && year === undefined;
  const first =
    month !== undefined
      ? firstOfMonth(month, year, today)
      : addMonths(firstOf(today), next === undefined || current !== undefined ? 0 : 1);
  const near = inMonth(first);
  const day = near !== null && near < today && isYearInferred ? inMonth(addMonths(first, 12)) : near;
  return day === null ? null : { ...found(match[0], [day]), isYearInferred };
}

function nextEnds(unit: string, today: Day): Day[] {
  if (/week/iu.test(unit)) return weekEnds(today + 7);
  if (/year/iu.test(unit)) return [yearEnd(Number(isoOf(today).slice(0, 4)) + 1)];
  return [monthEnd(addMonths(firstOf(today), 1))];
}

/** The first day of a month by its name; without a year that of the first such month not over by `today`. */
function firstOfMonth(name: string, year: string | undefined, today: Day): Day {
  const [thisYear, thisMonth] = [Number(isoOf(today).slice(0, 4)), Number(isoOf(today).slice(5, 7))];
  const number = MONTHS.findIndex((one) => one.toLowerCase() === name.toLowerCase()) + 1;
  const inYear = year === undefined ? thisYear + (number < thisMonth ? 1 : 0) : Number(year);
  return dayOf(`${inYear}-${String(number).padStart(2, '0')}-01`, 'date');
}

function yearEnd(year: number): Day {
  return dayOf(`${year}-12-31`, 'date');
}

/** A week ends on Friday where people work by it, on Sunday in the calendar. */
function weekEnds(day: Day): Day[] {
  const monday = day - weekdayOf(day) + 1;
  return weekdayOf(day) > 5 ? [monday + 6] : [monday + 4, monday + 6];
}

function monthEnd(day: Day): Day {
  return addMonths(firstOf(day), 1) - 1;
}

function firstOf(day: Day): Day {
  return day - Number(isoOf(day).slice(8)) + 1;
}

function found(words: string, days: readonly Day[]): FoundDate {
  return { length: words.length, dates: days.map(isoOf), isYearInferred: false };
}
