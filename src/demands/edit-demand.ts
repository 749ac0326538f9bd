import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { DemandColumns } from './demand-columns.js';
import { replaceDemandDate } from './demand-dates.js';
import { getDemandIn, updateDemand } from './demand-store.js';
import { limitOf, type Demand, type DemandingLetter } from './demand.js';
import { requireOpenList } from './enter-demand.js';

/**
 * Changes a demand's words, kind or time limit; a changed limit replaces its date. Throws `ConflictError` when
 * someone else saved it since `version`, when it has ended, or when the letter's list has been closed.
 */
export async function editDemand(
  deps: Deps,
  demand: Demand,
  letter: DemandingLetter,
  edit: { readonly columns: DemandColumns; readonly version: number },
  by: Actor,
): Promise<void> {
  requireOpenList(letter);
  if (demand.state !== 'open' && demand.state !== 'responded')
    throw new ConflictError('This demand has ended; open it again before changing it.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await updateDemand(tx, demand.id, edit.version, edit.columns);
    const changed = await getDemandIn(tx, demand.matterId, demand.id);
    await recordEvent(tx, {
      by,
      at,
      action: 'demand.edited',
      subject: demand.id,
      matterId: demand.matterId,
      detail: { number: demand.number },
    });
    const isSameLimit =
      JSON.stringify([limitOf(demand), demand.limitEventOn]) ===
      JSON.stringify([limitOf(changed), changed.limitEventOn]);
    if (!isSameLimit)
      await replaceDemandDate(tx, changed, letter, 'the time limit of the demand was changed', by, at);
  });
}
