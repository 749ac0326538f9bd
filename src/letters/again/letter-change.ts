import { z } from 'zod';

/** What changed in a letter when a file of it was read again by a newer reader, as it is kept and shown. */
export interface LetterChange {
  /** The attached file it is about; '' for the letter itself. */
  readonly file: string;
  /** Numbers of demands whose words stand elsewhere now: their places were corrected. */
  readonly moved: readonly number[];
  /** Numbers of demands whose words are not found any more: a person has to compare them. */
  readonly lost: readonly number[];
  /** Sentences with demand or time words that were not read before, and those that are read no more; the first of each. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** Passages that its reader does not see and that were not known before. */
  readonly hidden: number;
}

const numbers = z.array(z.number());
const words = z.array(z.string());
const change = z.object({
  ...{ file: z.string(), moved: numbers, lost: numbers, added: words, gone: words, hidden: z.number() },
});

export function changeIn(json: string): LetterChange {
  return change.parse(JSON.parse(json));
}
