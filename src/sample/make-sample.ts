import type { Deps } from '../platform/deps.js';
import { openCast } from './open-cast.js';
import { at } from './sample-clock.js';

export { SAMPLE_INSTANT, SAMPLE_ZONE } from './sample-clock.js';

/** Plays the sample matter into an empty data folder, through the same actions that the pages call. */
export async function makeSample(deps: Deps): Promise<void> {
  await openCast(at(deps, '2014-06-05T22:00:00.000Z'));
}
