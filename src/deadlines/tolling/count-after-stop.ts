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
import { earliestHour, firstHourOn, hourHeld, isLater, momentText, type Moment } from '../hour.js';
import { adoptedReadingUnder } from '../reading-followed.js';
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
 * What counsel adopted goes on through a stop, with its hour: the reading adopted as it is counted now, or a day before
 * every reading moved by the days that were left of it. Nothing where neither is plain: the earliest reading is held to
 * and counsel adopts again.
 */
export function adoptedThrough(
  deadline: Deadline,
  counted: Counted,
  stop: Stop,
): Partial<Pick<Deadline, 'workingOn' | 'workingTime' | 'adoptedAt' | 'adoptedBy' | 'adoptedWhy'>> {
  const { workingOn, extendedOn, adoptedAt, adoptedBy, adoptedWhy } = deadline;
  if (workingOn === null || extendedOn !== null || isLeftOver(counted)) return {};
  const { from, until } = stop;
  const days = `the stop from ${dayText(from)} to ${dayText(until)}`;
  const same = adoptedReadingUnder(deadline, counted);
  const moment = same ?? movedByLeft(deadline, counted, stop);
  if (moment === null) return {};
  const how = same === null ? `as many days left after ${days}` : `the same reading after ${days}`;
  return {
    ...{ workingOn: moment.on, workingTime: moment.time, adoptedAt, adoptedBy },
    adoptedWhy: `${adoptedWhy ?? ''} (${how}; it was ${momentText({ on: workingOn, time: deadline.workingTime })})`,
  };
}

/** A day adopted before every reading, with the days that were left of it: the readings alone would hold us to a later one. */
function movedByLeft(deadline: Deadline, counted: Counted, { until, left }: Stop): Moment | null {
  const { workingOn, workingTime, earliestOn } = deadline;
  if (workingOn === null || earliestOn === null || isFirstDayAllowed(deadline)) return null;
  const first = { on: earliestOn, time: earliestHour(deadline) };
  if (!isLater(first, { on: workingOn, time: workingTime })) return null;
  const moved = { on: addDays(until, left), time: workingTime };
  const now = cautiousOf(counted);
  return isLater({ on: now, time: firstHourOn(counted.result.readings, now) }, moved) ? moved : null;
}
