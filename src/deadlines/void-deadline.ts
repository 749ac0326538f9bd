import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { STANDINGS, type Deadline } from './deadline.js';
import { getDeadlineIn } from './deadline-store.js';
import { endDeadlineWith, endPreDates } from './follow-parent.js';

/** Ends a date that should not be held, with a reason; it stays on the record. Throws `ConflictError` when it has ended, `ForbiddenError` where only counsel may. */
export async function voidDeadline(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly version: number; readonly reason: string },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    const { state } = deadline;
    if (state === 'met' || state === 'voided' || state === 'superseded')
      throw new ConflictError(`This date is ${STANDINGS[state]} and can no longer be voided.`);
    if (!mayVoid(deadline, by.role))
      throw new ForbiddenError(
        'Counsel adopted the working date of this date, so only counsel voids it; nothing was saved.',
      );
    await voidDeadlineWith(tx, { ...deadline, version: request.version }, request.reason, {
      by,
      endedBy: by.accountId,
      at,
    });
  });
}

/** A date whose day counsel has adopted is ended by counsel; a plan of our own, and one that nobody has adopted, by anyone who works on it. */
export function mayVoid(
  { workingOn, whose }: Pick<Deadline, 'workingOn' | 'whose'>,
  role: Actor['role'],
): boolean {
  return role === 'counsel' || workingOn === null || whose === 'internal';
}

/** The part inside a transaction, for callers whose own change ends the date. `by` is null where the machine does it. */
export async function voidDeadlineWith(
  tx: Tx,
  deadline: Deadline,
  reason: string,
  { by, endedBy, at }: { readonly by: Actor | null; readonly endedBy: string; readonly at: string },
): Promise<void> {
  const who = { by, setBy: endedBy, at };
  await endDeadlineWith(tx, deadline, reason, who);
  await endPreDates(tx, deadline.id, reason, who);
}
