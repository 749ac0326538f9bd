import type { Progress } from '../../platform/ask.js';
import { readPdfBytes } from '../open-pdf.js';
import { withPdfium } from '../pdfium.js';
import type { PdfiumDocument } from '../pdfium.js';
import { coveredIn } from '../copying/covered-pages.js';
import { linesOf, lookAtPage, wordsOnPage } from './page-look.js';
import type { HiddenWords, PageLook } from './page-look.js';
import { findPersonalData } from './personal-data.js';
import type { PersonalData } from './personal-data.js';

export interface LookInput {
  readonly path: string;
  /** Notes and marks go along as part of the pages. */
  readonly withMarks?: boolean;
}

/** What a person must know of one page; pages without anything are left out. */
export interface LookedPage {
  /** From 1. */
  readonly page: number;
  readonly hidden: readonly HiddenWords[];
  readonly personal: readonly PersonalData[];
}

export interface Looked {
  readonly pages: readonly LookedPage[];
}

const PROGRESS_STEP = 20;

/** Goes through every page for words that do not show and for numbers of persons. */
export async function lookAtPdf({ path, withMarks = false }: LookInput, progress: Progress): Promise<Looked> {
  const bytes = await readPdfBytes(path);
  const covered = await coveredIn(path);
  return withPdfium(bytes, (document) => {
    const pages: LookedPage[] = [];
    for (let index = 0; index < document.pageCount; index += 1) {
      if (index % PROGRESS_STEP === 0) progress(index, document.pageCount, `page ${index + 1}`);
      const look = covered.has(index)
        ? lookAtPainted(document, index)
        : lookAtPage(document, index, withMarks);
      if (look === null) continue;
      const personal = findPersonalData(look.text);
      if (look.hidden.length > 0 || personal.length > 0)
        pages.push({ page: index + 1, hidden: look.hidden, personal });
    }
    return { pages };
  });
}

/** A page with marks that hide something is painted with them: nothing of it can be copied out, and they are read too. */
function lookAtPainted(document: PdfiumDocument, index: number): PageLook {
  const words = wordsOnPage(document, index, true).filter(({ hidden }) => hidden === null);
  return { hidden: [], text: linesOf(words) };
}
