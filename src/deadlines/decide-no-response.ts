import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { dayIn, dayText } from '../platform/plain-date.js';
import { getDeadline, getDeadlineIn, updateDeadline } from './deadline-store.js';
import { countedOf, heldTo, heldWithoutPending, isRunning, type Deadline } from './deadline.js';
import { countedBefore, endPreDates, movePreDates, revivePreDates } from './follow-parent.js';
import { replaceDeadlineWith } from './replace-deadline.js';
import type { NewDeadline } from './set-deadline.js';

/** Counsel decides that a date gets no response, and why; it stays on the record as that. Throws `ForbiddenError`. */
export async function decideNoResponse(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly version: number; readonly reason: string },
  by: Actor,
): Promise<void> {
  requireCounsel(by, 'Only counsel decides that there is no response; nothing was saved.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    if (!isRunning(deadline)) throw new ConflictError('This date does not run any more; nothing was saved.');
    await updateDeadline(
      tx,
      { id: deadline.id, version: request.version },
      {
        state: 'decided',
        decidedAs: 'no-response',
        decision: `No response: ${request.reason}`,
        endedReason: request.reason,
        endedBy: by.accountId,
        endedAt: at,
      },
    );
    await recordEvent(tx, {
      by,
      at,
      action: 'deadline.noResponse',
      subject: deadline.id,
      matterId,
      detail: { due: heldWithoutPending(deadline) ?? 'a decision' },
    });
    await endPreDates(tx, deadline.id, 'no response is given', {
      by,
      setBy: by.accountId,
      at,
    });
  });
}

/**
 * Takes up again a date that was decided, voided, or met by counsel's word: the same date runs anew, the ended one
 * stays beside it with the reason. What a delivery met stays met. Returns the new id.
 */
export async function reopenDeadline(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly version: number; readonly reason: string },
  by: Actor,
): Promise<string> {
  requireCounsel(by, 'Only counsel takes up a date again; nothing was saved.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const old = await getDeadlineIn(tx, matterId, request.id);
    if (!isReopenable(old))
      throw new ConflictError('Only a date that was decided, voided or met by word can be taken up again.');
    const { letterId, demandId, title, whose, words, zone, workingOn, workingTime, adoptedWhy } = old;
    const who = { by, setBy: by.accountId, at };
    const prepared = old.parentId === null ? null : await dateNow(tx, old.parentId);
    if (prepared !== null && !isRunning(prepared))
      throw new ConflictError(
        `The date that this one prepares, “${prepared.title}”, has ended; take that up again first.`,
      );
    await revivePreDates(tx, old.id, who);
    const id = await replaceDeadlineWith(
      tx,
      { ...old, version: request.version },
      {
        ...{ matterId, letterId, demandId, title, whose, words, zone, counted: countedOf(old) },
        ...(workingOn === null
          ? {}
          : { working: { on: workingOn, time: workingTime, why: adoptedWhy ?? request.reason } }),
        ...(prepared === null ? {} : preparing(old, prepared, at)),
      },
      request.reason,
      who,
    );
    // While the clock of the date it prepares is stopped, so is its own.
    if (prepared !== null) await movePreDates(tx, prepared.id, prepared, request.reason, who);
    await recordEvent(tx, {
      by,
      at,
      action: 'deadline.reopened',
      subject: id,
      matterId,
      detail: { due: heldWithoutPending(old) ?? 'a decision', before: old.id },
    });
    return id;
  });
}

/** The date that stands now where a date was, however often it was replaced. */
async function dateNow(tx: Tx, id: string): Promise<Deadline> {
  const date = await getDeadline(tx, id);
  return date.state === 'superseded' && date.supersededBy !== null ? dateNow(tx, date.supersededBy) : date;
}

/** A pre-date belongs to the date that stands now, and is counted back from the day that one is held to. */
function preparing(
  child: Deadline,
  parent: Deadline,
  at: string,
): Pick<NewDeadline, 'parentId'> & Partial<Pick<NewDeadline, 'counted' | 'working'>> {
  const counted = countedOf(child);
  const on = heldTo(parent, dayIn(at, parent.zone));
  if (counted === null || on === null) return { parentId: parent.id };
  const now = countedBefore(counted, on);
  const working = { on: now.result.due, time: child.workingTime, why: `it prepares ${dayText(on)}` };
  return { parentId: parent.id, counted: now, working };
}

/** A date that ended by a word can be taken up again by one. */
export function isReopenable({ state, metDelivery }: Pick<Deadline, 'state' | 'metDelivery'>): boolean {
  return state === 'decided' || state === 'voided' || (state === 'met' && metDelivery === null);
}

function requireCounsel(by: Actor, words: string): void {
  if (by.role !== 'counsel') throw new ForbiddenError(words);
}
