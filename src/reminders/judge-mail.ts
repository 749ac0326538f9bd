import { heldTo } from '../deadlines/deadline.js';
import { confirmationDue } from '../deadlines/extensions/extension.js';
import type { Db } from '../platform/database.js';
import { dayIn } from '../platform/plain-date.js';
import { findEscalation, findHeldDate, hasTeam, seesDate, type HeldDate } from './held-date-store.js';
import { confirmationStage, endOf, overdueDay, stageOn, type Mail } from './reminder.js';
import { findPerson, type Person } from './setting-store.js';

const NO_ACCESS = 'the account no longer works on the matter';
const DAY_PASSED = 'its day had passed before it could be sent';

/** Why a mail must not go out now, in words for the outbox; null while it still stands. */
export async function whyNotSent(db: Db, mail: Mail, at: string): Promise<string | null> {
  const person = await findPerson(db, mail.accountId);
  if (person === null) return 'the account is disabled';
  if (mail.kind === 'test') return null;
  if (mail.kind === 'digest') {
    if (!person.setting.digest) return 'the digest was switched off';
    return dayIn(at, person.zone) > mail.day ? DAY_PASSED : null;
  }
  return whyNotAboutDate(db, mail, person, at);
}

async function whyNotAboutDate(db: Db, mail: Mail, person: Person, at: string): Promise<string | null> {
  const date = await findHeldDate(db, mail.deadlineId ?? '');
  if (date === null) return 'the date is gone';
  const today = dayIn(at, date.zone);
  const ended = endOf(date, today);
  if (ended !== null) return ended;
  if (date.matterState === 'closed') return 'the matter is closed';
  const works =
    (await seesDate(db, person.id, date)) ||
    (person.administers && date.matterId !== null && !(await hasTeam(db, date.matterId)));
  const escalation = mail.kind === 'escalation' ? await findEscalation(db, mail.about) : null;
  if (mail.about !== date.id && escalation === null) {
    if (!works && !(mail.kind === 'escalation' && person.administers)) return NO_ACCESS;
    return whyNotAboutConfirmation(date, mail, today);
  }
  if (mail.kind === 'escalation') {
    if (escalation === null || escalation.acknowledgedAt !== null) return 'the escalation was acknowledged';
    if (!person.administers && !works) return NO_ACCESS;
    return heldTo(date, today) === mail.day ? null : 'the date has moved';
  }
  if (!works) return NO_ACCESS;
  const on = heldTo(date, today);
  if (mail.kind === 'overdue' && on !== null)
    return overdueDay(on, dayIn(at, person.zone)) > mail.day ? DAY_PASSED : null;
  if (on !== mail.day) return 'the date has moved';
  if (stageOn(date, today) === mail.kind) return null;
  return today > mail.day ? DAY_PASSED : 'the next reminder took its place';
}

/** About the written confirmation of an extension: `about` is the extension. */
function whyNotAboutConfirmation(date: HeldDate, mail: Mail, today: string): string | null {
  const by = confirmationDue(date, today);
  if (by === null || date.extensionId !== mail.about) return 'no confirmation is waited for any more';
  if (mail.kind === 'escalation') return today > mail.day ? DAY_PASSED : null;
  if (by !== mail.day) return 'the date has moved';
  return confirmationStage(date, today) === mail.kind ? null : 'the next reminder took its place';
}
