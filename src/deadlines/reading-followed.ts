import { computeDeadline } from './counting/computation.js';
import type { Reading } from './counting/deadline-input.js';
import { countedOf, type Counted, type Deadline } from './deadline.js';
import { hourOfReading, isLater, type Moment } from './hour.js';

type Adopted = Pick<Deadline, 'workingOn' | 'workingTime' | 'input' | 'result'>;

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

/**
 * Where the reading that counsel adopted ends under another count of the same words, with its hour or the earlier one
 * adopted. Where the day adopted is that of several readings, the earliest of them. Null where the day adopted is no
 * reading's, or a reading is not found again: counsel is asked then.
 */
export function adoptedReadingUnder(
  { workingOn, workingTime, input, result }: Adopted,
  counted: Counted,
): Moment | null {
  const was = countedOf({ input, result });
  if (was === null || workingOn === null) return null;
  const ofDay = was.result.readings.filter((one) => one.due === workingOn);
  const ofHour = ofDay.filter((one) => hourOfReading(one) === workingTime);
  const isItsHour = ofHour.length > 0;
  const ends = (isItsHour ? ofHour : ofDay).map((one): Moment | null => {
    const [now, ...others] = counted.result.readings.filter((other) => nameOf(other) === nameOf(one));
    if (!now || others.length > 0) return null;
    return { on: now.due, time: isItsHour ? hourOfReading(now) : workingTime };
  });
  const [first, ...others] = ends.filter((end) => end !== null);
  if (!first || others.length + 1 < ends.length) return null;
  return others.reduce((least, end) => (isLater(least, end) ? end : least), first);
}

const WRITTEN_DAYS = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2} \d{4}\b/gu;

/** What makes a reading the one it is: how it counts and what from, whatever days that comes to. */
function nameOf({ input, why }: Reading): string {
  const { rule, count, unit, direction, service, variant, cutOff, holidays, custom } = input;
  const how = [rule, count, unit, direction, service, variant, cutOff, holidays, custom?.name];
  return JSON.stringify([...how, why.replaceAll(WRITTEN_DAYS, '')]);
}
