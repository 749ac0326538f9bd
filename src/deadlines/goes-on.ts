import { daysBetween } from '../platform/plain-date.js';
import { cautiousOf, countedOf, hasOpenStop, heldTo, type Counted, type Deadline } from './deadline.js';
import { isSameDays } from './recounts/recount.js';

/** The columns of a date that can go on to the one that takes its place. */
export type GoingOn = Pick<
  Deadline,
  | 'workingOn'
  | 'workingTime'
  | 'adoptedAt'
  | 'adoptedBy'
  | 'adoptedWhy'
  | 'extendedOn'
  | 'pendingOn'
  | 'pendingUntil'
  | 'tolledFrom'
  | 'tolledUntil'
  | 'tolledLeft'
>;

/**
 * What goes on from a date to another count in its place: its working date where no reading has moved, an extension
 * that is later than the new day, a clock that stands still or stood still in the new count too. `workingOn` is the day that the new date is given itself.
 */
export function goesOn(old: Deadline, counted: Counted, workingOn: string | null = null): Partial<GoingOn> {
  const keepsWorking = workingOn === null && keepsWorkingDate(old, counted);
  const day = workingOn ?? (keepsWorking ? old.workingOn : null) ?? cautiousOf(counted);
  const { adoptedAt, adoptedBy, adoptedWhy, workingTime, tolledFrom } = old;
  const { extendedOn, pendingOn, pendingUntil } = old;
  const isExtended = extendedOn !== null && extendedOn > day;
  const isPending = pendingOn !== null && pendingOn > day;
  // What is left when the clock runs again is left of the new date.
  const left = tolledFrom === null ? 0 : daysBetween(tolledFrom, isExtended ? extendedOn : day) + 1;
  return {
    ...(keepsWorking ? { workingOn: day, workingTime, adoptedAt, adoptedBy, adoptedWhy } : {}),
    ...(isExtended ? { extendedOn } : {}),
    ...(isPending ? { pendingOn, pendingUntil } : {}),
    ...(hasOpenStop(old) && left > 0 ? { tolledFrom, tolledLeft: left } : {}),
    ...(cameThroughStop(old, counted)
      ? { tolledFrom, tolledUntil: old.tolledUntil, tolledLeft: old.tolledLeft }
      : {}),
  };
}

/** The day held to once another count stands in the place of a date; null while its clock stands still. */
export function heldOnceReplaced(old: Deadline, counted: Counted, today: string): string | null {
  return heldTo(
    {
      workingOn: null,
      earliestOn: cautiousOf(counted),
      extendedOn: null,
      pendingOn: null,
      pendingUntil: null,
      tolledFrom: null,
      tolledUntil: null,
      ...goesOn(old, counted),
    },
    today,
  );
}

/** True where counsel's choice of a day stands under another count: every reading names the day it named. */
export function keepsWorkingDate(old: Deadline, counted: Counted): boolean {
  const was = countedOf(old);
  return old.workingOn !== null && was !== null && isSameDays(was, counted);
}

/** A stop that has its last day, and whose days the new count leaves out as the old one did. */
function cameThroughStop({ tolledFrom, tolledUntil }: Deadline, { input }: Counted): boolean {
  const stops = input.tolling ?? [];
  return tolledUntil !== null && stops.some(({ from, to }) => from === tolledFrom && to === tolledUntil);
}
