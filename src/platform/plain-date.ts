import { Temporal } from 'temporal-polyfill';
import type { Clock } from './clock.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const LONG_WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
/** `January` to `December`. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** True for a real calendar day written as `2014-06-05`, year 1900 to 2199. */
export function isPlainDate(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** True for a time zone of the IANA database, like `America/New_York`. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.from('2014-06-05T00:00:00Z').toZonedDateTimeISO(zone);
    return /^[A-Za-z_]+(\/[A-Za-z_+-]+)*$/.test(zone);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Today in a zone, as `2014-06-06`. */
export function todayIn(clock: Clock, zone: string): string {
  return Temporal.Instant.from(clock.now()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The day an instant falls on in a zone. */
export function dayIn(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The hour an instant falls on in a zone, as `16:59`. */
function hourIn(instant: string, zone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** Now, on the clock of a zone. */
export interface Now {
  readonly today: string;
  /** `16:59` */
  readonly time: string;
}

/** The day and the hour an instant falls on in a zone. */
export function nowIn(instant: string, zone: string): Now {
  return { today: dayIn(instant, zone), time: hourIn(instant, zone) };
}

/** Whether an instant has come by another. */
export function isBy(instant: string, now: string): boolean {
  return Temporal.Instant.compare(instant, now) <= 0;
}

/** The instant of an hour on a day in a zone; one that the clocks skip is the one after, one that comes twice the first. */
export function instantAt(on: string, time: string, zone: string): string {
  return Temporal.PlainDate.from(on)
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    .toInstant()
    .toString();
}

/** The day so many days later; earlier when negative. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** `Mon 9 Jun 2014`. */
export function dayText(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${WEEKDAYS[day.dayOfWeek - 1]} ${day.day} ${MONTHS[day.month - 1]?.slice(0, 3)} ${day.year}`;
}

/** `Mon 9 Jun`: a day whose year is plain beside `today`; one of another year is said with it. */
export function shortDayText(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4) ? dayText(date).replace(/ \d{4}$/, '') : dayText(date);
}

/** `Monday 9 June 2014`: for letters and computation sheets. */
export function longDayText(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${LONG_WEEKDAYS[day.dayOfWeek - 1]} ${day.day} ${MONTHS[day.month - 1]} ${day.year}`;
}

/** `Fri 6 Jun 2014, 09:00 PDT`: an instant as a person in that zone reads it. */
export function instantText(instant: string, zone: string): string {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${dayText(at.toPlainDate().toString())}, ${time} ${zoneText(instant, zone)}`;
}

/** `PDT`, or the offset where the zone has no abbreviation. */
export function zoneText(instant: string, zone: string): string {
  const parts = formatIn(zone).formatToParts(Temporal.Instant.from(instant).epochMilliseconds);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** To make a format costs a hundred times what using it does; there are only so many zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' });
  formats.set(zone, made);
  return made;
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** `today`, `tomorrow`, `in 3 days`, `2 days ago`. */
export function daysLeftText(today: string, due: string): string {
  const days = daysBetween(today, due);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}
