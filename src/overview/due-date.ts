import { Temporal } from 'temporal-polyfill';
import {
  heldTo,
  heldWithoutPending,
  isFirstDayAllowed,
  isTolled,
  WHOSE,
  type Deadline,
} from '../deadlines/deadline.js';
import { confirmationDue } from '../deadlines/extensions/extension.js';
import { isOverToday, leftText, standingText, stateOf } from '../deadlines/standing.js';
import { hourHeld, hourInZone } from '../deadlines/hour.js';
import { daysBetween, nowIn, shortDayText, zoneText, type Now } from '../platform/plain-date.js';

/** A date of one of my matters, as the store gives it; a title of '' is not said, on the matter's own page. */
export type HeldDate = Deadline & { readonly matterTitle: string | null };

/** Where a date stands today. Only what binds us can be overdue; what the other side asserted passes. */
export type Standing = 'overdue' | 'passed' | 'today' | 'week' | 'later' | 'decision' | 'stopped';

/** A date as a list shows it, every word ready. */
export interface DueDate {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly letterId: string | null;
  readonly isProvisional: boolean;
  readonly on: string | null;
  readonly standing: Standing;
  readonly day: string;
  /** `17:00 PDT` in the date’s zone; '' where the day runs to its end. */
  readonly hour: string;
  readonly note: string;
  readonly about: string;
  /** What the day hangs on, in few words, for a grid that has no room for the note; '' where on nothing. */
  readonly mark: string;
  readonly chip: { readonly text: string; readonly kind: '' | 'due' | 'warn' };
}

const WEEK = 7;

const KINDS = { binding: 'due', asserted: '', promised: 'warn', internal: '' } as const satisfies Record<
  HeldDate['whose'],
  DueDate['chip']['kind']
>;

const ORDER: readonly Standing[] = ['decision', 'overdue', 'today', 'week', 'later', 'stopped', 'passed'];

/** `now` is by the clock of the date's own zone. A date that is due today is not overdue, but for one whose hour has passed. */
export function standingOf(date: HeldDate, { today, time }: Now): Standing {
  const on = heldTo(date, today);
  const state = stateOf(date, today, time);
  if (state === 'tolled' && on === null) return 'stopped';
  if (state === 'decision' || on === null) return 'decision';
  if (state === 'overdue' || state === 'very-overdue') return 'overdue';
  if (state === 'earliest-passed') return 'decision';
  const days = daysBetween(today, on);
  if (days < 0 || isOverToday(date, on, today, time)) return 'passed';
  if (days === 0) return 'today';
  return days <= WEEK ? 'week' : 'later';
}

/** `5 pm PDT`: a time of day on a day in a zone. */
export function hourText(on: string, time: string, zone: string): string {
  const at = Temporal.PlainDate.from(on).toPlainDateTime(Temporal.PlainTime.from(time));
  const instant = at.toZonedDateTime(zone).toInstant().toString();
  const named = { '00:00': 'midnight at the start of the day', '12:00': 'noon' }[time.slice(0, 5)];
  if (named !== undefined) return `${named}, ${zoneText(instant, zone)}`;
  const hour = at.hour % 12 === 0 ? 12 : at.hour % 12;
  const minutes = at.minute === 0 ? '' : `:${String(at.minute).padStart(2, '0')}`;
  return `${hour}${minutes} ${at.hour < 12 ? 'am' : 'pm'} ${zoneText(instant, zone)}`;
}

/** Where a letter is: in its matter, or on the Desk while it has none. */
export function letterPath(matterId: string | null, id: string): string {
  return matterId === null ? `/desk/letters/${id}` : `/matters/${matterId}/letters/${id}`;
}

/** Noon stands for the day: its abbreviation names the zone on that day. */
export function zoneOn(on: string, zone: string): string {
  return zoneText(
    Temporal.PlainDate.from(on)
      .toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
      .toInstant()
      .toString(),
    zone,
  );
}

/** Dates in words at an instant, what asks for a decision first, then by day; what passed last. */
export function dueDates(held: readonly HeldDate[], at: string): DueDate[] {
  const zones = new Map([...new Set(held.map(({ zone }) => zone))].map((zone) => [zone, nowIn(at, zone)]));
  return inOrder(held.map((date) => dueDate(date, zones.get(date.zone) ?? nowIn(at, date.zone))));
}

/** One date in words. */
function dueDate(date: HeldDate, now: Now): DueDate {
  const { today } = now;
  const on = heldTo(date, today);
  const hour = hourHeld(date, on);
  return {
    id: date.id,
    title: date.title,
    path:
      date.matterId === null
        ? letterPath(null, date.letterId ?? '')
        : `/matters/${date.matterId}/deadlines/${date.id}`,
    letterId: date.letterId,
    isProvisional: date.state === 'provisional',
    on,
    standing: standingOf(date, now),
    day: on !== null ? shortDayText(on, today) : isTolled(date, today) ? 'Clock stopped' : 'No date',
    hour: hour === null || on === null ? '' : hourInZone(on, hour, date.zone),
    note: on !== null ? noteOf(date, on, now) : undatedNote(date, today),
    about: aboutOf(date, today),
    mark: markOf(date, today),
    chip: { text: WHOSE[date.whose], kind: KINDS[date.whose] },
  };
}

function inOrder(dates: readonly DueDate[]): DueDate[] {
  return [...dates].sort(
    (a, b) =>
      ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) ||
      (a.on ?? '').localeCompare(b.on ?? '') ||
      a.title.localeCompare(b.title),
  );
}

function undatedNote(date: HeldDate, today: string): string {
  return isTolled(date, today) ? standingText(date, today) : 'a decision is asked for';
}

function noteOf(date: HeldDate, on: string, { today, time }: Now): string {
  const hour = hourHeld(date, on);
  const left = leftText(date, on, today, time);
  // On the day itself the hour is in what is left already.
  if (hour !== null && on === today && !isFirstDayAllowed(date)) return left;
  return `${left} · ${hour === null ? zoneOn(on, date.zone) : hourText(on, hour, date.zone)}`;
}

function markOf(date: HeldDate, today: string): string {
  if (date.state === 'provisional') return 'provisional';
  return confirmationDue(date, today) === null ? '' : 'extension, not confirmed';
}

function aboutOf(date: HeldDate, today: string): string {
  const parts = date.matterTitle === '' ? [] : [date.matterTitle ?? 'no matter yet'];
  if (date.state === 'decision') parts.push(`they wrote “${date.words ?? 'immediately'}”; counsel decides`);
  else if (date.state === 'provisional') parts.push('provisional: the earliest day its words could mean');
  else if (isTolled(date, today) && date.tolledUntil !== null)
    parts.push(`its clock runs again after ${shortDayText(date.tolledUntil, today)}`);
  else if (isTolled(date, today))
    parts.push(`it was ${shortDayText(heldWithoutPending(date) ?? today, today)}`);
  else if (heldTo(date, today) === date.pendingOn && date.pendingUntil !== null)
    parts.push(`extension, not confirmed yet: confirmation due by ${shortDayText(date.pendingUntil, today)}`);
  else if (date.pendingOn !== null && date.pendingUntil !== null)
    parts.push(
      `the extension to ${shortDayText(date.pendingOn, today)} lapsed: not confirmed by ${shortDayText(date.pendingUntil, today)}`,
    );
  else if (date.extendedOn !== null) parts.push('extended, confirmed in writing');
  else if (date.parentId !== null) parts.push('prepares another date');
  else if (isFirstDayAllowed(date)) parts.push('first day allowed, not a last day');
  else if (date.workingOn === null) parts.push('earliest reading; no working date adopted yet');
  else {
    parts.push('working date adopted');
    if (date.earliestOn !== null)
      parts.push(
        date.earliestOn === date.workingOn
          ? 'also the earliest reading'
          : `earliest reading ${shortDayText(date.earliestOn, today)}`,
      );
  }
  if (stateOf(date, today) === 'expired-before-receipt') parts.push('expired before the letter arrived');
  return parts.join(' · ');
}
