import type { Actor } from '../audit/event.js';
import { countedOf, heldTo, heldWithoutPending, isFirstDayAllowed, WHOSE } from '../deadlines/deadline.js';
import { listToAdoptAgain } from '../deadlines/adoption-store.js';
import { listEscalationsFor, type RaisedDate } from '../deadlines/escalations/escalation-store.js';
import { confirmationDue, lateConfirmation } from '../deadlines/extensions/extension.js';
import { lapseOf } from '../deadlines/held-view.js';
import { momentText } from '../deadlines/hour.js';
import { adoptedReadingUnder } from '../deadlines/reading-followed.js';
import type { Deps } from '../platform/deps.js';
import { dayText, daysLeftText, nowIn, shortDayText, todayIn, type Now } from '../platform/plain-date.js';
import { listMyExtensions, listMyQuestions } from './desk-store.js';
import type { HeldDate } from './due-date.js';

/** Something that happened to a date by itself and wants a person. */
export interface Alert {
  readonly title: string;
  readonly path: string;
  readonly matter: string;
  readonly text: string;
}

/** A date that was not met, raised to this account; without access to the matter it learns only which matter it is. */
export interface RaisedAlert {
  readonly id: string;
  readonly title: string;
  readonly path: string | null;
  readonly about: string;
  readonly day: string;
  readonly iso: string;
}

/** Extensions of my dates that nobody confirmed in time: seen from the dates alone, before any tick has run. */
export async function listLapses(deps: Deps, actor: Actor, dates: readonly HeldDate[]): Promise<Alert[]> {
  const extensions = await listMyExtensions(deps.db, actor);
  return dates.flatMap((date) => {
    const own = extensions.filter((one) => one.deadlineId === date.id);
    const text = lapseOf(date, own, todayIn(deps.clock, date.zone));
    return text === null ? [] : [alertOf(date, text)];
  });
}

/** Extensions of my dates that wait for their written confirmation, the first due first. */
export function listUnconfirmed(deps: Deps, dates: readonly HeldDate[]): Alert[] {
  return dates
    .flatMap((date) => {
      const today = todayIn(deps.clock, date.zone);
      const [by, to, old] = [confirmationDue(date, today), date.pendingOn, heldWithoutPending(date)];
      if (by === null || to === null || old === null) return [];
      const text = `Extended to ${dayText(to)} if the written confirmation is attached by ${dayText(by)} (${daysLeftText(today, by)}); without it ${dayText(old)} returns. ${lateConfirmation(by, old)}`;
      return [{ by, alert: alertOf(date, text.trimEnd()) }];
    })
    .sort((one, other) => (one.by < other.by ? -1 : one.by > other.by ? 1 : 0))
    .map(({ alert }) => alert);
}

/**
 * My dates about which counsel is asked: those that today's rules, tables or closed days would move, and those counted
 * anew that lost their working date by it, as when a stopped clock runs again.
 */
export async function listQuestions(deps: Deps, actor: Actor, dates: readonly HeldDate[]): Promise<Alert[]> {
  const questions = await listMyQuestions(deps.db, actor);
  const own = dates.filter((date) => date.parentId === null);
  const again = await listToAdoptAgain(
    deps.db,
    own.map((date) => date.id),
  );
  const toAdopt = again.flatMap(({ id, reason, was, ...before }) => {
    const date = dates.find((one) => one.id === id);
    const on = date === undefined ? null : heldTo(date, todayIn(deps.clock, date.zone));
    if (!date || on === null) return [];
    if (date.workingOn !== null) {
      const text = `Counted anew: ${reason}. What counsel adopted goes on and is ${dayText(date.workingOn)} now; it was ${dayText(was)}, and the earliest reading is ${dayText(date.earliestOn ?? on)}. Adopt it again, or another day.`;
      return [alertOf(date, text)];
    }
    const text = `Counted anew: ${reason}. Adopt its working date; until then ${heldMeanwhile(date, on)}. It was ${dayText(was)}.${adoptedNow(date, before)}`;
    return [alertOf(date, text)];
  });
  const moved = questions.flatMap(({ deadlineId, earliestOn, basis }) => {
    const date = dates.find((one) => one.id === deadlineId);
    if (!date) return [];
    const on = heldTo(date, todayIn(deps.clock, date.zone));
    const was = on === null ? 'its clock is stopped' : `it stands at ${dayText(on)}`;
    return [alertOf(date, `Counted today it would be ${dayText(earliestOn)}; ${was} (${basis})`)];
  });
  return [...moved, ...toAdopt];
}

/** What was raised to this account and not acknowledged. */
export async function listRaised(deps: Deps, actor: Actor): Promise<RaisedAlert[]> {
  const raised = await listEscalationsFor(deps.db, actor.accountId, deps.clock.now());
  const onTheDay = new Set(
    raised.flatMap((one) => (one.kind === 'T+0' ? [`${one.deadlineId} ${one.dueOn}`] : [])),
  );
  // What was raised on the day says all that was raised the day before.
  const latest = raised.filter(
    (one) => one.kind === 'T+0' || !onTheDay.has(`${one.deadlineId} ${one.dueOn}`),
  );
  return latest.map((one) => {
    const now = nowIn(deps.clock.now(), one.zone);
    const when = raisedText(one, now);
    return {
      id: one.id,
      title: one.hasAccess ? one.title : `A date of matter ${one.matterNumber}`,
      path: one.hasAccess ? `/matters/${one.matterId}/deadlines/${one.deadlineId}` : null,
      about: one.hasAccess
        ? `${one.matterTitle} · ${WHOSE[one.whose]} · ${when}`
        : `${WHOSE[one.whose]} · ${when} · you are not on this matter; whoever leads it was told too`,
      day: shortDayText(one.dueOn, now.today),
      iso: one.dueOn,
    };
  });
}

/** On the day itself nothing is late but for an hour that has passed. */
function raisedText({ dueOn, workingOn, workingTime }: RaisedDate, { today, time }: Now): string {
  if (today > dueOn) return 'not met on its day';
  if (today < dueOn) return 'not met the day before';
  const hour = workingOn === dueOn ? workingTime : null;
  if (hour === null) return 'due today and not met yet';
  return time > hour ? `was due today at ${hour} and is not met` : `due today at ${hour} and not met yet`;
}

/** Where the reading that counsel had adopted ends now; '' where no one reading is it. */
function adoptedNow(date: HeldDate, before: Parameters<typeof adoptedReadingUnder>[0]): string {
  const counted = countedOf(date);
  const now = counted === null ? null : adoptedReadingUnder(before, counted);
  return now === null ? '' : ` The reading adopted then ends on ${momentText(now)} now.`;
}

/** What is held to before a working date is adopted: an extension comes before the reading that it hides. */
function heldMeanwhile(date: HeldDate, on: string): string {
  const { earliestOn, pendingOn, extendedOn } = date;
  const cautious = isFirstDayAllowed(date) ? 'the first day allowed' : 'the earliest reading';
  if (earliestOn === null || (on !== pendingOn && on !== extendedOn))
    return `${cautious}, ${dayText(on)}, is held to`;
  const how = on === pendingOn ? 'not confirmed yet' : 'confirmed in writing';
  return `the extension to ${dayText(on)}, ${how}, is held to (${cautious} is ${dayText(earliestOn)})`;
}

function alertOf(date: HeldDate, text: string): Alert {
  return {
    title: date.title,
    path: `/matters/${date.matterId ?? ''}/deadlines/${date.id}`,
    matter: date.matterTitle ?? '',
    text,
  };
}
