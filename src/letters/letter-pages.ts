import {
  getDocument,
  listAttached,
  listPageText,
  type Document,
  type PageText,
} from '../documents/document-store.js';
import type { Db } from '../platform/database.js';

/** One page of a letter or of what came attached to it, numbered through all of them. */
export interface PageOfLetter {
  readonly page: number;
  readonly text: string;
  /** The document it is a page of, and its number there. */
  readonly documentId: string;
  readonly ownPage: number;
}

export interface LetterPage extends PageOfLetter {
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
  const stored = [];
  for (const { id } of [document, ...attached])
    stored.push({ id, pages: await listPageText(db, id, MOST_PAGES) });
  const pages = numberedPages(stored).map(({ own, ...page }) => ({ ...page, stored: own }));
  return { document, attached, pages };
}

/** The pages of a letter's documents in their order, numbered through all of them. */
export function numberedPages<P extends { readonly page: number; readonly text: string }>(
  documents: readonly { readonly id: string; readonly pages: readonly P[] }[],
): (PageOfLetter & { readonly own: P })[] {
  let last = 0;
  return documents.flatMap(({ id, pages }) => {
    const before = last;
    last += pages.at(-1)?.page ?? 0;
    return pages.map((own) => ({
      ...{ page: before + own.page, text: own.text, documentId: id, ownPage: own.page, own },
    }));
  });
}
