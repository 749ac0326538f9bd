import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { pageImage } from '../../pdf/questions.js';
import type { Document } from '../document-store.js';
import { askRecognisePage } from '../questions.js';
import type { DocumentFacts } from '../reading.js';
import { pdfOf } from '../shown-pages.js';
import { listScannedPages, replaceScannedPage, type ScannedPage } from './scan-store.js';

/** Pages of a document that a machine reads at most: beyond, a person has to say what is worth it. */
export const MOST_PAGES = 300;
/** At 200 dots to the inch small print is misread where at 300 it is not. */
const DPI = 300;
/** A larger page is painted smaller. */
const MOST_PIXELS = 12_000_000;
const PAGE_TIME_MS = 120_000;
const MEMORY_MB = 1_024;
/** Logos and signatures that come along with a mail are no pages. */
const LEAST_SIDE = 500;
const PICTURES = /^image\/(?:jpeg|png|tiff|webp|bmp|gif|avif)$/;

/** The pages of a document that have no words of their own and that nobody has read yet, in order. */
export async function pagesToRead(deps: Deps, document: Document): Promise<readonly number[]> {
  if (document.state !== 'readable') return [];
  if (document.mediaType === 'application/pdf')
    return (await listScannedPages(deps.db, document.id)).filter(isOpen).map(({ page }) => page);
  if (!isPageLike(document)) return [];
  const { frames = 1 } = JSON.parse(document.facts) as DocumentFacts; // our own words, written by readKept
  const pages = document.mediaType === 'image/tiff' ? frames : 1;
  const known = new Map((await listScannedPages(deps.db, document.id)).map((one) => [one.page, one]));
  return Array.from({ length: pages }, (_, index) => index + 1).filter((page) => {
    const one = known.get(page);
    return one === undefined || isOpen(one);
  });
}

/** True for a document that may be a picture of pages: quick, opens nothing. */
export function mayBeScan(document: Document): boolean {
  return document.state === 'readable' && (document.mediaType === 'application/pdf' || isPageLike(document));
}

/** Reads one page from its picture and puts the words over it. Throws `DocumentChildError` with one sentence. */
export async function readScannedPage(deps: Deps, document: Document, page: number): Promise<void> {
  const pdf = await pdfOf(deps, document);
  const path = await deps.files.localPath(pdf.sha256);
  const folder = await deps.files.workFolder();
  try {
    const out = join(folder, 'page.png');
    const first = await deps.asker.ask(pageImage, { path, page, out, dpi: 72 });
    const dpi = Math.min(DPI, Math.floor(72 * Math.sqrt(MOST_PIXELS / (first.width * first.height))));
    const { width, height } = await deps.asker.ask(
      pageImage,
      { path, page, out, dpi },
      { timeoutMs: PAGE_TIME_MS },
    );
    const limits = { timeoutMs: PAGE_TIME_MS, memoryMb: MEMORY_MB };
    const read = await deps.asker.ask(askRecognisePage, { path: out, dpi, height }, limits);
    const size = { width: (width * 72) / dpi, height: (height * 72) / dpi };
    await inTransaction(deps, (tx) => replaceScannedPage(tx, document.id, page, { read, ...size }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isOpen({ isBlank, confidence }: ScannedPage): boolean {
  return isBlank && confidence === null;
}

function isPageLike({ mediaType, facts }: Document): boolean {
  if (!PICTURES.test(mediaType)) return false;
  const { width = 0, height = 0 } = JSON.parse(facts) as DocumentFacts; // our own words, written by readKept
  return Math.min(width, height) >= LEAST_SIDE;
}
