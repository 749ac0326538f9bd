import type { Db } from '../platform/database.js';
import { dayText, longDayText } from '../platform/plain-date.js';
import type { Reading } from './counting/deadline-input.js';
import { getDeadline } from './deadline-store.js';
import type { Counted, Deadline } from './deadline.js';
import { listExtensionsBefore } from './extensions/extension-store.js';
import { momentText } from './hour.js';
import { leftText } from './tolling/left-of-count.js';
import { listTolling } from './tolling/tolling-store.js';

interface Row {
  readonly term: string;
  readonly text: string;
}

/**
 * The day adopted where no reading ends on it: the sheet prints that day, and says on which the count below it ends. `chosen` is
 * the day asked for; null where a reading ends on it.
 */
export function adoptedApart(
  { workingOn, workingTime }: Pick<Deadline, 'workingOn' | 'workingTime'>,
  { result }: Counted,
  chosen: string | null,
) {
  if (workingOn === null || chosen !== workingOn || result.readings.some(({ due }) => due === workingOn))
    return null;
  return {
    on: workingOn,
    day: longDayText(workingOn),
    hour: workingTime ?? '',
    choice: {
      value: workingOn,
      text: `${momentText({ on: workingOn, time: workingTime })}: the date adopted`,
    },
  };
}

/** What a count does with a last day that is no working day, the only of its notes that the other side needs. */
export function notesForOutside(notes: readonly string[]): string[] {
  return notes.filter((note) => note.startsWith('Ends on '));
}

/** A source without the words that say where its text was read: that is for who checks the count, not for who receives it. */
export function sourceForOutside(source: string): string {
  return source
    .replace(
      /\s*\([^()]*\b(?:read at|stored copies|from general knowledge)\b[^()]*(?:\([^()]*\)[^()]*)*\)/gu,
      '',
    )
    .trim();
}

const START =
  /\bfrom (?:the (?:start|end) of the day of )?(?<what>receipt|the letter’s date|the event|posting|sending|deemed service)\b/u;
const STARTS: Readonly<Record<string, string>> = {
  receipt: 'receipt of the letter',
  'the letter’s date': 'the date on the letter',
  'the event': 'the event the words name',
  posting: 'posting, as service',
  sending: 'sending, as service',
  'deemed service': 'deemed service',
};

/** What the day is that a reading counts from, `receipt of the letter`; '' where the reading does not say. */
export function startOf({ why }: Pick<Reading, 'why'>): string {
  if (/\bcounted back from the event\b/u.test(why)) return 'the event, counted back';
  return STARTS[START.exec(why)?.groups?.['what'] ?? ''] ?? '';
}

/** The extensions confirmed and the stops ended that a date came through, the earliest first: they are part of how it came about. */
export async function cameThrough(db: Db, deadlineId: string): Promise<Row[]> {
  const stops = (await listTolling(db, deadlineId)).filter((stop) => stop.resumedAs !== null);
  const extensions = (await listExtensionsBefore(db, deadlineId)).filter((one) =>
    stops.some((stop) => stop.wasDue === one.extendedTo),
  );
  const left = await Promise.all(
    stops.map(async (stop) => leftText(await getDeadline(db, stop.deadlineId), stop)),
  );
  const rows = [
    ...extensions.map((one) => ({
      at: one.recordedAt,
      term: 'Extended',
      text: `to ${dayText(one.extendedTo)}, agreed with ${one.agreedWith} on ${dayText(one.agreedOn)}, confirmed in writing`,
    })),
    ...stops.map((stop, index) => ({
      at: stop.recordedAt,
      term: 'Clock stopped',
      text: `${dayText(stop.fromOn)} to ${stop.untilOn === null ? '' : dayText(stop.untilOn)}, agreed or ordered; until then the time ran to ${dayText(stop.wasDue)}; left of it: ${left[index]}`,
    })),
  ];
  return rows
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ term, text }) => ({ term, text }));
}
