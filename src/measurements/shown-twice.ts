import { Temporal } from 'temporal-polyfill';
import { text } from '../tabular/duck.js';

/** Local times from the first on, the last not among them, that a clock which was set back showed twice. */
export interface TwiceShown {
  readonly from: string;
  readonly to: string;
}

const EARLIEST = '1900-01-01T00:00:00';

/** The times that the clocks of a zone showed twice between two local times. */
export function twiceShownIn(zone: string, first: string, last: string): TwiceShown[] {
  const end = Temporal.PlainDateTime.from(last).add({ days: 2 });
  let now = Temporal.PlainDateTime.from(first).subtract({ days: 2 }).toZonedDateTime(zone);
  const spans: TwiceShown[] = [];
  for (;;) {
    const next = now.getTimeZoneTransition('next');
    if (next === null || Temporal.PlainDateTime.compare(next.toPlainDateTime(), end) > 0) return spans;
    const back = next.subtract({ nanoseconds: 1 }).offsetNanoseconds - next.offsetNanoseconds;
    if (back > 0) {
      const from = next.toPlainDateTime();
      spans.push({ from: from.toString(), to: from.add({ nanoseconds: back }).toString() });
    }
    now = next;
  }
}

/** Whether a local time was shown twice, in SQL. `first` and `last` are the ends of the column, null where they are not known. */
export function isTwiceSql(
  time: string,
  zone: string,
  ends: { readonly first: string | null; readonly last: string | null },
  asOf: string,
): string {
  const spans = twiceShownIn(zone, ends.first ?? EARLIEST, ends.last ?? asOf.slice(0, 19));
  const within = spans.map(
    ({ from, to }) => `(${time} >= timestamp ${text(from)} and ${time} < timestamp ${text(to)})`,
  );
  return within.length === 0 ? 'false' : `coalesce(${within.join(' or ')}, false)`;
}

/** Said of a row whose time was shown twice. */
export function twiceWords(zone: string): string {
  return `The clocks of ${zone} showed this time twice that night.`;
}
