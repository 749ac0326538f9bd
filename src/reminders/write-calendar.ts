import { AID } from '../deadlines/counting/computation.js';
import {
  hasOpenStop,
  heldTo,
  heldWithoutPending,
  isFirstDayAllowed,
  isRunning,
  WHOSE,
} from '../deadlines/deadline.js';
import { confirmationDue } from '../deadlines/extensions/extension.js';
import { heldBy, standingText } from '../deadlines/standing.js';
import { hourHeld, hourInZone } from '../deadlines/hour.js';
import { addDays, dayText, instantAt } from '../platform/plain-date.js';
import { calendarText, foldedLines } from './calendar-lines.js';
import type { FeedDate } from './feed-store.js';

export interface CalendarOptions {
  readonly name: string;
  /** True where whoever made the feed chose titles in it; otherwise only numbers and days. */
  readonly words: boolean;
  readonly publicUrl: string;
  readonly todayIn: (zone: string) => string;
}

/**
 * The dates as iCalendar (RFC 5545): a whole day each, one UID for the life of a date, SEQUENCE rising with its
 * changes, DTSTAMP from its last change. Voided and superseded ones are CANCELLED. Same input, same bytes.
 */
export function writeCalendar(dates: readonly FeedDate[], options: CalendarOptions): string {
  const host = new URL(options.publicUrl).hostname;
  const name = calendarText(options.name);
  return foldedLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Rejoinder//Rejoinder//EN',
    'METHOD:PUBLISH',
    `NAME:${name}`,
    `X-WR-CALNAME:${name}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...dates.flatMap((date) => eventOf(date, host, options)),
    'END:VCALENDAR',
  ]);
}

function eventOf(date: FeedDate, host: string, options: CalendarOptions): string[] {
  const today = options.todayIn(date.zone);
  const on = heldTo(date, today) ?? heldWithoutPending(date);
  if (on === null) return []; // a decision is asked for: there is no day to show
  const isGone = date.state === 'voided' || date.state === 'superseded' || isClosed(date);
  const lapsedAt = lapseUnrecorded(date, today);
  const changedAt = lapsedAt !== null && lapsedAt > date.changedAt ? lapsedAt : date.changedAt;
  const changed = compact(changedAt.replace(/\.\d+Z$/, 'Z'));
  return [
    'BEGIN:VEVENT',
    `UID:deadline-${date.id}@${host}`,
    `SEQUENCE:${date.version - (lapsedAt === null ? 1 : 0) + date.turns}`,
    `DTSTAMP:${changed}`,
    `DTSTART;VALUE=DATE:${compact(on)}`,
    `DTEND;VALUE=DATE:${compact(addDays(on, 1))}`,
    'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    `SUMMARY:${calendarText(summaryOf(date, on, today, options.words))}`,
    'TRANSP:TRANSPARENT',
    `DESCRIPTION:${calendarText(descriptionOf(date, on, today))}`,
    `URL;VALUE=URI:${pathOf(date, options.publicUrl)}`,
    `STATUS:${isGone ? 'CANCELLED' : 'CONFIRMED'}`,
    `LAST-MODIFIED:${changed}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
  ];
}

/** A matter that was closed takes its running dates off the calendar; what was met stays where it was. */
function isClosed({ matterState, state }: FeedDate): boolean {
  return matterState === 'closed' && ['open', 'decision', 'provisional'].includes(state);
}

/**
 * When an extension that nobody confirmed stopped standing, while nothing has recorded that yet: the date is another
 * day already, and whoever reads the calendar must see that it changed. The record then raises the version as far.
 */
function lapseUnrecorded({ state, pendingOn, pendingUntil, zone }: FeedDate, today: string): string | null {
  if (state !== 'open' || pendingOn === null || pendingUntil === null || today <= pendingUntil) return null;
  return instantAt(addDays(pendingUntil, 1), '00:00', zone);
}

/** `20140609`, `20140605T190000Z`: dates and instants without their marks. */
function compact(iso: string): string {
  return iso.replaceAll(/[-:]/g, '');
}

function summaryOf(date: FeedDate, on: string, today: string, words: boolean): string {
  const where = date.matterNumber ?? 'Letter without a matter';
  const what = words ? date.title : `date, ${WHOSE[date.whose]}`;
  const named = words && date.matterTitle !== null ? `${what} (${date.matterTitle})` : what;
  return [`${where}: ${named}`, ...marksOf(date, on, today).map((mark) => `(${mark})`)].join(' ');
}

/** What a day in a calendar must not be read without: its hour, that its clock stands still, that it is no last day. */
function marksOf(date: FeedDate, on: string, today: string): string[] {
  if (isClosed(date)) return ['matter closed'];
  if (date.state === 'provisional' || !isRunning(date)) return [standingText(date, today)];
  const { tolledFrom } = date;
  if (tolledFrom !== null && hasOpenStop(date)) return [`clock stopped from ${dayText(tolledFrom)}`];
  const isFirst = isFirstDayAllowed(date);
  const hour = hourHeld(date, on);
  return [
    ...(isFirst ? ['first day allowed'] : []),
    ...(hour === null || isFirst ? [] : [`by ${hourInZone(on, hour, date.zone)}`]),
    ...(confirmationDue(date, today) === null ? [] : ['extension not confirmed']),
  ];
}

function descriptionOf(date: FeedDate, on: string, today: string): string {
  const lines: string[] = [WHOSE[date.whose]];
  const hour = hourHeld(date, on);
  const until = hour === null ? '' : `, ${hour} in ${date.zone}`;
  if (date.workingOn !== null && date.workingOn === on) lines.push(`working date${until}`);
  else if (date.state === 'provisional') lines.push('provisional: a letter nobody has reviewed yet');
  else if (on === date.earliestOn) lines.push(`${heldBy(date, on)}${until}`);
  else if (hour !== null) lines.push(`until ${hour} in ${date.zone}`);
  if (on === date.pendingOn) lines.push(pendingText(date));
  if (date.tolledFrom !== null && date.state === 'open') lines.push(standingText(date, today));
  if (date.earliestOn !== null && date.earliestOn !== on)
    lines.push(`earliest reading ${dayText(date.earliestOn)}`);
  return `${lines.join('\n')}\n${AID}`;
}

/** What an unconfirmed extension goes back to, and when: the day it shows is not the one to rely on. */
function pendingText(date: FeedDate): string {
  const back = heldWithoutPending(date);
  const returns =
    back === null || date.pendingUntil === null
      ? ''
      : `: without it by ${dayText(date.pendingUntil)}, the date is ${dayText(back)} again`;
  return `an extension not yet confirmed in writing${returns}`;
}

function pathOf(date: FeedDate, publicUrl: string): string {
  return date.matterId === null
    ? `${publicUrl}/desk/letters/${date.letterId ?? ''}`
    : `${publicUrl}/matters/${date.matterId}/deadlines/${date.id}`;
}
