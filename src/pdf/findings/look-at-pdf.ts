import type { Progress } from '../../platform/ask.js';
import { readPdfBytes } from '../open-pdf.js';
import { withPdfium } from '../pdfium.js';
import { lookAtPage } from './page-look.js';
import type { HiddenWords } from './page-look.js';
import { findPersonalData } from './personal-data.js';
import type { PersonalData } from './personal-data.js';

export interface LookInput {
  readonly path: string;
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
export async function lookAtPdf({ path }: LookInput, progress: Progress): Promise<Looked> {
  const bytes = await readPdfBytes(path);
  return withPdfium(bytes, (document) => {
    const pages: LookedPage[] = [];
    for (let index = 0; index < document.pageCount; index += 1) {
      if (index % PROGRESS_STEP === 0) progress(index, document.pageCount, `page ${index + 1}`);
      const look = lookAtPage(document, index);
      if (look === null) continue;
      const personal = findPersonalData(look.text);
      if (look.hidden.length > 0 || personal.length > 0)
        pages.push({ page: index + 1, hidden: look.hidden, personal });
    }
    return { pages };
  });
}
