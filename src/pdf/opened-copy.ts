import { writeFile } from 'node:fs/promises';
import type { Progress } from '../platform/ask.js';
import { inspectPdf } from './inspect-pdf.js';
import { lostOfDamaged, MOST_PAGES, openPdf, readPdfBytes, UnreadablePdf } from './open-pdf.js';
import { pageSize, PdfiumError, withPage, withPdfium } from './pdfium.js';
import { paintPages } from './findings/paint-pages.js';
import { rewritten } from './source/rewrite.js';

export interface UnlockInput {
  readonly path: string;
  readonly password: string;
  readonly out: string;
}

export interface SalvageInput {
  readonly path: string;
  readonly out: string;
}

/** What became of a copy: its pages, or why there is none, as a sentence. */
export interface OpenedCopy {
  readonly pages: number;
  /** Pages of the original that cannot be shown and are not in the copy. */
  readonly lost: readonly number[];
  readonly problem: string | null;
  /** What pages of the copy may not show as they should, for want of a font or picture: a sentence each. */
  readonly lacks: readonly string[];
}

export interface LacksInput {
  readonly path: string;
}

/** Writes a copy without encryption at `out`. A wrong password is an answer, not an error. */
export async function unlockPdf(
  { path, password, out }: UnlockInput,
  progress: Progress,
): Promise<OpenedCopy> {
  try {
    const opened = openPdf(path, password);
    try {
      if (!opened.wasEncrypted) return without('It needs no password.');
      const bytes = rewritten(opened);
      if (bytes === null) return without('It is too large to be opened with a password here.');
      await writeFile(out, bytes);
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof UnreadablePdf)) throw error;
    return without(error.status === 'needs-password' ? 'This password does not open it.' : error.message);
  }
  const { status, reason, pages } = await inspectPdf({ path: out }, progress);
  return status === 'readable'
    ? { pages: pages.length, lost: [], problem: null, lacks: [] }
    : without(reason ?? 'Its pages cannot be shown.');
}

/** Pictures of the pages that can still be shown of a damaged document, as a new PDF at `out`. */
export async function salvagePdf({ path, out }: SalvageInput, progress: Progress): Promise<OpenedCopy> {
  try {
    const widths = await withPdfium(await readPdfBytes(path), (document) =>
      Array.from({ length: Math.min(document.pageCount, MOST_PAGES) }, (_, index) => {
        const size = withPage(document, index, (page) => pageSize(document, page));
        return size === null || size.width <= 0 || size.height <= 0 ? null : size.width;
      }),
    );
    const pages = widths.flatMap((width, at) => (width === null ? [] : [{ page: at + 1, width }]));
    const lost = widths.flatMap((width, at) => (width === null ? [at + 1] : []));
    if (pages.length === 0) return without('No page of it can be shown.');
    await paintPages({ path, pages, redactions: [], out }, progress);
    const shown = pages.map(({ page }) => page);
    return { pages: pages.length, lost, problem: null, lacks: lacksOf(path, widths.length, shown) };
  } catch (error) {
    if (!(error instanceof UnreadablePdf || error instanceof PdfiumError)) throw error;
    return without(`No page of it can be shown: ${error.message}`);
  }
}

/** What `salvagePdf` says of a document’s pages, to be said again wherever its copy goes in. */
export async function salvagedLacks({ path }: LacksInput): Promise<readonly string[]> {
  try {
    return await withPdfium(await readPdfBytes(path), (document) => {
      const count = Math.min(document.pageCount, MOST_PAGES);
      const all = Array.from({ length: count }, (_, index) => index);
      const shown = all.filter(
        (index) => withPage(document, index, (page) => pageSize(document, page)) !== null,
      );
      return lacksOf(
        path,
        count,
        shown.map((index) => index + 1),
      );
    });
  } catch (error) {
    if (!(error instanceof UnreadablePdf || error instanceof PdfiumError)) throw error;
    return [UNTOLD];
  }
}

const UNTOLD =
  'Whether its pages lack fonts or pictures cannot be told: compare each with another copy of the document.';

/** A viewer that has no font draws nothing, or other letters, and says nothing of it. */
function lacksOf(path: string, count: number, shown: readonly number[]): string[] {
  const known = lostOfDamaged(path);
  if (known === null || known.pageCount !== count) return [UNTOLD];
  return shown.flatMap((page) => {
    const lost = known.lost.get(page);
    if (lost === undefined) return [];
    const what = `${lost.charAt(0).toUpperCase()}${lost.slice(1)}`;
    return `${what} that page ${page} of the original needs is missing from the file: what is shown of the page may lack words or show them wrong. Compare it with another copy of the document.`;
  });
}

function without(problem: string): OpenedCopy {
  return { pages: 0, lost: [], problem, lacks: [] };
}
