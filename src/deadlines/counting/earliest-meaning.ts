import { saysBusinessHour, saysMidnight } from './clock-words.js';
import { dayOf, isoOf } from './day.js';
import { isAmericanPlace } from './business-calendar.js';
import { daysWritten } from './days-written.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { Reading } from './deadline-input.js';
import { findTimeLimits } from './find-time-limit.js';
import type { FoundLimit } from './found-limit.js';
import { readingsOf, type LetterFacts, type LimitWords } from './readings.js';

/** The earliest date any of the words could mean, and whether some ask for a decision instead. */
export interface EarliestMeaning {
  readonly due: string | null;
  readonly quote: string | null;
  /** The hour its words name, `17:00`, and the zone they name with it; null where they name none. */
  readonly time: string | null;
  readonly zone: string | null;
  readonly why: string | null;
  readonly decision: boolean;
  /** Words that limit a time and give no date that could be read: a person has to set it. Null where there are none. */
  readonly unread: string | null;
  readonly limits: readonly FoundLimit[];
}

/** What a letter shows of its dates; `zone` is where it is read. */
interface Facts {
  readonly letterDate: string | null;
  readonly receivedOn: string;
  readonly zone?: string;
}

const LIMITS_A_TIME = /^(?:by|on|no|not|at|within|in|before|a\s+minimum)\b/iu;

/**
 * What an unreviewed letter's words could mean at the earliest. Dates before the letter itself are not taken as limits, but
 * where `read` has them: the limits that a closer reading of its demands found beside those of the plain search.
 */
export function earliestMeaning(
  text: string,
  facts: Facts,
  read: readonly FoundLimit[] = [],
): EarliestMeaning {
  const limits = findTimeLimits(text, facts.letterDate ?? facts.receivedOn);
  let best: { due: string; quote: string; why: string; time: string | null; zone: string | null } | null =
    null;
  // A long letter names the same time again and again: each is counted once.
  const counted = new Map<string, ReturnType<typeof earliestOf>>();
  for (const one of [...limits, ...read]) {
    const key = JSON.stringify({ ...one, offset: 0, isRead: read.includes(one) });
    const meaning = counted.get(key) ?? earliestOf(one, facts, read.includes(one));
    counted.set(key, meaning);
    if (!meaning) continue;
    const time = hourNamed(one);
    if (best === null || endOf(meaning.due, time) < endOf(best.due, best.time))
      best = { ...meaning, quote: one.quote, time, zone: time === null ? null : one.zone };
  }
  return {
    due: best?.due ?? null,
    quote: best?.quote ?? null,
    why: best?.why ?? null,
    time: best?.time ?? null,
    zone: best?.zone ?? null,
    decision: limits.some((one) => one.unit === 'immediate'),
    unread: (limits.find(isUnread) ?? read.find(hasNoDate))?.quote ?? null,
    limits,
  };
}

/** The hour at which the day found ends; a count of hours ends at one that nobody knows yet. */
function hourNamed({ quote, time, unit }: FoundLimit): string | null {
  if (unit === 'hour') return null;
  return time ?? (saysBusinessHour(quote) ? '17:00' : null);
}

function endOf(due: string, time: string | null): string {
  return `${due}T${time ?? '24:00'}`;
}

/** Words that limit a time and give no date: not read, or counted back from an event whose day they do not say. */
function isUnread(one: FoundLimit): boolean {
  return hasNoDate(one) && (one.dates.length > 0 || LIMITS_A_TIME.test(one.quote));
}

function hasNoDate({ unit, direction, dates }: FoundLimit): boolean {
  return unit === 'unread' || (direction === 'before' && dates.length === 0);
}

function earliestOf(one: FoundLimit, facts: Facts, isRead: boolean): { due: string; why: string } | null {
  if (one.unit === 'immediate' || one.unit === 'unread') return null;
  const shown = facts.letterDate ?? facts.receivedOn;
  if (one.unit === 'date') {
    const gone = isRead ? one.dates.flatMap((on) => goneDays(one.quote, on, shown)) : [];
    const due = [...aheadOf(shown, one.dates), ...gone].sort()[0];
    if (due === undefined || (due < shown && !isRead)) return null;
    const before = isoOf(dayOf(due, 'date') - 1);
    return saysMidnight(one.quote) && one.time === null && before >= shown
      ? { due: before, why: 'midnight read as the start of the day named' }
      : { due, why: 'the day named' };
  }
  const { quote: text, count, unit, from, direction, time } = one;
  const words = { text, count, unit, from, direction, time };
  if (direction === 'before') return earliestBack(words, aheadOf(shown, one.dates), facts);
  const events = one.dates.length > 0 ? one.dates : from === 'event' ? [shown] : [null];
  // Where the letter is read other days may be off than the American ones: the earlier of the two is held to.
  const isOfBusiness = unit === 'business-day' || unit === 'court-day';
  const zones = isOfBusiness && facts.zone ? ['UTC', facts.zone] : ['UTC'];
  return firstOf(
    events.flatMap((eventOn) =>
      zones.flatMap((zone) => readingsIn(words, { ...facts, eventOn, zone, regime: 'private' })),
    ),
  );
}

/** Days just past that words naming `on` may mean as well. */
function goneDays(quote: string, on: string, shown: string): string[] {
  const days = daysWritten(quote, on, shown)?.days ?? [];
  return days.filter(({ mayBeGone }) => mayBeGone === true).map((day) => day.on);
}

/** Of the days that a date may be those that do not lie before the letter; all where every one does. */
function aheadOf(shown: string, dates: readonly string[]): string[] {
  const ahead = dates.filter((date) => date >= shown);
  return ahead.length > 0 ? ahead : [...dates];
}

/**
 * Nobody has said yet which law the letter is under: of the tables the one that leaves out most days gives the earliest. That
 * “at least” means clear days is taken up only where the letter is read outside America.
 */
function earliestBack(words: LimitWords, dates: readonly string[], facts: Facts) {
  const zone = facts.zone ?? 'UTC';
  const isPlace = zone.includes('/') && !zone.startsWith('Etc/');
  const isAmerican = isAmericanPlace(zone);
  return firstOf(
    dates.flatMap((eventOn) => {
      const under = (regime: LetterFacts['regime']) => readingsIn(words, { ...facts, eventOn, zone, regime });
      const english =
        isPlace && isAmerican ? [] : under('england-wales').slice(0, isAmerican ? 1 : undefined);
      const isCourt = isAmerican || words.unit === 'court-day';
      const court = isCourt ? [...under('us-california'), ...under('us-federal')] : [];
      return [...under('private'), ...court, ...english];
    }),
  );
}

function firstOf(readings: readonly Reading[]): { due: string; why: string } | null {
  const [first] = [...readings].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return first ? { due: first.due, why: first.why } : null;
}

function readingsIn(words: LimitWords, facts: LetterFacts): readonly Reading[] {
  try {
    return readingsOf(words, facts).readings;
  } catch (error) {
    if (error instanceof DeadlineInputError) return []; // a count too long or out of the calendar is no limit to show
    throw error;
  }
}
