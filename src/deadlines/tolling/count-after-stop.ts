import { addDays, dayText } from '../../platform/plain-date.js';
import { countedFromInput } from '../counted.js';
import {
  cautiousOf,
  countedOf,
  heldTo,
  isFirstDayAllowed,
  type Counted,
  type Deadline,
} from '../deadline.js';
import { earliestHour, firstHourOn, hourHeld, isLater } from '../hour.js';
import { changedCount } from '../recounts/recount.js';

/** Units of which the counter leaves out the days of a stop by itself. */
const COUNTED_UNITS =
  /^(days|calendar_days|business_days|court_days|clear_days|weeks|months|years|hours|fixed_date)$/;

/** By this name the count of a date stands that goes on after a stop. */
const LEFT_OVER = 'what was left';

/** A stop with both its days, and the days that were left when it began, its first among them. */
export interface Stop {
  readonly from: string;
  readonly until: string;
  readonly left: number;
}

/** True where the counter leaves out the days of a stop of such a count. */
export function leavesOutStops({ input }: Counted): boolean {
  return COUNTED_UNITS.test(input.unit);
}

/** Whether a date is counted on from the end of a stop, and not anew from what set it off. */
export function isLeftOver({ input }: Counted): boolean {
  return input.rule === LEFT_OVER;
}

/** What a date comes to when its clock stood from one day until another, both included. Throws DeadlineInputError. */
export function countAfterTolling(deadline: Deadline, stop: Stop): Counted {
  const counted = countedOf(deadline);
  const isExtended = deadline.extendedOn !== null || deadline.pendingOn !== null;
  if (counted === null || isExtended || !leavesOutStops(counted)) return whatWasLeft(deadline, stop);
  const { from, until: to } = stop;
  return changedCount(counted, (input) => ({
    ...input,
    tolling: [...(input.tolling ?? []), { from, to, why: 'tolling agreed or ordered' }],
  }));
}

/** An agreed day, and one that no number counts to, move by the days that were left; with the hour held to, if any. */
function whatWasLeft(deadline: Deadline, { from, until, left }: Stop): Counted {
  const isFirst = isFirstDayAllowed(deadline);
  const hour = hourHeld(deadline, heldTo({ ...deadline, tolledFrom: null }, from));
  return countedFromInput({
    rule: LEFT_OVER,
    trigger: until,
    // The first day allowed comes after the days that must pass.
    count: isFirst ? left - 1 : left,
    unit: 'calendar_days',
    zone: deadline.zone,
    ...(isFirst ? { direction: 'at_least_after' } : {}),
    ...(hour === null ? {} : { cutOff: hour }),
    custom: {
      name: 'What was left when the clock stopped',
      authority: `the date as it stood when the clock stopped on ${dayText(from)}: each day left is counted on from the day after the stop`,
      first: 'excluded',
      roll: 'none',
      calendar: null,
    },
  });
}

/**
 * A day that counsel adopted before every reading moves by the days that were left of it and stays the working date:
 * the readings alone would hold us to a later one. Nothing in any other case: counsel adopts again.
 */
export function adoptedBefore(
  deadline: Deadline,
  counted: Counted,
  { from, until, left }: Stop,
): Partial<Pick<Deadline, 'workingOn' | 'workingTime' | 'adoptedAt' | 'adoptedBy' | 'adoptedWhy'>> {
  const { workingOn, workingTime, earliestOn, extendedOn, adoptedAt, adoptedBy, adoptedWhy } = deadline;
  if (workingOn === null || earliestOn === null || extendedOn !== null) return {};
  if (isFirstDayAllowed(deadline) || isLeftOver(counted)) return {};
  const first = { on: earliestOn, time: earliestHour(deadline) };
  if (!isLater(first, { on: workingOn, time: workingTime })) return {};
  const on = addDays(until, left);
  const now = cautiousOf(counted);
  if (!isLater({ on: now, time: firstHourOn(counted.result.readings, now) }, { on, time: workingTime }))
    return {};
  return {
    ...{ workingOn: on, workingTime, adoptedAt, adoptedBy },
    adoptedWhy: `${adoptedWhy ?? ''} (as many days left after the stop from ${dayText(from)} to ${dayText(until)})`,
  };
}
