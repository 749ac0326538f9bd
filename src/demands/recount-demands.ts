import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { movedDay, type MovedDay } from '../deadlines/counting/moved-day.js';
import { attempted } from '../deadlines/count-request.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import { cautiousOf, countedOf, heldTo, type Deadline } from '../deadlines/deadline.js';
import { listEndedOf, updateDeadline } from '../deadlines/deadline-store.js';
import { hourHeld, momentText } from '../deadlines/hour.js';
import { isSameDays } from '../deadlines/recounts/recount.js';
import type { Tx } from '../platform/database.js';
import { dayIn, dayText } from '../platform/plain-date.js';
import {
  countAfterCorrection,
  isTheirs,
  listRunningDates,
  noteExpiry,
  replaceDemandDate,
} from './demand-dates.js';
import { getDemandIn, listDemandsOf, updateDemand } from './demand-store.js';
import type { Demand, DemandingLetter } from './demand.js';

const MET_AND_CORRECTED = 'It was met and stays so';

/**
 * Counts again those running dates of a letter's demands that rest on a fact that was corrected; each old date is
 * superseded. A day that is named from the letter's own, “by Friday”, “by 29 November”, is named anew. A date whose words
 * do not rest on what was corrected stays, with its working date, and one that was met or voided has ended and is not taken
 * up again. Returns a sentence about each that was counted anew, or has to be looked at.
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
    const { demand: now, toLookAt } = await namedAnew(tx, demand, before, letter.facts, by, at);
    const [running] = await listRunningDates(tx, demand);
    if (!running) {
      moved.push(...(await saidOfMet(tx, demand, now, before, letter.facts)));
      continue;
    }
    if (countAfterCorrection(demand, running, before, letter.facts, now) !== null) {
      const reason = 'the dates of the letter were corrected';
      const said = await replaceDemandDate(tx, now, letter, reason, by, at);
      const [replaced] = await listRunningDates(tx, demand);
      if (replaced) moved.push(`Demand ${demand.number}: ${countedAnew(running, replaced, at)}`, ...said);
    } else await noteExpiry(tx, running, demand, letter.facts);
    if (toLookAt !== null) moved.push(toLookAt);
  }
  return moved;
}

/** A date that was met stays so; what the corrected facts make of its day is said, and written beside its count. */
async function saidOfMet(
  tx: Tx,
  demand: Demand,
  now: Demand,
  before: LetterFacts,
  after: LetterFacts,
): Promise<string[]> {
  const met = (await listEndedOf(tx, demand.id)).filter(isTheirs).at(-1);
  const stored = met?.state === 'met' ? countedOf(met) : null;
  if (!met || !stored) return [];
  // A fact that the count needs and that is gone moves nothing that was met.
  const counted = attempted(() => countAfterCorrection(demand, met, before, after, now) ?? stored);
  if (!counted.ok || counted.value === stored) return [];
  const on = cautiousOf(counted.value);
  const late = met.metOn !== null && met.metOn > on ? ', before the day it was met' : '';
  const said = isSameDays(stored, counted.value)
    ? []
    : [`counted from the corrected facts of the letter its earliest day is ${dayText(on)}${late}.`];
  const notes = [
    ...stored.result.notes.filter((note) => !note.startsWith(MET_AND_CORRECTED)),
    ...said.map((text) => `${MET_AND_CORRECTED}; ${text}`),
  ];
  await updateDeadline(tx, met, { result: JSON.stringify({ ...stored.result, notes }) });
  return said.map((text) => `Demand ${demand.number}: its date was met and stays so; ${text}`);
}

/** The days that were read in the words of a demand from the letter's date, as they are read from the corrected one. */
async function namedAnew(
  tx: Tx,
  demand: Demand,
  before: LetterFacts,
  after: LetterFacts,
  by: Actor,
  at: string,
): Promise<{ readonly demand: Demand; readonly toLookAt: string | null }> {
  const { limitWords, limitOn, limitEventOn, number } = demand;
  const moved = (on: string | null): MovedDay =>
    on === null ? { moves: 'stays' } : movedDay(limitWords ?? '', on, before.letterDate, after.letterDate);
  const [day, event] = [moved(limitOn), moved(limitEventOn)];
  const unknown = day.moves === 'unknown' ? limitOn : event.moves === 'unknown' ? limitEventOn : null;
  const toLookAt =
    unknown === null
      ? null
      : `Demand ${number}: ${dayText(unknown)} was set for “${limitWords ?? ''}”, words that do not name it; look whether it still holds.`;
  if (day.moves !== 'to' && event.moves !== 'to') return { demand, toLookAt };
  const columns = {
    limitOn: day.moves === 'to' ? day.on : limitOn,
    limitEventOn: event.moves === 'to' ? event.on : limitEventOn,
  };
  await updateDemand(tx, demand.id, demand.version, columns);
  const [was, now] = [limitOn ?? limitEventOn, columns.limitOn ?? columns.limitEventOn];
  await recordEvent(tx, {
    ...{ by, at, action: 'demand.day-moved', subject: demand.id, matterId: demand.matterId },
    detail: { number, was: dayText(was ?? ''), now: dayText(now ?? '') },
  });
  return { demand: await getDemandIn(tx, demand.matterId, demand.id), toLookAt };
}

function countedAnew(was: Deadline, now: Deadline, at: string): string {
  const [before, after] = [heldText(was, at), heldText(now, at)];
  const day = before === after ? `${after} as before` : `${before} → ${after}`;
  const isFallen = was.workingOn !== null && now.workingOn === null;
  if (isFallen) return `${day}; its working date falls away until counsel adopts again.`;
  return now.workingOn === null ? `${day}; it has no working date.` : `${day}.`;
}

function heldText(deadline: Deadline, at: string): string {
  const on = heldTo(deadline, dayIn(at, deadline.zone));
  return on === null ? 'its clock is stopped' : momentText({ on, time: hourHeld(deadline, on) });
}
