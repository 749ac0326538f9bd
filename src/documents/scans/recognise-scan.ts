import { join } from 'node:path';
import type { Asker } from '../../platform/ask.js';
import { pageImage } from '../../pdf/questions.js';
import { askRecognisePage } from '../questions.js';
import type { DocumentFacts } from '../reading.js';
import type { RecognisedPage } from './recognise-page.js';

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

/** A page as a machine reads it, with its size in points. */
export interface ScanRead {
  readonly read: RecognisedPage;
  readonly width: number;
  readonly height: number;
}

/** Reads page `page` (from 1) of the PDF at `path` from its picture, which is made in `folder`. Throws `DocumentChildError`. */
export async function recogniseScan(
  asker: Asker,
  { path, page, folder }: { readonly path: string; readonly page: number; readonly folder: string },
): Promise<ScanRead> {
  const out = join(folder, 'page.png');
  const first = await asker.ask(pageImage, { path, page, out, dpi: 72 });
  const dpi = Math.min(DPI, Math.floor(72 * Math.sqrt(MOST_PIXELS / (first.width * first.height))));
  const { width, height } = await asker.ask(pageImage, { path, page, out, dpi }, { timeoutMs: PAGE_TIME_MS });
  const limits = { timeoutMs: PAGE_TIME_MS, memoryMb: MEMORY_MB };
  const read = await asker.ask(askRecognisePage, { path: out, dpi, height }, limits);
  return { read, width: (width * 72) / dpi, height: (height * 72) / dpi };
}

/** How many pages a picture holds; 0 for what is no picture of a page. */
export function pagesOfPicture(mediaType: string, facts: DocumentFacts): number {
  const { width = 0, height = 0, frames = 1 } = facts;
  if (!PICTURES.test(mediaType) || Math.min(width, height) < LEAST_SIDE) return 0;
  return mediaType === 'image/tiff' ? frames : 1;
}
