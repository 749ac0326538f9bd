import { loadReference } from './counting/reference.js';
import { countedOf, isFirstDayAllowed, type Counted, type Deadline } from './deadline.js';
import { firstHourOn, hourHeld, hourInZone } from './hour.js';
import { countedOfReading } from './reading-followed.js';

/** An hour that a date does not name and at which its day may end all the same. */
export interface SilentHour {
  /** `16:30`, in the zone of the date. */
  readonly time: string;
  readonly why: string;
}

/**
 * The hour at which the day held to may end though it is held to its end: the hour of another reading of that day or, under
 * the Civil Procedure Rules, the one after which what is filed or served counts for the next day. Null where none is known.
 */
export function silentHour(deadline: Deadline, on: string): SilentHour | null {
  if (hourHeld(deadline, on) !== null || isFirstDayAllowed(deadline)) return null;
  const counted = countedOf(deadline);
  if (counted === null) return null;
  const time = firstHourOn(counted.result.readings, on);
  if (time !== null) return { time, why: 'by another reading' };
  return hourOfCourt(countedOfReading(counted, on));
}

/** `17:00 PDT has passed, by another reading`; '' before that hour, and where there is none. */
export function silentText(deadline: Deadline, on: string, time: string): string {
  const hour = silentHour(deadline, on);
  return hour === null || time <= hour.time
    ? ''
    : `${hourInZone(on, hour.time, deadline.zone)} has passed, ${hour.why}`;
}

/** PD 5B 8.4 for the court office; CPR 6.26 for what a party serves by email, by fax or by hand. */
function hourOfCourt({ input }: Counted): SilentHour | null {
  if (
    input.custom ||
    loadReference().findRule(input.rule).ruleset !== 'CPR' ||
    input.rule.startsWith('PD-PAC')
  )
    return null;
  return input.act === 'court_office'
    ? { time: '16:00', why: 'after which what is filed counts for the next day (PD 5B 8.4)' }
    : { time: '16:30', why: 'after which what is served counts for the next business day (CPR 6.26)' };
}
