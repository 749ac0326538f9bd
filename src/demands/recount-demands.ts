import type { Actor } from '../audit/event.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import type { Tx } from '../platform/database.js';
import { countAfterCorrection, listRunningDates, noteExpiry, replaceDemandDate } from './demand-dates.js';
import { listDemandsOf } from './demand-store.js';
import type { DemandingLetter } from './demand.js';

/**
 * Counts again those running dates of a letter's demands that rest on a fact that was corrected; each old date is
 * superseded. A date whose words do not rest on it stays, with its working date, and one that was met or voided has
 * ended and is not taken up again.
 */
export async function recountDemands(
  tx: Tx,
  before: LetterFacts,
  letter: DemandingLetter,
  by: Actor,
  at: string,
): Promise<void> {
  for (const demand of await listDemandsOf(tx, letter.id)) {
    const [running] = await listRunningDates(tx, demand);
    if (!running) continue;
    if (countAfterCorrection(demand, running, before, letter.facts) !== null)
      await replaceDemandDate(tx, demand, letter, 'the dates of the letter were corrected', by, at);
    else await noteExpiry(tx, running, demand, letter.facts);
  }
}
