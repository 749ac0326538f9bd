import { daysBetween, daysLeftText } from '../platform/plain-date.js';
import type { Reading } from './counting/deadline-input.js';
import {
  countedOf,
  heldTo,
  heldWithoutPending,
  isFirstDayAllowed,
  isTolled,
  STANDINGS,
  type Deadline,
  type Standing,
} from './deadline.js';
import { hourHeld, hourInZone, hourOfReading } from './hour.js';
import { silentText } from './silent-hour.js';
import { leftText as leftOfTime } from './tolling/left-of-count.js';

const SOON_DAYS = 3;
const VERY_OVERDUE_DAYS = 7;

/** Where only days are compared, no hour of the day has passed. */
const START_OF_DAY = '00:00';

/**
 * `today` is the day in the date's own zone, `time` the hour there now, like `11:01`. Today is due today, never
 * overdue; a date with an hour is over once that hour has passed.
 */
export function stateOf(deadline: Deadline, today: string, time = START_OF_DAY): Standing {
  const { state } = deadline;
  if (state === 'decided' && deadline.decidedAs === 'no-response') return 'no-response';
  if (state === 'voided' || state === 'superseded' || state === 'decided' || state === 'decision')
    return state;
  if (state === 'met') {
    const { metOn, metTime, pendingUntil } = deadline;
    // An extension that lapses after the day was met by it leaves the old date, and that was met late.
    const lapsed =
      pendingUntil !== null && today > pendingUntil ? { ...deadline, pendingOn: null } : deadline;
    const on = metOn === null ? null : heldTo(lapsed, metOn);
    if (on === null || metOn === null) return 'met';
    if (isFirstDayAllowed(deadline)) return metOn < on ? 'met-early' : 'met';
    const isLate = metOn > on || (metTime !== null && isOverToday(deadline, on, metOn, metTime));
    return isLate ? 'met-late' : 'met';
  }
  if (state === 'provisional') return 'provisional';
  if (isTolled(deadline, today)) return 'tolled';
  const on = heldTo(deadline, today);
  if (on === null) return 'upcoming';
  const days = daysBetween(today, on);
  if (isFirstDayAllowed(deadline)) return days > 0 ? 'not-yet-allowed' : 'allowed';
  const isOver = days < 0 || isOverToday(deadline, on, today, time);
  if (isOver && on === deadline.earliestOn && deadline.workingOn === null) {
    const readings = countedOf(deadline)?.result.readings ?? [];
    if (readings.length > 0 && readings.every((one) => one.expiredBeforeReceipt))
      return 'expired-before-receipt';
    // Nobody has chosen between the readings, and not all of them have passed: that asks for counsel, whosever date it is.
    if (readings.some((one) => !hasRunOut(one, today, time))) return 'earliest-passed';
  }
  if (days === 0 && !isOver) return 'due-today';
  if (days > 0) return days <= SOON_DAYS ? 'due-soon' : 'upcoming';
  if (deadline.whose !== 'binding' && deadline.whose !== 'promised') return 'has-passed';
  return -days > VERY_OVERDUE_DAYS ? 'very-overdue' : 'overdue';
}

/** The standing in words; of a stopped clock also what was left, in the unit of its count: `tolled, 3 business days left`. */
export function standingText(deadline: Deadline, today: string, time = START_OF_DAY): string {
  const standing = stateOf(deadline, today, time);
  if (standing !== 'tolled' || deadline.tolledLeft === null) return STANDINGS[standing];
  const { tolledFrom, tolledLeft } = deadline;
  const wasDue = heldWithoutPending(deadline) ?? today;
  return `tolled, ${leftOfTime(deadline, { fromOn: tolledFrom ?? today, wasDue, daysLeft: tolledLeft })} left`;
}

/** How far off the day held to is: `due today at 10:00 PDT`, `overdue since 10:00 PDT today`, `in 3 days`. */
export function leftText(deadline: Deadline, on: string, today: string, time = START_OF_DAY): string {
  if (isFirstDayAllowed(deadline)) return allowedText(on, today);
  if (on !== today) return daysLeftText(today, on);
  const hour = hourHeld(deadline, on);
  const silent = hour === null ? silentText(deadline, on, time) : '';
  if (hour === null) return silent === '' ? 'due today' : `due today, but ${silent}`;
  const named = hourInZone(on, hour, deadline.zone);
  if (time <= hour) return `due today at ${named}`;
  const isOurs = deadline.whose === 'binding' || deadline.whose === 'promised';
  return isOurs ? `overdue since ${named} today` : `passed at ${named} today`;
}

function allowedText(on: string, today: string): string {
  if (on === today) return 'allowed from today';
  return on < today ? 'allowed' : `allowed ${daysLeftText(today, on)}`;
}

/** True on the day itself once the hour by which the date is to be met has passed. */
export function isOverToday(deadline: Deadline, on: string, today: string, time: string): boolean {
  if (on !== today) return false;
  const hour = hourHeld(deadline, on);
  return hour !== null && time > hour;
}

/** What makes that day the one held to. */
export function heldBy(deadline: Deadline, on: string): string {
  if (on === deadline.pendingOn) return 'extension, not confirmed yet';
  if (on === deadline.extendedOn) return 'extended';
  if (deadline.workingOn !== null) return 'working date';
  return isFirstDayAllowed(deadline) ? 'first day allowed' : 'earliest reading';
}

function hasRunOut(reading: Reading, today: string, time: string): boolean {
  const hour = hourOfReading(reading);
  return reading.due < today || (reading.due === today && hour !== null && time > hour);
}
