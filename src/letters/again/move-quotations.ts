import { locateQuote, type Place } from '../../demands/locate-quote.js';
import type { PageWords } from '../../documents/reading.js';
import { numberedPages, type LetterWords, type PageOfLetter } from '../letter-pages.js';

/** Words that stand somewhere in a letter. */
export interface Placed {
  readonly quote: string;
  readonly page: number;
  readonly start: number;
}

/** Where the words of a letter stand before and after one of its documents is read again. */
export interface Move {
  readonly before: readonly PageOfLetter[];
  readonly after: readonly PageOfLetter[];
}

export function moveOf(words: LetterWords, documentId: string, read: readonly PageWords[]): Move {
  const own = (id: string): readonly Pick<PageWords, 'page' | 'text'>[] =>
    id === documentId
      ? read
      : words.pages
          .filter((page) => page.documentId === id)
          .map(({ ownPage, text }) => ({ page: ownPage, text }));
  const documents = words.document === null ? [] : [words.document, ...words.attached];
  return { before: words.pages, after: numberedPages(documents.map(({ id }) => ({ id, pages: own(id) }))) };
}

/** Where words stand now: nearest to where they stood, on the same page of the same file. Null where they are not found. */
export function placeNow({ before, after }: Move, { quote, page, start }: Placed): Place | null {
  const old = before.find((one) => one.page === page);
  const now = after.find((one) => one.documentId === old?.documentId && one.ownPage === old.ownPage);
  return locateQuote(quote, after, { page: now?.page ?? page, start });
}
