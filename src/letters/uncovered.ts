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

/** The name of a sentence's box in a form, and its key on record: `dismiss-1-204`. */
export function boxOf(sentence: { readonly page: number; readonly start: number }): string {
  return `dismiss-${sentence.page}-${sentence.start}`;
}

function touches(demand: Covered, sentence: AskingSentence): boolean {
  if (demand.quoteStart === null || demand.quoteEnd === null || demand.page !== sentence.page) return false;
  return demand.quoteStart < sentence.end && sentence.start < demand.quoteEnd;
}
