import { expect } from 'chai';
import { join } from 'node:path';
import { inspectPdf } from '../../../src/pdf/inspect-pdf.js';
import { isNamed, PDFDict, PDFName, PDFNumber } from '../../../src/pdf/source/objects.js';
import { layersPdf, workFolder, write } from '../../support/pdf-fixtures.js';
import { copied } from '../../support/same-look.js';

describe('names of a PDF', () => {
  before(() => {
    // As a document with very many names of its own leaves it behind.
    for (let at = 0; at < 60_000; at += 1) PDFName.of(`Filler${at}`);
  });

  it('find their entry also when there are more of them than are kept', () => {
    const dict = new PDFDict(new Map([['Unheard', PDFNumber.of(7)]]));
    expect(dict.has(PDFName.of('Unheard'))).to.equal(true);
    expect(dict.keys().map((key) => key.raw())).to.deep.equal(['Unheard']);
    expect(isNamed(PDFName.of('Unheard-of'), 'Unheard-of')).to.equal(true);
    expect(isNamed(PDFName.of('Unheard-of'), 'Unheard')).to.equal(false);
    expect(isNamed(undefined, 'Unheard')).to.equal(false);
  });

  it('of the next document mean what they say: its hidden layer stays hidden', async () => {
    const { folder, remove } = await workFolder();
    try {
      const path = await write(folder, 'layers.pdf', await layersPdf('off'));
      expect(await inspectPdf({ path }, () => undefined)).to.include({ hasOptionalContent: true });
      const { changes } = await copied([path], join(folder, 'copy.pdf'));
      expect(changes.map(({ what }) => what).join()).to.contain('had hidden layers');
    } finally {
      await remove();
    }
  });

  for (const [raw, written] of [
    ['A B', '/A#20B'],
    ['A#B', '/A#23B'],
    ['A/B', '/A#2fB'],
    ['\xe9', '/#e9'],
    ['', '/'],
    ['Helvetica-Bold', '/Helvetica-Bold'],
  ] as const)
    it(`“${raw}” is written ${written}`, () => expect(PDFName.of(raw).toString()).to.equal(written));
});
