import { assemblePdf } from './assemble-pdf.js';
import { checkPdf } from './check-pdf.js';
import { lookAtPdf } from './findings/look-at-pdf.js';
import { paintPages } from './findings/paint-pages.js';
import { inspectPdf } from './inspect-pdf.js';
import { measureIndex } from './measure-index.js';
import { pageImage } from './page-image.js';
import { pageText } from './page-text.js';
import * as questions from './questions.js';
import { renderSource } from './render-source.js';
import { typeset } from './typeset.js';

/** What the document child answers about PDFs, by the name of the question. */
export const pdfHandlers = {
  [questions.inspectPdf.name]: inspectPdf,
  [questions.pageText.name]: pageText,
  [questions.pageImage.name]: pageImage,
  [questions.lookAtPdf.name]: lookAtPdf,
  [questions.paintPages.name]: paintPages,
  [questions.typesetBlocks.name]: typeset,
  [questions.renderSource.name]: renderSource,
  [questions.assemblePdf.name]: assemblePdf,
  [questions.measureIndex.name]: measureIndex,
  [questions.checkPdf.name]: checkPdf,
} as const;
