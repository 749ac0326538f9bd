import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import type { PDFPage, PDFRef } from 'pdf-lib';
import { assemblePdf } from '../../src/pdf/assemble-pdf.js';
import type { PageChange } from '../../src/pdf/assembly.js';
import { pageText } from '../../src/pdf/page-text.js';
import { canary, write } from './pdf-fixtures.js';

/** Words that must be nowhere in the copy. */
export const KEPT_BACK = canary('kept-back');
const quiet = (): void => undefined;

export interface Drawn {
  readonly document: PDFDocument;
  readonly page: PDFPage;
  readonly font: PDFRef;
}

/** A page with words of its own and what is drawn on it, copied into a file of its own: its text and what was changed. */
export async function copiedPage(
  folder: string,
  draw: (drawn: Drawn) => void,
): Promise<{ text: string; changes: readonly string[] }> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const page = document.addPage([612, 792]);
  const font = await document.embedFont(StandardFonts.Helvetica);
  page.drawText('Words of the page', { x: 72, y: 700, size: 12, font });
  draw({ document, page, font: font.ref });
  const path = await write(folder, 'source.pdf', await document.save());
  const out = join(folder, 'out.pdf');
  const { changes } = await assemblePdf(
    {
      out,
      assembly: {
        paper: 'letter',
        title: 'Enclosures',
        date: '2014-06-09',
        legend: null,
        isDraft: false,
        outline: [],
        parts: [{ kind: 'copied', path, firstPage: 1, pageCount: 1, sourcePage: 1, bates: null, links: [] }],
      },
    },
    quiet,
  );
  const { pages } = await pageText({ path: out }, quiet);
  expect((await readFile(out)).includes(KEPT_BACK)).to.equal(false);
  return { text: pages[0]?.text ?? '', changes: changes.map(({ what }: PageChange) => what) };
}
