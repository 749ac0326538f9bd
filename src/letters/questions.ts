import { question } from '../platform/ask.js';
import type { AskingSentence } from './asking-sentences.js';
import type { LetterReading } from './reading/proposal.js';

/** The words of a letter, page by page, and its date where it is known (`2014-06-05`). */
export interface WordsToRead {
  readonly pages: readonly { readonly page: number; readonly text: string }[];
  readonly datedOn: string | null;
}

/** What a letter demands and by when, for letters too long to be read beside other work. */
export const askLetterReading = question<WordsToRead, LetterReading>('letters.read');

/** The sentences of a letter with demand or time words. */
export const askLetterSentences = question<WordsToRead, AskingSentence[]>('letters.sentences');
