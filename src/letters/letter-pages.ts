import {
  getDocument,
  listAttached,
  listPageText,
  type Document,
  type PageText,
} from '../documents/document-store.js';
import type { Db } from '../platform/database.js';

/** One page of a letter or of what came attached to it, numbered through all of them. */
export interface LetterPage {
  readonly page: number;
  readonly text: string;
  /** The document it is a page of, and its number there. */
  readonly documentId: string;
  readonly ownPage: number;
  readonly stored: PageText;
}

/** The words of a letter: its own document's pages, then those of what came attached to it. */
export interface LetterWords {
  readonly document: Document | null;
  readonly attached: readonly Document[];
  readonly pages: readonly LetterPage[];
}

const MOST_PAGES = 400;

export async function wordsOf(db: Db, documentId: string | null): Promise<LetterWords> {
  if (documentId === null) return { document: null, attached: [], pages: [] };
  const document = await getDocument(db, documentId);
  const attached = await listAttached(db, documentId);
  const pages: LetterPage[] = [];
  for (const { id } of [document, ...attached]) {
    const last = pages.at(-1)?.page ?? 0;
    pages.push(...(await listPageText(db, id, MOST_PAGES)).map((page) => numbered(page, last)));
  }
  return { document, attached, pages };
}

function numbered(stored: PageText, last: number): LetterPage {
  const { documentId, page, text } = stored;
  return { page: last + page, text, documentId, ownPage: page, stored };
}
