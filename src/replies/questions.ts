import { question } from '../platform/ask.js';
import type { DocxInput } from './paper/docx-letter.js';

/** A letter as a DOCX at `out`. The same letter and date give the same bytes. */
export const setDocx = question<DocxInput, { readonly bytes: number }>('replies.docx');

/** Texts as paper shows them, for a page that shows a letter beside its form. */
export const asOnPaper = question<
  { readonly texts: readonly string[] },
  { readonly texts: readonly string[] }
>('replies.asOnPaper');
