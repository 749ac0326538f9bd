import { daysBetween } from '../platform/plain-date.js';
import type { Agreed } from './agreed.js';
import {
  cautiousOf,
  countedOf,
  endsInFirstDay,
  hasOpenStop,
  heldTo,
  type Counted,
  type Deadline,
} from './deadline.js';
import { firstHourOn, isLater, momentText } from './hour.js';
import { adoptedReadingUnder } from './reading-followed.js';
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

/** What the date that takes the place of another brings itself. */
export interface OfItsOwn {
  /** The day it is given itself. */
  readonly workingOn: string | null;
  /** True where counsel is to adopt again in any case; a day adopted that is more cautious than the count is held to meanwhile. */
  readonly asksAgain?: boolean;
  /** True where counsel took the count knowing what it is: the reading adopted goes on to the day it ends on now. */
  readonly keepsReading?: boolean;
}

/**
 * What goes on from a date to another count in its place: its working date where no reading has moved, an extension
 * that is later than the new day, a clock that stands still or stood still in the new count too. What was agreed and
 * does not count for the new day stands on its row, and counts again for a day that it is later than.
 */
export function goesOn(
  old: Deadline,
  counted: Counted,
  agreed: Agreed,
  { workingOn, asksAgain = false, keepsReading = false }: OfItsOwn = { workingOn: null },
): Partial<GoingOn> {
  const adopted = workingOn === null ? adoptedGoingOn(old, counted, { asksAgain, keepsReading }) : {};
  const day = workingOn ?? adopted.workingOn ?? cautiousOf(counted);
  const extendedOn = confirmedAfter(agreed, day);
  const pending = pendingAfter(old, agreed, extendedOn ?? day);
  // A clock that stands with the one of the date it prepares has no stop of its own.
  const stoppedFrom = agreed.stoppedFrom ?? (hasOpenStop(old) ? old.tolledFrom : null);
  // What is left when the clock runs again is left of the new date.
  const left = stoppedFrom === null ? 0 : daysBetween(stoppedFrom, extendedOn ?? day) + 1;
  return {
    ...adopted,
    ...(extendedOn === null ? {} : { extendedOn }),
    ...(pending === null ? {} : { pendingOn: pending.extendedTo, pendingUntil: pending.confirmBy }),
    ...(left > 0 ? { tolledFrom: stoppedFrom, tolledLeft: left } : {}),
    ...(cameThroughStop(old, counted)
      ? { tolledFrom: old.tolledFrom, tolledUntil: old.tolledUntil, tolledLeft: old.tolledLeft }
      : {}),
  };
}

type Adopted = Partial<
  Pick<Deadline, 'workingOn' | 'workingTime' | 'adoptedAt' | 'adoptedBy' | 'adoptedWhy'>
>;

/** What was adopted: the same day where no reading moved, the reading on the day it ends on now, or a more cautious day. */
function adoptedGoingOn(
  old: Deadline,
  counted: Counted,
  { asksAgain, keepsReading }: Required<Omit<OfItsOwn, 'workingOn'>>,
): Adopted {
  const { workingOn, workingTime, adoptedAt, adoptedBy, adoptedWhy } = old;
  const asItWas = { workingOn, workingTime, adoptedAt, adoptedBy, adoptedWhy };
  if (!asksAgain && keepsWorkingDate(old, counted)) return asItWas;
  const moment = keepsReading ? adoptedReadingUnder(old, counted) : null;
  if (moment === null) return (asksAgain || keepsReading) && isAdoptedBefore(old, counted) ? asItWas : {};
  const was = momentText({ on: workingOn ?? '', time: workingTime });
  return {
    ...{ workingOn: moment.on, workingTime: moment.time, adoptedAt, adoptedBy },
    adoptedWhy: `${adoptedWhy ?? ''} (the same reading, counted anew; it was ${was})`,
  };
}

/** The day held to once another count stands in the place of a date; null while its clock stands still. */
export function heldOnceReplaced(
  old: Deadline,
  counted: Counted,
  agreed: Agreed,
  today: string,
): string | null {
  return heldTo(
    {
      workingOn: null,
      earliestOn: cautiousOf(counted),
      extendedOn: null,
      pendingOn: null,
      pendingUntil: null,
      tolledFrom: null,
      tolledUntil: null,
      ...goesOn(old, counted, agreed),
    },
    today,
  );
}

/** True where counsel's choice of a day stands under another count: every reading names the day it named. */
export function keepsWorkingDate(old: Deadline, counted: Counted): boolean {
  const was = countedOf(old);
  return old.workingOn !== null && was !== null && isSameDays(was, counted);
}

/** True where the day that counsel adopted is more cautious than every reading of another count. */
function isAdoptedBefore({ workingOn, workingTime }: Deadline, counted: Counted): boolean {
  if (workingOn === null) return false;
  const on = cautiousOf(counted);
  const adopted = { on: workingOn, time: workingTime };
  const read = { on, time: firstHourOn(counted.result.readings, on) };
  return endsInFirstDay(counted) ? isLater(adopted, read) : isLater(read, adopted);
}

/** The latest day that confirmed extensions go to, where it is later than the day itself. */
function confirmedAfter({ extensions }: Agreed, day: string): string | null {
  const later = extensions.filter(({ state, extendedTo }) => state === 'confirmed' && extendedTo > day);
  return (
    later
      .map(({ extendedTo }) => extendedTo)
      .sort()
      .at(-1) ?? null
  );
}

/** The extension that waits and is held to: not one that counsel put behind an earlier day, which counts once confirmed. */
function pendingAfter(
  old: Deadline,
  { extensions }: Agreed,
  day: string,
): Agreed['extensions'][number] | null {
  const own = old.workingOn ?? old.earliestOn ?? '';
  return (
    extensions.find(
      ({ state, extendedTo }) =>
        state === 'unconfirmed' && extendedTo > day && (old.pendingOn === extendedTo || extendedTo <= own),
    ) ?? null
  );
}

/** A stop that has its last day, and whose days the new count leaves out as the old one did. */
function cameThroughStop({ tolledFrom, tolledUntil }: Deadline, { input }: Counted): boolean {
  const stops = input.tolling ?? [];
  return tolledUntil !== null && stops.some(({ from, to }) => from === tolledFrom && to === tolledUntil);
}
