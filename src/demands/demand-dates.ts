import type { Actor } from '../audit/event.js';
import { countedFromWords, countedOn } from '../deadlines/counted.js';
import { DeadlineInputError } from '../deadlines/counting/deadline-input-error.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import { countedOf, type Counted, type Deadline } from '../deadlines/deadline.js';
import { findReplaced, listRunningOf, updateDeadline } from '../deadlines/deadline-store.js';
import { isSameDays, isSameInput } from '../deadlines/recounts/recount.js';
import { replaceDeadlineWith } from '../deadlines/replace-deadline.js';
import { withStopsOf } from '../deadlines/tolling/carry-stops.js';
import { isLeftOver } from '../deadlines/tolling/count-after-stop.js';
import { setDeadlineWith, type NewDeadline } from '../deadlines/set-deadline.js';
import { voidDeadlineWith } from '../deadlines/void-deadline.js';
import type { Tx } from '../platform/database.js';
import { deadlineTitle, limitOf, type Demand, type DemandingLetter } from './demand.js';

/** Sets the date that a demand's words name, asserted by them; “immediately” sets a decision; no words set nothing. */
export async function setDemandDate(
  tx: Tx,
  demand: Demand,
  letter: DemandingLetter,
  by: Actor,
  at: string,
): Promise<void> {
  const deadline = deadlineOf(demand, letter);
  if (deadline) await setDeadlineWith(tx, deadline, { by, setBy: by.accountId, at });
}

/** Counts a demand's date anew, with the stops of its clock: the running one is superseded, or voided where the words name no time any more. */
export async function replaceDemandDate(
  tx: Tx,
  demand: Demand,
  letter: DemandingLetter,
  reason: string,
  by: Actor,
  at: string,
): Promise<void> {
  const [old, ...others] = await listRunningDates(tx, demand);
  const deadline = deadlineOf(demand, letter);
  const who = { by, setBy: by.accountId, at };
  if (deadline && old) {
    const { counted, leftBehind } =
      deadline.counted === null ? { counted: null, leftBehind: '' } : withStopsOf(old, deadline.counted);
    await replaceDeadlineWith(tx, old, { ...deadline, counted }, `${reason}${leftBehind}`, who);
  } else if (deadline) await setDeadlineWith(tx, deadline, who);
  for (const one of deadline ? others : [old, ...others])
    if (one) await voidDeadlineWith(tx, one, reason, { by, endedBy: by.accountId, at });
}

/** The dates that the demand's own words set and that still run. */
export async function listRunningDates(tx: Tx, demand: Demand): Promise<Deadline[]> {
  return (await listRunningOf(tx, { demandId: demand.id })).filter(isTheirs);
}

/** Ends what still runs of a demand's own dates. What we promised stays, unless the demand itself was an error. */
export async function endDemandDates(
  tx: Tx,
  demand: Demand,
  reason: string,
  by: Actor,
  at: string,
  options: { readonly promisesToo: boolean },
): Promise<void> {
  for (const one of await listRunningOf(tx, { demandId: demand.id }))
    if (options.promisesToo || isTheirs(one))
      await voidDeadlineWith(tx, one, reason, { by, endedBy: by.accountId, at });
}

/** Holds us to what a response promises: a date of our own, adopted at once. Without a day, an earlier promise ends. */
export async function keepPromiseDate(
  tx: Tx,
  demand: Demand,
  promise: { readonly zone: string; readonly words: string | null; readonly on: string | null },
  by: Actor,
  at: string,
): Promise<void> {
  const who = { by, setBy: by.accountId, at };
  const [old] = (await listRunningOf(tx, { demandId: demand.id })).filter((one) => one.whose === 'promised');
  if (promise.on === null) {
    if (old)
      await voidDeadlineWith(tx, old, 'the response no longer promises it', {
        by,
        endedBy: by.accountId,
        at,
      });
    return;
  }
  const promised: NewDeadline = {
    matterId: demand.matterId,
    letterId: demand.letterId,
    demandId: demand.id,
    title: promise.words ?? `What we promised on demand ${demand.number}`,
    whose: 'promised',
    words: promise.words,
    zone: promise.zone,
    counted: countedOn(promise.on, promise.zone),
  };
  const why = `promised in the response to demand ${demand.number}`;
  const working = { on: promise.on, time: null, why };
  // Where the day promised is the same, what was left of it when its clock had stopped stands under the new words.
  const standing = old === undefined ? null : await standingFor(tx, old, promise.on);
  const deadline = { ...promised, ...(standing ?? { working }) };
  if (old) await replaceDeadlineWith(tx, old, deadline, 'the response was rewritten', who);
  else await setDeadlineWith(tx, deadline, who);
}

/** What was left of a promised day after a stop of its clock, where that same day is promised; else null. */
async function standingFor(
  tx: Tx,
  old: Deadline,
  promisedOn: string,
): Promise<(Pick<NewDeadline, 'counted'> & Partial<Pick<NewDeadline, 'working'>>) | null> {
  const counted = countedOf(old);
  if (counted === null) return null;
  const isNamed = counted.input.unit === 'fixed_date' && counted.input.tolling !== undefined;
  if (!isNamed && !isLeftOver(counted)) return null;
  let before: Deadline | null = old;
  while (before !== null && isLeftOver(countedOf(before) ?? counted))
    before = await findReplaced(tx, before.id);
  const named = isNamed ? counted.input.trigger.slice(0, 10) : before?.computedOn;
  if (named !== promisedOn) return null;
  const { workingOn: on, workingTime: time, adoptedWhy } = old;
  return { counted, ...(on === null ? {} : { working: { on, time, why: adoptedWhy ?? '' } }) };
}

/**
 * What corrected facts of its letter make of a date that a demand's words set: the count that takes its place, or null
 * where the words do not rest on what was corrected, so that the date and its working date stay as they are. Behind
 * the correction itself and behind “what if”. Throws DeadlineInputError where a fact that the words need is gone.
 */
export function countAfterCorrection(
  demand: Demand,
  deadline: Pick<Deadline, 'whose' | 'input' | 'result'>,
  before: LetterFacts,
  after: LetterFacts,
): Counted | null {
  const limit = limitOf(demand);
  const isLive = demand.state === 'open' || demand.state === 'responded';
  if (!isLive || !isTheirs(deadline) || limit === null) return null;
  if (limit.unit === 'date' || limit.unit === 'immediate') return null;
  const stored = countedOf(deadline);
  // What was left of an extended date rests on the day agreed and on the stop, and on no fact of the letter.
  if (stored !== null && isLeftOver(stored)) return null;
  const now = countDemand(demand, after);
  const was = couldBeCounted(demand, before);
  if (now === null || (was !== null && isSameInput(was, now))) return null;
  return withStopsOf(deadline, now).counted;
}

/**
 * A date that a correction does not move keeps its count; whether its readings had run out when the letter came is
 * said anew, since that is a word about receipt and not about the count.
 */
export async function noteExpiry(
  tx: Tx,
  deadline: Deadline,
  demand: Demand,
  facts: LetterFacts,
): Promise<void> {
  const [stored, now] = [countedOf(deadline), couldBeCounted(demand, facts)];
  if (stored === null || now === null || !isSameDays(stored, now)) return;
  const hadExpired = new Map(now.result.readings.map((one) => [one.why, one.expiredBeforeReceipt]));
  const readings = stored.result.readings.map((one) => ({
    ...one,
    expiredBeforeReceipt: hadExpired.get(one.why) ?? one.expiredBeforeReceipt,
  }));
  const result = JSON.stringify({ ...stored.result, readings });
  if (result !== deadline.result) await updateDeadline(tx, deadline, { result });
}

/** A fact that was not known before is one the count did not rest on. */
function couldBeCounted(demand: Demand, facts: LetterFacts): Counted | null {
  try {
    return countDemand(demand, facts);
  } catch (error) {
    if (error instanceof DeadlineInputError) return null;
    throw error;
  }
}

/** What a demand's words come to with these facts of its letter; null where they name no day. Throws DeadlineInputError. */
function countDemand(demand: Demand, facts: LetterFacts): Counted | null {
  const limit = limitOf(demand);
  return limit === null ? null : countedFromWords(limit, { ...facts, eventOn: demand.limitEventOn });
}

function deadlineOf(demand: Demand, letter: DemandingLetter): NewDeadline | null {
  const limit = limitOf(demand);
  if (limit === null) return null;
  return {
    matterId: demand.matterId,
    letterId: demand.letterId,
    demandId: demand.id,
    title: deadlineTitle(demand),
    whose: 'asserted',
    words: limit.text,
    // “5 p.m. Pacific” is an hour of that zone, wherever the letter was read.
    zone: limit.zone ?? letter.facts.zone,
    counted: countDemand(demand, letter.facts),
  };
}

function isTheirs(deadline: Pick<Deadline, 'whose'>): boolean {
  return deadline.whose !== 'promised' && deadline.whose !== 'internal';
}
