import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { dayIn, dayText } from '../platform/plain-date.js';
import { getDeadline, getDeadlineIn, updateDeadline } from './deadline-store.js';
import { countedOf, heldTo, heldWithoutPending, isRunning, type Deadline } from './deadline.js';
import { countedBefore, endPreDates, movePreDates } from './follow-parent.js';
import { countedAgainNow, runAgainWith, type WordsOfDates } from './run-again.js';
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
 * Takes up again a date that was decided, voided, or met by counsel's word: it runs anew with what holds today, the ended
 * one stays beside it with the reason. What a delivery met stays met. Returns the new id, and what moved in sentences.
 */
export async function reopenDeadline(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly version: number; readonly reason: string },
  by: Actor,
  words: WordsOfDates,
): Promise<{ readonly id: string; readonly said: readonly string[] }> {
  requireCounsel(by, 'Only counsel takes up a date again; nothing was saved.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const old = await getDeadlineIn(tx, matterId, request.id);
    if (!isReopenable(old))
      throw new ConflictError('Only a date that was decided, voided or met by word can be taken up again.');
    const whyNot = await words.whyNot(tx, old);
    if (whyNot !== null) throw new ConflictError(whyNot);
    const who = { by, setBy: by.accountId, at };
    const prepared = old.parentId === null ? null : await dateNow(tx, old.parentId);
    if (prepared !== null && !isRunning(prepared))
      throw new ConflictError(
        `The date that this one prepares, “${prepared.title}”, has ended; take that up again first.`,
      );
    const again =
      prepared === null
        ? await countedAgainNow(tx, old, words)
        : { date: preparing(old, prepared, at), isMoved: false, said: [] };
    const id = await runAgainWith(tx, { ...old, version: request.version }, again, request.reason, who);
    // While the clock of the date it prepares is stopped, so is its own.
    if (prepared !== null) await movePreDates(tx, prepared.id, prepared, request.reason, who);
    return { id, said: again.said };
  });
}

/** The date that stands now where a date was, however often it was replaced. */
async function dateNow(tx: Tx, id: string): Promise<Deadline> {
  const date = await getDeadline(tx, id);
  return date.state === 'superseded' && date.supersededBy !== null ? dateNow(tx, date.supersededBy) : date;
}

/** A pre-date belongs to the date that stands now, and is counted back from the day that one is held to. */
function preparing(child: Deadline, parent: Deadline, at: string): NewDeadline {
  const { matterId, letterId, demandId, title, whose, words, zone } = child;
  const counted = countedOf(child);
  const same = { matterId, letterId, demandId, title, whose, words, zone, parentId: parent.id };
  const on = heldTo(parent, dayIn(at, parent.zone));
  if (counted === null || on === null) return { ...same, counted };
  const now = countedBefore(counted, on);
  const working = { on: now.result.due, time: child.workingTime, why: `it prepares ${dayText(on)}` };
  return { ...same, counted: now, working };
}

/** A date that ended by a word can be taken up again by one. */
export function isReopenable({ state, metDelivery }: Pick<Deadline, 'state' | 'metDelivery'>): boolean {
  return state === 'decided' || state === 'voided' || (state === 'met' && metDelivery === null);
}

function requireCounsel(by: Actor, words: string): void {
  if (by.role !== 'counsel') throw new ForbiddenError(words);
}
