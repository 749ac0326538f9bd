import { Temporal } from 'temporal-polyfill';
import { isZone } from '../../platform/plain-date.js';
import { dayOf, isoOf, type Day } from './day.js';
import { DeadlineInputError } from './deadline-input-error.js';
import type { DueAt } from './deadline-input.js';

/** Throws DeadlineInputError unless the zone is one of the IANA database. */
export function checkZone(zone: string): void {
  if (!isZone(zone))
    throw new DeadlineInputError('zone', `“${zone}” is not a time zone; write it like America/New_York.`);
}

/** Throws DeadlineInputError unless the text is an hour like `17:00`. */
export function checkTime(time: string, field: string): void {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new DeadlineInputError(field, `“${time}” is not a time of day; write it like 17:00.`);
}

/** A local time in a zone. Throws DeadlineInputError in the hour that clocks skip; takes the first of a doubled hour. */
export function zonedAt(
  day: Day,
  time: string,
  zone: string,
): { at: Temporal.ZonedDateTime; isDoubled: boolean } {
  const local = Temporal.PlainDateTime.from(`${isoOf(day)}T${time}`);
  const at = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!at.toPlainDateTime().equals(local))
    throw new DeadlineInputError(
      'trigger',
      `${time} on ${isoOf(day)} does not exist in ${zone}: the clocks go forward over it.`,
    );
  return { at, isDoubled: at.epochMilliseconds !== later.epochMilliseconds };
}

/** Which of the two a moment is, where clocks that go back show its hour twice; else null. */
export function doubledHour(at: Temporal.ZonedDateTime): 'first' | 'second' | null {
  const local = at.toPlainDateTime();
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(at.timeZoneId, { disambiguation }),
  );
  if (!earlier || !later || earlier.equals(later)) return null;
  return at.equals(earlier) ? 'first' : 'second';
}

/** The same local hour on another day; where clocks skip that hour, as much later as they skip. */
export function atSameHour(at: Temporal.ZonedDateTime, day: Day): Temporal.ZonedDateTime {
  const date = Temporal.PlainDate.from(isoOf(day));
  return date
    .toPlainDateTime(at.toPlainTime())
    .toZonedDateTime(at.timeZoneId, { disambiguation: 'compatible' });
}

/** The first moment of a day in a zone: midnight, or later where clocks skip it. */
export function startOf(day: Day, zone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(isoOf(day)).toZonedDateTime(zone);
}

/** The last second of a day in a zone, or the hour given. */
export function endOf(day: Day, zone: string, cutOff: string | null): DueAt {
  if (cutOff !== null) return dueAtOf(zonedAt(day, cutOff, zone).at);
  return dueAtOf(startOf(day + 1, zone).subtract({ seconds: 1 }));
}

export function dueAtOf(at: Temporal.ZonedDateTime): DueAt {
  const local = at.toPlainDateTime().toString({ smallestUnit: at.second === 0 ? 'minute' : 'second' });
  return {
    instant: at.toInstant().toString({ smallestUnit: 'second' }),
    zone: at.timeZoneId,
    local,
  };
}

export function dayIn(at: Temporal.ZonedDateTime): Day {
  return dayOf(at.toPlainDate().toString(), 'trigger');
}
