import { recordEvent } from '../audit/audit-store.js';
import type { Action } from '../audit/sentences.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { wordsOf } from './compose-mail.js';
import { whyNotSent } from './judge-mail.js';
import type { MailServer, MailSettings } from './mail-settings.js';
import { findWaiting, hasKept, listAbandoned, updateKeptToWaiting, updateMail } from './outbox-store.js';
import { openPostman, type Outcome, type Postman } from './postman.js';
import type { Mail, MailState } from './reminder.js';
import { renderMessage } from './render-mail.js';
import { findPerson } from './setting-store.js';
import { withdrawMailWith } from './withdraw-reminders.js';

/** How long a mail stays its sender's without a sign of life. */
const LEASE_MS = 20_000;
const RENEW_MS = 5_000;
const MINUTE_MS = 60_000;
/** Minutes until the next try, the last one again and again. */
const BACK_OFF = [1, 2, 5, 15, 30, 60] as const;
const LOST = 'the sender was cut off between the message and the server’s answer; it may have arrived';

/**
 * Sends what waits, one mail after the other, until nothing is left or `stop` is aborted. Each is claimed first, noted as
 * being sent before its first byte, and noted as sent with the server's answer; what was cut off between those two is
 * in doubt and never sent again by itself. Returns how many the server accepted.
 */
export async function sendReminders(
  deps: Deps,
  mail: MailSettings,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  await recoverMail(deps);
  const { server } = mail;
  if (server === null) return 0;
  if (await hasKept(deps.db)) await inTransaction(deps, updateKeptToWaiting);
  const postman = openPostman(server, stop);
  let accepted = 0;
  try {
    while (!stop.aborted) {
      const claimed = await claimMail(deps);
      if (claimed === null) break;
      const outcome = await deliver(deps, claimed, { server, publicUrl: mail.publicUrl, postman });
      if (outcome.kind === 'accepted') accepted += 1;
      if (outcome.kind === 'later' && outcome.isServerDown) break;
      // A server that loses its answers would put mail after mail in doubt: the next waits for the next minute.
      if (outcome.kind === 'doubt') break;
    }
  } finally {
    postman.close();
  }
  return accepted;
}

/** What a sender that is gone left behind: not begun, it waits again; begun, it is in doubt. */
export async function recoverMail(deps: Deps): Promise<number> {
  if ((await listAbandoned(deps.db, deps.clock.machineNow())).length === 0) return 0;
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const abandoned = await listAbandoned(tx, deps.clock.machineNow());
    for (const mail of abandoned)
      if (mail.state === 'sending') await recordEnd(tx, mail, 'in-doubt', { at, reason: LOST, answer: null });
      else await updateMail(tx, mail, ['claimed'], { state: 'waiting', leaseUntilMs: null });
    return abandoned.length;
  });
}

/** Takes the next mail that still stands, or null; what no longer stands is withdrawn on the way. */
async function claimMail(deps: Deps): Promise<Mail | null> {
  for (;;) {
    if ((await findWaiting(deps.db, deps.clock.machineNow())) === null) return null;
    const at = deps.clock.now();
    const taken = await inTransaction(deps, async (tx): Promise<Mail | 'withdrawn' | null> => {
      const mail = await findWaiting(tx, deps.clock.machineNow());
      if (mail === null) return null;
      const why = await whyNotSent(tx, mail, at);
      if (why !== null) {
        await withdrawMailWith(tx, mail, why, at);
        return 'withdrawn';
      }
      const held = {
        state: 'claimed' as const,
        attempts: mail.attempts + 1,
        fence: mail.fence + 1,
        leaseUntilMs: deps.clock.machineNow() + LEASE_MS,
      };
      await updateMail(tx, mail, ['waiting'], held);
      return { ...mail, ...held };
    });
    if (taken !== 'withdrawn') return taken;
  }
}

async function deliver(
  deps: Deps,
  mail: Mail,
  by: { readonly server: MailServer; readonly publicUrl: string; readonly postman: Postman },
): Promise<Outcome> {
  const renewal = setInterval(
    () =>
      void renewLease(deps, mail).catch((error: unknown) =>
        deps.log.warn({ err: error }, 'lease not renewed'),
      ),
    RENEW_MS,
  );
  try {
    const outcome = await carry(deps, mail, by);
    await recordOutcome(deps, mail, outcome);
    return outcome;
  } finally {
    clearInterval(renewal);
  }
}

async function carry(
  deps: Deps,
  mail: Mail,
  { server, publicUrl, postman }: { server: MailServer; publicUrl: string; postman: Postman },
): Promise<Outcome> {
  const at = deps.clock.now();
  const person = await findPerson(deps.db, mail.accountId);
  if (person === null) return { kind: 'abandoned' };
  try {
    const words = await wordsOf(deps.db, mail, person, { at, publicUrl });
    const message = await renderMessage(mail, words, { to: person.email, server, at });
    return await postman.send({ from: server.from, to: person.email }, message, () =>
      beginSending(deps, mail),
    );
  } catch (error) {
    deps.log.error({ err: error, mail: mail.id }, 'a reminder could not be written');
    return { kind: 'later', reason: 'it could not be written; see the log', isServerDown: false };
  }
}

/** The last look before the first byte: still ours, still wanted. */
async function beginSending(deps: Deps, mail: Mail): Promise<boolean> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const why = await whyNotSent(tx, mail, at);
    if (why !== null) {
      await withdrawMailWith(tx, mail, why, at);
      return false;
    }
    return updateMail(tx, mail, ['claimed'], {
      state: 'sending',
      leaseUntilMs: deps.clock.machineNow() + LEASE_MS,
    });
  });
}

async function renewLease(deps: Deps, mail: Mail): Promise<void> {
  const leaseUntilMs = deps.clock.machineNow() + LEASE_MS;
  await inTransaction(deps, (tx) => updateMail(tx, mail, ['claimed', 'sending'], { leaseUntilMs }));
}

async function recordOutcome(deps: Deps, mail: Mail, outcome: Outcome): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    switch (outcome.kind) {
      case 'accepted':
        return recordEnd(tx, mail, 'sent', { at, answer: outcome.answer, reason: null });
      case 'refused':
        return recordEnd(tx, mail, 'failed', {
          at,
          answer: outcome.answer,
          reason: 'the mail server refused it for good',
        });
      case 'doubt':
        return recordEnd(tx, mail, 'in-doubt', { at, answer: null, reason: outcome.reason });
      case 'later': {
        const minutes = BACK_OFF[Math.min(mail.attempts, BACK_OFF.length) - 1] ?? BACK_OFF[0];
        await updateMail(tx, mail, ['claimed', 'sending'], {
          state: 'waiting',
          leaseUntilMs: null,
          retryMs: deps.clock.machineNow() + minutes * MINUTE_MS,
          reason: outcome.reason,
        });
        return;
      }
      case 'abandoned':
        await updateMail(tx, mail, ['claimed'], { state: 'waiting', leaseUntilMs: null });
    }
  });
}

const ENDS = {
  sent: 'reminder.sent',
  failed: 'reminder.failed',
  'in-doubt': 'reminder.doubted',
} as const satisfies Partial<Record<MailState, Action>>;

/**
 * Notes how a mail ended. An answer that came after another server had put the mail in doubt resolves the doubt, as
 * long as nobody has sent it again since.
 */
async function recordEnd(
  tx: Tx,
  mail: Mail,
  state: keyof typeof ENDS,
  {
    at,
    answer,
    reason,
  }: { readonly at: string; readonly answer: string | null; readonly reason: string | null },
): Promise<void> {
  const from: MailState[] = state === 'in-doubt' ? ['sending'] : ['claimed', 'sending', 'in-doubt'];
  const isEnded = await updateMail(tx, mail, from, {
    state,
    answer,
    reason,
    endedAt: at,
    leaseUntilMs: null,
  });
  if (!isEnded) return;
  await recordEvent(tx, {
    by: null,
    at,
    action: ENDS[state],
    subject: mail.id,
    matterId: mail.matterId,
    detail: { kind: mail.kind, day: mail.day, account: mail.accountId },
  });
}
