import type { Actor } from '../audit/event.js';
import { setAside } from '../deadlines/agreed.js';
import { countedFromWords, countedOn } from '../deadlines/counted.js';
import { DeadlineInputError } from '../deadlines/counting/deadline-input-error.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import { cautiousOf, countedOf, type Counted, type Deadline } from '../deadlines/deadline.js';
import {
  findReplaced,
  getDeadline,
  listEndedOf,
  listRunningOf,
  updateDeadline,
} from '../deadlines/deadline-store.js';
import { isSameDays, isSameInput } from '../deadlines/recounts/recount.js';
import { replaceDeadlineWith } from '../deadlines/replace-deadline.js';
import { withStopsOf } from '../deadlines/tolling/carry-stops.js';
import { isLeftOver } from '../deadlines/tolling/count-after-stop.js';
import { countedAgainNow, runAgainWith } from '../deadlines/run-again.js';
import { setDeadlineWith, type NewDeadline, type Setter } from '../deadlines/set-deadline.js';
import { voidDeadlineWith } from '../deadlines/void-deadline.js';
import type { Tx } from '../platform/database.js';
import { dayText } from '../platform/plain-date.js';
import { deadlineTitle, limitOf, type Demand, type DemandingLetter } from './demand.js';

/** Ends the reason of a date whose words name no time any more; by these words it is known. */
const NO_TIME = ': its words name no time';

const NO_WORDS = { dateNow: async () => Promise.resolve(null) };

/** Sets the date that a demand's words name, asserted by them; “immediately” sets a decision; no words set nothing. */
export async function setDemandDate(
  tx: Tx,
  demand: Demand,
  letter: DemandingLetter,
  by: Actor,
  at: string,
): Promise<void> {
  const deadline = dateOfWords(demand, letter);
  if (deadline) await setDeadlineWith(tx, deadline, { by, setBy: by.accountId, at });
}

/**
 * Counts a demand's date anew, with the stops of its clock and what was agreed about it: the running one is superseded, or
 * voided where the words name no time any more. One that was met or that counsel decided has ended, and no other is set
 * over it. Returns what is not to be missed, a sentence each.
 */
export async function replaceDemandDate(
  tx: Tx,
  demand: Demand,
  letter: DemandingLetter,
  reason: string,
  by: Actor,
  at: string,
): Promise<string[]> {
  const [old, ...others] = await listRunningDates(tx, demand);
  const deadline = dateOfWords(demand, letter);
  const who = { by, setBy: by.accountId, at };
  const said: string[] = [];
  if (deadline && old) {
    const { counted, leftBehind } =
      deadline.counted === null ? { counted: null, leftBehind: '' } : withStopsOf(old, deadline.counted);
    const id = await replaceDeadlineWith(tx, old, { ...deadline, counted }, `${reason}${leftBehind}`, who);
    if (leftBehind !== '') said.push(`Demand ${demand.number}: ${leftBehind.slice(2)}.`);
    said.push(
      ...setAside(old, await getDeadline(tx, id)).map((words) => `Demand ${demand.number}: ${words}`),
    );
  } else if (deadline) said.push(...(await setUnlessEnded(tx, demand, deadline, reason, who)));
  for (const one of deadline ? others : [old, ...others])
    if (one)
      await voidDeadlineWith(tx, one, `${reason}${one === old ? NO_TIME : ''}`, {
        by,
        endedBy: by.accountId,
        at,
      });
  return said;
}

/** Sets the date of a demand that has none running; where one has ended, what it ended by decides. */
async function setUnlessEnded(
  tx: Tx,
  demand: Demand,
  deadline: NewDeadline,
  reason: string,
  who: Setter,
): Promise<string[]> {
  const ended = (await listEndedOf(tx, demand.id)).filter(isTheirs).at(-1);
  const isDecidedOnADay = ended?.state === 'decided' && ended.result !== '';
  if (ended && (ended.state === 'met' || isDecidedOnADay)) {
    const how = ended.state === 'met' ? 'was met' : 'was decided on: no response';
    const day =
      deadline.counted === null ? '' : ` Counted now it would be ${dayText(cautiousOf(deadline.counted))}.`;
    return [`Demand ${demand.number}: its date ${how} and stays so.${day}`];
  }
  // Words that named no time for a while, and do again: what was agreed about their date stands.
  if (ended?.state === 'voided' && ended.endedReason?.endsWith(NO_TIME))
    await replaceDeadlineWith(tx, ended, withStops(ended, deadline), reason, who);
  else await setDeadlineWith(tx, deadline, who);
  return [];
}

function withStops(old: Deadline, deadline: NewDeadline): NewDeadline {
  return deadline.counted === null
    ? deadline
    : { ...deadline, counted: withStopsOf(old, deadline.counted).counted };
}

/**
 * Takes up the dates that ended with a demand, each with what holds today and what was agreed about it. Where none did and
 * none was met or decided, the words set one. Returns what moved, a sentence each.
 */
export async function runDemandDatesAgain(
  tx: Tx,
  demand: Demand,
  letter: DemandingLetter,
  endedAt: string,
  reason: string,
  by: Actor,
  at: string,
): Promise<string[]> {
  const who = { by, setBy: by.accountId, at };
  const withIt = (await listEndedOf(tx, demand.id)).filter(
    (one) => one.state === 'voided' && one.endedAt === endedAt && one.parentId === null,
  );
  const words = { dateNow: async () => Promise.resolve(dateOfWords(demand, letter)) };
  const said: string[] = [];
  for (const old of withIt) {
    const again = await countedAgainNow(tx, old, isTheirs(old) ? words : NO_WORDS);
    await runAgainWith(tx, old, again, reason, who);
    said.push(...again.said);
  }
  if (withIt.some(isTheirs)) return said;
  const deadline = dateOfWords(demand, letter);
  if (deadline) said.push(...(await setUnlessEnded(tx, demand, deadline, reason, who)));
  return said;
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

/** The date that the words of a demand set with the facts of its letter; null where they name no time. Throws DeadlineInputError. */
export function dateOfWords(demand: Demand, letter: DemandingLetter): NewDeadline | null {
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

/** True for a date that words of theirs set: no promise and no plan of our own. */
export function isTheirs(deadline: Pick<Deadline, 'whose'>): boolean {
  return deadline.whose !== 'promised' && deadline.whose !== 'internal';
}
