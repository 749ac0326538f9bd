import type { Db } from '../../platform/database.js';
import { listToAdoptAgain } from '../adoption-store.js';
import { listDeadlines } from '../deadline-store.js';
import { adoptable } from '../deadline-view.js';
import { countedOf, hasOpenStop, type Deadline } from '../deadline.js';
import { listBases } from '../recounts/recount-store.js';

/** The dates of a matter that wait for counsel, decisions first, then by the earliest day. */
export interface WaitingDates {
  readonly together: readonly Deadline[];
  /** Something was agreed or counted anew, or the count is not verified: to be weighed on the date's own page. */
  readonly apart: readonly Deadline[];
}

/** True for a date that counsel has still to decide on or adopt. */
export function isUnsettled(one: Deadline): boolean {
  const isOpen = one.state === 'open' && one.workingOn === null && !hasOpenStop(one);
  return one.state === 'decision' || isOpen;
}

export async function listToSettle(db: Db, matterId: string): Promise<WaitingDates> {
  const waiting = inOrder(await listDeadlines(db, matterId));
  const open = waiting.filter(({ state }) => state === 'open').map(({ id }) => id);
  const asked = (await listBases(db, matterId)).filter(({ state }) => state === 'asked');
  const again = await listToAdoptAgain(db, open);
  const recounted = new Set([...asked.map((one) => one.deadlineId), ...again.map(({ id }) => id)]);
  const isTogether = (one: Deadline): boolean => !recounted.has(one.id) && standsAlone(one);
  return {
    together: waiting.filter(isTogether),
    apart: waiting.filter((one) => !isTogether(one)),
  };
}

/** The date that counsel settles after this one, also where that has to be weighed on its own page. Null while this one waits itself. */
export function nextToSettle(all: readonly Deadline[], from: Pick<Deadline, 'id'>): Deadline | null {
  const waiting = inOrder(all);
  return waiting.some(({ id }) => id === from.id) ? null : (waiting[0] ?? null);
}

/** True where nothing but the words of the date and their readings is to be weighed. */
function standsAlone(one: Deadline): boolean {
  if (one.state === 'decision') return true;
  const isRead = adoptable(one).length > 0 && countedOf(one)?.result.verified === true;
  return one.extendedOn === null && one.pendingOn === null && isRead;
}

function inOrder(all: readonly Deadline[]): Deadline[] {
  return all
    .filter((one) => one.parentId === null && isUnsettled(one))
    .sort((a, b) => placeOf(a).localeCompare(placeOf(b)) || a.id.localeCompare(b.id));
}

function placeOf({ state, earliestOn, setAt }: Deadline): string {
  return `${state === 'decision' ? '' : (earliestOn ?? '')} ${setAt}`;
}
