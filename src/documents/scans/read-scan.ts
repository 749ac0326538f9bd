import { rm } from 'node:fs/promises';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import type { Document } from '../document-store.js';
import type { DocumentFacts } from '../reading.js';
import { pdfOf } from '../shown-pages.js';
import { pagesOfPicture, recogniseScan } from './recognise-scan.js';
import { listScannedPages, replaceScannedPage, type ScannedPage } from './scan-store.js';

/** The pages of a document that have no words of their own and that nobody has read yet, in order. */
export async function pagesToRead(deps: Deps, document: Document): Promise<readonly number[]> {
  if (document.state !== 'readable') return [];
  if (document.mediaType === 'application/pdf')
    return (await listScannedPages(deps.db, document.id)).filter(isOpen).map(({ page }) => page);
  const pages = picturePages(document);
  if (pages === 0) return [];
  const known = new Map((await listScannedPages(deps.db, document.id)).map((one) => [one.page, one]));
  return Array.from({ length: pages }, (_, index) => index + 1).filter((page) => {
    const one = known.get(page);
    return one === undefined || isOpen(one);
  });
}

/** True for a document that may be a picture of pages: quick, opens nothing. */
export function mayBeScan(document: Document): boolean {
  return (
    document.state === 'readable' && (document.mediaType === 'application/pdf' || picturePages(document) > 0)
  );
}

/** Reads one page from its picture and puts the words over it. Throws `DocumentChildError` with one sentence. */
export async function readScannedPage(deps: Deps, document: Document, page: number): Promise<void> {
  const pdf = await pdfOf(deps, document);
  const path = await deps.files.localPath(pdf.sha256);
  const folder = await deps.files.workFolder();
  try {
    const seen = await recogniseScan(deps.asker, { path, page, folder });
    await inTransaction(deps, (tx) => replaceScannedPage(tx, document.id, page, seen));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isOpen({ isBlank, confidence }: ScannedPage): boolean {
  return isBlank && confidence === null;
}

function picturePages({ mediaType, facts }: Document): number {
  return pagesOfPicture(mediaType, JSON.parse(facts) as DocumentFacts); // our own words, written by readKept
}
