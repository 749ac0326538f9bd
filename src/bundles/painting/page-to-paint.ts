import type { Document } from '../../documents/document-store.js';
import { getDocument } from '../../documents/document-store.js';
import { pdfOf, type ShownMore } from '../../documents/shown-pages.js';
import { whyNotShown } from '../../documents/why-not-shown.js';
import { getItem } from '../../evidence/item-store.js';
import { inspectPdf } from '../../pdf/questions.js';
import { DocumentChildError } from '../../platform/ask.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import type { ListedEntry } from '../bundle.js';
import { findPageOf } from '../page-of-entry-store.js';
import type { PageOfEntry } from '../page-of-entry-store.js';

type EntryShown = Pick<ListedEntry, 'itemId' | 'hidden' | 'marks'>;

const PDF = 'application/pdf';

/** Whether a document has pages to paint, its own or those it is set on here: a mail, a text, a table. */
export function hasPagesToPaint({ mediaType, state, pages }: Document): boolean {
  if (mediaType === PDF) return (pages ?? 0) > 0;
  return state === 'readable' && whyNotShown(mediaType) === null;
}

/**
 * A page of the document behind an entry, to put boxes on; what is no PDF is set on pages first, once. Null where it has
 * no such page. Throws `ConflictError` with one sentence where it cannot be set.
 */
export async function pageToPaint(
  deps: Deps,
  matterId: string,
  { itemId, ...more }: EntryShown,
  page: number,
): Promise<PageOfEntry | null> {
  const document = await documentOf(deps, matterId, itemId);
  if (document.mediaType === PDF) return findPageOf(deps.db, itemId, page);
  if (!hasPagesToPaint(document) || page < 1) return null;
  try {
    const { sha256, pages } = await pdfOf(deps, document, shownMore(more));
    if (page > pages) return null;
    const path = await deps.files.localPath(sha256);
    const inspection = await deps.asker.ask(inspectPdf, { path, withFootRoom: false });
    const size = inspection.status === 'readable' ? inspection.pages[page - 1] : undefined;
    return { documentId: document.id, page, pages, width: size?.width ?? 0, height: size?.height ?? 0 };
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    throw new ConflictError(`Its pages cannot be shown, so no box can be put on them: ${error.message}`);
  }
}

/**
 * Where the pages are on which boxes were put, of what is no PDF: those very pages go in, so that no box lands on another
 * line. Null for a PDF, whose pages are its own.
 */
export async function pagesPainted(
  deps: Deps,
  matterId: string,
  { itemId, ...more }: EntryShown,
): Promise<string | null> {
  const document = await documentOf(deps, matterId, itemId);
  if (document.mediaType === PDF || !hasPagesToPaint(document)) return null;
  return deps.files.localPath((await pdfOf(deps, document, shownMore(more))).sha256);
}

/** What of a workbook its pages have beside what Excel shows, as a person chose for the entry. */
export function shownMore({ hidden, marks }: Pick<ListedEntry, 'hidden' | 'marks'>): ShownMore {
  return {
    ...(hidden === 'show' ? { hidden } : {}),
    ...(marks === 'show' ? { marks } : {}),
  };
}

async function documentOf({ db }: Deps, matterId: string, itemId: string): Promise<Document> {
  return getDocument(db, (await getItem(db, matterId, itemId)).documentId);
}
