import type { Actor } from '../audit/event.js';
import { agreedOf } from '../deadlines/agreed.js';
import { countedOn } from '../deadlines/counted.js';
import { countedOf, type Deadline } from '../deadlines/deadline.js';
import { findReplaced, getDeadline, listRunningOf, updateDeadline } from '../deadlines/deadline-store.js';
import { supersedeExtensions } from '../deadlines/extensions/extension-store.js';
import { replaceDeadlineWith } from '../deadlines/replace-deadline.js';
import { setDeadlineWith, type NewDeadline, type Setter } from '../deadlines/set-deadline.js';
import { isLeftOver } from '../deadlines/tolling/count-after-stop.js';
import { voidDeadlineWith } from '../deadlines/void-deadline.js';
import type { Tx } from '../platform/database.js';
import { dayText } from '../platform/plain-date.js';
import type { Demand } from './demand.js';

/**
 * Holds us to what a response promises: a date of our own, adopted at once. Without a day, an earlier promise ends. What
 * was agreed about a day promised before stands for that day alone. Returns what is not to be missed, a sentence each.
 */
export async function keepPromiseDate(
  tx: Tx,
  demand: Demand,
  promise: { readonly zone: string; readonly words: string | null; readonly on: string | null },
  by: Actor,
  at: string,
): Promise<string[]> {
  const who = { by, setBy: by.accountId, at };
  const [old, ...others] = (await listRunningOf(tx, { demandId: demand.id })).filter(isPromised);
  for (const one of promise.on === null && old ? [old, ...others] : others)
    await voidDeadlineWith(tx, one, 'the response no longer promises it', { ...who, endedBy: who.setBy });
  if (promise.on === null) return [];
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
  if (old === undefined) {
    await setDeadlineWith(tx, { ...promised, working }, who);
    return [];
  }
  // Where the day promised is the same, what was left of it when its clock had stopped stands under the new words.
  const standing = await standingFor(tx, old, promise.on);
  const isSameDay = standing !== null || countedOf(old)?.input.trigger.slice(0, 10) === promise.on;
  const leftBehind = isSameDay ? null : await leaveExtensions(tx, old, promise.on, who);
  const deadline = { ...promised, ...(standing ?? { working }) };
  await replaceDeadlineWith(tx, leftBehind?.old ?? old, deadline, 'the response was rewritten', who);
  return leftBehind === null ? [] : [leftBehind.said];
}

function isPromised({ whose, parentId }: Deadline): boolean {
  return whose === 'promised' && parentId === null;
}

/** An extension was agreed about the day promised then; another day promised is none it was agreed about. Null where none stands. */
async function leaveExtensions(
  tx: Tx,
  old: Deadline,
  on: string,
  { setBy, at }: Setter,
): Promise<{ readonly old: Deadline; readonly said: string } | null> {
  const [first, ...others] = (await agreedOf(tx, old.id)).extensions;
  if (first === undefined) return null;
  const endedReason = `another day was promised, ${dayText(on)}`;
  await supersedeExtensions(tx, old.id, { endedAt: at, endedBy: setBy, endedReason });
  await updateDeadline(tx, old, { extendedOn: null, pendingOn: null, pendingUntil: null });
  const days = [first, ...others].map(({ extendedTo }) => dayText(extendedTo)).join(' and ');
  return {
    old: await getDeadline(tx, old.id),
    said: `The extension to ${days} was agreed about the day promised before and does not go on to ${dayText(on)}; enter it again if it still stands.`,
  };
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
