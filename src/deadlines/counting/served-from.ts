import { readOnce } from './computation.js';
import { dayOf, dayWords } from './day.js';
import type { Reference } from './reference.js';

/** A day that a time limit can be read to run from, and what that day is. */
export interface Start {
  readonly on: string;
  readonly words: string;
  /** True for a later day that may be taken for the start: its usual reading alone is shown beside the others. */
  readonly isBeside?: boolean;
}

/** What is known of how a letter came, each day `2014-06-05`, the receipt perhaps with its hour. */
export interface Arrival {
  readonly letterDate: string | null;
  readonly receivedOn: string | null;
  readonly sentOn?: string | null;
  readonly method?: string | null;
}

/** Rows of CPR 6.26 by the methods of a letter; any other is none of its rows, and sending is the cautious start. */
const DEEMED: Readonly<Record<string, string>> = {
  ...{ post: 'first_class_post', email: 'email', fax: 'fax', hand: 'personal' },
};

/**
 * The days “after service” of a letter can start from beside its receipt. In the United States service by post is
 * complete when it is posted (Fed. R. Civ. P. 5(b)(2)(C), Cal. Code Civ. Proc. 1013(a)), by electronic means when it is
 * sent (5(b)(2)(E)), so the day of sending is one; in England and Wales CPR 6.26 deems the day. A day of sending that
 * nobody recorded may be as early as the letter's own date. The days that 1013(a) adds are for periods set by statute
 * or rule of court, and a letter's is neither: they are not added. What came by hand is served where it came, and what was
 * sent by email or fax on the day it came may have been sent at the hour it came: not before 16:30 is the next business day.
 */
export function servedFrom(arrival: Arrival, isEnglish: boolean, reference: Reference): Start[] {
  const { receivedOn, method } = arrival;
  const sentOn = arrival.sentOn ?? arrival.letterDate;
  const received = receivedOn?.slice(0, 10) ?? null;
  const row = isEnglish && method ? DEEMED[method] : undefined;
  if (row === 'personal' && receivedOn !== null) return deemedFrom([receivedOn], row, received, reference);
  if (!sentOn || method === 'hand') return [];
  const sending = method === 'post' ? 'posting' : 'sending';
  const sent = {
    on: sentOn,
    words: `${arrival.sentOn ? sending : `${sending}, at the earliest on the letter’s date`}, ${dateWords(sentOn)}`,
  };
  if (row === undefined) return received === null || sentOn < received ? [sent] : [];
  const mayBeSentLate = row !== 'first_class_post' && sentOn === received && receivedOn?.includes('T');
  return deemedFrom([sentOn, ...(mayBeSentLate ? [receivedOn ?? sentOn] : [])], row, received, reference);
}

/** The days on which CPR 6.26 deems service, each once, but for the day of receipt, which is a start already. */
function deemedFrom(
  sent: readonly string[],
  row: string,
  received: string | null,
  reference: Reference,
): Start[] {
  const starts = sent.map((trigger): Start => {
    const input = { rule: 'CPR 6.26', trigger, count: 0, unit: 'deemed_service', service: row };
    const { due } = readOnce(input, null, reference);
    const [day = '', time] = trigger.split('T');
    const came = row === 'personal' ? 'came by hand' : 'was sent';
    const what = `what ${came} on ${dateWords(day)}${time === undefined ? '' : ` at ${time}`}`;
    return { on: due, words: `deemed service under CPR 6.26 of ${what}, ${dateWords(due)}` };
  });
  return starts.filter(
    ({ on }, index) => on !== received && starts.findIndex((one) => one.on === on) === index,
  );
}

function dateWords(text: string): string {
  return dayWords(dayOf(text.slice(0, 10), 'sentOn'));
}
