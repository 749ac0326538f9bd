import { Temporal } from 'temporal-polyfill';

/** From this second on (of 1970, UTC) a zone's clocks are so many seconds ahead of UTC. */
export interface Offset {
  readonly from: number;
  readonly ahead: number;
}

/** So many seconds are added before a division, so that times before 1970 round down too: whole weeks, far back. */
const SHIFT = 604_800_000_000;
const SHIFT_DAYS = SHIFT / 86_400;

/**
 * A zone's offsets over a span of instants, the first at its start. Asking DuckDB for the hour in a zone costs a look
 * into the zone's table for every reading; with the few changes of a span in hand it is whole-number arithmetic.
 */
export function offsetsIn(zone: string, from: string, to: string): Offset[] {
  const last = Temporal.Instant.from(to);
  let now = Temporal.Instant.from(from).toZonedDateTimeISO(zone);
  const offsets: Offset[] = [{ from: Number.MIN_SAFE_INTEGER, ahead: secondsAhead(now) }];
  for (;;) {
    const next = now.getTimeZoneTransition('next');
    if (next === null || Temporal.Instant.compare(next.toInstant(), last) > 0) return offsets;
    offsets.push({ from: Math.floor(next.epochMilliseconds / 1_000), ahead: secondsAhead(next) });
    now = next;
  }
}

/** The second of 1970 on the zone's own clock, shifted so that it is never below zero; null where there is no time. */
export function localSecond(takenAt: string, offsets: readonly Offset[]): string {
  const second = `(epoch_us(${takenAt}) + ${SHIFT}000000) // 1000000`;
  const [first, ...later] = offsets;
  const ahead =
    later.length === 0
      ? String(first?.ahead ?? 0)
      : `case ${later
          .toReversed()
          .map(({ from, ahead: by }) => `when epoch_us(${takenAt}) >= ${from}000000 then ${by}`)
          .join(' ')} else ${first?.ahead ?? 0} end`;
  return `(${second} + ${ahead})`;
}

/** 0 to 23 */
export function hourOf(second: string): string {
  return `(${second} // 3600 % 24)::tinyint`;
}

/** Days since 1970. */
export function dayOf(second: string): string {
  return `(${second} // 86400 - ${SHIFT_DAYS})::integer`;
}

/** True on Monday to Friday; the first day of 1970 was a Thursday. */
export function isWeekday(day: string): string {
  return `((${day} + 3 + ${SHIFT_DAYS}) % 7 < 5)`;
}

/** A day like 2014-06-05 as days since 1970. */
export function dayNumber(day: string): number {
  return Temporal.PlainDate.from('1970-01-01').until(day, { largestUnit: 'days' }).days;
}

function secondsAhead(time: Temporal.ZonedDateTime): number {
  return Math.round(time.offsetNanoseconds / 1e9);
}
