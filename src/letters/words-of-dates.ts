import type { WordsOfDates } from '../deadlines/run-again.js';
import { wordsOfDemands } from '../demands/words-of-dates.js';
import { demandingLetter } from './demanding-letter.js';

/** What the dates of demands rest on: the demand and the letter that makes it, as they stand now. */
export const wordsOfDates: WordsOfDates = wordsOfDemands(demandingLetter);
