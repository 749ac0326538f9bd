import { Temporal } from 'temporal-polyfill';
import { dayText, zoneText } from '../platform/plain-date.js';
import type { Reading } from './counting/deadline-input.js';
import { countedOf, type Deadline } from './deadline.js';

/** A day with the hour it ends at, `17:00` in the zone of its date; null for the end of the day. */
export interface Moment {
  readonly on: string;
  readonly time: string | null;
}

/** A stored result in which some reading ends at an hour: most end with their day, and need not be read for it. */
const NAMES_AN_HOUR = /"local":"[^"]*T(?!23:59:59)/;

/** The hour at which a reading ends, in its zone; null where that is the end of the day, or no hour matters. */
export function hourOfReading({ dueAt }: Pick<Reading, 'dueAt'>): string | null {
  return dueAt === null || dueAt.local.endsWith('T23:59:59') ? null : dueAt.local.slice(11, 16);
}

/** The first hour at which a reading ends on that day; null where none of them names an hour. */
export function firstHourOn(readings: readonly Reading[], on: string): string | null {
  const hours = readings.filter((one) => one.due === on).map(hourOfReading);
  return hours.filter((hour) => hour !== null).sort()[0] ?? null;
}

/** The hour by which a date is to be met on the day it is held to: the one adopted, before that the earliest reading’s. */
export function hourHeld(
  deadline: Pick<Deadline, 'workingOn' | 'workingTime' | 'earliestOn' | 'input' | 'result'>,
  on: string | null,
): string | null {
  const { workingOn, workingTime, earliestOn } = deadline;
  if (on === null || on !== (workingOn ?? earliestOn)) return null;
  if (workingOn !== null) return workingTime;
  return earliestHour(deadline);
}

/** The hour of the earliest reading, whatever day was adopted; null for the end of its day. */
export function earliestHour({
  earliestOn,
  input,
  result,
}: Pick<Deadline, 'earliestOn' | 'input' | 'result'>): string | null {
  if (earliestOn === null || !NAMES_AN_HOUR.test(result)) return null;
  return firstHourOn(countedOf({ input, result })?.result.readings ?? [], earliestOn);
}

/** The later of two moments: the end of a day comes after each of its hours. */
export function laterOf(one: Moment, other: Moment): Moment {
  return atEnd(one) < atEnd(other) ? other : one;
}

/** True where the first comes after the second. */
export function isLater(one: Moment, other: Moment): boolean {
  return atEnd(one) > atEnd(other);
}

/** `Fri 11 Dec 2026, 17:00`; the day alone where it runs to its end. */
export function momentText({ on, time }: Moment): string {
  return time === null ? dayText(on) : `${dayText(on)}, ${time}`;
}

/** `17:00 EST`: an hour is one of its zone, and its matter may keep another. */
export function hourInZone(on: string, time: string, zone: string): string {
  const at = Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: zone, plainTime: time });
  return `${time} ${zoneText(at.toInstant().toString(), zone)}`;
}

function atEnd({ on, time }: Moment): string {
  return `${on}T${time ?? '24:00'}`;
}
