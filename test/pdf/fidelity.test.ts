import { join } from 'node:path';
import { expect } from 'chai';
import { readPdfBytes } from '../../src/pdf/open-pdf.js';
import { renderPage, withPdfium } from '../../src/pdf/pdfium.js';
import { FAITHFUL_PAGES } from '../support/faithful-pages.js';
import { workFolder, write } from '../support/pdf-fixtures.js';
import { expectSameLook } from '../support/same-look.js';

describe('a copied page looks as its source does, to two pixels in ten thousand', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  for (const { name, look, make } of FAITHFUL_PAGES)
    it(name, async () => {
      const source = await write(folder, 'source.pdf', Buffer.from(await make(), 'latin1'));
      expect(await inkOf(source), 'the page shows something').to.be.greaterThan(100);
      const painted = await expectSameLook(source, join(folder, 'copy.pdf'), false);
      expect(painted.size > 0 ? 'painted' : 'copied').to.equal(look);
    });
});

/** Pixels of the first page that are not white. */
async function inkOf(path: string): Promise<number> {
  return withPdfium(await readPdfBytes(path), (document) => {
    const { data } = renderPage(document, 0, 72, { annotations: false, forms: false });
    let count = 0;
    for (let at = 0; at < data.length; at += 4)
      if ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) < 720) count += 1;
    return count;
  });
}
