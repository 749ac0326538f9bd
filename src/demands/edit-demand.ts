import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { DemandColumns } from './demand-columns.js';
import { replaceDemandDate } from './demand-dates.js';
import { getDemandIn, listDemandsOf, updateDemand } from './demand-store.js';
import { limitOf, type Demand, type DemandingLetter } from './demand.js';
import { requireOpenList } from './enter-demand.js';

/**
 * Changes a demand's words, kind or time limit; a changed limit replaces its date and those of the demands that
 * share it. Returns what is not to be missed of them, a sentence each. Throws `ConflictError` when someone else saved it since `version`, when it has ended, or when the
 * letter's list has been closed.
 */
export async function editDemand(
  deps: Deps,
  demand: Demand,
  letter: DemandingLetter,
  edit: { readonly columns: DemandColumns; readonly version: number },
  by: Actor,
): Promise<string[]> {
  if (demand.state !== 'open' && demand.state !== 'responded')
    throw new ConflictError('This demand has ended; open it again before changing it.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    await requireOpenList(tx, letter);
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
    if (isSameLimit) return [];
    const reason = 'the time limit of the demand was changed';
    return [
      ...(await replaceDemandDate(tx, changed, letter, reason, by, at)),
      ...(await changeSharedLimits(tx, changed, letter, by, at)),
    ];
  });
}

/** “Within the same time” follows the limit it is the same as: those demands get the new limit and its date. */
async function changeSharedLimits(
  tx: Tx,
  changed: Demand,
  letter: DemandingLetter,
  by: Actor,
  at: string,
): Promise<string[]> {
  const said: string[] = [];
  const { limitWords, limitCount, limitUnit, limitFrom, limitOn, limitTime } = changed;
  const { limitEventOn, limitDirection } = changed;
  const limit = {
    limitWords,
    limitCount,
    limitUnit,
    limitFrom,
    limitOn,
    limitTime,
    limitEventOn,
    limitDirection,
  };
  const sharing = (await listDemandsOf(tx, letter.id)).filter(
    (one) => one.limitSharedWith === changed.id && one.id !== changed.id,
  );
  for (const { id, matterId, number, version, state } of sharing) {
    const limitSharedWith = limitUnit === null ? null : (changed.limitSharedWith ?? changed.id);
    await updateDemand(tx, id, version, { ...limit, limitSharedWith });
    await recordEvent(tx, { by, at, action: 'demand.edited', subject: id, matterId, detail: { number } });
    if (state !== 'open' && state !== 'responded') continue;
    const reason = `the time limit of demand ${changed.number}, which it shares, was changed`;
    said.push(...(await replaceDemandDate(tx, await getDemandIn(tx, matterId, id), letter, reason, by, at)));
  }
  return said;
}
