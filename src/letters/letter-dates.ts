import type { Actor } from '../audit/event.js';
import { countedAsFound } from '../deadlines/counted.js';
import { zoneIn } from '../deadlines/counting/clock-words.js';
import { attempted } from '../deadlines/count-request.js';
import type { Counted, Deadline } from '../deadlines/deadline.js';
import { listRunningOf, updateDeadline } from '../deadlines/deadline-store.js';
import type { EarliestMeaning } from '../deadlines/counting/earliest-meaning.js';
import { earliestHour } from '../deadlines/hour.js';
import { replaceDeadlineWith } from '../deadlines/replace-deadline.js';
import { setDeadlineWith, type NewDeadline } from '../deadlines/set-deadline.js';
import { voidDeadlineWith } from '../deadlines/void-deadline.js';
import type { Tx } from '../platform/database.js';
import type { Letter } from './letter.js';

/** Sets the earliest date a letter's words could mean, provisional, asserted by them; nothing where none was found. */
export async function setProvisionalDate(
  tx: Tx,
  letter: Letter,
  meaning: EarliestMeaning,
  { zone, at }: { readonly zone: string; readonly at: string },
): Promise<void> {
  const deadline = provisional(letter, meaning, zone);
  if (deadline) await setDeadlineWith(tx, deadline, { by: null, setBy: letter.loggedBy, at });
}

/** The provisional date is found anew, the old one superseded with the reason. */
export async function replaceProvisionalDate(
  tx: Tx,
  letter: Letter,
  meaning: EarliestMeaning,
  {
    zone,
    by,
    setBy,
    at,
    reason,
  }: {
    readonly zone: string;
    readonly by: Actor | null;
    readonly setBy: string;
    readonly at: string;
    readonly reason: string;
  },
): Promise<void> {
  const [old] = await runningProvisional(tx, letter.id);
  const deadline = provisional(letter, meaning, zone);
  if (deadline && old) await replaceDeadlineWith(tx, old, deadline, reason, { by, setBy, at });
  else if (deadline) await setDeadlineWith(tx, deadline, { by, setBy, at });
  else if (old) await voidDeadlineWith(tx, old, reason, { by, endedBy: setBy, at });
}

/** What was found before the letter had a matter is a day in the matter's zone once it has one. */
export async function moveProvisionalDates(tx: Tx, letterId: string, zone: string): Promise<void> {
  for (const one of await runningProvisional(tx, letterId)) {
    // “5 p.m. Eastern” is an hour of that zone, whatever matter the letter is filed in.
    const isNamed = zoneIn(one.words ?? '') === one.zone;
    if (isNamed || one.zone === zone || one.earliestOn === null) continue;
    const { input, result } = foundAt(one.earliestOn, zone, earliestHour(one));
    await updateDeadline(tx, one, { zone, input: JSON.stringify(input), result: JSON.stringify(result) });
  }
}

export async function endProvisionalDate(
  tx: Tx,
  letterId: string,
  reason: string,
  by: Actor,
  at: string,
): Promise<void> {
  for (const one of await runningProvisional(tx, letterId))
    await voidDeadlineWith(tx, one, reason, { by, endedBy: by.accountId, at });
}

/** An hour that the clocks skip on that day is none: the day is held to. */
function foundAt(on: string, zone: string, time: string | null): Counted {
  const found = attempted(() => countedAsFound(on, zone, time));
  return found.ok ? found.value : countedAsFound(on, zone);
}

async function runningProvisional(tx: Tx, letterId: string): Promise<Deadline[]> {
  return (await listRunningOf(tx, { letterId })).filter((one) => one.state === 'provisional');
}

function provisional(letter: Letter, meaning: EarliestMeaning, zone: string): NewDeadline | null {
  if (meaning.due === null) return null;
  return {
    matterId: letter.matterId,
    letterId: letter.id,
    title: letter.sender
      ? `Earliest date in the letter from ${letter.sender}`
      : 'Earliest date in a letter to review',
    whose: 'asserted',
    words: meaning.quote,
    zone: meaning.zone ?? zone,
    counted: foundAt(meaning.due, meaning.zone ?? zone, meaning.time),
    isProvisional: true,
  };
}
