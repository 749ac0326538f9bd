/** The only file that asks the machine for the time. */
export interface Clock {
  /** The instant that records carry, as ISO text in UTC: `2014-06-06T16:00:00.000Z`. */
  now(): string;
  /** Milliseconds of the machine's own clock, for leases, sessions and timings; never for records. */
  machineNow(): number;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  machineNow: () => Date.now(),
};

/** A clock that stands still for records while the machine's own time runs on: the sample's, and tests'. */
export function clockAt(instant: string): Clock {
  return { now: () => instant, machineNow: () => Date.now() };
}

/** A Date for a library that takes nothing else. */
export function dateForLibrary(instant: string): Date {
  return new Date(instant);
}
