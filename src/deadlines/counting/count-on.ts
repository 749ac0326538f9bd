import { businessCalendar } from './business-calendar.js';
import type { DeadlineInput } from './deadline-input.js';
import type { LetterFacts, LimitUnit, LimitWords } from './limit-facts.js';
import type { Start } from './served-from.js';

/** Elapsed hours from a start; where its hour is not known, from the end of its day and from its beginning. */
export function hourInputs(count: number, start: Start, facts: LetterFacts): [DeadlineInput, string][] {
  const input = (trigger: string) => ({
    rule: 'DEMAND_HOURS',
    trigger,
    count,
    unit: 'hours',
    zone: facts.zone,
    workingDays: businessCalendar(facts.regime, facts.zone),
  });
  const [day = '', time] = start.on.split('T');
  if (time) return [[input(start.on), `${count} elapsed hours from ${start.words} at ${time}`]];
  const hours = `${count} elapsed hours from`;
  return [
    [input(`${day}T23:59`), `${hours} the end of the day of ${start.words}, its hour not known`],
    [input(`${day}T00:00`), `${hours} the start of the day of ${start.words}, its hour not known`],
  ];
}

/** Days, weeks, months or years from a start, the usual reading first; “days” may mean business days too. */
export function dayInputs(
  words: LimitWords,
  count: number,
  unit: Exclude<LimitUnit, 'hour'>,
  start: Start,
  facts: LetterFacts,
): [DeadlineInput, string][] {
  const input = (rule: string, engineUnit: string): DeadlineInput => ({
    rule,
    trigger: start.on.slice(0, 10),
    count,
    unit: engineUnit,
    zone: words.zone ?? facts.zone,
    ...(words.time ? { cutOff: words.time } : {}),
    ...(engineUnit === 'business_days'
      ? { holidays: businessCalendar(facts.regime, facts.zone) }
      : { workingDays: businessCalendar(facts.regime, facts.zone) }),
  });
  const out = `from ${start.words}, that day not counted`;
  const within = `from ${start.words}, that day counted as the first`;
  const business = [input('DEMAND_BUSINESS_DAYS', 'business_days'), `business days ${out}`] as const;
  const businessIn = [
    input('DEMAND_BUSINESS_DAYS_INCLUSIVE', 'business_days'),
    `business days ${within}`,
  ] as const;

  if (unit === 'business-day' || unit === 'court-day') return [[...business], [...businessIn]];
  if (unit === 'clear-day')
    return [
      [input('DEMAND_CLEAR_DAYS', 'clear_days'), `clear days ${out}`],
      [input('DEMAND_CALENDAR_INCLUSIVE', 'calendar_days'), `calendar days ${within}`],
    ];
  if (unit === 'week' || unit === 'month' || unit === 'year')
    return [
      [input(unit === 'week' ? 'DEMAND_CALENDAR_EXCLUSIVE' : 'DEMAND_MONTHS', `${unit}s`), `${unit}s ${out}`],
      [input('DEMAND_CALENDAR_INCLUSIVE', `${unit}s`), `${unit}s ${within}`],
    ];
  const saysCalendar = unit === 'calendar-day' || /\b(calendar|consecutive)\b/i.test(words.text);
  // Plain “days” may be business days too: counted again, they keep the readings that their words leave open.
  const days = saysCalendar ? 'calendar_days' : 'days';
  const calendar: [DeadlineInput, string][] = [
    [input('DEMAND_CALENDAR_EXCLUSIVE', days), `calendar days ${out}`],
    [input('DEMAND_CALENDAR_INCLUSIVE', days), `calendar days ${within}`],
  ];
  return saysCalendar ? calendar : [...calendar, [...business]];
}
