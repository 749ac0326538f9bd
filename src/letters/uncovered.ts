import type { AskingSentence } from './asking-sentences.js';

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

/** A sentence that names a time, and the demand over it that has none. */
export interface TimeNotTaken extends AskingSentence {
  readonly demand: Timed;
}

/** A demand as far as its place and its time go. */
interface Timed extends Covered {
  readonly id: string;
  readonly number: number;
  readonly quote: string;
  readonly limitUnit: string | null;
}

/** The sentences that name a time while a demand made of their words was entered without one: that is not passed over. */
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
    return demand ? [{ ...sentence, demand }] : [];
  });
}

/** The name of a sentence's box in a form, and its key on record: `dismiss-1-204`. */
export function boxOf(sentence: { readonly page: number; readonly start: number }): string {
  return `dismiss-${sentence.page}-${sentence.start}`;
}

function touches(demand: Covered, sentence: AskingSentence): boolean {
  if (demand.quoteStart === null || demand.quoteEnd === null || demand.page !== sentence.page) return false;
  return demand.quoteStart < sentence.end && sentence.start < demand.quoteEnd;
}
