import { Temporal } from 'temporal-polyfill';
import { MONTHS } from '../platform/plain-date.js';
import type { DueDate } from './due-date.js';

export interface MonthDay {
  readonly on: string;
  readonly day: number;
  readonly isOut: boolean;
  readonly isToday: boolean;
  readonly dates: readonly DueDate[];
}

/** A month in whole weeks from Monday, with the dates of each day. */
export interface Month {
  readonly month: string;
  readonly title: string;
  readonly previous: string;
  readonly next: string;
  readonly weeks: readonly (readonly MonthDay[])[];
}

export const WEEKDAY_HEADINGS = [
  { short: 'Mo', long: 'Monday' },
  { short: 'Tu', long: 'Tuesday' },
  { short: 'We', long: 'Wednesday' },
  { short: 'Th', long: 'Thursday' },
  { short: 'Fr', long: 'Friday' },
  { short: 'Sa', long: 'Saturday' },
  { short: 'Su', long: 'Sunday' },
] as const;

/** True for `2014-06`, years 1900 to 2199. */
export function isMonth(text: string): boolean {
  return /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

/** Lays the dates out on a month written as `2014-06`; dates without a day are not in it. */
export function monthOf(month: string, dates: readonly DueDate[], today: string): Month {
  const of = Temporal.PlainYearMonth.from(month);
  const first = of.toPlainDate({ day: 1 });
  const start = first.subtract({ days: first.dayOfWeek - 1 });
  const days = first.dayOfWeek - 1 + of.daysInMonth;
  const weeks = Array.from({ length: Math.ceil(days / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const day = start.add({ days: week * 7 + weekday });
      const on = day.toString();
      return {
        on,
        day: day.day,
        isOut: day.month !== of.month,
        isToday: on === today,
        dates: dates.filter((date) => date.on === on),
      };
    }),
  );
  return {
    month,
    title: `${MONTHS[of.month - 1]} ${of.year}`,
    previous: of.subtract({ months: 1 }).toString(),
    next: of.add({ months: 1 }).toString(),
    weeks,
  };
}
