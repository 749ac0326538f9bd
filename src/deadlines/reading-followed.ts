import { computeDeadline } from './counting/computation.js';
import type { Counted } from './deadline.js';

/**
 * The count of the reading that ends on a day, with the working of that reading; the usual one where none ends there.
 * One counted on other tables than those held now stands as it was counted, and only the usual one can be shown.
 */
export function countedOfReading(counted: Counted, on: string | null): Counted {
  const reading = counted.result.readings.find((one) => one.due === on);
  if (!reading || reading.due === counted.result.due) return counted;
  const again = computeDeadline(reading.input);
  return again.due === reading.due ? { input: reading.input, result: again } : counted;
}
