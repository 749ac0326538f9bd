import type { Progress } from '../../platform/ask.js';
import { readPdfBytes } from '../open-pdf.js';
import { withPdfium } from '../pdfium.js';
import { lookAtPage } from './page-look.js';
import type { HiddenWords } from './page-look.js';
import { findPersonalData } from './personal-data.js';
import type { PersonalData } from './personal-data.js';

export interface LookInput {
  readonly path: string;
  /** Names to look for, as whole words. */
  readonly names?: readonly string[];
}

/** What a person must know of one page; pages without anything are left out. */
export interface LookedPage {
  /** From 1. */
  readonly page: number;
  readonly hidden: readonly HiddenWords[];
  readonly personal: readonly PersonalData[];
  readonly names: readonly string[];
}

export interface Looked {
  readonly pages: readonly LookedPage[];
}

const PROGRESS_STEP = 20;

/** Goes through every page for words that do not show, numbers of persons, and the names given. */
export async function lookAtPdf({ path, names = [] }: LookInput, progress: Progress): Promise<Looked> {
  const bytes = await readPdfBytes(path);
  return withPdfium(bytes, (document) => {
    const pages: LookedPage[] = [];
    for (let index = 0; index < document.pageCount; index += 1) {
      if (index % PROGRESS_STEP === 0) progress(index, document.pageCount, `page ${index + 1}`);
      const look = lookAtPage(document, index);
      if (look === null) continue;
      const personal = findPersonalData(look.text);
      const named = namesIn(look.text, names);
      if (look.hidden.length > 0 || personal.length > 0 || named.length > 0)
        pages.push({ page: index + 1, hidden: look.hidden, personal, names: named });
    }
    return { pages };
  });
}

/** The names that stand in a text as whole words, whatever the case and the white space. */
export function namesIn(text: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const words = ` ${plainWords(text)} `;
  return names.filter((name) => plainWords(name) !== '' && words.includes(` ${plainWords(name)} `));
}

function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
