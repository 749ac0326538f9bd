import ical, {
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { AID } from '../deadlines/counting/computation.js';
import { heldTo, heldWithoutPending, standingText, WHOSE } from '../deadlines/deadline.js';
import { dayText } from '../platform/plain-date.js';
import type { FeedDate } from './feed-store.js';

export interface CalendarOptions {
  readonly name: string;
  /** True where whoever made the feed chose titles in it; otherwise only numbers and days. */
  readonly words: boolean;
  readonly publicUrl: string;
  readonly todayIn: (zone: string) => string;
}

const HOUR_SECONDS = 3_600;

/**
 * The dates as iCalendar (RFC 5545): a whole day each, one UID for the life of a date, SEQUENCE rising with its
 * changes, DTSTAMP from its last change. Voided and superseded ones are CANCELLED. Same input, same bytes.
 */
export function writeCalendar(dates: readonly FeedDate[], options: CalendarOptions): string {
  const host = new URL(options.publicUrl).hostname;
  const calendar = ical({
    name: options.name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Rejoinder', product: 'Rejoinder', language: 'EN' },
    ttl: HOUR_SECONDS,
  });
  for (const date of dates) {
    const today = options.todayIn(date.zone);
    const on = heldTo(date, today) ?? heldWithoutPending(date);
    if (on === null) continue; // a decision is asked for: there is no day to show
    const isGone = date.state === 'voided' || date.state === 'superseded';
    calendar.createEvent({
      id: `deadline-${date.id}@${host}`,
      start: Temporal.PlainDate.from(on),
      end: Temporal.PlainDate.from(on).add({ days: 1 }),
      allDay: true,
      stamp: Temporal.Instant.from(date.changedAt),
      lastModified: Temporal.Instant.from(date.changedAt),
      sequence: date.version - 1,
      summary: summaryOf(date, today, options.words),
      description: descriptionOf(date, on, today),
      url: pathOf(date, options.publicUrl),
      status: isGone ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      class: ICalEventClass.PRIVATE,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

function summaryOf(date: FeedDate, today: string, words: boolean): string {
  const where = date.matterNumber ?? 'Letter without a matter';
  const what = words ? date.title : `date, ${WHOSE[date.whose]}`;
  const named = words && date.matterTitle !== null ? `${what} (${date.matterTitle})` : what;
  const mark = ['provisional', 'met', 'decided', 'voided', 'superseded'].includes(date.state)
    ? ` (${standingText(date, today)})`
    : '';
  return `${where}: ${named}${mark}`;
}

function descriptionOf(date: FeedDate, on: string, today: string): string {
  const lines: string[] = [WHOSE[date.whose]];
  if (date.workingOn !== null && date.workingOn === on)
    lines.push(`working date${date.workingTime === null ? '' : `, ${date.workingTime} in ${date.zone}`}`);
  else if (date.state === 'provisional') lines.push('provisional: a letter nobody has reviewed yet');
  if (on === date.pendingOn) lines.push('an extension not yet confirmed in writing');
  if (date.tolledFrom !== null && date.state === 'open') lines.push(standingText(date, today));
  if (date.earliestOn !== null && date.earliestOn !== on)
    lines.push(`earliest reading ${dayText(date.earliestOn)}`);
  return `${lines.join('\n')}\n${AID}`;
}

function pathOf(date: FeedDate, publicUrl: string): string {
  return date.matterId === null
    ? `${publicUrl}/desk/letters/${date.letterId ?? ''}`
    : `${publicUrl}/matters/${date.matterId}/deadlines/${date.id}`;
}
