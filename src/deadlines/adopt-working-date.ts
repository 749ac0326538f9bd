import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { hasOpenStop, STANDINGS, type Deadline } from './deadline.js';
import { getDeadline, getDeadlineIn, updateDeadline } from './deadline-store.js';
import { supersedeConfirmed } from './extensions/extension-store.js';
import { movePreDates } from './follow-parent.js';
import { momentText, type Moment } from './hour.js';

export interface Adoption extends Moment {
  readonly id: string;
  readonly version: number;
  readonly why: string;
}

/** Counsel adopts the day we work to. The earliest reading stays beside it. Throws `ForbiddenError`, `ConflictError`. */
export async function adoptWorkingDate(
  deps: Deps,
  matterId: string,
  adoption: Adoption,
  by: Actor,
): Promise<void> {
  await inTransaction(deps, (tx) => adoptIn(tx, matterId, adoption, by, deps.clock.now()));
}

/** The same within a transaction, for one date of several. Throws `ForbiddenError`, `ConflictError`. */
export async function adoptIn(
  tx: Tx,
  matterId: string,
  adoption: Adoption,
  by: Actor,
  at: string,
): Promise<void> {
  if (by.role !== 'counsel')
    throw new ForbiddenError('Only counsel adopts a working date; nothing was saved.');
  const deadline = await getDeadlineIn(tx, matterId, adoption.id);
  if (deadline.state !== 'open')
    throw new ConflictError(`A working date needs an open date; this one is ${STANDINGS[deadline.state]}.`);
  if (hasOpenStop(deadline))
    throw new ConflictError('The clock of this date is stopped; let it run again first.');
  await updateDeadline(
    tx,
    { id: deadline.id, version: adoption.version },
    {
      workingOn: adoption.on,
      workingTime: adoption.time,
      adoptedAt: at,
      adoptedBy: by.accountId,
      adoptedWhy: adoption.why,
      extendedOn: null,
      ...(overtakesPending(deadline, adoption) ? { pendingOn: null, pendingUntil: null } : {}),
    },
  );
  if (deadline.extendedOn !== null)
    await supersedeConfirmed(tx, deadline.id, {
      endedAt: at,
      endedBy: by.accountId,
      endedReason: `counsel adopted ${momentText(adoption)} as the working date after it`,
    });
  await recordEvent(tx, {
    by,
    at,
    action: 'deadline.adopted',
    subject: deadline.id,
    matterId,
    detail: {
      due: adoption.on,
      time: adoption.time,
      earliest: deadline.earliestOn,
      before: deadline.workingOn,
    },
  });
  const now = await getDeadline(tx, deadline.id);
  await movePreDates(tx, deadline.id, now, 'the working date of the date it prepares was adopted', {
    by,
    setBy: by.accountId,
    at,
  });
}

/**
 * A day adopted before the one an unconfirmed extension goes to is the day worked to from now on. The extension goes on
 * waiting, and counts once its written confirmation is attached.
 */
export function overtakesPending({ pendingOn }: Pick<Deadline, 'pendingOn'>, { on }: Moment): boolean {
  return pendingOn !== null && on < pendingOn;
}
