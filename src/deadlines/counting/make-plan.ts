import { dayOf, dayWords, type Day } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { CustomRule, DeadlineInput } from './deadline-input.js';
import { calendarOf, closuresOf, tolledOf } from './plan-days.js';
import { deemedOf, extensionOf, isServed } from './plan-service.js';
import type { Plan } from './plan.js';
import type { Reference } from './reference.js';
import {
  directionOf,
  isPlainDays,
  rollOf,
  unitOf,
  wordsOf,
  type Roll,
  type Rule,
  type Unit,
} from './rule.js';
import { checkTime, checkZone } from './zone-time.js';

const MAX_COUNT = 9_999;
/** CPR 2.8(4): a period of five days or less. */
export const CPR_SHORT_PERIOD = 5;
const CLEAR_UNDER_RULE: ReadonlySet<Unit> = new Set(['business_days', 'weeks', 'months', 'years']);

/** Looks up the rule, the calendar and the service; throws DeadlineInputError, one sentence, for what cannot be counted. */
export function planOf(input: DeadlineInput, reference: Reference): Plan {
  const notes: string[] = [];
  const named = input.custom ? customRule(input.custom) : reference.findRule(input.rule);
  const rule: Rule = input.variant === 'closed-back' ? { ...named, closedOffice: 'onward' } : named;
  const unit = afterService(rule, input.unit, input.count);
  const count = countOf(input.count, unit);
  const direction = directionOf(rule, input.direction);
  const zone = zoneOf(input.zone, unit);
  const { trigger, time } = triggerOf(input, unit);
  const cutOff = cutOffOf(input, unit, time);
  if (cutOff !== null) checkTime(cutOff, 'cutOff');
  if (cutOff !== null && zone === null && !isServed(unit))
    throw new DeadlineInputError(
      'zone',
      `An hour such as ${cutOff} needs a time zone, like America/New_York.`,
    );

  const isShort =
    input.variant === 'short-period' ||
    (rule.shortPeriod !== null && count <= rule.shortPeriod && isClearUnit(unit));
  return {
    rule,
    unit,
    count,
    direction,
    step: direction === 'backward' ? -1 : 1,
    trigger,
    time,
    zone,
    calendar: calendarOf(input, rule, direction, reference, notes),
    workingDays: input.workingDays === undefined ? null : reference.findCalendar(input.workingDays),
    roll: rollFor(input, rule),
    leavesOutClosed: unit === 'court_days' || input.custom?.closedDays === 'left-out',
    mayBeShort:
      input.law === 'england-wales' &&
      rule.id === 'CUSTOM' &&
      unit === 'clear_days' &&
      count <= CPR_SHORT_PERIOD,
    leavesOutOffDays: unit === 'business_days' || unit === 'court_days' || isShort,
    // CPR 2.8(2), (3): any number of days is counted clear, business days an order names too.
    isClear: isClearUnit(unit) || (rule.clear && CLEAR_UNDER_RULE.has(unit)),
    endsOnAnyDay: input.variant === 'any-end-day',
    closures: closuresOf(input.closures),
    tolled: tolledOf(input.tolling, unit, direction),
    extension:
      input.variant === 'none-added'
        ? null
        : extensionOf(input, rule, unit, direction, trigger, notes, reference),
    extensionOrder: input.variant === 'roll-add-roll' ? 'roll-add-roll' : rule.extensionOrder,
    deemed: deemedOf(input.service, rule, unit),
    cutOff,
    extendedTo: input.extendedTo === undefined ? null : dayOf(input.extendedTo, 'extendedTo'),
    notes,
  };
}

function customRule(custom: CustomRule): Rule {
  return {
    id: 'CUSTOM',
    name: custom.name,
    aliases: [],
    ruleset: 'CUSTOM',
    regime: 'private',
    version: '1',
    validFrom: '1900-01-01',
    source: custom.authority,
    daysMean: 'calendar_days',
    units: [
      'calendar_days',
      'business_days',
      'court_days',
      'clear_days',
      'weeks',
      'months',
      'years',
      'hours',
      'fixed_date',
    ],
    first: custom.first,
    direction: 'forward',
    roll: custom.roll,
    isRollBackArgued: false,
    rollForCourtOffice: null,
    closedOffice: 'onward',
    clear: false,
    shortPeriod: null,
    calendar: custom.calendar,
    stateCalendars: {},
    extensionOrder: 'roll-add-roll',
    services: [],
    deemed: [],
    serviceCutOff: null,
    alsoReadAs: [],
    notes: [],
    cites: {},
  };
}

/**
 * Days under a rule that says when a paper is served: a number of them runs from that day (CPR 6.26 or 6.14 with 2.8),
 * none asks for the day itself.
 */
function afterService(rule: Rule, words: string, count: number): Unit {
  const unit = unitOf(rule, words);
  return isPlainDays(words) && unit === 'deemed_service' && count !== 0
    ? 'clear_days_after_deemed_service'
    : unit;
}

/** The hour a day ends: the one said, or for a day that is named the hour named with it. */
function cutOffOf({ cutOff, trigger }: DeadlineInput, unit: Unit, time: string | null): string | null {
  if (unit !== 'fixed_date' || time === null) return cutOff ?? null;
  if (cutOff !== undefined && cutOff !== time)
    throw new DeadlineInputError(
      'cutOff',
      `The day named ends at ${time} or at ${cutOff}: say one hour, with the day (${trigger}) or apart.`,
    );
  return time;
}

function countOf(count: number, unit: Unit): number {
  if (unit === 'fixed_date' || unit === 'deemed_service') return count;
  if (unit === 'end_of_day' && count === 0) return count;
  if (!Number.isInteger(count))
    throw new DeadlineInputError('count', `A count is a whole number of ${wordsOf(unit)}, not ${count}.`);
  if (count < 1)
    throw new DeadlineInputError(
      'count',
      `A count of ${count} ${wordsOf(unit)} gives no date; count at least 1.`,
    );
  if (count > MAX_COUNT)
    throw new DeadlineInputError(
      'count',
      `A count of ${count} ${wordsOf(unit)} is too long; the most is ${MAX_COUNT}.`,
    );
  const years = { weeks: count / 52, months: count / 12, years: count };
  if ((unit === 'weeks' || unit === 'months' || unit === 'years') && years[unit] > 100)
    throw new DeadlineInputError(
      'count',
      `A count of ${count} ${wordsOf(unit)} is too long; the most is 100 years.`,
    );
  return count;
}

function zoneOf(zone: string | undefined, unit: Unit): string | null {
  if (zone !== undefined) checkZone(zone);
  if (zone === undefined && unit === 'hours')
    throw new DeadlineInputError('zone', 'Counting hours needs a time zone, like America/New_York.');
  if (zone === undefined && unit === 'end_of_day')
    throw new DeadlineInputError('zone', 'The end of a day needs a time zone, like America/Los_Angeles.');
  return zone ?? null;
}

function triggerOf(input: DeadlineInput, unit: Unit): { trigger: Day; time: string | null } {
  const [date = '', ...clock] = input.trigger.trim().split(/[T ]/);
  const trigger = dayOf(date, 'trigger');
  const time =
    clock.length === 0
      ? null
      : clock.join('').replace(/:00$/, (seconds, at: number) => (at > 2 ? '' : seconds));
  if (time !== null) checkTime(time, 'trigger');
  if (unit === 'hours' && time === null)
    throw new DeadlineInputError('trigger', `Counting hours needs the hour it starts, like ${date}T09:00.`);
  if (input.servedOn === undefined) return { trigger, time };
  const served = dayOf(input.servedOn, 'servedOn');
  if (served < trigger)
    throw new DeadlineInputError(
      'servedOn',
      `Service on ${dayWords(served)} would be before the event it follows, ${dayWords(trigger)}.`,
    );
  return { trigger: served, time: served === trigger ? time : null };
}

function isClearUnit(unit: Unit): boolean {
  return unit === 'clear_days' || unit === 'clear_days_after_deemed_service';
}

function rollFor(input: DeadlineInput, rule: Rule): Roll {
  if (input.variant === 'not-rolled') return 'none';
  if (input.roll !== undefined) return rollOf(input.roll);
  if (input.variant === 'office-next') return 'next';
  return input.act === 'court_office' && rule.rollForCourtOffice !== null
    ? rule.rollForCourtOffice
    : rule.roll;
}
