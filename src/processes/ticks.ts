import { escalateDates } from '../deadlines/escalate-dates.js';
import { lapseExtensions } from '../deadlines/lapse-extensions.js';
import { recountDates } from '../deadlines/recount-dates.js';
import type { Tick } from '../reminders/run-ticks.js';

/** Everything that comes about by the clock alone, in the order it is done; reminders and mail follow. */
export const ticks: readonly Tick[] = [lapseExtensions, (deps) => recountDates(deps), escalateDates];
