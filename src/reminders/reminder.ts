import type { Selectable } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import {
  hasOpenStop,
  heldTo,
  isFirstDayAllowed,
  isRunning,
  isTolled,
  STANDINGS,
  type Deadline,
  type Whose,
} from '../deadlines/deadline.js';
import { confirmationDue } from '../deadlines/extensions/extension.js';
import { stateOf } from '../deadlines/standing.js';
import type { OutboxTable } from '../migrations/schema.js';
import { addDays, dayIn, daysBetween } from '../platform/plain-date.js';

/** One mail: what it is about, to whom, and what became of it. */
export type Mail = Selectable<OutboxTable>;
export type MailKind = Mail['kind'];
export type MailState = Mail['state'];

/** What a reminder about one date is for. */
export type Stage = 'T-3' | 'T-1' | 'T-0' | 'overdue';

/** How a person is reminded; a person who chose nothing has these. */
export interface ReminderSetting {
  readonly digest: boolean;
  /** The hour of the person's own day at which the digest and the day's reminders go out. */
  readonly digestHour: number;
  /** True where the person chose titles of matters and dates in mail; otherwise only numbers and days. */
  readonly words: boolean;
  readonly digestedOn: string | null;
  readonly version: number;
}

export const MAIL_STATES = {
  waiting: 'waiting',
  claimed: 'being sent',
  sending: 'being sent',
  sent: 'sent',
  'in-doubt': 'in doubt',
  failed: 'failed',
  withdrawn: 'withdrawn',
  'no-server': 'not sent: no mail server is set',
} as const satisfies Record<MailState, string>;

export const MAIL_KINDS = {
  digest: 'the day’s digest',
  'T-3': 'three days before',
  'T-1': 'the day before',
  'T-0': 'on the day',
  overdue: 'overdue',
  escalation: 'escalation',
  test: 'test mail',
} as const satisfies Record<MailKind, string>;

export const DEFAULT_HOUR = 7;

/** For a week after the day an overdue date is told of each day, then once a week. */
const DAILY_FOR = 7;

export function defaultSetting(role: string): ReminderSetting {
  return {
    digest: role !== 'auditor',
    digestHour: DEFAULT_HOUR,
    words: false,
    digestedOn: null,
    version: 0,
  };
}

/**
 * The reminder that stands for a date when so many days are left, negative afterwards. A stage whose own day was
 * missed stands until the next, so that a stopped machine catches up. Only what binds us can be overdue.
 */
export function stageOf(daysLeft: number, whose: Whose): Stage | null {
  if (daysLeft > 3) return null;
  if (daysLeft > 1) return 'T-3';
  if (daysLeft === 1) return 'T-1';
  if (daysLeft === 0) return 'T-0';
  if (whose !== 'binding' && whose !== 'promised') return null;
  return 'overdue';
}

/**
 * The day that a mail about an overdue date is for: each of the first seven after `on`, then every seventh. A day that
 * the machine was down stands until the next, so that a week's mail is late rather than lost.
 */
export function overdueDay(on: string, today: string): string {
  const late = daysBetween(on, today);
  return late <= DAILY_FOR ? today : addDays(on, late - (late % 7));
}

/**
 * The reminder a date is due on a day of its own zone, or null: none for dates that rest or have ended. A pre-date
 * (draft, review) is told of on its day only; the date it leads to has its own reminders. So is a first day allowed.
 */
export function stageOn(deadline: Deadline, today: string): Stage | null {
  const on = heldTo(deadline, today);
  if (on === null || endOf(deadline, today) !== null) return null;
  const stage = stageOf(daysBetween(today, on), deadline.whose);
  if ((deadline.parentId !== null || isFirstDayAllowed(deadline)) && stage !== 'T-0') return null;
  return stage === 'overdue' && deadline.state === 'provisional' ? null : stage;
}

/** The reminder that the written confirmation of an extension is due, on a day of the date's own zone, or null. */
export function confirmationStage(deadline: Deadline, today: string): Stage | null {
  const by = confirmationDue(deadline, today);
  return by === null ? null : stageOf(daysBetween(today, by), 'internal');
}

/** Why a date needs no reminder now, in words for the outbox; null while it runs. */
export function endOf(deadline: Deadline, today: string): string | null {
  // A stop whose end is known has a date after it, and that is held to already.
  const isStopped = hasOpenStop(deadline) && isTolled(deadline, today);
  if (isRunning(deadline) && !isStopped) return null;
  return `the date is ${STANDINGS[stateOf(deadline, today)]}`;
}

/** The instant of an hour on a day in a zone; an hour that a change of the clocks skips is the one after. */
export function hourOn(day: string, hour: number, zone: string): string {
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) })
    .toInstant()
    .toString();
}

/** The day it is for a person, once the hour of their reminders has come; null before it. */
export function dayBegun(now: string, hour: number, zone: string): string | null {
  const day = dayIn(now, zone);
  return Temporal.Instant.compare(
    Temporal.Instant.from(now),
    Temporal.Instant.from(hourOn(day, hour, zone)),
  ) >= 0
    ? day
    : null;
}
