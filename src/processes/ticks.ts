import { lookAtReceived } from '../bundles/findings/look-at-received.js';
import { escalateDates } from '../deadlines/escalations/escalate-dates.js';
import { lapseExtensions } from '../deadlines/extensions/lapse-extensions.js';
import { recountDates } from '../deadlines/recounts/recount-dates.js';
import { loadReference } from '../deadlines/counting/reference.js';
import { wordsOfDates } from '../letters/words-of-dates.js';
import type { Tick } from '../reminders/run-ticks.js';

/** Everything that comes about by the clock alone, in the order it is done; reminders and mail follow. */
export const ticks: readonly Tick[] = [
  lapseExtensions,
  once((deps) => recountDates(deps, loadReference(), wordsOfDates)),
  escalateDates,
  lookAtReceived,
];

/** Rules and holiday tables come with the program, so one recount after a start is enough; one that failed is tried again. */
function once(tick: Tick): Tick {
  let isDone = false;
  return async (deps) => {
    if (isDone) return 0;
    const count = await tick(deps);
    isDone = true;
    return count;
  };
}
