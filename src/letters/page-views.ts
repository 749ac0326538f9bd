import type { Document } from '../documents/document-store.js';
import { factsOf } from '../documents/preview.js';
import type { LetterInFull } from './letter-in-full.js';
import type { LetterPage } from './letter-pages.js';
import { markedText } from './marked-text.js';
import { markBoxes } from './page-marks.js';
import type { ProposedDemand } from './proposed-demand.js';
import { confidenceText, doubtfulOf, wordLayer } from './scans/scan-view.js';

/** A page's words with the demands, the proposals and the doubtful words in them marked. */
export function wordsView(page: LetterPage, { demands, proposals, words }: LetterInFull) {
  const proposed = proposals.flatMap(({ page: on, quoteStart, quoteEnd }, index) =>
    on === page.page ? [{ start: quoteStart, end: quoteEnd, id: `q${index + 1}`, isProposed: true }] : [],
  );
  const entered = demands.flatMap(({ number, page: on, quoteStart, quoteEnd }) =>
    on === page.page && quoteStart !== null && quoteEnd !== null
      ? [{ start: quoteStart, end: quoteEnd, id: `d${number}` }]
      : [],
  );
  const doubtful = doubtfulOf(page.stored).map(({ start, text }) => ({
    ...{ start, end: start + text.length, id: null, isDoubtful: true },
  }));
  const ranges = [...entered, ...proposed, ...doubtful];
  const attachment = words.attached.find((one) => one.id === page.documentId);
  const place = `Page ${page.page}${attachment ? `: ${attachment.name}, page ${page.ownPage}` : ''}`;
  const read = confidenceText(page.stored);
  const label = read === '' ? place : `${place} · ${read}`;
  return { number: page.page, label, html: markedText(page.text, ranges) };
}

/** Every page of the letter's own document as a picture, whether it has words or not. */
export function imageViews(document: Document, { words, demands, proposals }: LetterInFull) {
  const own = words.pages.filter((page) => page.documentId === document.id);
  const count = Math.max(document.pages ?? factsOf(document).frames ?? 1, own.length);
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const path = `/documents/${document.id}/pages/${number}`;
    const page = own.find((one) => one.ownPage === number);
    if (!page) return { number, path, width: 0, height: 0, boxes: [], layer: NO_LAYER, read: '' };
    const { stored, text } = page;
    return {
      ...{ number, path, width: stored.width, height: stored.height },
      boxes: markBoxes(stored, [
        ...demands.filter((demand) => demand.page === number),
        ...proposals
          .filter((one) => one.page === number)
          .map((one, place) => proposedLines(one, place + 1, text)),
      ]),
      layer: wordLayer(stored),
      read: confidenceText(stored),
    };
  });
}

const NO_LAYER = { lines: [], doubtful: [] };

function proposedLines({ quoteStart, quoteEnd }: ProposedDemand, number: number, text: string) {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  return { number, lineFrom: lineOf(quoteStart), lineTo: lineOf(quoteEnd - 1), isProposed: true };
}
