import { expect } from 'chai';
import { lookAtPdf } from '../../../src/pdf/findings/look-at-pdf.js';
import { hiddenWordsPdf } from '../../support/hiding-places.js';
import { canary, pagesPdf, workFolder, write } from '../../support/pdf-fixtures.js';

const CASES = [
  ['render-mode-3', 'invisible'],
  ['white-on-white', 'same-colour'],
  ['off-crop-box', 'off-page'],
  ['under-box', 'under-box'],
  ['under-picture', 'under-picture'],
  ['no-opacity', 'no-opacity'],
  ['too-small', 'tiny'],
  ['clipped-away', 'same-colour'],
  ['same-as-box', 'same-colour'],
  ['in-a-form', 'invisible'],
] as const;

describe('a look at the pages of a PDF', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  for (const [place, kind] of CASES)
    it(`finds words ${place} and calls them ${kind}`, async () => {
      const path = await write(folder, `${place}.pdf`, await hiddenWordsPdf([place]));
      const { pages } = await lookAtPdf({ path }, () => undefined);
      expect(pages).to.deep.equal([
        { page: 1, hidden: [{ kind, count: 1, sample: canary(place) }], personal: [] },
      ]);
    });

  it('finds nothing on ordinary pages, turned, cropped, or with a unit of their own', async () => {
    const bytes = await pagesPdf([
      {},
      { rotate: 90 },
      { rotate: 180 },
      { rotate: 270, cropBox: [100, 100, 300, 400] },
      { mediaBox: [-200, -100, 612, 792] },
      { userUnit: 4, size: [153, 198] },
      { size: [4000, 3000] },
    ]);
    const { pages } = await lookAtPdf({ path: await write(folder, 'plain.pdf', bytes) }, () => undefined);
    expect(pages).to.deep.equal([]);
  });

  it('finds nothing in the sample enclosures', async () => {
    const { pages } = await lookAtPdf({ path: 'docs/sample-enclosures.pdf' }, () => undefined);
    expect(pages).to.deep.equal([]);
  });
});
