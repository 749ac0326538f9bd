import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { agreedOf } from './agreed.js';
import { countedOf, heldWithoutPending, type Counted, type Deadline } from './deadline.js';
import { getDeadline, getDeadlineIn, updateDeadline } from './deadline-store.js';
import { updateDateOfExtensions } from './extensions/extension-store.js';
import { movePreDates } from './follow-parent.js';
import { goesOn, type OfItsOwn } from './goes-on.js';
import { succeedDeadlineWith, type NewDeadline, type Setter } from './set-deadline.js';
import { updateDateOfTolling } from './tolling/tolling-store.js';

/**
 * Puts a new count in the place of an open date, with a reason; old and new stay beside each other. Where a reading
 * has moved, the new one has no working date: counsel adopts again. Returns the new id. Throws `ConflictError`.
 */
export async function replaceDeadline(
  deps: Deps,
  matterId: string,
  request: {
    readonly id: string;
    readonly version: number;
    readonly reason: string;
    readonly counted: Counted;
  },
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const old = await getDeadlineIn(tx, matterId, request.id);
    return recountDeadlineWith(tx, { ...old, version: request.version }, request.counted, request.reason, {
      by,
      setBy: by.accountId,
      at,
    });
  });
}

/** The same date under another count. Throws `ConflictError` for one that is not open, or a count that is not verified. */
export async function recountDeadlineWith(
  tx: Tx,
  old: Deadline,
  counted: Counted,
  reason: string,
  who: Setter,
  adopted: Omit<OfItsOwn, 'workingOn'> = {},
): Promise<string> {
  if (old.state !== 'open') throw new ConflictError('Only an open date can be counted anew.');
  if (!counted.result.verified)
    throw new ConflictError(counted.result.notes[0] ?? 'This date is not verified.');
  const { matterId, letterId, demandId, title, whose, words, zone } = old;
  const deadline = { matterId, letterId, demandId, title, whose, words, zone, counted };
  return replaceDeadlineWith(tx, old, deadline, reason, who, adopted);
}

/**
 * Puts a new date in the place of another; the old one stays beside it with the reason. What goes on to the new
 * one `goesOn` says; its pre-dates follow. What becomes of the day adopted `adopted` says. Returns the new id.
 */
export async function replaceDeadlineWith(
  tx: Tx,
  old: Deadline,
  deadline: NewDeadline,
  reason: string,
  who: Setter,
  adopted: Omit<OfItsOwn, 'workingOn'> = {},
): Promise<string> {
  const id = await succeedDeadlineWith(tx, old, deadline, reason, who);
  await carryOver(tx, old, await getDeadline(tx, id), adopted);
  await movePreDates(tx, old.id, await getDeadline(tx, id), reason, who);
  return id;
}

async function carryOver(
  tx: Tx,
  old: Deadline,
  now: Deadline,
  adopted: Omit<OfItsOwn, 'workingOn'>,
): Promise<void> {
  const agreed = await agreedOf(tx, old.id);
  await updateDateOfExtensions(tx, old.id, now.id);
  await updateDateOfTolling(tx, old.id, { deadlineId: now.id });
  const counted = countedOf(now);
  // A stop that has its last day waits with a decision, and is left out again once a day is counted.
  const { tolledFrom: stoppedFrom, tolledUntil, tolledLeft: leftThen } = old;
  if (now.state === 'decision' && tolledUntil !== null)
    await updateDeadline(tx, now, { tolledFrom: stoppedFrom, tolledUntil, tolledLeft: leftThen });
  if (now.state !== 'open' || counted === null) return;
  const going = goesOn(old, counted, agreed, { ...adopted, workingOn: now.workingOn });
  const { extendedOn, tolledFrom, tolledLeft } = going;
  if (tolledFrom != null && tolledLeft != null && going.tolledUntil == null) {
    const wasDue = extendedOn ?? going.workingOn ?? heldWithoutPending(now) ?? counted.result.earliest;
    await updateDateOfTolling(tx, now.id, { deadlineId: now.id, wasDue, daysLeft: tolledLeft });
  }
  if (Object.keys(going).length > 0) await updateDeadline(tx, now, going);
}
