import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { whyNotSent } from './judge-mail.js';
import type { MailSettings } from './mail-settings.js';
import { getMail, insertMail, updateMail } from './outbox-store.js';
import { MAIL_STATES } from './reminder.js';

/**
 * Sends a mail again that is in doubt or failed: a person decides it, and says why. It keeps its Message-ID, so that a
 * reader who has it already can tell. Throws `ConflictError` when it is in neither state, or its date has ended.
 */
export async function resendMail(deps: Deps, id: string, reason: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const mail = await getMail(tx, id);
    if (mail.state !== 'in-doubt' && mail.state !== 'failed')
      throw new ConflictError(`This mail is ${MAIL_STATES[mail.state]}; there is nothing to send again.`);
    const why = await whyNotSent(tx, mail, at);
    if (why !== null) throw new ConflictError(`It is not sent again: ${why}.`);
    await updateMail(tx, mail, [mail.state], {
      state: 'waiting',
      // An answer to the earlier sending that comes now says nothing about this one.
      fence: mail.fence + 1,
      retryMs: 0,
      attempts: 0,
      endedAt: null,
      answer: null,
      reason: `sent again: ${reason}`,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'reminder.resent',
      subject: id,
      matterId: mail.matterId,
      detail: { kind: mail.kind, day: mail.day, was: MAIL_STATES[mail.state] },
    });
  });
  deps.wakeWorker();
}

/** A person knows that a mail in doubt arrived after all, and says how. Throws `ConflictError` when it is not in doubt. */
export async function recordArrival(deps: Deps, id: string, reason: string, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const mail = await getMail(tx, id);
    const changes = { state: 'sent' as const, endedAt: at, reason: `it did arrive: ${reason}` };
    if (!(await updateMail(tx, mail, ['in-doubt'], changes)))
      throw new ConflictError(`This mail is ${MAIL_STATES[mail.state]}; there is no doubt to end.`);
    const { matterId, kind, day } = mail;
    await recordEvent(tx, {
      by,
      at,
      action: 'reminder.arrived',
      subject: id,
      matterId,
      detail: { kind, day },
    });
  });
}

/** Puts a test mail to oneself into the outbox; it goes the way of all the others. */
export async function queueTestMail(deps: Deps, mail: MailSettings, by: Actor): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const about = `test ${deps.clock.machineNow()}`;
    const test = {
      kind: 'test' as const,
      about,
      day: at.slice(0, 10),
      accountId: by.accountId,
      deadlineId: null,
      matterId: null,
    };
    const id = await insertMail(tx, test, at, mail.server === null ? 'no-server' : 'waiting');
    if (id !== null) await recordEvent(tx, { by, at, action: 'reminder.tested', subject: id });
  });
  deps.wakeWorker();
}
