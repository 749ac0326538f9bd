import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import { instantAt, nowIn } from '../platform/plain-date.js';
import { heldWithoutPending, STANDINGS, type Deadline } from './deadline.js';
import {
  getDeadline,
  getDeadlineIn,
  listMeetable,
  listMetBy,
  listMetByDeliveries,
  updateDeadline,
} from './deadline-store.js';
import { endPreDates, movePreDates, revivePreDates } from './follow-parent.js';
import { isLater } from './hour.js';
import { askAboutMatter } from './recounts/recount-dates.js';
import { countedAgainNow, runAgainWith, type WordsOfDates } from './run-again.js';
import type { Setter } from './set-deadline.js';
import { voidDeadlineWith } from './void-deadline.js';

/** A delivery whose proof is on the record. */
export interface ProvedDelivery {
  readonly id: string;
  /** The day it was delivered, in the zone of the matter. */
  readonly deliveredOn: string;
  /** `16:30` there; null where the hour is not on record. */
  readonly deliveredTime: string | null;
  readonly zone: string;
}

/**
 * Meets what a proved delivery meets: the open dates, asserted or binding, of the demands it answers, and those of
 * their letter that belong to no one demand. Promises of our own are met by keeping them. Of two deliveries that meet a
 * date the earlier counts, whichever was proved first. Returns the ids of the open dates met.
 */
export async function meetDeadlinesOf(
  tx: Tx,
  answered: {
    readonly matterId: string;
    readonly letterId: string | null;
    readonly demandIds: readonly string[];
  },
  delivery: ProvedDelivery,
  by: Actor | null,
  at: string,
): Promise<string[]> {
  const isAnswered = (one: Deadline) =>
    one.demandId === null
      ? one.letterId !== null && one.letterId === answered.letterId
      : answered.demandIds.includes(one.demandId);
  const outcomeOf = ({ zone }: Deadline) => ({
    ...metAt(delivery, zone),
    metDelivery: delivery.id,
    metReason: null,
  });
  const met = (await listMeetable(tx, answered.matterId)).filter(isAnswered);
  const metLater = (await listMetByDeliveries(tx, answered.matterId)).filter(
    (one) => isAnswered(one) && isMetBefore(outcomeOf(one), one),
  );
  for (const deadline of [...met, ...metLater]) await meet(tx, deadline, outcomeOf(deadline), by, at);
  return met.map((one) => one.id);
}

/** Counsel says a date is met without a delivery on record, and why. Throws `ForbiddenError`, `ConflictError`. */
export async function meetByOverride(
  deps: Deps,
  matterId: string,
  request: {
    readonly id: string;
    readonly version: number;
    readonly metOn: string;
    /** `16:30` in the date's zone. */
    readonly metTime: string | null;
    readonly reason: string;
  },
  by: Actor,
): Promise<void> {
  if (by.role !== 'counsel')
    throw new ForbiddenError(
      'Only counsel can record a date as met without proof of delivery; nothing was saved.',
    );
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const deadline = await getDeadlineIn(tx, matterId, request.id);
    if (deadline.state !== 'open')
      throw new ConflictError(`This date is not open: ${STANDINGS[deadline.state]}.`);
    const { metOn, metTime } = request;
    const outcome = { metOn, metTime, metDelivery: null, metReason: request.reason };
    await meet(tx, { ...deadline, version: request.version }, outcome, by, at);
  });
}

/** So begins the reason of a date that a delivery had met, and that cannot run once it does not count. */
const NOT_DELIVERED = 'the delivery that met it does not count';

/** True for a date that nothing met after all, and that ended for what its words rest on alone. */
export function isNotDelivered({ state, endedReason }: Pick<Deadline, 'state' | 'endedReason'>): boolean {
  return state === 'voided' && (endedReason?.startsWith(NOT_DELIVERED) ?? false);
}

/**
 * The dates that a delivery met are open again, their pre-dates too, since it did not happen as recorded; each with what
 * holds today. `meetAgain` meets those that something else meets. One that cannot run, since what set it has ended or
 * another date of it runs, ends with that reason. Returns how many run.
 */
export async function reopenMetBy(
  tx: Tx,
  deliveryId: string,
  by: Actor,
  at: string,
  words: WordsOfDates,
  meetAgain: () => Promise<unknown> = () => Promise.resolve(),
): Promise<number> {
  const who = { by, setBy: by.accountId, at };
  const met = await listMetBy(tx, deliveryId);
  for (const deadline of met) await openMet(tx, deadline, who);
  await meetAgain();
  let running = 0;
  for (const { id } of met) {
    const deadline = await getDeadline(tx, id);
    if (deadline.state === 'open' && (await runsAfterAll(tx, deadline, words, who))) running += 1;
  }
  return running;
}

async function openMet(tx: Tx, deadline: Deadline, who: Setter): Promise<void> {
  const notMet = { metOn: null, metTime: null, metDelivery: null, metReason: null };
  await updateDeadline(tx, deadline, { state: 'open', ...notMet });
  await recordEvent(tx, {
    by: who.by,
    at: who.at,
    action: 'deadline.reopened',
    subject: deadline.id,
    matterId: deadline.matterId,
    detail: { due: deadline.workingOn ?? deadline.earliestOn ?? '' },
  });
  await revivePreDates(tx, deadline.id, who);
}

/** Lets a date run that was met no more, with what holds today; ends it, and returns false, where it cannot run. */
async function runsAfterAll(tx: Tx, deadline: Deadline, words: WordsOfDates, who: Setter): Promise<boolean> {
  const whyNot = await words.whyNot(tx, deadline);
  if (whyNot !== null) {
    await voidDeadlineWith(tx, deadline, `${NOT_DELIVERED}. ${whyNot}`, { ...who, endedBy: who.setBy });
    return false;
  }
  // An extension may have lapsed while the date was met.
  await movePreDates(tx, deadline.id, deadline, 'the date it prepares runs again', who);
  const again = await countedAgainNow(tx, deadline, words);
  if (again.isMoved) await runAgainWith(tx, deadline, again, NOT_DELIVERED, who);
  else if (deadline.matterId !== null) await askAboutMatter(tx, deadline.matterId, who.at);
  return true;
}

/** True where the first is earlier; an hour that is not known is none that comes before. */
function isMetBefore(
  one: Pick<Deadline, 'metOn' | 'metTime'>,
  other: Pick<Deadline, 'metOn' | 'metTime'>,
): boolean {
  if (one.metOn === null || other.metOn === null) return false;
  return isLater({ on: other.metOn, time: other.metTime }, { on: one.metOn, time: one.metTime });
}

/** When it was delivered by the clock of the date; without an hour only the day is known. */
function metAt(
  { deliveredOn, deliveredTime, zone }: ProvedDelivery,
  own: string,
): { readonly metOn: string; readonly metTime: string | null } {
  if (deliveredTime === null) return { metOn: deliveredOn, metTime: null };
  const { today, time } = nowIn(instantAt(deliveredOn, deliveredTime, zone), own);
  return { metOn: today, metTime: time };
}

async function meet(
  tx: Tx,
  deadline: Deadline,
  outcome: Pick<Deadline, 'metOn' | 'metTime' | 'metDelivery' | 'metReason'>,
  by: Actor | null,
  at: string,
): Promise<void> {
  await updateDeadline(tx, deadline, { state: 'met', ...outcome });
  const setBy = by?.accountId ?? deadline.setBy;
  await endPreDates(tx, deadline.id, 'it was met', { by, setBy, at });
  await recordEvent(tx, {
    by,
    at,
    action: 'deadline.met',
    subject: deadline.id,
    matterId: deadline.matterId,
    detail: {
      due: heldWithoutPending(deadline),
      metOn: outcome.metOn ?? '',
      time: outcome.metTime,
      delivery: outcome.metDelivery,
      isOverride: outcome.metDelivery === null,
    },
  });
}
