import type { Actor } from '../audit/event.js';
import { countedFromWords, countedOn } from '../deadlines/counted.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import type { Counted, Deadline } from '../deadlines/deadline.js';
import { listRunningOf } from '../deadlines/deadline-store.js';
import { replaceDeadlineWith } from '../deadlines/replace-deadline.js';
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

/** Counts a demand's date anew: the running one is superseded, or voided where the words name no time any more. */
export async function replaceDemandDate(
  tx: Tx,
  demand: Demand,
  letter: DemandingLetter,
  reason: string,
  by: Actor,
  at: string,
): Promise<void> {
  const [old, ...others] = (await listRunningOf(tx, { demandId: demand.id })).filter(isTheirs);
  const deadline = deadlineOf(demand, letter);
  const who = { by, setBy: by.accountId, at };
  if (deadline && old) await replaceDeadlineWith(tx, old, deadline, reason, who);
  else if (deadline) await setDeadlineWith(tx, deadline, who);
  for (const one of deadline ? others : [old, ...others])
    if (one) await voidDeadlineWith(tx, one, reason, { by, endedBy: by.accountId, at });
}

/** True while a date that the demand's own words set still runs. */
export async function hasRunningDate(tx: Tx, demand: Demand): Promise<boolean> {
  return (await listRunningOf(tx, { demandId: demand.id })).some(isTheirs);
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
  const deadline: NewDeadline = {
    matterId: demand.matterId,
    letterId: demand.letterId,
    demandId: demand.id,
    title: promise.words ?? `What we promised on demand ${demand.number}`,
    whose: 'promised',
    words: promise.words,
    zone: promise.zone,
    counted: countedOn(promise.on, promise.zone),
    working: { on: promise.on, time: null, why: `promised in the response to demand ${demand.number}` },
  };
  if (old) await replaceDeadlineWith(tx, old, deadline, 'the response was rewritten', who);
  else await setDeadlineWith(tx, deadline, who);
}

/** What a demand's words come to with these facts of its letter; null where they name no day. Throws DeadlineInputError. */
export function countDemand(demand: Demand, facts: LetterFacts): Counted | null {
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

function isTheirs(deadline: Deadline): boolean {
  return deadline.whose !== 'promised' && deadline.whose !== 'internal';
}
