import type { Actor } from '../audit/event.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import { heldTo, type Deadline } from '../deadlines/deadline.js';
import { hourHeld, momentText } from '../deadlines/hour.js';
import type { Tx } from '../platform/database.js';
import { dayIn } from '../platform/plain-date.js';
import { countAfterCorrection, listRunningDates, noteExpiry, replaceDemandDate } from './demand-dates.js';
import { listDemandsOf } from './demand-store.js';
import type { DemandingLetter } from './demand.js';

/**
 * Counts again those running dates of a letter's demands that rest on a fact that was corrected; each old date is
 * superseded. A date whose words do not rest on it stays, with its working date, and one that was met or voided has
 * ended and is not taken up again. Returns a sentence about each that was counted anew.
 */
export async function recountDemands(
  tx: Tx,
  before: LetterFacts,
  letter: DemandingLetter,
  by: Actor,
  at: string,
): Promise<string[]> {
  const moved: string[] = [];
  for (const demand of await listDemandsOf(tx, letter.id)) {
    const [running] = await listRunningDates(tx, demand);
    if (!running) continue;
    if (countAfterCorrection(demand, running, before, letter.facts) !== null) {
      const reason = 'the dates of the letter were corrected';
      const said = await replaceDemandDate(tx, demand, letter, reason, by, at);
      const [now] = await listRunningDates(tx, demand);
      if (now) moved.push(`Demand ${demand.number}: ${countedAnew(running, now, at)}`, ...said);
    } else await noteExpiry(tx, running, demand, letter.facts);
  }
  return moved;
}

function countedAnew(was: Deadline, now: Deadline, at: string): string {
  const [before, after] = [heldText(was, at), heldText(now, at)];
  const day = before === after ? `${after} as before` : `${before} → ${after}`;
  const isFallen = was.workingOn !== null && now.workingOn === null;
  return isFallen ? `${day}; its working date falls away until counsel adopts again.` : `${day}.`;
}

function heldText(deadline: Deadline, at: string): string {
  const on = heldTo(deadline, dayIn(at, deadline.zone));
  return on === null ? 'its clock is stopped' : momentText({ on, time: hourHeld(deadline, on) });
}
