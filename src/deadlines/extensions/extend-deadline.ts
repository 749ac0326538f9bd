import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayIn, dayText } from '../../platform/plain-date.js';
import { getDeadline, getDeadlineIn, updateDeadline } from '../deadline-store.js';
import { hasOpenStop, heldTo, type Deadline } from '../deadline.js';
import {
  findConfirmedDay,
  findUnconfirmed,
  getExtensionOf,
  insertExtension,
  updateExtension,
  type Extension,
} from './extension-store.js';
import { extensionProblem, extensionState, isExtendable } from './extension.js';
import { movePreDates } from '../follow-parent.js';
import { lapseWith } from './lapse-extensions.js';
import { workingDateRestsOn } from './rests-on.js';
import type { Setter } from '../set-deadline.js';

export interface NewExtension {
  readonly id: string;
  readonly version: number;
  readonly to: string;
  readonly count: number | null;
  readonly unit: string | null;
  readonly terms: string;
  readonly agreedWith: string;
  readonly agreedOn: string;
  readonly confirmBy: string;
  /** The written confirmation, where it is at hand already. */
  readonly documentId: string | null;
}

/**
 * Records a later date that was agreed. It is held to at once, and stands only if its written confirmation is attached
 * by the day named; else the old date returns. Throws `ConflictError` for a date that is not open or not extended by it.
 */
export async function extendDeadline(
  deps: Deps,
  matterId: string,
  request: NewExtension,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  const who = { by, setBy: by.accountId, at };
  await inTransaction(deps, async (tx) => {
    let deadline = await getDeadlineIn(tx, matterId, request.id);
    const today = dayIn(at, deadline.zone);
    if (deadline.state !== 'open') throw new ConflictError('Only an open date can be extended.');
    if (request.version !== deadline.version)
      throw new ConflictError('Someone else changed this date meanwhile.');
    const waiting = await findUnconfirmed(tx, deadline.id);
    if (waiting && extensionState(waiting, today) === 'unconfirmed')
      throw new ConflictError(
        'An extension of this date waits for its confirmation already; confirm or withdraw it first.',
      );
    if (waiting) {
      await lapseWith(tx, waiting, at);
      deadline = await getDeadline(tx, deadline.id);
    }
    const from = heldTo(deadline, today);
    if (from === null || hasOpenStop(deadline))
      throw new ConflictError('The clock of this date is stopped; let it run again before extending it.');
    const problem = extensionProblem(request, from, today);
    if (problem) throw new ConflictError(Object.values(problem).flat().join(' '));
    const { to, count, unit, terms, agreedWith, agreedOn, confirmBy, documentId } = request;
    const isConfirmed = documentId !== null;
    const id = await insertExtension(tx, {
      ...{ matterId, deadlineId: deadline.id, fromOn: from, extendedTo: to, count, unit, terms },
      ...{ agreedWith, agreedOn, confirmBy, documentId, recordedAt: at, recordedBy: by.accountId },
      state: isConfirmed ? 'confirmed' : 'unconfirmed',
      confirmedAt: isConfirmed ? at : null,
      confirmedBy: isConfirmed ? by.accountId : null,
    });
    await updateDeadline(
      tx,
      deadline,
      isConfirmed ? { extendedOn: to } : { pendingOn: to, pendingUntil: confirmBy },
    );
    await recordEvent(tx, {
      by,
      at,
      action: 'extension.recorded',
      subject: deadline.id,
      matterId,
      detail: { from, due: to, confirmBy, extension: id },
    });
    if (isConfirmed) await recordConfirmed(tx, deadline, to, id, who);
    await follow(tx, deadline.id, `the date it prepares was extended to ${dayText(to)}`, who);
  });
}

/** Attaches the written confirmation. Throws `ConflictError`, saying so, for one that has lapsed or ended. */
export async function confirmExtension(
  deps: Deps,
  matterId: string,
  request: {
    readonly id: string;
    readonly version: number;
    readonly extensionId: string;
    readonly documentId: string;
  },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    const extension = await getExtensionOf(tx, matterId, deadline.id, request.extensionId);
    requireExtendable(deadline);
    requireUnconfirmed(extension, dayIn(at, deadline.zone));
    await updateExtension(tx, extension, {
      state: 'confirmed',
      documentId: request.documentId,
      confirmedAt: at,
      confirmedBy: by.accountId,
      ...{ endedAt: null, endedReason: null },
    });
    await updateDeadline(
      tx,
      { id: deadline.id, version: request.version },
      {
        extendedOn: laterThanOwn(deadline, await findConfirmedDay(tx, deadline.id)),
        pendingOn: null,
        pendingUntil: null,
      },
    );
    const who = { by, setBy: by.accountId, at };
    await recordConfirmed(tx, deadline, extension.extendedTo, extension.id, who);
    if (deadline.state === 'open')
      await follow(
        tx,
        deadline.id,
        `the date it prepares was extended to ${dayText(extension.extendedTo)}`,
        who,
      );
  });
}

/**
 * Takes back an extension that was entered in error or revoked, with a reason: the date before it is held to again. A
 * working date that rests on it goes with it, and counsel adopts again.
 */
export async function withdrawExtension(
  deps: Deps,
  matterId: string,
  request: {
    readonly id: string;
    readonly version: number;
    readonly extensionId: string;
    readonly reason: string;
  },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    const extension = await getExtensionOf(tx, matterId, deadline.id, request.extensionId);
    requireExtendable(deadline);
    if (hasOpenStop(deadline))
      throw new ConflictError(
        'The clock of this date is stopped; let it run again, or withdraw the stop, first.',
      );
    const state = extensionState(extension, dayIn(at, deadline.zone));
    const isRestedOn = workingDateRestsOn(deadline, extension);
    if (state !== 'unconfirmed' && state !== 'confirmed' && !isRestedOn)
      throw new ConflictError('This extension has ended already; there is nothing to withdraw.');
    await updateExtension(tx, extension, {
      state: 'withdrawn',
      endedAt: at,
      endedBy: by.accountId,
      endedReason: request.reason,
    });
    await updateDeadline(
      tx,
      { id: deadline.id, version: request.version },
      isRestedOn
        ? { workingOn: null, workingTime: null, adoptedAt: null, adoptedBy: null, adoptedWhy: null }
        : extension.state === 'confirmed'
          ? { extendedOn: laterThanOwn(deadline, await findConfirmedDay(tx, deadline.id)) }
          : { pendingOn: null, pendingUntil: null },
    );
    await recordEvent(tx, {
      by,
      at,
      action: 'extension.withdrawn',
      subject: deadline.id,
      matterId,
      detail: { extendedTo: extension.extendedTo, extension: extension.id },
    });
    await follow(tx, deadline.id, 'the extension of the date it prepares was withdrawn', {
      by,
      setBy: by.accountId,
      at,
    });
  });
}

/** The day another confirmed extension goes to, unless the date itself is as late: it extends nothing then. */
function laterThanOwn({ workingOn, earliestOn }: Deadline, day: string | null): string | null {
  const own = workingOn ?? earliestOn;
  return day !== null && (own === null || day > own) ? day : null;
}

/** Throws `ConflictError`, in a sentence, for an extension that can no longer be confirmed. */
export function requireUnconfirmed(extension: Extension, today: string): void {
  const state = extensionState(extension, today);
  if (state === 'lapsed')
    throw new ConflictError(
      `This extension lapsed: its confirmation was due by ${dayText(extension.confirmBy)}. The old date stands; record a new extension.`,
    );
  if (state !== 'unconfirmed')
    throw new ConflictError('This extension no longer waits for a confirmation; nothing was saved.');
}

function requireExtendable(deadline: Deadline): void {
  if (!isExtendable(deadline))
    throw new ConflictError('This date has ended; its extensions stand as they are.');
}

async function recordConfirmed(
  tx: Tx,
  deadline: Deadline,
  due: string,
  extension: string,
  { by, at }: Setter,
): Promise<void> {
  await recordEvent(tx, {
    by,
    at,
    action: 'extension.confirmed',
    subject: deadline.id,
    matterId: deadline.matterId,
    detail: { due, extension },
  });
}

async function follow(tx: Tx, deadlineId: string, reason: string, who: Setter): Promise<void> {
  await movePreDates(tx, deadlineId, await getDeadline(tx, deadlineId), reason, who);
}
