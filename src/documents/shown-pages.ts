import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { inspectPdf, pageImage } from '../pdf/questions.js';
import { findRendition, insertRendition, updatePages } from './document-store.js';
import type { Document } from './document-store.js';
import { isWorkbook } from './media-types.js';
import { askRenderDocument } from './questions.js';
import type { RenderInput } from './render-document.js';

/** A document as a PDF that can be shown: its own bytes, or a rendition made once and kept. */
export interface ShownPdf {
  readonly sha256: string;
  readonly bytes: number;
  readonly pages: number;
}

const LARGEST_RENDITION = 2 * 1024 ** 3;
const RENDER_TIME_MS = 60_000;
/** A letter page is then 1,190 pixels wide: small print stays legible on a dense screen. */
const IMAGE_DPI = 140;

/** What of a workbook is set on pages beside what Excel shows; nothing where nothing is said. */
export type ShownMore = Pick<RenderInput, 'hidden' | 'marks'>;

/** Throws with one sentence when the document cannot be shown on paper. */
export async function pdfOf(deps: Deps, document: Document, more: ShownMore = {}): Promise<ShownPdf> {
  const { id, sha256, bytes, pages, mediaType, name } = document;
  if (document.state !== 'readable') throw new NotFoundError('page of this document');
  if (mediaType === 'application/pdf') return { sha256, bytes, pages: pages ?? 0 };
  const also = moreOf(document, more);
  const kind = `pdf${also}`;
  const kept = await findRendition(deps.db, id, kind);
  if (kept && also !== '') {
    const counted = await pagesIn(deps, kept.sha256);
    return { sha256: kept.sha256, bytes: kept.bytes, pages: counted };
  }
  if (kept && pages !== null) return { sha256: kept.sha256, bytes: kept.bytes, pages };

  const path = await deps.files.localPath(sha256);
  const folder = await deps.files.workFolder();
  try {
    const out = join(folder, 'rendition.pdf');
    const date = document.receivedAt.slice(0, 10);
    const made = await deps.asker.ask(
      askRenderDocument,
      // Where boxes are put on these pages they go out: they say no name of a file.
      { path, name, mediaType, out, paper: 'letter', title: name, date, isUntitled: true, ...more },
      { timeoutMs: RENDER_TIME_MS },
    );
    const rendition = await keepRendition(deps, id, kind, out);
    const count = made.pages ?? 0;
    if (also === '') await inTransaction(deps, (tx) => updatePages(tx, id, count));
    return { ...rendition, pages: count };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One page as a PNG, from 1; returns the hash of the picture in the file store. */
export async function pageImageOf(
  deps: Deps,
  document: Document,
  page: number,
  more: ShownMore = {},
): Promise<string> {
  const kind = `page-${page}${moreOf(document, more)}`;
  const kept = await findRendition(deps.db, document.id, kind);
  if (kept) return kept.sha256;
  const pdf = await pdfOf(deps, document, more);
  if (!Number.isInteger(page) || page < 1 || page > pdf.pages)
    throw new NotFoundError('page of this document');
  const path = await deps.files.localPath(pdf.sha256);
  const folder = await deps.files.workFolder();
  try {
    const out = join(folder, 'page.png');
    await deps.asker.ask(pageImage, { path, page, out, dpi: IMAGE_DPI });
    return (await keepRendition(deps, document.id, kind, out)).sha256;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Only a workbook is set otherwise where more of it is asked for. */
function moreOf({ mediaType }: Document, { hidden, marks }: ShownMore): string {
  if (!isWorkbook(mediaType)) return '';
  return `${hidden === 'show' ? '-hidden' : ''}${marks === 'show' ? '-marks' : ''}`;
}

async function pagesIn(deps: Deps, sha256: string): Promise<number> {
  const path = await deps.files.localPath(sha256);
  const inspection = await deps.asker.ask(inspectPdf, { path, withFootRoom: false });
  return inspection.status === 'readable' ? inspection.pages.length : 0;
}

/** Keeps a derived file of a document in the file store, under what it is: `pdf`, `page-3`. */
export async function keepRendition(
  deps: Deps,
  documentId: string,
  kind: string,
  path: string,
): Promise<{ sha256: string; bytes: number }> {
  const received = await deps.files.receive(createReadStream(path), LARGEST_RENDITION);
  await deps.files.keep(received);
  const { sha256, bytes } = received;
  const madeAt = deps.clock.now();
  await inTransaction(deps, (tx) => insertRendition(tx, { documentId, kind, sha256, bytes, madeAt }));
  return { sha256, bytes };
}
