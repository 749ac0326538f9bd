import { MONTHS } from '../../platform/plain-date.js';
import { DeadlineInputError } from './deadline-input-error.js';

/** A plain day as a whole number: days since 1 January 1970. No zone, no clock; tests hold it equal to Temporal.PlainDate. */
export type Day = number;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** The day written as `2014-06-05`. Throws DeadlineInputError, naming `field`, for anything else, 31 February included. */
export function dayOf(text: string, field: string): Day {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) throw new DeadlineInputError(field, `“${text}” is not a date; write it like 2014-06-05.`);
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1900 || year > 2199)
    throw new DeadlineInputError(field, `The year ${year} is out of range; use a year from 1900 to 2199.`);
  if (month < 1 || month > 12)
    throw new DeadlineInputError(field, `“${text}” is not a date: there is no month ${month}.`);
  const length = monthLength(year, month);
  if (date < 1 || date > length)
    throw new DeadlineInputError(
      field,
      `“${text}” is not a date: ${MONTHS[month - 1]} ${year} has ${length} days.`,
    );
  return dayFrom(year, month, date);
}

/** `2014-06-05`. */
export function isoOf(day: Day): string {
  const { year, month, date } = partsOf(day);
  return `${year}-${month < 10 ? '0' : ''}${month}-${date < 10 ? '0' : ''}${date}`;
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `Monday`. */
export function weekdayName(day: Day): string {
  return WEEKDAYS[weekdayOf(day) - 1] ?? '';
}

/** `Mon 9 Jun 2014`. */
export function dayWords(day: Day): string {
  const { year, month, date } = partsOf(day);
  return `${weekdayName(day).slice(0, 3)} ${date} ${MONTHS[month - 1]?.slice(0, 3)} ${year}`;
}

export function yearOf(day: Day): number {
  return partsOf(day).year;
}

/** The corresponding date so many months away, or the last day of that month where there is none. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return dayFrom(toYear, toMonth, Math.min(date, monthLength(toYear, toMonth)));
}

function dayFrom(year: number, month: number, date: number): Day {
  const leap = month > 2 && isLeap(year) ? 1 : 0;
  return yearStart(year) + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + leap + date - 1;
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  let year = 1970 + Math.floor(day / 365.2425);
  while (yearStart(year) > day) year -= 1;
  while (yearStart(year + 1) <= day) year += 1;
  const inYear = day - yearStart(year);
  const leap = isLeap(year) ? 1 : 0;
  let month = 12;
  while (month > 1 && (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 ? leap : 0) > inYear) month -= 1;
  return {
    year,
    month,
    date: inYear - (DAYS_BEFORE_MONTH[month - 1] ?? 0) - (month > 2 ? leap : 0) + 1,
  };
}

function yearStart(year: number): Day {
  const before = year - 1;
  return (
    365 * (year - 1970) + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477
  );
}

function monthLength(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
