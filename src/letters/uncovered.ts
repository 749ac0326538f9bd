import type { AskingSentence } from './asking-sentences.js';
import { pointsElsewhere } from './loose-times.js';

/** Where the words of an entered demand stand; null offsets where they were not found in the text. */
export interface Covered {
  readonly page: number | null;
  readonly quoteStart: number | null;
  readonly quoteEnd: number | null;
}

/** The asking sentences that no entered demand touches. */
export function uncovered(
  sentences: readonly AskingSentence[],
  demands: readonly Covered[],
): AskingSentence[] {
  return sentences.filter((sentence) => !demands.some((demand) => touches(demand, sentence)));
}

/** A sentence that names a time, and the demand over it whose limit does not take it in; `times` are those words. */
export interface TimeNotTaken extends AskingSentence {
  readonly demand: Timed;
  readonly times: readonly string[];
}

/** A demand as far as its place and its time go. */
interface Timed extends Covered {
  readonly id: string;
  readonly number: number;
  readonly quote: string;
  readonly limitUnit: string | null;
  readonly limitWords: string | null;
}

/**
 * The sentences that name a time while a demand made of their words was entered without one, or with one that leaves out
 * another time named there, or words about time that nobody could read: that is not passed over.
 */
export function timesNotTaken(
  sentences: readonly AskingSentence[],
  demands: readonly Timed[],
): TimeNotTaken[] {
  return sentences.flatMap((sentence) => {
    const named = sentence.limits.filter((one) => !one.isAtOnce).map((one) => one.limit.text);
    if (named.length === 0) return [];
    const over = demands.filter((demand) => touches(demand, sentence));
    const without = over.filter((demand) => demand.limitUnit === null);
    const demand =
      without.length === over.length
        ? without[0]
        : without.find(({ quote }) => named.some((words) => quote.includes(words)));
    if (demand) return [{ ...sentence, demand, times: named }];
    // The one time of a sentence that was read may be entered in other words than were found.
    const leftOut = sentence.limits
      .filter(({ limit, isAtOnce }) => !isAtOnce && ('isUnread' in limit || named.length > 1))
      .map(({ limit }) => limit.text)
      .filter((words) => !pointsElsewhere(words) && !over.some((one) => takesIn(one, words)));
    const [first] = over;
    return first === undefined || leftOut.length === 0
      ? []
      : [
          {
            ...sentence,
            demand: over.find(({ quote }) => holds(quote, leftOut[0] ?? '')) ?? first,
            times: leftOut,
          },
        ];
  });
}

/** Whether a demand's limit was entered with those words, or as a part of them. */
function takesIn({ limitUnit, limitWords }: Timed, words: string): boolean {
  if (limitUnit === null || limitWords === null) return false;
  return holds(limitWords, words) || holds(words, limitWords);
}

function holds(text: string, words: string): boolean {
  const [all, part] = [text, words].map((one) =>
    one
      .toLowerCase()
      .replace(/[\s,]+/gu, ' ')
      .trim(),
  );
  return (all ?? '').includes(part ?? '');
}

/** The name of a sentence's box in a form, and its key on record: `dismiss-1-204`. */
export function boxOf(sentence: { readonly page: number; readonly start: number }): string {
  return `dismiss-${sentence.page}-${sentence.start}`;
}

function touches(demand: Covered, sentence: AskingSentence): boolean {
  if (demand.quoteStart === null || demand.quoteEnd === null || demand.page !== sentence.page) return false;
  return demand.quoteStart < sentence.end && sentence.start < demand.quoteEnd;
}
