import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayIn, dayText, daysBetween } from '../../platform/plain-date.js';
import { firstDayTo, startsOn } from '../first-day.js';
import { getDeadline, getDeadlineIn, updateDeadline } from '../deadline-store.js';
import { countedOf, hasOpenStop, heldTo, isFirstDayAllowed, type Deadline } from '../deadline.js';
import {
  findUnconfirmed,
  supersedeExtensions,
  updateDateOfExtensions,
} from '../extensions/extension-store.js';
import { movePreDates } from '../follow-parent.js';
import { lapseWith } from '../extensions/lapse-extensions.js';
import { askAboutMatter } from '../recounts/recount-dates.js';
import { moreCautiousToday } from '../recounts/todays-basis.js';
import { succeedDeadlineWith, type Setter } from '../set-deadline.js';
import { adoptedThrough, countAfterTolling, isLeftOver } from './count-after-stop.js';
import { leftText } from './left-of-count.js';
import { findOpenTolling, insertTolling, listStopsBefore, updateTolling } from './tolling-store.js';

const MOST_DAYS = 9_999;
const TOO_LONG = 'This stop is too long; the most is 9,999 days.';

export interface NewTolling {
  readonly id: string;
  readonly version: number;
  /** The first day on which the clock does not run. */
  readonly from: string;
  /** The last one; null while it is not known. */
  readonly until: string | null;
  readonly reason: string;
  readonly documentId: string | null;
}

/** Why the clock of a date cannot stop then, in a sentence; null when it can. */
export function tollingProblem(
  deadline: Deadline,
  stop: { readonly from: string; readonly until: string | null },
  today: string,
): string | null {
  const backward = backwardProblem(deadline);
  if (backward !== null) return backward;
  const due = heldTo(deadline, today);
  if (due === null) return 'The clock of this date is stopped already.';
  if (stop.from > due)
    return `The date, ${dayText(due)}, comes before the clock would stop, ${dayText(stop.from)}.`;
  if (isFirstDayAllowed(deadline) && stop.from === due)
    return `What must pass first has passed by ${dayText(due)}, the first day allowed; a stop from then takes nothing from it.`;
  if (stop.until !== null && stop.until < stop.from)
    return `The clock cannot stop from ${dayText(stop.from)} until ${dayText(stop.until)}.`;
  if (stop.until !== null && daysBetween(stop.from, stop.until) > MOST_DAYS) return TOO_LONG;
  const start = startsOn(deadline);
  if (stop.until !== null && start !== null && stop.until < start)
    return `The time begins on ${dayText(start)}, and this stop ended before that, on ${dayText(stop.until)}: it takes no day from it.`;
  if (deadline.pendingOn !== null && deadline.pendingOn === due)
    return 'An extension of this date waits for its confirmation; confirm or withdraw it before the clock stops.';
  return null;
}

/** Days that do not run make a date counted back from an event only earlier: no agreement to wait means that. */
function backwardProblem(deadline: Deadline): string | null {
  const counted = countedOf(deadline);
  const event = counted?.input.trigger.slice(0, 10) ?? '';
  if (counted === null || counted.result.due >= event) return null;
  return `This date is counted back from ${dayText(event)}, so a stop of the clock gives no time for it. If that day has moved, change it under “What if”, or stop the clock of the date it prepares.`;
}

/**
 * Stops the clock of an open date and stores what was left, the first stopped day included. With a last day it also
 * lets it run again from the day after: then a new date takes the place of the old. Returns the id of the date now.
 */
export async function startTolling(
  deps: Deps,
  matterId: string,
  request: NewTolling,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    let deadline = await getDeadlineIn(tx, matterId, request.id);
    if (deadline.state !== 'open') throw new ConflictError('Only the clock of an open date can stop.');
    if (request.version !== deadline.version)
      throw new ConflictError('Someone else changed this date meanwhile.');
    const today = dayIn(at, deadline.zone);
    const waiting = await findUnconfirmed(tx, deadline.id);
    if (waiting && (await lapseWith(tx, waiting, at))) deadline = await getDeadline(tx, deadline.id);
    const problem = tollingProblem(deadline, request, today);
    const due = heldTo(deadline, today);
    if (problem !== null || due === null) throw new ConflictError(problem ?? 'There is no day to stop at.');
    if (hasOpenStop(deadline) || (await findOpenTolling(tx, deadline.id)))
      throw new ConflictError('A stop of the clock is on record already; end it first.');
    const { from, until, reason, documentId } = request;
    const twice = (await listStopsBefore(tx, deadline.id)).find(
      (one) => one.untilOn !== null && from <= one.untilOn && (until === null || until >= one.fromOn),
    );
    if (twice?.untilOn != null)
      throw new ConflictError(
        `The clock did not run from ${dayText(twice.fromOn)} to ${dayText(twice.untilOn)} already; no day is given back twice.`,
      );
    // A stop that began before the time did takes no day from it.
    const first = firstDayTo(deadline, due);
    const left = daysBetween(first !== null && first > from ? first : from, due) + 1;
    await insertTolling(tx, {
      ...{ matterId, deadlineId: deadline.id, fromOn: from, wasDue: due, daysLeft: left, reason, documentId },
      recordedAt: at,
      recordedBy: by.accountId,
    });
    await updateDeadline(tx, deadline, { tolledFrom: from, tolledUntil: null, tolledLeft: left });
    await recordEvent(tx, {
      by,
      at,
      action: 'tolling.started',
      subject: deadline.id,
      matterId,
      detail: { from, left, due },
    });
    const who = { by, setBy: by.accountId, at };
    const stopped = await getDeadline(tx, deadline.id);
    if (until !== null) return resumeWith(tx, stopped, until, who);
    await movePreDates(tx, deadline.id, stopped, 'the clock of the date it prepares was stopped', who);
    return deadline.id;
  });
}

/** Lets the clock run again after its last stopped day. The recounted date takes the place of the old. Returns its id. */
export async function endTolling(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly version: number; readonly until: string },
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    return resumeWith(tx, { ...deadline, version: request.version }, request.until, {
      by,
      setBy: by.accountId,
      at,
    });
  });
}

/** Takes back a stop that was entered in error: the date is what it was. */
export async function withdrawTolling(
  deps: Deps,
  matterId: string,
  request: { readonly id: string; readonly version: number; readonly reason: string },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    const tolling = await findOpenTolling(tx, deadline.id);
    if (!tolling || deadline.state !== 'open')
      throw new ConflictError('The clock of this date is not stopped; nothing was saved.');
    await updateTolling(tx, tolling.id, {
      endedAt: at,
      endedBy: by.accountId,
      endedReason: request.reason,
    });
    await updateDeadline(
      tx,
      { id: deadline.id, version: request.version },
      { tolledFrom: null, tolledUntil: null, tolledLeft: null },
    );
    await recordEvent(tx, {
      by,
      at,
      action: 'tolling.withdrawn',
      subject: deadline.id,
      matterId,
      detail: { from: tolling.fromOn },
    });
    const now = await getDeadline(tx, deadline.id);
    await movePreDates(tx, deadline.id, now, 'the stop of the clock was withdrawn', {
      by,
      setBy: by.accountId,
      at,
    });
  });
}

async function resumeWith(tx: Tx, deadline: Deadline, until: string, who: Setter): Promise<string> {
  const tolling = await findOpenTolling(tx, deadline.id);
  if (!tolling || deadline.state !== 'open')
    throw new ConflictError('The clock of this date is not stopped; nothing was saved.');
  const { fromOn: from, daysLeft: left } = tolling;
  if (!hasOpenStop(deadline))
    throw new ConflictError(
      `This date comes before the clock would stop, ${dayText(from)}, so no time was lost. Withdraw the stop.`,
    );
  if (until < from)
    throw new ConflictError(`The clock cannot stop from ${dayText(from)} until ${dayText(until)}.`);
  if (daysBetween(from, until) > MOST_DAYS) throw new ConflictError(TOO_LONG);
  const backward = backwardProblem(deadline);
  if (backward !== null) throw new ConflictError(`${backward} Withdraw the stop.`);
  const stop = { from, until, left };
  const after = countAfterTolling(deadline, stop);
  // What ran on is counted with what holds today; where that would give more time, counsel is asked below.
  const counted = await moreCautiousToday(tx, deadline, after);
  if (!counted.result.verified)
    throw new ConflictError(counted.result.notes[0] ?? 'This date is not verified.');
  const reason = `the clock did not run from ${dayText(from)} to ${dayText(until)}; left of the time then: ${leftText(deadline, { fromOn: from, wasDue: tolling.wasDue, daysLeft: left })}${counted === after ? '' : '; counted with the closed days and rules that stand today'}`;
  const { matterId, letterId, demandId, title, whose, words, zone } = deadline;
  const next = { matterId, letterId, demandId, title, whose, words, zone, counted };
  const id = await succeedDeadlineWith(tx, deadline, next, reason, who);
  const ended = { endedAt: who.at, endedBy: who.setBy };
  // What was left counts an agreed day in; any other count leaves an extension that does not count to wait beside it.
  if (isLeftOver(counted))
    await supersedeExtensions(tx, deadline.id, { ...ended, endedReason: 'the clock was stopped' });
  else await updateDateOfExtensions(tx, deadline.id, id);
  await updateTolling(tx, tolling.id, { untilOn: until, resumedAs: id, ...ended });
  await updateDeadline(tx, await getDeadline(tx, id), {
    ...{ tolledFrom: from, tolledUntil: until, tolledLeft: left },
    ...adoptedThrough(deadline, counted, stop),
  });
  await recordEvent(tx, {
    by: who.by,
    at: who.at,
    action: 'tolling.ended',
    subject: id,
    matterId,
    detail: { from, until, due: counted.result.earliest },
  });
  await movePreDates(tx, deadline.id, await getDeadline(tx, id), reason, who);
  if (matterId !== null) await askAboutMatter(tx, matterId, who.at);
  return id;
}
