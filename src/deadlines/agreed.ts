import type { Db } from '../platform/database.js';
import { dayText } from '../platform/plain-date.js';
import { hasOpenStop, type Deadline } from './deadline.js';
import { listStanding, type Extension } from './extensions/extension-store.js';
import { listOpenStops } from './tolling/tolling-store.js';

/** What was agreed or ordered about a date and stands: it outlives each count of the date. */
export interface Agreed {
  readonly extensions: readonly Pick<Extension, 'state' | 'extendedTo' | 'confirmBy'>[];
  /** The first day of a stop of the clock that has not ended. */
  readonly stoppedFrom: string | null;
}

export const NOTHING_AGREED: Agreed = { extensions: [], stoppedFrom: null };

export async function agreedOf(db: Db, deadlineId: string): Promise<Agreed> {
  return (await agreedBy(db, { deadlineId })).get(deadlineId) ?? NOTHING_AGREED;
}

/** By the date it is agreed about. */
export async function agreedBy(
  db: Db,
  of: { readonly deadlineId: string } | { readonly matterId: string },
): Promise<ReadonlyMap<string, Agreed>> {
  const [extensions, stops] = [await listStanding(db, of), await listOpenStops(db, of)];
  const ids = new Set([...extensions, ...stops].map((one) => one.deadlineId));
  return new Map(
    [...ids].map((id) => [
      id,
      {
        extensions: extensions.filter((one) => one.deadlineId === id),
        stoppedFrom: stops.find((one) => one.deadlineId === id)?.fromOn ?? null,
      },
    ]),
  );
}

/** What a date was held to or stood still by, and the one in its place is not, a sentence each: it stands, and waits. */
export function setAside(was: Deadline, now: Deadline): string[] {
  const extension = was.extendedOn ?? was.pendingOn;
  return [
    ...(extension !== null && now.extendedOn === null && now.pendingOn === null
      ? [
          `Its extension to ${dayText(extension)} goes no further than that, so it does not count while the date stands so.`,
        ]
      : []),
    ...(was.tolledFrom !== null && hasOpenStop(was) && now.tolledFrom === null
      ? [
          `The stop of its clock from ${dayText(was.tolledFrom)} begins after it, so it does not count while the date stands so.`,
        ]
      : []),
  ];
}
