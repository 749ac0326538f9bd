import { DocumentChildError } from '../platform/ask.js';
import type { Deps } from '../platform/deps.js';
import { askingSentences, type AskingSentence } from './asking-sentences.js';
import { askLetterReading, askLetterSentences, type WordsToRead } from './questions.js';
import type { LetterReading } from './reading/proposal.js';
import { readLetter } from './reading/read-letter.js';
import { keyOf, remembered } from './remembered.js';

type Reader = Pick<Deps, 'asker' | 'log'>;

/** Characters: what is longer is read in the document child, or every other page would wait for it. */
const LONG = 60_000;
const TIME_MS = 60_000;

const sentences = remembered<AskingSentence[]>();

/** A letter's words read against the date confirmed for it. Slow for a long letter: call it before a transaction. */
export async function readingOf(
  { asker, log }: Reader,
  { pages }: Pick<WordsToRead, 'pages'>,
  datedOn: string | null,
): Promise<LetterReading> {
  const texts = pages.map((page) => page.text);
  const here = (): LetterReading => readLetter(texts, datedOn);
  if (!isLong(pages)) return here();
  return asker
    .ask(askLetterReading, { pages: pages.map(bare), datedOn }, { timeoutMs: TIME_MS })
    .catch(orHere(log, here));
}

/** The sentences of a letter with demand or time words; those of the letters looked at last are kept in mind. */
export async function sentencesOf(
  { asker, log }: Reader,
  { pages }: Pick<WordsToRead, 'pages'>,
  datedOn: string | null,
): Promise<AskingSentence[]> {
  const key = keyOf([datedOn ?? '', ...pages.flatMap(({ page, text }) => [String(page), text])]);
  const here = (): AskingSentence[] => askingSentences(pages, datedOn);
  const known = sentences.find(key);
  if (known) return known;
  if (!isLong(pages)) return sentences.keep(key, here());
  const found = await asker
    .ask(askLetterSentences, { pages: pages.map(bare), datedOn }, { timeoutMs: TIME_MS })
    .catch(orHere(log, here));
  return sentences.keep(key, found);
}

/** Words that are text already can be read here too: slower for everyone, but no demand goes unseen. */
function orHere<T>(log: Deps['log'], here: () => T): (error: unknown) => T {
  return (error) => {
    if (!(error instanceof DocumentChildError)) throw error;
    log.warn({ err: error }, 'a long letter is read in this process');
    return here();
  };
}

function isLong(pages: WordsToRead['pages']): boolean {
  return pages.reduce((sum, page) => sum + page.text.length, 0) > LONG;
}

function bare({ page, text }: WordsToRead['pages'][number]): WordsToRead['pages'][number] {
  return { page, text };
}
