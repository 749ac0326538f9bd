import { question } from '../platform/ask.js';
import type { DocxInput } from './paper/docx-letter.js';

/** A letter as a DOCX at `out`. The same letter and date give the same bytes. */
export const setDocx = question<DocxInput, { readonly bytes: number }>('replies.docx');
