import type { Found } from './find-demands.js';
import { isReadLimit, type LimitAt } from './limit-at.js';
import type { ListPlace } from './lists.js';

/**
 * Gives the items of a list the limit of the words it hangs on where those words did not look like an asking
 * (“By 4 December, Quill: (1) hand over …”): a time said for the list goes before any said elsewhere.
 */
export function withStemLimits(
  found: readonly Found[],
  places: readonly ListPlace[],
  limitsOf: readonly (readonly LimitAt[])[],
): Found[] {
  return found.map((one) => {
    const place = places[one.unit];
    if (one.limit !== null || one.stem !== null || place?.item !== one.unit || place.stem === null)
      return one;
    const limit = limitsOf[place.stem]?.find(isReadLimit);
    return limit ? { ...one, limit, limitRule: 'the sentence the list hangs on' } : one;
  });
}
