import { Temporal } from 'temporal-polyfill';

// The holidays of a year worked out again from the words of the statutes, apart from the tables and from src/.

type PlainDate = Temporal.PlainDate;

const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 7;

const on = (year: number, month: number, day: number): PlainDate =>
  Temporal.PlainDate.from({ year, month, day });

/** The first, second … weekday of a month: `nth(2021, 9, 1, MONDAY)` is Labor Day. */
function nth(year: number, month: number, which: number, weekday: number): PlainDate {
  const first = on(year, month, 1);
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (which - 1) });
}

function last(year: number, month: number, weekday: number): PlainDate {
  const end = on(year, month, 1).add({ months: 1 }).subtract({ days: 1 });
  return end.subtract({ days: (end.dayOfWeek - weekday + 7) % 7 });
}

/** 5 U.S.C. 6103(a); (b)(1) and Executive Order 11582 for Saturdays and Sundays. */
export function federalHolidays(year: number): string[] {
  const ofYear = (of: number) => [
    on(of, 1, 1),
    nth(of, 1, 3, MONDAY),
    nth(of, 2, 3, MONDAY),
    last(of, 5, MONDAY),
    ...(of >= 2021 ? [on(of, 6, 19)] : []),
    on(of, 7, 4),
    nth(of, 9, 1, MONDAY),
    nth(of, 10, 2, MONDAY),
    on(of, 11, 11),
    nth(of, 11, 4, THURSDAY),
    on(of, 12, 25),
  ];
  return inYear(year, [...observed(ofYear(year), true), ...observed(ofYear(year + 1), true)]);
}

/** Code Civ. Proc. 135 with Gov. Code 6700 as each stood; days of observance as the Judicial Council sets them. */
export function californiaCourtHolidays(year: number): string[] {
  const ofYear = (of: number) => [
    on(of, 1, 1),
    nth(of, 1, 3, MONDAY),
    on(of, 2, 12),
    nth(of, 2, 3, MONDAY),
    ...(of >= 2001 ? [on(of, 3, 31)] : []),
    last(of, 5, MONDAY),
    ...(of >= 2023 ? [on(of, 6, 19)] : []),
    on(of, 7, 4),
    nth(of, 9, 1, MONDAY),
    of >= 2022 ? nth(of, 9, 4, FRIDAY) : nth(of, 10, 2, MONDAY),
    on(of, 11, 11),
    nth(of, 11, 4, THURSDAY),
    nth(of, 11, 4, THURSDAY).add({ days: 1 }),
    on(of, 12, 25),
  ];
  return inYear(year, [...observed(ofYear(year), true), ...observed(ofYear(year + 1), true)]);
}

/** Gov. Code 6700 and 6701: a Sunday gives the Monday, only 11 November on a Saturday gives the Friday. */
export function californiaStateHolidays(year: number): string[] {
  const days = [
    on(year, 1, 1),
    nth(year, 1, 3, MONDAY),
    on(year, 2, 12),
    nth(year, 2, 3, MONDAY),
    ...(year >= 2001 ? [on(year, 3, 31)] : []),
    last(year, 5, MONDAY),
    on(year, 7, 4),
    nth(year, 9, 1, MONDAY),
    on(year, 9, 9),
    ...(year >= 2022 ? [nth(year, 9, 4, FRIDAY)] : []),
    nth(year, 10, 2, MONDAY),
    on(year, 11, 11),
    nth(year, 11, 4, THURSDAY),
    on(year, 12, 25),
  ];
  const armistice = on(year, 11, 11);
  return inYear(year, [
    ...observed(days, false),
    ...(year >= 2023 ? [on(year, 6, 19)] : []), // not among the days that 6701 moves from a Sunday
    ...(armistice.dayOfWeek === SATURDAY ? [armistice.subtract({ days: 1 })] : []),
  ]);
}

/** Days a proclamation added or moved: what is off, and what it stands in the place of. */
const PROCLAIMED: readonly (readonly [day: string, inPlaceOf: string | null, why: string])[] = [
  ['1995-05-08', '1995-05-01', 'fifty years of VE Day'],
  ['1999-12-31', null, 'the millennium'],
  ['2002-06-03', null, 'Golden Jubilee'],
  ['2002-06-04', '2002-05-27', 'Golden Jubilee weekend'],
  ['2011-04-29', null, 'royal wedding'],
  ['2012-06-04', '2012-05-28', 'Diamond Jubilee weekend'],
  ['2012-06-05', null, 'Diamond Jubilee'],
  ['2020-05-08', '2020-05-04', 'seventy-five years of VE Day'],
  ['2022-06-02', '2022-05-30', 'Platinum Jubilee weekend'],
  ['2022-06-03', null, 'Platinum Jubilee'],
  ['2022-09-19', null, 'state funeral'],
  ['2023-05-08', null, 'coronation'],
];

/** Banking and Financial Dealings Act 1971, Sch. 1, the proclamations, and the common law days. */
export function englishHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const newYear = on(year, 1, 1);
  const christmas = on(year, 12, 25);
  const usual = [
    newYear,
    ...(newYear.dayOfWeek >= SATURDAY ? [nth(year, 1, 1, MONDAY)] : []),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    nth(year, 5, 1, MONDAY),
    last(year, 5, MONDAY),
    last(year, 8, MONDAY),
    christmas,
    on(year, 12, 26),
    // Saturday and Sunday: Monday 27 and Tuesday 28. Sunday and Monday: Tuesday 27. Friday and Saturday: Monday 28.
    ...(christmas.dayOfWeek >= SATURDAY ? [on(year, 12, 27)] : []),
    ...(christmas.dayOfWeek === SATURDAY || christmas.dayOfWeek === FRIDAY ? [on(year, 12, 28)] : []),
  ].map(String);
  const replaced = new Set(PROCLAIMED.map(([, inPlaceOf]) => inPlaceOf));
  const added = PROCLAIMED.map(([day]) => day).filter((day) => day.startsWith(String(year)));
  return [...usual.filter((day) => !replaced.has(day)), ...added].sort();
}

/** The Sunday after the ecclesiastical full moon, which the tables of the Calendar (New Style) Act 1750 give by golden number. */
export function easterSunday(year: number): PlainDate {
  // Paschal full moons for 1900 to 2199, golden numbers 1 to 19; days of March, so 32 is 1 April.
  const FULL_MOONS = [45, 34, 23, 42, 31, 49, 39, 28, 47, 36, 25, 44, 33, 22, 41, 30, 48, 38, 27];
  const moon = on(year, 3, 1).add({ days: (FULL_MOONS[year % 19] ?? 0) - 1 });
  return moon.add({ days: 7 - (moon.dayOfWeek % 7) });
}

function observed(days: readonly PlainDate[], saturdayToo: boolean): PlainDate[] {
  return days.flatMap((day) => {
    if (day.dayOfWeek === SUNDAY) return [day, day.add({ days: 1 })];
    return day.dayOfWeek === SATURDAY && saturdayToo ? [day, day.subtract({ days: 1 })] : [day];
  });
}

function inYear(year: number, days: readonly PlainDate[]): string[] {
  return [...new Set(days.filter((day) => day.year === year).map(String))].sort();
}
