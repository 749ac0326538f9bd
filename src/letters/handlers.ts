import { askingSentences, type AskingSentence } from './asking-sentences.js';
import { askLetterReading, askLetterSentences, type WordsToRead } from './questions.js';
import type { LetterReading } from './reading/proposal.js';
import { readLetter } from './reading/read-letter.js';

/** What this folder answers in the document child. */
export const letterHandlers = {
  [askLetterReading.name]: ({ pages, datedOn }: WordsToRead): Promise<LetterReading> =>
    Promise.resolve(
      readLetter(
        pages.map((page) => page.text),
        datedOn,
      ),
    ),
  [askLetterSentences.name]: ({ pages, datedOn }: WordsToRead): Promise<AskingSentence[]> =>
    Promise.resolve(askingSentences(pages, datedOn)),
} as const;
