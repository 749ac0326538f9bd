import type { Actor } from '../audit/event.js';
import { countedOn } from '../deadlines/counted.js';
import { countedOf, type Deadline } from '../deadlines/deadline.js';
import { findReplaced, listRunningOf } from '../deadlines/deadline-store.js';
import { replaceDeadlineWith } from '../deadlines/replace-deadline.js';
import { setDeadlineWith, type NewDeadline } from '../deadlines/set-deadline.js';
import { isLeftOver } from '../deadlines/tolling/count-after-stop.js';
import { voidDeadlineWith } from '../deadlines/void-deadline.js';
import type { Tx } from '../platform/database.js';
import type { Demand } from './demand.js';

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
