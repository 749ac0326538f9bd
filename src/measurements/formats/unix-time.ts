import { Temporal } from 'temporal-polyfill';

/** Seconds since 1970 as an ISO instant; null for none, and for what no calendar has. */
export function instantOfUnix(seconds: number | null): string | null {
  if (seconds === null || !Number.isFinite(seconds) || Math.abs(seconds) > 8e10) return null;
  return Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000)).toString();
}
