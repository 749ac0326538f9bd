import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { STANDINGS } from './deadline.js';
import { getDeadlineIn, updateDeadline } from './deadline-store.js';

export interface Adoption {
  readonly id: string;
  readonly version: number;
  readonly on: string;
  /** `17:00` in the date's zone, or null for the end of the day. */
  readonly time: string | null;
  readonly why: string;
}

/** Counsel adopts the day we work to. The earliest reading stays beside it. Throws `ForbiddenError`, `ConflictError`. */
export async function adoptWorkingDate(
  deps: Deps,
  matterId: string,
  adoption: Adoption,
  by: Actor,
): Promise<void> {
  if (by.role !== 'counsel')
    throw new ForbiddenError('Only counsel adopts a working date; nothing was saved.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, adoption.id);
    if (deadline.state !== 'open')
      throw new ConflictError(`A working date needs an open date; this one is ${STANDINGS[deadline.state]}.`);
    await updateDeadline(
      tx,
      { id: deadline.id, version: adoption.version },
      {
        workingOn: adoption.on,
        workingTime: adoption.time,
        adoptedAt: at,
        adoptedBy: by.accountId,
        adoptedWhy: adoption.why,
      },
    );
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
  });
}
