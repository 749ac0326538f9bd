import type { DeadlineInput } from './deadline-input.js';
import { CPR_SHORT_PERIOD } from './make-plan.js';
import type { Regime } from './rule.js';

/** A count that runs back from an event. */
export interface BackCount {
  readonly text: string;
  readonly count: number;
  readonly unit: string;
  /** `17:00` on the day it ends; of hours, the hour of the event. */
  readonly time: string | null;
  /** The day of the event, `2027-01-26`, and the same in words. */
  readonly eventOn: string;
  readonly eventWords: string;
  readonly zone: string;
  /** The holiday table that business days leave out. */
  readonly holidays: string;
  /**
   * Under English law “at least” leaves out the day of the act too, and a few days are counted without weekends and bank
   * holidays (CPR 2.8); American rules count back and include the last day.
   */
  readonly isEnglish: boolean;
  /** Whose rules of court are a reading beside the general construction. */
  readonly regime: Regime;
}

const AT_LEAST =
  /\b(?:at\s+(?:the\s+)?least|(?:no|not)\s+(?:less|fewer)\s+than|a\s+minimum\s+of|or\s+more)\b/iu;

/**
 * How a count before an event can be read, the usual one first: the day of the event is left out and the last day counted
 * back included; “clear”, and where the law reads it so “at least”, leave out the day of the act as well, which is earlier.
 * That the event's own day counts as the first is not offered: it would be a later day.
 */
export function backInputs(words: BackCount): [DeadlineInput, string][] {
  const { count, unit, eventOn } = words;
  const input = (rule: string, engineUnit: string, days = count): DeadlineInput => ({
    ...{ rule, trigger: eventOn, count: days, unit: engineUnit, direction: 'backward', zone: words.zone },
    ...(words.time === null ? {} : { cutOff: words.time }),
    ...(engineUnit === 'business_days' ? { holidays: words.holidays } : { workingDays: words.holidays }),
  });
  const back = `counted back from ${words.eventWords}`;
  if (unit === 'hour') {
    const hours = { rule: 'DEMAND_HOURS', count, unit: 'hours', direction: 'backward', zone: words.zone };
    const why =
      words.time === null
        ? `${count} elapsed hours ${back}, from the start of that day: its hour is not known`
        : `${count} elapsed hours ${back} at ${words.time}`;
    const trigger = `${eventOn}T${words.time ?? '00:00'}`;
    const elapsed = { ...hours, trigger, workingDays: words.holidays };
    return [[elapsed, why], ...byCourtRule(words, elapsed, back)];
  }
  const saysClear = unit === 'clear-day' || /\bclear\b/iu.test(words.text);
  const clear = clearInput(words, input);
  const usual = usualInput(words, input);
  const plain: [DeadlineInput, string] = [usual.input, `${usual.unit} ${back}, that day not counted`];
  const whole: [DeadlineInput, string] = [
    clear,
    saysClear
      ? `clear ${usual.unit} ${back}: neither that day nor the day of the act counts`
      : `${usual.unit} ${back}, “at least” read as clear days: the day of the act is left out too`,
  ];
  const isDays = unit === 'day' || unit === 'clear-day';
  const short: [DeadlineInput, string][] =
    words.isEnglish && isDays && count <= CPR_SHORT_PERIOD
      ? [
          [
            shortInput(words),
            `${count} clear days ${back} as CPR 2.8(4) counts five or fewer: weekends and bank holidays left out`,
          ],
        ]
      : [];
  const court = byCourtRule(
    words,
    saysClear
      ? { ...usual.input, count: clear.rule === usual.input.rule ? clear.count : count + 1 }
      : usual.input,
    back,
  );
  if (saysClear) return [whole, ...short, ...court];
  return words.isEnglish && AT_LEAST.test(words.text)
    ? [plain, whole, ...short, ...court]
    : [plain, ...short, ...court];
}

/**
 * How the courts of the matter's regime count back: a last day that is a weekend or a legal holiday goes back to the day
 * before it (Fed. R. Civ. P. 6(a)(1)(C), (2)(C) and (5)). Code Civ. Proc. 12c does not settle that, and the earlier day is safe.
 */
function byCourtRule(
  { regime, unit }: BackCount,
  { workingDays: _, holidays: __, ...input }: DeadlineInput,
  back: string,
): [DeadlineInput, string][] {
  // Business days end on none of these days.
  if (unit === 'business-day' || unit === 'court-day') return [];
  const under = `${input.count} ${input.unit.replaceAll('_', ' ')} ${back}`;
  const earlier = 'a last day that is a weekend or a legal holiday goes back to the day before it';
  if (regime === 'us-federal')
    return [[{ ...input, rule: 'FRCP 6(a)' }, `${under}; ${earlier}, Fed. R. Civ. P. 6(a)(5)`]];
  if (regime !== 'us-california' || unit === 'hour') return [];
  const rule = unit === 'month' || unit === 'year' ? 'CCP 12' : 'CCP 12c';
  return [
    [
      { ...input, rule },
      `${under}; ${earlier}, the safe one where Code Civ. Proc. 12a and 12c settle neither`,
    ],
  ];
}

function shortInput({ count, eventOn, zone, time }: BackCount): DeadlineInput {
  const cutOff = time === null ? {} : { cutOff: time };
  return {
    rule: 'CPR 2.8',
    trigger: eventOn,
    count,
    unit: 'clear_days',
    direction: 'backward',
    zone,
    ...cutOff,
  };
}

type InputOf = (rule: string, engineUnit: string, days?: number) => DeadlineInput;

function usualInput(
  { unit, count, regime }: BackCount,
  input: InputOf,
): { readonly input: DeadlineInput; readonly unit: string } {
  if (unit === 'court-day' && regime === 'us-california')
    return { input: courtDays(input, count), unit: 'court days' };
  if (unit === 'business-day' || unit === 'court-day')
    return { input: input('DEMAND_BUSINESS_DAYS', 'business_days'), unit: `${unit.replace('-', ' ')}s` };
  if (unit === 'month' || unit === 'year')
    return { input: input('DEMAND_MONTHS', `${unit}s`), unit: `${unit}s` };
  if (unit === 'week') return { input: input('DEMAND_CALENDAR_EXCLUSIVE', 'weeks'), unit: 'weeks' };
  return {
    input: input('DEMAND_CALENDAR_EXCLUSIVE', 'calendar_days'),
    unit: unit === 'clear-day' ? 'days' : 'calendar days',
  };
}

/** Court days before a hearing, of which Code Civ. Proc. 12c says how they are counted. */
function courtDays(input: InputOf, count: number): DeadlineInput {
  const { workingDays: _, ...counted } = input('CCP 12c', 'court_days', count);
  return counted;
}

function clearInput({ unit, count, regime }: BackCount, input: InputOf): DeadlineInput {
  if (unit === 'court-day' && regime === 'us-california') return courtDays(input, count + 1);
  if (unit === 'business-day' || unit === 'court-day')
    return input('DEMAND_BUSINESS_DAYS', 'business_days', count + 1);
  if (unit === 'month' || unit === 'year') return input('DEMAND_CLEAR_DAYS', `${unit}s`);
  return input('DEMAND_CLEAR_DAYS', 'clear_days', unit === 'week' ? count * 7 : count);
}
