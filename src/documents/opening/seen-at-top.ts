import { coveredIn } from '../../pdf/copying/covered-pages.js';
import { lookAtPage } from '../../pdf/findings/page-look.js';
import { readPdfBytes } from '../../pdf/open-pdf.js';
import { textOf } from '../../pdf/page-text.js';
import { withPdfium } from '../../pdf/pdfium.js';
import { detectType } from '../detect-type.js';
import { readDocument } from '../read-document.js';
import type { DocumentFacts } from '../reading.js';
import { headingOnPage, openingOf } from './heading.js';

/** What a reader of a document sees at its top, or of a photo when it was taken; nothing that only its data says. */
export type SeenAtTop = Pick<DocumentFacts, 'subject' | 'dateOn' | 'heading' | 'opening' | 'taken'>;

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const READ = /^(?:message\/rfc822|application\/(?:vnd\.ms-outlook|rtf)|text\/(?:plain|html)|image\/.+)$/;

/**
 * What may stand in an index that leaves without anyone having looked: where a first page has words that do not show, none
 * of it is taken. A file that cannot be read says nothing here; whoever opens it next says why.
 */
export async function seenAtTop({ path, name }: { path: string; name: string }): Promise<SeenAtTop> {
  const { mediaType } = await detectType(path, name);
  if (mediaType === 'application/pdf') return seenOnFirstPage(path);
  if (mediaType !== WORD && !READ.test(mediaType)) return {};
  const { facts } = await readDocument({ path, name }, () => undefined);
  const { subject, dateOn, heading, opening, taken } = facts;
  return {
    subject: subject ?? null,
    dateOn: dateOn ?? null,
    heading: heading ?? null,
    opening: opening ?? '',
    taken: taken ?? null,
  };
}

async function seenOnFirstPage(path: string): Promise<SeenAtTop> {
  if ((await coveredIn(path)).has(0)) return {};
  return withPdfium(await readPdfBytes(path), (document) => {
    const look = lookAtPage(document, 0, false);
    if (look === null || look.hidden.length > 0) return {};
    const page = textOf(document, 1);
    return { heading: headingOnPage(page), opening: openingOf(page.text) };
  });
}
