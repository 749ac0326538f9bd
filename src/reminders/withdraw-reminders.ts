import { recordEvent } from '../audit/audit-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { whyNotSent } from './judge-mail.js';
import { listUnsentOfEnded, updateMail } from './outbox-store.js';
import type { Mail } from './reminder.js';

/** Takes back what has not gone out about dates that were met, voided, superseded or decided. Returns how many. */
export async function withdrawReminders(deps: Deps): Promise<number> {
  const unsent = await listUnsentOfEnded(deps.db);
  if (unsent.length === 0) return 0;
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    let withdrawn = 0;
    for (const mail of unsent) {
      const why = await whyNotSent(tx, mail, at);
      if (why !== null && (await withdrawMailWith(tx, mail, why, at))) withdrawn += 1;
    }
    return withdrawn;
  });
}

/** The part inside a transaction. False where the mail was not this server's to take back. */
export async function withdrawMailWith(tx: Tx, mail: Mail, reason: string, at: string): Promise<boolean> {
  const isTaken = await updateMail(tx, mail, ['waiting', 'no-server', 'claimed'], {
    state: 'withdrawn',
    reason,
    endedAt: at,
    leaseUntilMs: null,
  });
  if (isTaken)
    await recordEvent(tx, {
      by: null,
      at,
      action: 'reminder.withdrawn',
      subject: mail.id,
      matterId: mail.matterId,
      detail: { kind: mail.kind, day: mail.day },
    });
  return isTaken;
}
