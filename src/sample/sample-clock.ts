import { clockAt } from '../platform/clock.js';
import type { Deps } from '../platform/deps.js';

/** Where the sample's clock stands: Friday 6 June 2014, half past ten in the morning in California. */
export const SAMPLE_INSTANT = '2014-06-06T17:30:00.000Z';

/** Where the side that was written to works. */
export const SAMPLE_ZONE = 'America/Los_Angeles';

/** The same deps at an earlier moment of the story: the records carry it, the machine's own time runs on. */
export function at(deps: Deps, instant: string): Deps {
  return { ...deps, clock: clockAt(instant) };
}
