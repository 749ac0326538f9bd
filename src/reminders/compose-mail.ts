import { AID } from '../deadlines/counting/computation.js';
import { heldTo, heldWithoutPending, isFirstDayAllowed, WHOSE } from '../deadlines/deadline.js';
import { confirmationDue, lateConfirmation } from '../deadlines/extensions/extension.js';
import { isOverToday, leftText, stateOf } from '../deadlines/standing.js';
import { hourHeld } from '../deadlines/hour.js';
import { DEFAULT_LEGEND } from '../matters/matter.js';
import type { Db } from '../platform/database.js';
import { dayIn, dayText, daysBetween, daysLeftText, nowIn, type Now } from '../platform/plain-date.js';
import { digestOf, SECTION_NAMES, SECTIONS, type Digest } from './digest.js';
import {
  findHeldDate,
  listDatesOf,
  listOpenEscalations,
  listQuietMattersOf,
  seesDate,
  type HeldDate,
} from './held-date-store.js';
import type { Mail } from './reminder.js';
import type { Person } from './setting-store.js';

/** One date in a mail. Titles are null unless the person chose words. */
export interface MailRow {
  readonly day: string;
  readonly left: string;
  readonly isLate: boolean;
  readonly whose: string;
  readonly where: string;
  readonly matterTitle: string | null;
  readonly title: string | null;
  readonly notes: readonly string[];
  readonly href: string;
}

/** What a mail says, before it is set as text or HTML. */
export interface MailWords {
  readonly subject: string;
  readonly heading: string;
  readonly lead: string;
  readonly sections: readonly { readonly title: string; readonly rows: readonly MailRow[] }[];
  readonly quiet: readonly { readonly where: string; readonly title: string | null; readonly href: string }[];
  readonly legend: string;
  readonly aid: string;
  readonly settingsHref: string;
}

/** The words of a mail as things stand at `at`: a mail sent late says what is true then. */
export async function wordsOf(
  db: Db,
  mail: Mail,
  person: Person,
  { at, publicUrl }: { readonly at: string; readonly publicUrl: string },
): Promise<MailWords> {
  const frame = { aid: AID, settingsHref: `${publicUrl}/reminders`, legend: DEFAULT_LEGEND, quiet: [] };
  if (mail.kind === 'test')
    return {
      ...frame,
      subject: 'Test mail from Rejoinder',
      heading: 'The mail server works',
      lead: 'Somebody with the administrator’s role, at your own address, asked for this mail. Reminders about dates come the same way.',
      sections: [],
    };
  if (mail.kind === 'digest') {
    const digest = digestOf(
      await listDatesOf(db, person.id),
      await listQuietMattersOf(db, person.id),
      await listOpenEscalations(db, at, person.id),
      (zone) => nowIn(at, zone),
    );
    return { ...frame, ...digestWords(digest, mail.day, person, at, publicUrl) };
  }
  const date = await findHeldDate(db, mail.deadlineId ?? '');
  if (date === null) throw new Error(`The mail ${mail.id} is about a date that is not there.`);
  const mayOpen = await seesDate(db, person.id, date);
  const standsIn = date.matterId === null && date.letterLoggedBy !== person.id;
  const isConfirmation = mail.about === date.extensionId;
  const row = (isConfirmation ? confirmationOf : rowOf)(date, person, at, mayOpen ? publicUrl : null);
  return {
    ...frame,
    subject: `${row.where}: ${row.left}, ${row.day}`,
    heading: `${row.left.charAt(0).toUpperCase()}${row.left.slice(1)}: ${row.day}`,
    lead: isConfirmation ? confirmationLead(mayOpen) : leadOf(mail, mayOpen, standsIn),
    sections: [
      {
        title: '',
        rows: [mayOpen ? row : { ...row, title: null, matterTitle: null, href: `${publicUrl}/desk` }],
      },
    ],
    // A legend may name the dispute; an administrator who does not work on the matter learns its number alone.
    legend: (mayOpen ? date.matterLegend : null) ?? DEFAULT_LEGEND,
  };
}

function digestWords(digest: Digest, day: string, person: Person, at: string, publicUrl: string) {
  const counts = SECTION_NAMES.filter((name) => digest.sections[name].length > 0).map(
    (name) => `${digest.sections[name].length} ${COUNTED[name]}`,
  );
  if (digest.quiet.length > 0)
    counts.push(
      `${digest.quiet.length} ${digest.quiet.length === 1 ? 'matter' : 'matters'} with nothing scheduled`,
    );
  return {
    subject: `Dates on ${dayText(day)}: ${counts.join(', ') || 'nothing left to tell'}`,
    heading: dayText(day),
    lead:
      counts.length === 0
        ? 'What was due when this mail was planned has ended since.'
        : `${counts.join(' · ')}.`,
    sections: SECTION_NAMES.filter((name) => digest.sections[name].length > 0).map((name) => ({
      title: SECTIONS[name],
      rows: digest.sections[name].map(({ date }) =>
        (name === 'confirm' ? confirmationOf : rowOf)(date, person, at, publicUrl),
      ),
    })),
    quiet: digest.quiet.map((matter) => ({
      where: matter.number,
      title: person.setting.words ? matter.title : null,
      href: `${publicUrl}/matters/${matter.id}`,
    })),
  };
}

const COUNTED = {
  escalated: 'escalated',
  overdue: 'overdue',
  decision: 'waiting for a decision',
  confirm: 'waiting for a written confirmation',
  today: 'due today',
  week: 'within a week',
  passed: 'passed',
} as const satisfies Record<keyof Digest['sections'], string>;

function leadOf(mail: Mail, mayOpen: boolean, standsIn: boolean): string {
  if (standsIn && mayOpen)
    return 'The account of whoever logged it is disabled, so the letter stands on your Desk, as an administrator: file it in a matter, so that someone works on it.';
  if (mail.kind !== 'escalation' && !mayOpen)
    return 'Nobody works on this matter any more: every account on it is disabled. You are told as an administrator; give somebody access to it.';
  if (mail.kind !== 'escalation') return 'This date is held by Rejoinder until it is met, voided or decided.';
  return mayOpen
    ? 'Nobody has recorded that this date is met, so whoever leads the matter and the administrators are told.'
    : 'Nobody has recorded that this date is met. You are told as an administrator; the matter itself is open to those who work on it.';
}

function rowOf(date: HeldDate, person: Person, at: string, publicUrl: string | null): MailRow {
  const now = nowIn(at, date.zone);
  const { today, time } = now;
  const on = heldTo(date, today);
  const { words } = person.setting;
  const notes: string[] = [];
  if (date.state === 'provisional') notes.push('provisional: a letter nobody has reviewed yet');
  else if (date.state === 'open' && date.workingOn === null) notes.push('no working date adopted yet');
  const hour = hourHeld(date, on);
  if (hour !== null) notes.push(`${hour} in ${date.zone.replaceAll('_', ' ')}`);
  if (on !== null && date.earliestOn !== null && date.earliestOn < on)
    notes.push(`earliest reading ${dayText(date.earliestOn)}`);
  if (on !== null && on === date.pendingOn)
    notes.push(
      `an extension not yet confirmed; the date before it is ${dayText(heldWithoutPending(date) ?? on)}`,
    );
  const base = publicUrl ?? '';
  return {
    day: on === null ? 'No date' : dayText(on),
    left: on === null ? 'a decision is asked for' : farText(now, on, date),
    isLate: on !== null && (on < today || isOverToday(date, on, today, time)),
    whose: WHOSE[date.whose],
    where: date.matterNumber ?? `Letter ${date.letterNumber ?? ''}, no matter yet`,
    matterTitle: words ? date.matterTitle : null,
    title: words ? date.title : null,
    notes,
    href:
      date.matterId === null
        ? `${base}/desk/letters/${date.letterId ?? ''}`
        : `${base}/matters/${date.matterId}/deadlines/${date.id}`,
  };
}

/** The row of a date whose extension waits for its written confirmation: the day is the one that is due by. */
function confirmationOf(date: HeldDate, person: Person, at: string, publicUrl: string | null): MailRow {
  const row = rowOf(date, person, at, publicUrl);
  const today = dayIn(at, date.zone);
  const [by, to, old] = [confirmationDue(date, today), date.pendingOn, heldWithoutPending(date)];
  if (by === null || to === null || old === null) return row;
  const late = lateConfirmation(by, old);
  return {
    ...row,
    day: dayText(by),
    left: `confirmation of an extension due ${daysLeftText(today, by)}`,
    isLate: by > old && today > old,
    notes: [
      `extended to ${dayText(to)} only if it is confirmed in writing; without that ${dayText(old)} returns`,
      ...(late === '' ? [] : [late]),
    ],
  };
}

function confirmationLead(mayOpen: boolean): string {
  return mayOpen
    ? 'An extension stands only with its written confirmation: attach it by this day, or the old date returns by itself.'
    : 'An extension of this date waits for its written confirmation. You are told as an administrator; the matter itself is open to those who work on it.';
}

function farText({ today, time }: Now, on: string, date: HeldDate): string {
  const days = daysBetween(today, on);
  if (days === 0 || isFirstDayAllowed(date)) return leftText(date, on, today, time);
  if (days >= 0) return days <= 1 ? `due ${daysLeftText(today, on)}` : daysLeftText(today, on);
  if (stateOf(date, today, time) === 'earliest-passed')
    return `earliest reading passed ${daysLeftText(today, on)}`;
  const isOurs = date.whose === 'binding' || date.whose === 'promised';
  const late = days === -1 ? 'by one day' : `by ${-days} days`;
  return isOurs ? `overdue ${late}` : `passed ${daysLeftText(today, on)}`;
}
