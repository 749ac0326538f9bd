import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import type { MatterInHand } from '../matters/matter.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { DemandColumns } from './demand-columns.js';
import { setDemandDate } from './demand-dates.js';
import { insertDemand } from './demand-store.js';
import type { Demand, DemandingLetter } from './demand.js';

/**
 * Enters a demand under the next number of its matter and sets the date its words name; “immediately” sets a
 * decision. Throws `ConflictError` when the letter's facts are not confirmed or its list has been closed.
 */
export async function enterDemand(
  deps: Deps,
  matter: MatterInHand,
  letter: DemandingLetter,
  columns: DemandColumns,
  by: Actor,
): Promise<Demand> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    await requireOpenList(tx, letter);
    const demand = await insertDemand(tx, {
      matterId: matter.id,
      letterId: letter.id,
      ...columns,
      state: 'open',
      enteredAt: at,
      enteredBy: by.accountId,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'demand.entered',
      subject: demand.id,
      matterId: matter.id,
      detail: { number: demand.number, letter: letter.number },
    });
    await setDemandDate(tx, demand, letter, by, at);
    return demand;
  });
}

/** Throws `ConflictError` unless demands of this letter may still be entered and changed, as it stands now. */
export async function requireOpenList(tx: Tx, letter: DemandingLetter): Promise<void> {
  const list = await letter.listNow(tx);
  if (!list.isReviewed)
    throw new ConflictError(
      'Confirm the letter’s sender and dates first: the dates of its demands are counted from them.',
    );
  if (list.isComplete)
    throw new ConflictError('The list of demands was confirmed as complete. Open it again first.');
}
