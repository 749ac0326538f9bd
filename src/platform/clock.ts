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

/**
 * A clock for trying things: it starts at an instant and runs so many times as fast as the machine's. Only records go
 * by it; leases and timings keep to the machine's own time.
 */
export function clockFrom(instant: string, rate: number): Clock {
  const startedMs = Date.now();
  const fromMs = Date.parse(instant);
  return {
    now: () => new Date(fromMs + (Date.now() - startedMs) * rate).toISOString(),
    machineNow: () => Date.now(),
  };
}

/**
 * The clock that `REJOINDER_CLOCK` asks for: an instant at which it stands still, `2014-06-06T17:30:00.000Z`, or one
 * from which it runs faster, `2014-06-06T17:30:00.000Z x600`. Null for anything else.
 */
export function clockNamed(text: string): { readonly clock: Clock; readonly rate: number } | null {
  const [, instant = '', rate] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)(?: x([1-9]\d{0,5}))?$/.exec(text) ?? [];
  const ms = Date.parse(instant);
  // 31 February would otherwise be taken for a day in March.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== instant) return null;
  return rate === undefined
    ? { clock: clockAt(instant), rate: 1 }
    : { clock: clockFrom(instant, Number(rate)), rate: Number(rate) };
}

/** A Date for a library that takes nothing else. */
export function dateForLibrary(instant: string): Date {
  return new Date(instant);
}
