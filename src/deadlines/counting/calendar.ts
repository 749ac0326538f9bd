import { weekdayOf, yearOf, type Day } from './day.js';

/** Why a day is not a working day of a calendar. */
export interface OffDay {
  readonly why: string;
  readonly source: string;
}

/** Weekends and the listed holidays of one or more tables, good for the years it covers. */
export interface Calendar {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly fromYear: number;
  readonly toYear: number;
  readonly holidays: ReadonlyMap<Day, OffDay & { readonly observed: boolean }>;
  /** Closings of which it is argued whether they are holidays: never skipped unless chosen. */
  readonly contested: ReadonlyMap<Day, OffDay>;
}

const SATURDAY: OffDay = { why: 'Saturday', source: 'weekend' };
const SUNDAY: OffDay = { why: 'Sunday', source: 'weekend' };

/** Saturdays and Sundays only: what is left where no table was chosen. */
export const WEEKENDS: Calendar = {
  id: 'WEEKENDS',
  name: 'Saturdays and Sundays only',
  version: '1',
  fromYear: 1900,
  toYear: 2199,
  holidays: new Map(),
  contested: new Map(),
};

/** The reason a day is off, or null for a working day. A holiday's name wins over the weekend's. */
export function offDay(calendar: Calendar, day: Day): OffDay | null {
  const holiday = calendar.holidays.get(day);
  if (holiday) return holiday;
  const weekday = weekdayOf(day);
  if (weekday === 6) return SATURDAY;
  return weekday === 7 ? SUNDAY : null;
}

export function covers(calendar: Calendar, day: Day): boolean {
  const year = yearOf(day);
  return year >= calendar.fromYear && year <= calendar.toYear;
}

/** Every day that is off in any of them; the years that all of them cover. */
export function combined(calendars: readonly Calendar[]): Calendar {
  const [first, ...rest] = calendars;
  if (!first) return WEEKENDS;
  if (rest.length === 0) return first;
  return {
    id: calendars.map((one) => one.id).join('+'),
    name: calendars.map((one) => one.name).join(' and '),
    version: calendars.map((one) => one.version).join('+'),
    fromYear: Math.max(...calendars.map((one) => one.fromYear)),
    toYear: Math.min(...calendars.map((one) => one.toYear)),
    holidays: new Map([...calendars].reverse().flatMap((one) => [...one.holidays])),
    contested: new Map(calendars.flatMap((one) => [...one.contested])),
  };
}

/** The same calendar as if days of observance for holidays on a weekend did not count. */
export function withoutObserved(calendar: Calendar): Calendar {
  return { ...calendar, holidays: new Map([...calendar.holidays].filter(([, day]) => !day.observed)) };
}

/** The same calendar with its contested closings as holidays. */
export function withContested(calendar: Calendar): Calendar {
  const closings = [...calendar.contested].map(([day, off]) => [day, { ...off, observed: false }] as const);
  return { ...calendar, holidays: new Map([...closings, ...calendar.holidays]) };
}
