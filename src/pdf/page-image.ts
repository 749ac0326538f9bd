import sharp from 'sharp';
import type { Progress } from '../platform/ask.js';
import { readPdfBytes } from './open-pdf.js';
import { renderPage, withPdfium } from './pdfium.js';

const MOST_DPI = 300;

export interface PageImageInput {
  readonly path: string;
  /** From 1. */
  readonly page: number;
  readonly dpi: number;
  /** Where the PNG goes. */
  readonly out: string;
}

export interface PageImage {
  readonly width: number;
  readonly height: number;
}

/** Paints one page, with its notes and form fields, as a PNG. Throws when it cannot be shown. */
export async function pageImage(
  { path, page, dpi, out }: PageImageInput,
  progress: Progress,
): Promise<PageImage> {
  progress(0, 1, `page ${page}`);
  const bytes = await readPdfBytes(path);
  const { width, height, data } = await withPdfium(bytes, (document) =>
    renderPage(document, page - 1, Math.min(dpi, MOST_DPI), { annotations: true, forms: true }),
  );
  await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png({ compressionLevel: 6 })
    .toFile(out);
  return { width, height };
}
