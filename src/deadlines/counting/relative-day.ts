import { MONTHS } from '../../platform/plain-date.js';
import { addMonths, dayOf, isoOf, weekdayName, weekdayOf, type Day } from './day.js';
import { datesIn, nearestWeekday, type FoundDate } from './find-date.js';
import { nthOfMonth } from './nth-of-month.js';
import { ordinalOf } from './number-words.js';

const MONTH_NAMES = MONTHS.join('|');
const WEEKDAY =
  /^(?:(?<weeks>a\s+week|a\s+fortnight|two\s+weeks)\s+(?:on|from)\s+)?(?:(?<next>next|this|the\s+coming)\s+)?(?<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:\s+(?<then>week|fortnight|next))?\b/iu;
/** “tomorrow”, “a week today”, “today week”. */
const NEAR =
  /^(?:(?<weeks>a\s+week|a\s+fortnight|two\s+weeks)\s+(?:from\s+)?)?(?<day>today|tomorrow)(?:\s+(?<then>week|fortnight))?\b/iu;
/** “the 15th of next month”, “the 20th inst.”, “the 3rd prox.”. */
const NTH_OF_MONTH =
  /^(?:the\s+)?(?<nth>\d{1,2})(?:st|nd|rd|th)\s+(?:(?:day\s+)?of\s+(?:(?<next>(?:the\s+)?(?:next|following)\s+month)|(?:this|the\s+(?:current|present))\s+month)|inst(?:ant\b|\.)?|(?<prox>prox(?:imo\b|\.)?))/iu;
/** “the 20th”, “Friday the 23rd”: of this month or the next; “the 20th century” and “the 5th day after …” are none. */
const NTH_DAY =
  /^(?:(?<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+)?(?:the\s+)?(?<nth>\d{1,2})(?:st|nd|rd|th)\b(?!\s*(?:\(|day|of\b|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|business|working|court|century|floor|amendment|anniversary|edition|paragraph|item|circuit))/iu;
/** The day itself; that of which event it comes after is read with the event. */
const NEXT_WORKING =
  /^(?:the\s+)?(?:next|following)\s+(?:business|working|court|banking)\s+day\b(?!\s+(?:after|following|from|of)\b)/iu;
/** A date behind such words that says which day they mean: “next Friday, 12 June”, “tomorrow (5 June)”. */
const SAID_AFTER =
  /^(?:\s*,?\s*\(|\s*,|\s*[-–—])\s*(?:(?:i\.\s?e\.?|that\s+is(?:\s+to\s+say)?|namely|being|viz\.?),?\s+)?(?:(?:by|on)\s+)?(?:the\s+)?/iu;
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
  const day = dayInWords(text, dayOf(letterDate.slice(0, 10), 'letterDate'));
  const lead = day && SAID_AFTER.exec(text.slice(day.length))?.[0].length;
  const said = day && lead ? datesIn(text.slice(day.length + lead), letterDate) : null;
  if (!day || !lead || !said) return day;
  const length = day.length + lead + said.length;
  const words = text.slice(0, day.length);
  const isMeant = (date: string): boolean =>
    day.dates.includes(date) || new RegExp(`\\b${weekdayName(dayOf(date, 'date'))}$`, 'iu').test(words);
  const dates = said.dates.some(isMeant) ? said.dates : [...new Set([...day.dates, ...said.dates])];
  return { ...said, dates, length };
}

function dayInWords(text: string, today: Day): FoundDate | null {
  const near = NEAR.exec(text);
  if (near) {
    const { day = '', weeks = '', then = '' } = near.groups ?? {};
    return found(near[0], [today + (/^tomorrow$/iu.test(day) ? 1 : 0) + weeksIn(`${weeks}${then}`)]);
  }
  const ofMonth = NTH_OF_MONTH.exec(text);
  if (ofMonth) return nthOfNamed(ofMonth, today);
  const working = NEXT_WORKING.exec(text);
  if (working) return found(working[0], [workdayAfter(today)]);
  const named = NTH_DAY.exec(text);
  if (named) return nthDay(named, today);
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

/**
 * “Friday” is the first to come; “next Friday” may be that one or the one after. “Friday” or “this Friday” in a letter of a
 * Friday may be the day itself.
 */
function weekdayAfter(match: RegExpExecArray, today: Day): FoundDate {
  const name = (match.groups?.['day'] ?? '').toLowerCase();
  let day = today + 1;
  while (weekdayName(day).toLowerCase() !== name) day += 1;
  const { weeks = '', then = '', next = '' } = match.groups ?? {};
  day += weeksIn(`${weeks}${then}`);
  const isNext = /^next$/iu.test(next) || /^next$/iu.test(then);
  const isToday = day === today + 7 && weeks === '' && then === '' && /^(?:this)?$/iu.test(next);
  return found(match[0], isNext ? [day, day + 7] : isToday ? [day, today] : [day]);
}

/** The days of “a week”, “a fortnight”. */
function weeksIn(words: string): number {
  return /fortnight|two/iu.test(words) ? 14 : /week/iu.test(words) ? 7 : 0;
}

/** The 31st of a month that has none is no day. */
function nthOfNamed(match: RegExpExecArray, today: Day): FoundDate | null {
  const { nth = '', next, prox } = match.groups ?? {};
  const first = addMonths(firstOf(today), next === undefined && prox === undefined ? 0 : 1);
  const day = first + Number(nth) - 1;
  return Number(nth) < 1 || day > monthEnd(first) ? null : found(match[0], [day]);
}

/** Where a weekday beside it fits another day, that is one it may mean too. */
function nthDay(match: RegExpExecArray, today: Day): FoundDate | null {
  const { nth = '', weekday } = match.groups ?? {};
  const [on, ...others] = nthOfMonth(Number(nth), isoOf(today));
  if (on === undefined) return null;
  const odd = weekday === undefined ? null : nearestWeekday(weekday, on);
  const days = odd === null ? [on, ...others] : [on, odd];
  return found(
    match[0],
    days.map((day) => dayOf(day, 'date')),
  );
}

/** Saturdays and Sundays alone are left out: whose holidays count is not known here, and the earlier day is held to. */
function workdayAfter(today: Day): Day {
  return weekdayOf(today) >= 5 ? today + 8 - weekdayOf(today) : today + 1;
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
