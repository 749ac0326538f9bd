import type { Handler, Progress, Question } from '../platform/ask.js';
import * as questions from './questions.js';

/** What the document child answers about PDFs, by the name of the question; each loads only what it needs. */
export const pdfHandlers = {
  ...answering(questions.inspectPdf, async () => (await import('./inspect-pdf.js')).inspectPdf),
  ...answering(questions.pageText, async () => (await import('./page-text.js')).pageText),
  ...answering(questions.pageImage, async () => (await import('./page-image.js')).pageImage),
  ...answering(questions.lookAtPdf, async () => (await import('./findings/look-at-pdf.js')).lookAtPdf),
  ...answering(questions.paintPages, async () => (await import('./findings/paint-pages.js')).paintPages),
  ...answering(questions.pictureText, async () => (await import('./findings/picture-text.js')).pictureText),
  ...answering(questions.unlockPdf, async () => (await import('./opened-copy.js')).unlockPdf),
  ...answering(questions.salvagePdf, async () => (await import('./opened-copy.js')).salvagePdf),
  ...answering(questions.salvagedLacks, async () => (await import('./opened-copy.js')).salvagedLacks),
  ...answering(questions.typesetBlocks, async () => (await import('./typesetting/typeset.js')).typeset),
  ...answering(
    questions.renderSource,
    async () => (await import('./rendering/render-source.js')).renderSource,
  ),
  ...answering(questions.assemblePdf, async () => (await import('./assemble-pdf.js')).assemblePdf),
  ...answering(
    questions.measureIndex,
    async () => (await import('./typesetting/measure-index.js')).measureIndex,
  ),
  ...answering(questions.checkPdf, async () => (await import('./checking/check-pdf.js')).checkPdf),
};

function answering<I, O>(
  { name }: Question<I, O>,
  load: () => Promise<Handler<I, O>>,
): Record<string, Handler<I, O>> {
  return { [name]: async (input: I, progress: Progress) => (await load())(input, progress) };
}
