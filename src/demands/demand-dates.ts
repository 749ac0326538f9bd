import type { Actor } from '../audit/event.js';
import { setAside } from '../deadlines/agreed.js';
import { countedFromWords } from '../deadlines/counted.js';
import { RECEIVED } from '../deadlines/counting/after-hours.js';
import { DeadlineInputError } from '../deadlines/counting/deadline-input-error.js';
import type { LetterFacts } from '../deadlines/counting/readings.js';
import { cautiousOf, countedOf, type Counted, type Deadline } from '../deadlines/deadline.js';
import {
  findLastCounted,
  getDeadline,
  listEndedOf,
  listRunningOf,
  updateDeadline,
} from '../deadlines/deadline-store.js';
import { isNotDelivered } from '../deadlines/meet-deadlines.js';
import { isSameDays, isSameInput } from '../deadlines/recounts/recount.js';
import { withClosedDays } from '../deadlines/recounts/todays-basis.js';
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
  const deadline = await dateToSet(tx, demand, letter);
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
  const deadline = await dateToSet(tx, demand, letter);
  const who = { by, setBy: by.accountId, at };
  const said: string[] = [];
  if (deadline && old) {
    const { counted, leftBehind } =
      deadline.counted === null
        ? { counted: null, leftBehind: '' }
        : withStopsOf(await findLastCounted(tx, old), deadline.counted);
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
  if (ended?.state === 'voided' && ended.endedReason?.endsWith(NO_TIME)) {
    const counted = await findLastCounted(tx, ended);
    await replaceDeadlineWith(tx, ended, withStops(counted, deadline), reason, who);
  } else await setDeadlineWith(tx, deadline, who);
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
  const ended = (await listEndedOf(tx, demand.id)).filter((one) => endedWith(one, endedAt));
  const words = { dateNow: async () => Promise.resolve(dateOfWords(demand, letter)) };
  const said: string[] = [];
  // One date of theirs runs at a time, the one set last.
  const theirs = (await listRunningDates(tx, demand)).length > 0 ? undefined : ended.filter(isTheirs).at(-1);
  for (const old of ended.filter((one) => !isTheirs(one) || one === theirs)) {
    const again = await countedAgainNow(tx, old, isTheirs(old) ? words : NO_WORDS);
    await runAgainWith(tx, old, again, reason, who);
    said.push(...again.said);
  }
  if ((await listRunningDates(tx, demand)).length > 0) return said;
  const deadline = dateOfWords(demand, letter);
  if (deadline) said.push(...(await setUnlessEnded(tx, demand, deadline, reason, who)));
  return said;
}

/** Ended with its demand, or had been met by a delivery that counted no longer once the demand had ended. */
function endedWith(date: Deadline, endedAt: string): boolean {
  if (date.state !== 'voided' || date.endedAt === null) return false;
  return date.endedAt === endedAt || (isNotDelivered(date) && date.endedAt > endedAt);
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

/**
 * What corrected facts of its letter make of a date that a demand's words set: the count that takes its place, or null
 * where the words do not rest on what was corrected, so that the date and its working date stay as they are. Behind
 * the correction itself and behind “what if”. `moved` is the demand with the days that its words name now. Throws
 * DeadlineInputError where a fact that the words need is gone.
 */
export function countAfterCorrection(
  demand: Demand,
  deadline: Pick<Deadline, 'whose' | 'input' | 'result'>,
  before: LetterFacts,
  after: LetterFacts,
  moved: Demand = demand,
): Counted | null {
  const limit = limitOf(demand);
  const isLive = demand.state === 'open' || demand.state === 'responded';
  if (!isLive || !isTheirs(deadline) || limit === null || limit.unit === 'immediate') return null;
  const stored = countedOf(deadline);
  // What was left of an extended date rests on the day agreed and on the stop, and on no fact of the letter.
  if (stored !== null && isLeftOver(stored)) return null;
  const now = countDemand(moved, after);
  const was = couldBeCounted(demand, before);
  if (now === null || (was !== null && isSameInput(was, now))) return null;
  return withStopsOf(deadline, now).counted;
}

/**
 * A date that a correction does not move keeps its count; whether its readings had run out when the letter came, and that it
 * came after hours, is said anew, since those are words about receipt and not about the count.
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
  const isOfReceipt = (note: string): boolean => note.startsWith(RECEIVED);
  const notes = [
    ...now.result.notes.filter(isOfReceipt),
    ...stored.result.notes.filter((note) => !isOfReceipt(note)),
  ];
  const result = JSON.stringify({ ...stored.result, readings, notes });
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

/** The same as it is set now, with the closed days of the matter. */
async function dateToSet(tx: Tx, demand: Demand, letter: DemandingLetter): Promise<NewDeadline | null> {
  const deadline = dateOfWords(demand, letter);
  if (deadline === null || deadline.counted === null) return deadline;
  return { ...deadline, counted: await withClosedDays(tx, demand, deadline.counted) };
}

/** True for a date that words of theirs set: no promise and no plan of our own. */
export function isTheirs(deadline: Pick<Deadline, 'whose'>): boolean {
  return deadline.whose !== 'promised' && deadline.whose !== 'internal';
}
