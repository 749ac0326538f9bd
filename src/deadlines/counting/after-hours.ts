import { businessCalendar } from './business-calendar.js';
import { offDay } from './calendar.js';
import { dayOf, dayWords, isoOf, type Day } from './day.js';
import type { LetterFacts, LimitWords } from './limit-facts.js';
import { loadReference, type Reference } from './reference.js';
import type { Start } from './served-from.js';

/** CPR 6.26: what comes by fax, email or hand on a business day before this hour is served that day. */
const CPR_HOUR = '16:30';
/** No rule says when a private office closes: five o’clock is taken for it. */
const OFFICE_HOUR = '17:00';

/** A receipt on a day off or after hours, and the next business day, as which it may be taken. */
interface LateReceipt {
  readonly next: Day;
  /** `at 18:40, not before 16:30` or `on Sat 6 Jun 2026, no business day (Saturday)`. */
  readonly why: string;
}

/**
 * Under the rules of England and Wales a receipt on a day off or not before 16:30 may be taken as one of the next business
 * day, as CPR 6.26 takes service: a start beside the day itself, never instead of it. Null for any other.
 */
export function laterStart(facts: LetterFacts, reference: Reference): Start | null {
  const late = facts.regime === 'england-wales' ? lateReceipt(facts, reference, CPR_HOUR) : null;
  if (late === null) return null;
  const words = `receipt ${late.why}, taken as ${dayWords(late.next)}, the next business day, as CPR 6.26 takes service`;
  return { on: isoOf(late.next), words, isBeside: true };
}

/** What is to be borne in mind of a letter that came on a day off or after hours, where its time runs from receipt. */
export function receiptNotes(
  words: LimitWords,
  facts: LetterFacts,
  reference: Reference = loadReference(),
): string[] {
  const runsFromReceipt = words.from === null || words.from === 'receipt' || words.from === 'service';
  const isCounted = words.count !== null && words.count > 0 && words.direction !== 'before';
  // Days from receipt have a reading of their own there (laterStart), hours have none.
  const isRead = facts.regime === 'england-wales' && words.unit !== 'hour';
  if (!runsFromReceipt || !isCounted || words.fixedOn || isRead) return [];
  const late = lateReceipt(facts, reference, facts.regime === 'england-wales' ? CPR_HOUR : OFFICE_HOUR);
  if (late === null) return [];
  const counted = words.unit === 'hour' ? 'the hours run from then' : 'counted from that day';
  return [
    `${RECEIVED}${late.why}: ${counted}. An agreement or a court may take it as received on the next business day, ${dayWords(late.next)}, which would be later; the earlier is kept.`,
  ];
}

/** Begins the note on a receipt out of hours. */
export const RECEIVED = 'Received ';

function lateReceipt(
  { receivedOn, regime, zone }: LetterFacts,
  reference: Reference,
  hour: string,
): LateReceipt | null {
  const [on = '', time] = receivedOn?.split('T') ?? [];
  if (on === '') return null;
  const calendar = reference.findCalendar(businessCalendar(regime, zone));
  const day = dayOf(on, 'receivedOn');
  const off = offDay(calendar, day);
  if (!off && (time === undefined || time < hour)) return null;
  let next = day + 1;
  while (offDay(calendar, next)) next += 1;
  const why = off
    ? `on ${dayWords(day)}, no business day (${off.why})`
    : `at ${time} on ${dayWords(day)}, not before ${hour}`;
  return { next, why };
}
