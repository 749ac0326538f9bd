import type { Tick } from '../reminders/run-ticks.js';

/** Everything that comes about by the clock alone, in the order it is done; reminders and mail follow. */
export const ticks: readonly Tick[] = [];
