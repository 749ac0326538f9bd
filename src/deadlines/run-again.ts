import { recordEvent } from '../audit/audit-store.js';
import type { Db, Tx } from '../platform/database.js';
import { dayText } from '../platform/plain-date.js';
import { cautiousOf, countedOf, heldWithoutPending, type Counted, type Deadline } from './deadline.js';
import { DeadlineInputError } from './counting/deadline-input-error.js';
import { revivePreDates } from './follow-parent.js';
import { isMoreCautious, moreCautiousToday } from './recounts/todays-basis.js';
import { askAboutMatter } from './recounts/recount-dates.js';
import { isSameDays } from './recounts/recount.js';
import { replaceDeadlineWith } from './replace-deadline.js';
import type { NewDeadline, Setter } from './set-deadline.js';
import { withStopsOf } from './tolling/carry-stops.js';
import { isLeftOver } from './tolling/count-after-stop.js';

/** Asked of the rooms after this one, which know what the words that set a date rest on. */
export interface WordsOfDates {
  /** What the words come to with the facts of today; null for a date that no words of a letter set. Throws DeadlineInputError. */
  readonly dateNow: (db: Db, deadline: Deadline) => Promise<NewDeadline | null>;
  /** Why a date cannot run again, in a sentence: what set it has ended, or another date of it runs. Null where it can. */
  readonly whyNot: (tx: Tx, deadline: Deadline) => Promise<string | null>;
}

/** What a date comes to that runs again. */
export interface Again {
  /** What stands in its place: its title, words and zone with the count. */
  readonly date: NewDeadline;
  /** True where a day has moved, so that counsel adopts again. */
  readonly isMoved: boolean;
  /** What moved, a sentence each. */
  readonly said: readonly string[];
}

/**
 * Counts a date that runs again with what holds today: the words that set it and the facts of their letter, closed days,
 * tables and rules. Where the days differ the more cautious are held to and counsel is asked to adopt again.
 */
export async function countedAgainNow(
  tx: Tx,
  old: Deadline,
  words: Pick<WordsOfDates, 'dateNow'>,
): Promise<Again> {
  const { matterId, letterId, demandId, title, whose, zone } = old;
  const stored = countedOf(old);
  const asItWas = { matterId, letterId, demandId, title, whose, words: old.words, zone, counted: stored };
  const { date: fresh, said } = await fromItsWords(tx, old, stored, words);
  const date = fresh ?? asItWas;
  if (date.counted === null) return { date, isMoved: false, said };
  const today = await moreCautiousToday(tx, old, date.counted);
  const isTodays = !isSameDays(today, date.counted);
  if (isTodays) said.push(`Closed days and rules as they stand today make it ${heldText(today)}.`);
  return { date: { ...date, counted: today }, isMoved: said.length > 0, said };
}

/** Puts the date that runs again in the place of the one that had ended; what was agreed about it goes on. Returns its id. */
export async function runAgainWith(
  tx: Tx,
  old: Deadline,
  { date, isMoved, said }: Again,
  reason: string,
  who: Setter,
): Promise<string> {
  await revivePreDates(tx, old.id, who);
  const words = [reason, ...said].join(' · ');
  const id = await replaceDeadlineWith(tx, old, date, words, who, { asksAgain: isMoved });
  if (old.matterId !== null) await askAboutMatter(tx, old.matterId, who.at);
  await recordEvent(tx, {
    by: who.by,
    at: who.at,
    action: 'deadline.reopened',
    subject: id,
    matterId: old.matterId,
    detail: { due: heldWithoutPending(old) ?? 'a decision', before: old.id },
  });
  return id;
}

/** The date as its words set it today, where that is another than the one stored and no later; with what is to be said. */
async function fromItsWords(
  tx: Tx,
  old: Deadline,
  stored: Counted | null,
  { dateNow }: Pick<WordsOfDates, 'dateNow'>,
): Promise<{ date: NewDeadline | null; said: string[] }> {
  // An agreed day, counted on after a stop, rests on no fact of a letter.
  if (stored !== null && isLeftOver(stored)) return { date: null, said: [] };
  try {
    const date = await dateNow(tx, old);
    if (date === null || date.counted === null) return { date: stored === null ? date : null, said: [] };
    const { counted } = withStopsOf(old, date.counted);
    const fresh = { ...date, counted };
    if (stored === null) return { date: fresh, said: [`Its words name a day now: ${heldText(counted)}.`] };
    if (isSameDays(stored, counted)) return { date: { ...fresh, counted: stored }, said: [] };
    const moves = `Its words and the facts of their letter, as they stand today, make it ${heldText(counted)} instead of ${heldText(stored)}`;
    return isMoreCautious(stored, counted)
      ? { date: null, said: [`${moves}; the earlier is held until counsel adopts again.`] }
      : { date: fresh, said: [`${moves}.`] };
  } catch (error) {
    if (!(error instanceof DeadlineInputError)) throw error;
    return { date: null, said: [`It stands as it was counted: ${error.message}`] };
  }
}

function heldText(counted: Counted): string {
  return dayText(cautiousOf(counted));
}
