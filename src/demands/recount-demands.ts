import type { Actor } from '../audit/event.js';
import type { Tx } from '../platform/database.js';
import { hasRunningDate, replaceDemandDate } from './demand-dates.js';
import { listDemandsOf } from './demand-store.js';
import { limitOf, type DemandingLetter } from './demand.js';

/**
 * Counts the running dates of a letter's demands again, after its dates were corrected; each old date is
 * superseded. One that was met or voided has ended and is not taken up again.
 */
export async function recountDemands(tx: Tx, letter: DemandingLetter, by: Actor, at: string): Promise<void> {
  for (const demand of await listDemandsOf(tx, letter.id)) {
    const limit = limitOf(demand);
    const isLive = demand.state === 'open' || demand.state === 'responded';
    if (!isLive || limit === null || limit.unit === 'date' || limit.unit === 'immediate') continue;
    if (!(await hasRunningDate(tx, demand))) continue;
    await replaceDemandDate(tx, demand, letter, 'the dates of the letter were corrected', by, at);
  }
}
