import type { Progress } from '../../platform/ask.js';
import { readPdfBytes } from '../open-pdf.js';
import { withPdfium } from '../pdfium.js';
import { linesOf, wordsOnPage } from './page-look.js';

export interface PictureTextInput {
  readonly path: string;
  /** Pages that went in as pictures, from 1, each with its notes and marks or without. */
  readonly pages: readonly { readonly page: number; readonly withMarks: boolean }[];
}

export interface PictureText {
  readonly pages: readonly { readonly page: number; readonly text: string }[];
}

/** The words that show on pictures of pages, line by line; what the pictures do not show is not told. */
export async function pictureText(
  { path, pages }: PictureTextInput,
  progress: Progress,
): Promise<PictureText> {
  const bytes = await readPdfBytes(path);
  return withPdfium(bytes, (document) => ({
    pages: pages.map(({ page, withMarks }, at) => {
      progress(at, pages.length, `page ${page}`);
      const words = wordsOnPage(document, page - 1, withMarks).filter(({ hidden }) => hidden === null);
      return { page, text: linesOf(words) };
    }),
  }));
}
