import { readOnce } from './computation.js';
import { dayOf, dayWords, isoOf } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { DeadlineInput, Reading } from './deadline-input.js';
import { oddWeekdays } from './odd-weekday.js';
import { loadReference, type Reference } from './reference.js';
import type { Regime } from './rule.js';
import { servedFrom, type Start } from './served-from.js';

/** A time limit as a letter words it. */
export interface LimitWords {
  readonly text: string;
  readonly count: number | null;
  readonly unit: LimitUnit | null;
  /** Where the letter says the time starts; null where it does not say. */
  readonly from: LimitStart | null;
  /** The date named, for “by 17 July 2015”. */
  readonly fixedOn?: string | null;
  /** `17:00`, for “by 5 p.m. on …”. */
  readonly time?: string | null;
  /** The zone the words name beside the hour, where they do. */
  readonly zone?: string | null;
}

export type LimitUnit =
  | 'hour'
  | 'day'
  | 'calendar-day'
  | 'business-day'
  | 'court-day'
  | 'clear-day'
  | 'week'
  | 'month'
  | 'year'
  | 'date'
  | 'immediate';

export type LimitStart = 'letter-date' | 'receipt' | 'service' | 'event';

/** The three facts of a letter's arrival, each `2014-06-05` or with the hour, `2014-06-05T09:00`, local in the zone. */
export interface LetterFacts {
  readonly letterDate: string | null;
  readonly receivedOn: string | null;
  readonly sentOn?: string | null;
  /** How it came: `post`, `email`, as a letter's facts name it. */
  readonly method?: string | null;
  /** The date of the event or service that the words run from, when they name one. */
  readonly eventOn?: string | null;
  readonly zone: string;
  readonly regime: Regime;
}

/** Every way the words can be counted, the usual one first; or no date but a decision to take. */
export interface Readings {
  readonly decision: boolean;
  readonly readings: readonly Reading[];
  readonly earliest: string | null;
}

/** Taken away, so that each of two days is read for itself. */
const WEEKDAY_WORDS = /\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/gi;
const CLOSE_OF_BUSINESS = /\b(?:close|end)\s+of\s+(?:the\s+)?business\b|\bcob\b/i;
/** “beginning with the date of this letter” counts that day; “with the day after” does not. */
const FIRST_DAY_COUNTS =
  /\b(?:beginning|commencing|starting|counting)\s+(?:with|on|from)\s+(?!the\s+(?:day|date)\s+after)/i;

const BUSINESS_CALENDARS: Readonly<Record<Exclude<Regime, 'private'>, string>> = {
  'us-federal': 'US-FEDERAL',
  'us-california': 'US-CA-JUDICIAL',
  'england-wales': 'GB-EAW',
};

/** Places where a private letter's business days leave out US federal holidays; a zone that names no place stays with them. */
const US_PLACES = /^(?:America|US|Etc)\/|^Pacific\/(?:Honolulu|Guam|Saipan|Pago_Pago|Midway)$|^[A-Z]+$/;

/**
 * The holiday table meant by business days where neither the words nor a person name one. No rule governs a private
 * letter, so its place says; where no table is held for that, weekends alone are left out, which is the earlier day.
 */
export function businessCalendar(regime: Regime, zone: string): string {
  if (regime !== 'private') return BUSINESS_CALENDARS[regime];
  if (zone === 'Europe/London') return BUSINESS_CALENDARS['england-wales'];
  return US_PLACES.test(zone) ? BUSINESS_CALENDARS['us-federal'] : 'NONE';
}

/**
 * Every plausible reading of a private letter's time limit. “Immediately” gives no date: a decision is asked for.
 * Where the letter does not say from when, receipt is the usual start and the letter's date the cautious one.
 * Throws DeadlineInputError when a fact that the words need is missing.
 */
export function readingsOf(
  words: LimitWords,
  facts: LetterFacts,
  reference: Reference = loadReference(),
): Readings {
  if (words.unit === 'immediate' || (words.count === 0 && !words.fixedOn))
    return { decision: true, readings: [], earliest: null };
  const readings = words.fixedOn
    ? fixedReadings(words, words.fixedOn, facts, reference)
    : countedReadings(words, facts, reference);
  const distinct = readings.filter(
    (one, index) => readings.findIndex((other) => sameReading(one, other)) === index,
  );
  const marked = distinct.map((one) => ({ ...one, expiredBeforeReceipt: isExpired(one, facts) }));
  const earliest = marked
    .map((one) => one.due)
    .reduce((least, due) => (due < least ? due : least), marked[0]?.due ?? '');
  return { decision: false, readings: marked, earliest };
}

function fixedReadings(words: LimitWords, on: string, facts: LetterFacts, reference: Reference): Reading[] {
  const zone = words.zone ?? facts.zone;
  const workingDays = businessCalendar(facts.regime, facts.zone);
  const input = { rule: 'DEMAND_FIXED_DATE', trigger: on, count: 0, unit: 'fixed_date', zone, workingDays };
  const until = (hour: string, why: string) => readOnce({ ...input, cutOff: hour }, why, reference);
  const odd = oddWeekdays(words.text, facts.letterDate).find((one) => one.on === on || one.by === on);
  if (odd) {
    const { text, ...rest } = words;
    const inner = (date: string, why: string): Reading[] =>
      fixedReadings({ ...rest, text: text.replace(WEEKDAY_WORDS, '') }, date, facts, reference).map(
        (one) => ({
          ...one,
          why: `${why} (${one.why})`,
        }),
      );
    return [
      ...inner(odd.on, `the date written; it is no ${odd.words.split(/[\s,.]/)[0] ?? 'such day'}`),
      ...inner(odd.by, `the weekday written; it is not the date`),
    ];
  }
  if (words.time) return [until(words.time, `the day named, until ${words.time}`)];
  const whole = readOnce(input, 'the day named', reference);
  return CLOSE_OF_BUSINESS.test(words.text)
    ? [until('17:00', 'the day named, close of business read as 17:00'), whole]
    : [whole];
}

function countedReadings(words: LimitWords, facts: LetterFacts, reference: Reference): Reading[] {
  const { count, unit } = words;
  if (count === null || unit === null)
    throw new DeadlineInputError('count', 'A time limit needs a number and a unit, or a date.');
  return startsOf(words, facts, reference).flatMap((start) => {
    const inputs =
      unit === 'hour' ? hourInputs(count, start, facts) : dayInputs(words, count, unit, start, facts);
    const usualFirst = FIRST_DAY_COUNTS.test(words.text)
      ? [...inputs].sort(
          ([a], [b]) => Number(b.rule.endsWith('_INCLUSIVE')) - Number(a.rule.endsWith('_INCLUSIVE')),
        )
      : inputs;
    return usualFirst.map(([input, why]) => readOnce(input, why, reference));
  });
}

function startsOf(words: LimitWords, facts: LetterFacts, reference: Reference): Start[] {
  const letter = facts.letterDate && {
    on: facts.letterDate,
    words: `the letter’s date, ${dateWords(facts.letterDate)}`,
  };
  const receipt = facts.receivedOn && {
    on: facts.receivedOn,
    words: `receipt, ${dateWords(facts.receivedOn)}`,
  };
  const event = facts.eventOn && { on: facts.eventOn, words: `the event, ${dateWords(facts.eventOn)}` };
  if (words.from === 'letter-date') return [needed(letter, 'letterDate', 'the date on the letter')];
  if (words.from === 'receipt') return [needed(receipt, 'receivedOn', 'the date the letter was received')];
  if (words.from === 'event') return [needed(event, 'eventOn', 'the date of the event it runs from')];
  if (words.from === 'service' && event) return [event];
  if (words.from === 'service') {
    const isEnglish = businessCalendar(facts.regime, facts.zone) === BUSINESS_CALENDARS['england-wales'];
    return [needed(receipt, 'eventOn', 'the date of service'), ...servedFrom(facts, isEnglish, reference)];
  }
  const starts = [receipt, letter].filter((start) => start !== null && start !== '');
  if (starts.length === 0) return [needed(null, 'receivedOn', 'the date the letter was received')];
  return starts.filter((start, index) => index === 0 || start.on.slice(0, 10) !== starts[0]?.on.slice(0, 10));
}

function needed(start: Start | null | '' | undefined, field: string, what: string): Start {
  if (!start) throw new DeadlineInputError(field, `Counting this time limit needs ${what}.`);
  return start;
}

function hourInputs(count: number, start: Start, facts: LetterFacts): [DeadlineInput, string][] {
  const input = (trigger: string) => ({
    rule: 'DEMAND_HOURS',
    trigger,
    count,
    unit: 'hours',
    zone: facts.zone,
  });
  const [day = '', time] = start.on.split('T');
  if (time) return [[input(start.on), `${count} elapsed hours from ${start.words} at ${time}`]];
  const hours = `${count} elapsed hours from`;
  return [
    [input(`${day}T23:59`), `${hours} the end of the day of ${start.words}, its hour not known`],
    [input(`${day}T00:00`), `${hours} the start of the day of ${start.words}, its hour not known`],
  ];
}

function dayInputs(
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

function sameReading(one: Reading, other: Reading): boolean {
  return one.due === other.due && one.ruleId === other.ruleId && one.dueAt?.instant === other.dueAt?.instant;
}

/** A limit that had run out when the letter came is a state of its own, not an overdue one. */
function isExpired(reading: Reading, facts: LetterFacts): boolean {
  if (!facts.receivedOn) return false;
  const received = facts.receivedOn;
  if (reading.dueAt && reading.input.unit === 'hours' && received.includes('T'))
    return reading.dueAt.local < received;
  return reading.due < isoOf(dayOf(received.slice(0, 10), 'receivedOn'));
}

function dateWords(text: string): string {
  return dayWords(dayOf(text.slice(0, 10), 'letterDate'));
}
