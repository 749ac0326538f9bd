import { laterStart } from './after-hours.js';
import { amountsSaid, daysAdded } from './amounts-said.js';
import { readOnce } from './computation.js';
import { dayOf, dayWords, isoOf } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import { saysBusinessHour, saysMidnight } from './clock-words.js';
import { businessCalendar, isAmericanPlace } from './business-calendar.js';
import { backInputs } from './count-back.js';
import { dayInputs, hourInputs } from './count-on.js';
import type { DeadlineInput, Reading } from './deadline-input.js';
import { daysWritten, leavesOutYear, type DaysWritten } from './days-written.js';
import { loadReference, type Reference } from './reference.js';
import type { LetterFacts, LimitUnit, LimitWords } from './limit-facts.js';
import { otherLimits } from './other-limits.js';
import { servedFrom, type Start } from './served-from.js';

export type { LetterFacts, LimitStart, LimitUnit, LimitWords } from './limit-facts.js';

/** Every way the words can be counted, the usual one first; or no date but a decision to take. */
export interface Readings {
  readonly decision: boolean;
  readonly readings: readonly Reading[];
  readonly earliest: string | null;
}

/** Raised when time limits are found or read otherwise than before: what an older reader counted is read again. */
export const READINGS_VERSION = 3;

/** “beginning with the date of this letter” counts that day; “with the day after” does not. */
const FIRST_DAY_COUNTS =
  /\b(?:beginning|commencing|starting|counting)\s+(?:with|on|from)\s+(?!the\s+(?:day|date)\s+after)/i;

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
  const own = words.fixedOn
    ? fixedReadings(words, words.fixedOn, facts, reference)
    : countedReadings(words, facts, reference);
  const readings = [...own, ...readingsOfOthers(words, facts, reference)];
  const distinct = readings.filter(
    (one, index) => readings.findIndex((other) => sameReading(one, other)) === index,
  );
  const marked = distinct.map((one) => ({ ...one, expiredBeforeReceipt: isExpired(one, facts) }));
  const earliest = marked
    .map((one) => one.due)
    .reduce((least, due) => (due < least ? due : least), marked[0]?.due ?? '');
  return { decision: false, readings: marked, earliest };
}

/** Where the words name another time beside it, “or by 12 June”, that is a reading too: nobody can tell which one holds. */
function readingsOfOthers(words: LimitWords, facts: LetterFacts, reference: Reference): Reading[] {
  return otherLimits(words, facts.letterDate).flatMap((one) => {
    const { quote: text, count, unit, from, direction, time, zone, dates } = one;
    if (unit === 'unread') return [];
    const other = { text, count, unit, from, direction, time, zone };
    const ahead = dates.filter((on) => on >= (facts.letterDate ?? on));
    const each =
      unit === 'date'
        ? ahead.map((on) => fixedReadings({ ...other, fixedOn: on }, on, facts, reference))
        : (dates.length === 0 ? [facts.eventOn ?? null] : ahead).map((eventOn) =>
            countedReadings(other, { ...facts, eventOn }, reference),
          );
    return each
      .flat()
      .map((reading) => ({ ...reading, why: `${reading.why}; “${text}” is named beside it` }));
  });
}

function fixedReadings(words: LimitWords, on: string, facts: LetterFacts, reference: Reference): Reading[] {
  const zone = words.zone ?? facts.zone;
  const workingDays = businessCalendar(facts.regime, facts.zone);
  const input = { rule: 'DEMAND_FIXED_DATE', trigger: on, count: 0, unit: 'fixed_date', zone, workingDays };
  const until = (hour: string, why: string) => readOnce({ ...input, cutOff: hour }, why, reference);
  const written = daysWritten(words.text, on, facts.letterDate, facts.receivedOn?.slice(0, 10));
  if (written) {
    const ahead = written.days.filter(
      (day) => day.on === on || day.mayBeGone === true || day.on >= (facts.letterDate ?? day.on),
    );
    // The day that was taken is the usual reading, whatever order the words are read in.
    const ordered = [...ahead.filter((day) => day.on === on), ...ahead.filter((day) => day.on !== on)];
    return ordered.flatMap(({ on: day, why }) =>
      fixedReadings({ ...words, text: written.rest }, day, facts, reference).map((one) => ({
        ...one,
        why: `${why} (${one.why})${goneText(written, ahead)}`,
      })),
    );
  }
  const isOfOtherYear = facts.letterDate !== null && facts.letterDate.slice(0, 4) !== on.slice(0, 4);
  const named =
    isOfOtherYear && leavesOutYear(words.text, on)
      ? 'the day named, its year not written and taken for the next to come'
      : 'the day named';
  if (words.time) return [until(words.time, `${named}, until ${words.time}`)];
  const whole = readOnce(input, named, reference);
  if (saysMidnight(words.text)) {
    const before = isoOf(dayOf(on.slice(0, 10), 'trigger') - 1);
    const why = 'midnight read as the start of the day named, the end of the day before';
    return [whole, readOnce({ ...input, trigger: before }, why, reference)];
  }
  return saysBusinessHour(words.text)
    ? [until('17:00', `${named}, close of business read as 17:00`), whole]
    : [whole];
}

/** A day that the words may name too and that was gone when the letter was written is said, not left out without a word. */
function goneText({ days }: DaysWritten, ahead: DaysWritten['days']): string {
  const gone = days.filter((day) => !ahead.includes(day));
  return gone
    .map(({ on, why }) => `; ${why} it is ${dateWords(on)}, which was past when the letter was written`)
    .join('');
}

function countedReadings(words: LimitWords, facts: LetterFacts, reference: Reference): Reading[] {
  const { count, unit } = words;
  if (count === null || unit === null)
    throw new DeadlineInputError('count', 'A time limit needs a number and a unit, or a date.');
  const written = facts.eventOn ? daysWritten(words.text, facts.eventOn, facts.letterDate) : null;
  if (written) return readingsFromEach(written, words, facts, reference);
  const added = daysAdded(words.text, count, unit);
  const inputs = amountsSaid(words.text, count, unit).flatMap(({ count: number, unit: one, why }) =>
    inputsOf(words, number, one, facts, reference).map(([input, said]): [DeadlineInput, string] => [
      { ...input, ...added.input },
      `${why === '' || said.startsWith(`${number} `) ? said : `${number} ${said}`}${added.why}${why}`,
    ]),
  );
  return withoutSameDay(
    withHours(words, unit, inputs).map(([input, why]) => readOnce(input, why, reference)),
  );
}

/** A rule of court that leaves the day where the words put it is no other reading of them. */
function withoutSameDay(readings: readonly Reading[]): Reading[] {
  const isOfCourt = ({ input }: Reading): boolean => /^(?:FRCP|CCP)/.test(input.rule);
  const days = new Set(readings.filter((one) => !isOfCourt(one)).map((one) => one.due));
  return readings.filter((one) => !isOfCourt(one) || !days.has(one.due));
}

/** A count from or back from a day that may be two: from each, but for one whose every reading ends before the letter. */
function readingsFromEach(
  { days, rest }: DaysWritten,
  words: LimitWords,
  facts: LetterFacts,
  reference: Reference,
): Reading[] {
  const fromEach = days.map(({ on: eventOn, why }) =>
    countedReadings({ ...words, text: rest }, { ...facts, eventOn }, reference).map((one) => ({
      ...one,
      why: `${one.why}; ${why}`,
    })),
  );
  const ahead = fromEach.filter((group) => group.some(({ due }) => due >= (facts.letterDate ?? due)));
  return (ahead.length > 0 ? ahead : fromEach).flat();
}

function inputsOf(
  words: LimitWords,
  count: number,
  unit: LimitUnit,
  facts: LetterFacts,
  reference: Reference,
): [DeadlineInput, string][] {
  if (words.direction === 'before') {
    const event = facts.eventOn && { on: facts.eventOn, words: `the event, ${dateWords(facts.eventOn)}` };
    const { on, words: eventWords } = needed(
      event,
      'eventOn',
      'the day of the event it is counted back from',
    );
    const isEnglish =
      facts.regime === 'england-wales' || (facts.regime === 'private' && !isAmericanPlace(facts.zone));
    return backCalendars(unit, facts).flatMap((holidays) =>
      backInputs({
        ...{ text: words.text, count, unit, time: words.time ?? null, eventOn: on.slice(0, 10), eventWords },
        ...{ zone: words.zone ?? facts.zone, holidays, isEnglish, regime: regimeOf(holidays, facts) },
      }),
    );
  }
  return startsOf(words, facts, reference).flatMap((start) => {
    const inputs =
      unit === 'hour' ? hourInputs(count, start, facts) : dayInputs(words, count, unit, start, facts);
    if (start.isBeside) return unit === 'hour' ? [] : inputs.slice(0, 1);
    return FIRST_DAY_COUNTS.test(words.text)
      ? [...inputs].sort(
          ([a], [b]) => Number(b.rule.endsWith('_INCLUSIVE')) - Number(a.rule.endsWith('_INCLUSIVE')),
        )
      : inputs;
  });
}

/** The court days of a private letter, counted by the courts of California, are theirs. */
function regimeOf(holidays: string, { regime, zone }: LetterFacts): LetterFacts['regime'] {
  return regime === 'private' && holidays !== businessCalendar(regime, zone) ? 'us-california' : regime;
}

/** In California a private letter's “court days” may be those of its courts, which leave out more days than the federal ones. */
function backCalendars(unit: LimitUnit, { regime, zone }: LetterFacts): string[] {
  const isCalifornian = unit === 'court-day' && regime === 'private' && zone === 'America/Los_Angeles';
  return [
    businessCalendar(regime, zone),
    ...(isCalifornian ? [businessCalendar('us-california', zone)] : []),
  ];
}

/** “by close of business on the third day”: each day counted to also ends at 17:00; at midnight, perhaps as that day begins. */
function withHours(
  { text, time }: LimitWords,
  unit: LimitUnit,
  inputs: [DeadlineInput, string][],
): [DeadlineInput, string][] {
  const [usual] = inputs;
  if (time || unit === 'hour' || !usual) return inputs;
  if (saysBusinessHour(text))
    return [
      ...inputs.map(([input, why]): [DeadlineInput, string] => [
        { ...input, cutOff: '17:00' },
        `${why}, close of business read as 17:00`,
      ]),
      usual,
    ];
  if (!saysMidnight(text)) return inputs;
  const step = usual[0].direction === 'backward' ? 1 : -1;
  const asItBegins = inputs.flatMap(([input, why]): [DeadlineInput, string][] =>
    input.count + step < 1
      ? []
      : [[{ ...input, count: input.count + step }, `${why}, midnight read as the start of the last day`]],
  );
  return [...inputs, ...asItBegins];
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
  const also = facts.alsoDated
    ? [
        {
          on: facts.alsoDated,
          words: `the letter’s date, ${dateWords(facts.alsoDated)} (its weekday and its date do not fit)`,
        },
      ]
    : [];
  if (words.from === 'letter-date') return [needed(letter, 'letterDate', 'the date on the letter'), ...also];
  const later = laterStart(facts, reference);
  const beside = later === null ? [] : [later];
  if (words.from === 'receipt')
    return [needed(receipt, 'receivedOn', 'the date the letter was received'), ...beside];
  if (words.from === 'event') return [needed(event, 'eventOn', 'the date of the event it runs from')];
  if (words.from === 'service' && event) return [event];
  if (words.from === 'service') {
    const isEnglish = businessCalendar(facts.regime, facts.zone) === 'GB-EAW';
    return [
      needed(receipt, 'eventOn', 'the date of service'),
      ...servedFrom(earliestDated(facts), isEnglish, reference),
    ];
  }
  const starts = [receipt, letter, ...also, ...beside].filter((start) => start !== null && start !== '');
  if (starts.length === 0) return [needed(null, 'receivedOn', 'the date the letter was received')];
  return starts.filter((start, index) => index === 0 || start.on.slice(0, 10) !== starts[0]?.on.slice(0, 10));
}

/** A day of sending that nobody recorded may be as early as the earlier of the days that the letter's date may be. */
function earliestDated(facts: LetterFacts): LetterFacts {
  const { letterDate, alsoDated } = facts;
  return letterDate && alsoDated && alsoDated < letterDate ? { ...facts, letterDate: alsoDated } : facts;
}

function needed(start: Start | null | '' | undefined, field: string, what: string): Start {
  if (!start) throw new DeadlineInputError(field, `Counting this time limit needs ${what}.`);
  return start;
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
