import { dayText } from '../../platform/plain-date.js';
import { countedOf, type Counted, type Deadline } from '../deadline.js';
import { changedCount } from '../recounts/recount.js';
import { isLeftOver, leavesOutStops } from './count-after-stop.js';

/** A fresh count with the stops that the date before it came through, and in words those that could not go on to it. */
export interface AfterStops {
  readonly counted: Counted;
  /** `; its stop …` to put after a reason; '' where nothing is left behind. */
  readonly leftBehind: string;
}

/**
 * Words counted anew know nothing of the times the clock did not run: those that the count before left out are left out
 * again. What was left of an extension cannot be, and that is said. Throws
 * DeadlineInputError.
 */
export function withStopsOf(old: Pick<Deadline, 'input' | 'result'>, fresh: Counted): AfterStops {
  const was = countedOf(old);
  if (was === null) return { counted: fresh, leftBehind: '' };
  if (isLeftOver(was))
    return {
      counted: fresh,
      leftBehind: `; the extended day with what was left of it when its clock stopped, until ${dayText(was.input.trigger)}, does not go on: enter the extension and the stop again`,
    };
  const tolling = was.input.tolling ?? [];
  if (tolling.length === 0) return { counted: fresh, leftBehind: '' };
  if (!leavesOutStops(fresh)) {
    const stops = tolling.map(({ from, to }) => `${dayText(from)} to ${dayText(to)}`).join(', ');
    return {
      counted: fresh,
      leftBehind: `; the stop of its clock, ${stops}, does not go on: enter it again`,
    };
  }
  return { counted: changedCount(fresh, (input) => ({ ...input, tolling })), leftBehind: '' };
}
