import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { requireNothingHeld } from '../deadlines/holding.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { endDemandDates, runDemandDatesAgain } from './demand-dates.js';
import type { EndingRequest } from './demand-form.js';
import { findResponse, getDemandIn, updateDemand } from './demand-store.js';
import { STATES, type Demand, type DemandingLetter } from './demand.js';

/**
 * Ends a demand without a response: withdrawn by them, resolved, no response by decision, or entered in error.
 * Its own dates end with it. Throws `ConflictError` on an old version, one that has ended already, or one that a
 * binding or promised date holds open.
 */
export async function endDemand(
  deps: Deps,
  demand: Demand,
  request: EndingRequest,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, (tx) => endDemandWith(tx, demand, request, by, at));
}

/** The part inside a transaction, for callers who end more with it. */
export async function endDemandWith(
  tx: Tx,
  demand: Demand,
  { ending, reason, version }: EndingRequest,
  by: Actor,
  at: string,
): Promise<void> {
  if (demand.state !== 'open' && demand.state !== 'responded')
    throw new ConflictError(`This demand has ended already: ${STATES[demand.state]}.`);
  // One entered in error never was; what it set ends with it. Any other is held open by what binds us.
  if (ending !== 'voided')
    await requireNothingHeld(tx, { demandId: demand.id }, `Demand ${demand.number} cannot be ended`);
  await updateDemand(tx, demand.id, version, {
    state: ending,
    stateReason: reason,
    stateBy: by.accountId,
    stateAt: at,
  });
  await recordEvent(tx, {
    by,
    at,
    action: 'demand.ended',
    subject: demand.id,
    matterId: demand.matterId,
    detail: { number: demand.number, state: STATES[ending] },
  });
  await endDemandDates(tx, demand, `demand ${demand.number}: ${STATES[ending]}; ${reason}`, by, at, {
    promisesToo: ending === 'voided',
  });
}

/** Takes an ended demand up again: the dates that ended with it run again. Returns what moved, a sentence each. Throws `ConflictError` when it has not ended or its letter was voided. */
export async function reopenDemand(
  deps: Deps,
  demand: Demand,
  letter: DemandingLetter,
  request: { readonly reason: string; readonly version: number },
  by: Actor,
): Promise<string[]> {
  if (demand.state === 'open' || demand.state === 'responded')
    throw new ConflictError('This demand is open already.');
  if (!letter.isReviewed)
    throw new ConflictError('The letter of this demand was voided; a demand of it cannot be taken up again.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const state = (await findResponse(tx, demand.id)) ? 'responded' : 'open';
    await updateDemand(tx, demand.id, request.version, {
      state,
      stateReason: request.reason,
      stateBy: by.accountId,
      stateAt: at,
    });
    await recordEvent(tx, {
      by,
      at,
      action: 'demand.ended',
      subject: demand.id,
      matterId: demand.matterId,
      detail: { number: demand.number, state: 'open again' },
    });
    const now = await getDemandIn(tx, demand.matterId, demand.id);
    return runDemandDatesAgain(tx, now, letter, demand.stateAt ?? '', request.reason, by, at);
  });
}
