import { recordEvent } from '../../audit/audit-store.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { addDays, dayIn } from '../../platform/plain-date.js';
import { getDeadline, updateDeadline } from '../deadline-store.js';
import { heldWithoutPending, type Deadline } from '../deadline.js';
import {
  findUnconfirmed,
  listLapsedAfter,
  listUnconfirmedBefore,
  updateExtension,
  type Extension,
} from './extension-store.js';
import { extensionState, isExtendable } from './extension.js';
import { movePreDates } from '../follow-parent.js';

/**
 * Records what has come about by itself: extensions that nobody confirmed in time no longer stand, and the old date is
 * back. Pages say so before this has run. One that lapsed by a clock that ran ahead waits again. Returns how many changed. For the worker's tick; running twice does nothing.
 */
export async function lapseExtensions(deps: Deps): Promise<number> {
  const at = deps.clock.now();
  // Somewhere the day is one further than here: each is asked about in its own zone.
  const candidates = await listUnconfirmedBefore(deps.db, addDays(dayIn(at, 'UTC'), 1));
  let lapsed = 0;
  for (const { deadlineId } of candidates)
    lapsed += await inTransaction(deps, async (tx) => {
      const extension = await findUnconfirmed(tx, deadlineId);
      return extension && (await lapseWith(tx, extension, at)) ? 1 : 0;
    });
  for (const { id } of await listLapsedAfter(deps.db, at))
    lapsed += await inTransaction(deps, async (tx) => ((await waitAgainWith(tx, id, at)) ? 1 : 0));
  return lapsed;
}

/** By these words a lapsed extension is known that was not held to when it lapsed. */
const NOT_HELD = 'no written confirmation in time, while another day was held to';

/**
 * The clock that let it lapse ran ahead and was set right: the day for its confirmation has not passed. It is held to as
 * before, unless counsel adopted an earlier day since it was recorded: then it counts once confirmed.
 */
async function waitAgainWith(tx: Tx, id: string, at: string): Promise<boolean> {
  const [extension] = (await listLapsedAfter(tx, at)).filter((one) => one.id === id);
  if (!extension) return false;
  const deadline = await getDeadline(tx, extension.deadlineId);
  const { extendedTo, confirmBy } = extension;
  const isOver = extensionState(extension, dayIn(at, deadline.zone)) !== 'unconfirmed';
  if (isOver || !isExtendable(deadline) || (await findUnconfirmed(tx, deadline.id))) return false;
  await updateExtension(tx, extension, { state: 'unconfirmed', endedAt: null, endedReason: null });
  if (isHeldAgain(deadline, extension))
    await updateDeadline(tx, deadline, { pendingOn: extendedTo, pendingUntil: confirmBy });
  await recordEvent(tx, {
    by: null,
    at,
    action: 'extension.waitsAgain',
    subject: deadline.id,
    matterId: deadline.matterId,
    detail: { extendedTo, confirmBy, extension: extension.id },
  });
  const now = await getDeadline(tx, deadline.id);
  const reason = 'the extension of the date it prepares had lapsed by a clock that ran ahead';
  await movePreDates(tx, deadline.id, now, reason, { by: null, setBy: extension.recordedBy, at });
  return true;
}

/** A day adopted since it was recorded overtakes it where that day comes first, as it does while it waits. */
function isHeldAgain(deadline: Deadline, { recordedAt, endedReason, extendedTo }: Extension): boolean {
  const { adoptedAt, workingOn } = deadline;
  const own = heldWithoutPending(deadline);
  if (own === null || endedReason === NOT_HELD) return false;
  if (workingOn === null || adoptedAt === null || adoptedAt <= recordedAt) return extendedTo > own;
  return deadline.extendedOn === null && workingOn >= extendedTo;
}

/** The part inside a transaction. False where the day for its confirmation has not passed in the date's zone. */
export async function lapseWith(tx: Tx, extension: Extension, at: string): Promise<boolean> {
  const deadline = await getDeadline(tx, extension.deadlineId);
  if (extensionState(extension, dayIn(at, deadline.zone)) !== 'lapsed') return false;
  const isHeld = isExtendable(deadline);
  await updateExtension(tx, extension, {
    state: isHeld ? 'lapsed' : 'superseded',
    endedAt: at,
    endedReason: !isHeld
      ? 'the date had ended'
      : deadline.pendingOn === extension.extendedTo
        ? 'no written confirmation in time'
        : NOT_HELD,
  });
  if (!isHeld) return false;
  await updateDeadline(tx, deadline, { pendingOn: null, pendingUntil: null });
  await recordEvent(tx, {
    by: null,
    at,
    action: 'extension.lapsed',
    subject: deadline.id,
    matterId: deadline.matterId,
    detail: {
      extendedTo: extension.extendedTo,
      due: heldWithoutPending(deadline) ?? 'a decision',
      extension: extension.id,
    },
  });
  await movePreDates(
    tx,
    deadline.id,
    await getDeadline(tx, deadline.id),
    'the extension of the date it prepares lapsed',
    { by: null, setBy: extension.recordedBy, at },
  );
  return true;
}
