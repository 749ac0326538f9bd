import { MONTHS } from '../../platform/plain-date.js';
import { addMonths, dayOf, isoOf, weekdayName, weekdayOf, type Day } from './day.js';
import type { FoundDate } from './find-date.js';

const MONTH_NAMES = MONTHS.join('|');
const WEEKDAY =
  /^(?:(?<next>next|this|the\s+coming)\s+)?(?<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/iu;
const END = new RegExp(
  String.raw`^(?:the\s+)?end\s+of\s+(?:(?:the|this)\s+(?:current\s+|calendar\s+)?(?<this>week|month|year)|(?<next>next\s+(?:week|month))|(?<month>${MONTH_NAMES})(?:,?\s+(?<year>\d{4}))?)\b`,
  'iu',
);

/** The day that words like “tomorrow”, “Friday” or “the end of the month” mean in a letter of a day, or null. */
export function relativeDay(text: string, letterDate: string | null): FoundDate | null {
  if (letterDate === null) return null;
  const today = dayOf(letterDate.slice(0, 10), 'letterDate');
  const near = /^(?:(?<today>today)|(?<tomorrow>tomorrow))\b/iu.exec(text);
  if (near) return found(near[0], [near.groups?.['today'] === undefined ? today + 1 : today]);
  const weekday = WEEKDAY.exec(text);
  if (weekday) return weekdayAfter(weekday, today);
  const end = END.exec(text);
  return end ? endOf(end, today) : null;
}

/** “Friday” is the first to come; “next Friday” may be that one or the one after. */
function weekdayAfter(match: RegExpExecArray, today: Day): FoundDate {
  const name = (match.groups?.['day'] ?? '').toLowerCase();
  let day = today + 1;
  while (weekdayName(day).toLowerCase() !== name) day += 1;
  return found(match[0], match.groups?.['next']?.toLowerCase() === 'next' ? [day, day + 7] : [day]);
}

function endOf(match: RegExpExecArray, today: Day): FoundDate {
  const { this: current, next, month, year } = match.groups ?? {};
  const [thisYear, thisMonth] = [Number(isoOf(today).slice(0, 4)), Number(isoOf(today).slice(5, 7))];
  if (current?.toLowerCase() === 'year') return found(match[0], [dayOf(`${thisYear}-12-31`, 'date')]);
  if (current?.toLowerCase() === 'week') return found(match[0], weekEnds(today));
  if (current !== undefined) return found(match[0], [monthEnd(today)]);
  if (next !== undefined)
    return found(
      match[0],
      /week/iu.test(next) ? weekEnds(today + 7) : [monthEnd(addMonths(firstOf(today), 1))],
    );
  const number = MONTHS.findIndex((name) => name.toLowerCase() === month?.toLowerCase()) + 1;
  const inYear = year === undefined ? thisYear + (number < thisMonth ? 1 : 0) : Number(year);
  const first = dayOf(`${inYear}-${String(number).padStart(2, '0')}-01`, 'date');
  return { ...found(match[0], [monthEnd(first)]), isYearInferred: year === undefined };
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
