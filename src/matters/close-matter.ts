import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Db, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { updateMatter } from './matter-store.js';
import type { MatterInHand } from './matter.js';

/** What still holds a matter open, in words; empty when nothing does. Asked of folders that come after this one. */
export type WhatHoldsOpen = (db: Db, matterId: string) => Promise<readonly string[]>;

/** What does not hold a matter open and goes out of sight with it: a date that runs, a file that was not sent. */
export interface RunningOn {
  readonly id: string;
  readonly text: string;
}

/** What is asked of folders that come after this one before a matter is closed. */
export interface AskedAtClose {
  readonly holds: WhatHoldsOpen;
  /** Dates that run, asserted by the other side or kept for ourselves. */
  readonly runs: (db: Db, matterId: string) => Promise<readonly RunningOn[]>;
  /** Files that are approved and not recorded as sent. */
  readonly unsent: (db: Db, matterId: string) => Promise<readonly RunningOn[]>;
  /** Responses that say something else than what was sent. */
  readonly changed: (db: Db, matterId: string) => Promise<readonly RunningOn[]>;
  /** Sendings that nothing proves. */
  readonly unproved: (db: Db, matterId: string) => Promise<readonly RunningOn[]>;
}

/** What goes out of sight when a matter is closed, by its kind. */
export type SeenAtClose = Readonly<Record<Exclude<keyof AskedAtClose, 'holds'>, readonly RunningOn[]>>;

/** What whoever closes a matter has to have seen. */
export async function seenAtClose(asked: AskedAtClose, db: Db, matterId: string): Promise<SeenAtClose> {
  return {
    runs: await asked.runs(db, matterId),
    unsent: await asked.unsent(db, matterId),
    changed: await asked.changed(db, matterId),
    unproved: await asked.unproved(db, matterId),
  };
}

/**
 * Closes a matter with a reason. `seen` is what goes out of sight with it and whoever closes it says they have looked at:
 * a closed matter is on no desk and in no calendar. Throws `ConflictError` naming each date that holds it open, and each
 * date, file, response or sending not seen.
 */
export async function closeMatter(
  deps: Deps,
  matter: MatterInHand,
  request: { reason: string; version: number; seen: readonly string[] },
  by: Actor,
  asked: AskedAtClose,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const held = await asked.holds(tx, matter.id);
    if (held.length > 0)
      throw new ConflictError(`The matter cannot be closed while this is open: ${held.join('; ')}.`);
    const { runs, unsent, changed, unproved } = await seenAtClose(asked, tx, matter.id);
    const unseenOf = (listed: readonly RunningOn[]): string[] =>
      listed.filter(({ id }) => !request.seen.includes(id)).map(({ text }) => text);
    const unseen = [
      ...unseenOf(runs),
      ...unseenOf(unsent).map((text) => `${text}, which is approved and not recorded as sent`),
      ...unseenOf(changed).map((text) => `${text}, which was changed since it was sent`),
      ...unseenOf(unproved).map((text) => `${text}, which has no proof`),
    ];
    if (unseen.length > 0)
      throw new ConflictError(
        `Nobody has said yet that this still runs or waits and has been seen: ${unseen.join('; ')}. Look at the list on the page of the team, tick that you have seen it, and close the matter then.`,
      );
    await updateMatter(tx, matter.id, request.version, {
      state: 'closed',
      closedAt: at,
      closedBy: by.accountId,
      closeReason: request.reason,
    });
    await recordEvent(tx, {
      ...{ by, at, action: 'matter.closed', subject: matter.id, matterId: matter.id },
      detail: {
        ...(runs.length === 0 ? {} : { runningOn: runs.length }),
        ...(unsent.length === 0 ? {} : { unsent: unsent.length }),
        ...(changed.length === 0 ? {} : { changed: changed.length }),
        ...(unproved.length === 0 ? {} : { unproved: unproved.length }),
      },
    });
  });
}

/** What is looked at again in a matter that is open again; returns how many questions it asks. Handed in, too. */
export type OnceOpenAgain = (tx: Tx, matterId: string, at: string) => Promise<number>;

/** Opens a closed matter again; the reason it was closed stays in the log. Returns how many questions about it wait. */
export async function reopenMatter(
  deps: Deps,
  matter: MatterInHand,
  version: number,
  by: Actor,
  onceOpenAgain: OnceOpenAgain,
): Promise<number> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    await updateMatter(tx, matter.id, version, {
      state: 'open',
      closedAt: null,
      closedBy: null,
      closeReason: null,
    });
    await recordEvent(tx, { by, at, action: 'matter.reopened', subject: matter.id, matterId: matter.id });
    return onceOpenAgain(tx, matter.id, at);
  });
}
