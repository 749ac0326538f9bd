import type { Db } from '../../platform/database.js';
import { listToAdoptAgain } from '../adoption-store.js';
import { listDeadlines } from '../deadline-store.js';
import { listBases } from '../recounts/recount-store.js';
import { countedOf, hasOpenStop, type Deadline } from '../deadline.js';
import { adoptable } from '../deadline-view.js';

/**
 * True for a date that counsel can settle beside others: it waits for a decision, or for its first working date with
 * nothing agreed, stopped, or counted anew that would have to be weighed with it on its own page.
 */
function isSettledWithOthers(one: Deadline, recounted: ReadonlySet<string>): boolean {
  if (one.parentId !== null || recounted.has(one.id)) return false;
  if (one.state === 'decision') return true;
  const isFree = one.extendedOn === null && one.pendingOn === null && !hasOpenStop(one);
  const isRead = adoptable(one).length > 0 && countedOf(one)?.result.verified === true;
  return one.state === 'open' && one.workingOn === null && isFree && isRead;
}

/** The dates of a matter that counsel can settle at once, decisions first, then by the earliest day. */
export async function listToSettle(db: Db, matterId: string): Promise<Deadline[]> {
  const all = await listDeadlines(db, matterId);
  const open = all.filter(({ state }) => state === 'open').map(({ id }) => id);
  const asked = (await listBases(db, matterId)).filter(({ state }) => state === 'asked');
  const again = await listToAdoptAgain(db, open);
  const recounted = new Set([...asked.map((one) => one.deadlineId), ...again.map(({ id }) => id)]);
  return all
    .filter((one) => isSettledWithOthers(one, recounted))
    .sort((a, b) => placeOf(a).localeCompare(placeOf(b)) || a.id.localeCompare(b.id));
}

/**
 * The date of a matter that counsel settles after this one, in the same order: one that waits for a decision or for its
 * first working date, also where that has to be weighed on its own page. Null while this one waits itself.
 */
export function nextToSettle(all: readonly Deadline[], from: Pick<Deadline, 'id'>): Deadline | null {
  const waiting = all
    .filter((one) => one.parentId === null && waits(one))
    .sort((a, b) => placeOf(a).localeCompare(placeOf(b)) || a.id.localeCompare(b.id));
  return waiting.some(({ id }) => id === from.id) ? null : (waiting[0] ?? null);
}

function waits(one: Deadline): boolean {
  if (one.state === 'decision') return true;
  return one.state === 'open' && one.workingOn === null && !hasOpenStop(one) && adoptable(one).length > 0;
}

function placeOf({ state, earliestOn, setAt }: Deadline): string {
  return `${state === 'decision' ? '' : (earliestOn ?? '')} ${setAt}`;
}
