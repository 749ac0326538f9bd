import type { Progress } from '../platform/ask.js';
import { inspectPdf } from '../pdf/inspect-pdf.js';
import type { Inspection, PdfStatus } from '../pdf/inspection.js';
import { pageText, type TextOfPage } from '../pdf/page-text.js';
import { headingOnPage, openingOf } from './opening/heading.js';
import { UnreadableDocument } from './reading.js';
import type { DocumentFacts, PageWords } from './reading.js';

export interface ReadPdf {
  readonly pages: number;
  readonly pageText: readonly PageWords[];
  readonly facts: DocumentFacts;
}

const STATES = {
  'needs-password': 'needs-password',
  damaged: 'damaged',
  'not-a-pdf': 'damaged',
  'no-pages': 'damaged',
  'too-large': 'unsupported',
} as const satisfies Record<Exclude<PdfStatus, 'readable'>, UnreadableDocument['state']>;

/** The pages and words of a PDF, and what it carries that a bundle leaves behind. Throws `UnreadableDocument`. */
export async function readPdf(path: string, progress: Progress): Promise<ReadPdf> {
  const inspection = await inspectPdf({ path }, progress);
  if (inspection.status !== 'readable')
    throw new UnreadableDocument(STATES[inspection.status], inspection.reason ?? 'The PDF cannot be read.');
  const { pages } = await pageText({ path }, progress);
  return {
    pages: inspection.pages.length,
    pageText: pages,
    facts: { notes: notesOn(inspection), ...saidOnFirstPage(inspection, pages[0]) },
  };
}

/** What a PDF says of itself in its data and at the top of its first page. */
export function saidOnFirstPage(
  { title, author }: Pick<Inspection, 'title' | 'author'>,
  first: TextOfPage | undefined,
): Pick<DocumentFacts, 'title' | 'author' | 'heading' | 'opening'> {
  return {
    title: title ?? null,
    author: author ?? null,
    heading: first === undefined ? null : headingOnPage(first),
    opening: openingOf(first?.text ?? ''),
  };
}

function notesOn(inspection: Inspection): string[] {
  const notes: string[] = [];
  const { textlessPages, pages } = inspection;
  if (textlessPages.length === pages.length)
    notes.push('No page has text that can be searched: it is a scan or a picture.');
  else if (textlessPages.length > 0)
    notes.push(`Without text that can be searched: ${pageList(textlessPages)}.`);
  if (inspection.isSigned)
    notes.push('It carries a signature; a copy in a bundle loses it, the original keeps it.');
  if (inspection.wasEncrypted)
    notes.push('It is encrypted with an owner password only; its pages can be shown.');
  if (inspection.hasForms) notes.push('It has form fields.');
  if (inspection.hasAnnotations) notes.push('It has notes or marks on its pages.');
  if (inspection.hasAttachments) notes.push('It carries files of its own; they are not listed here.');
  if (inspection.hasOptionalContent) notes.push('It has layers that can be hidden.');
  if (inspection.hasActiveContent) notes.push('It has scripts or actions; none were run.');
  return notes;
}

function pageList(pages: readonly number[]): string {
  const shown = pages.slice(0, 10).join(', ');
  const words = pages.length === 1 ? `page ${shown}` : `pages ${shown}`;
  return pages.length > 10 ? `${words} and ${pages.length - 10} more` : words;
}
