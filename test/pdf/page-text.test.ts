import { join } from 'node:path';
import { expect } from 'chai';
import { degrees, PDFDocument, PDFName, StandardFonts } from 'pdf-lib';
import sharp from 'sharp';
import { pageImage } from '../../src/pdf/page-image.js';
import { pageText } from '../../src/pdf/page-text.js';
import { pagesPdf, workFolder, write } from '../support/pdf-fixtures.js';
import type { PageShape } from '../support/pdf-fixtures.js';

const quiet = (): void => undefined;

describe('pageText and pageImage', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  it('gives the text of the pages asked for, in the order asked', async () => {
    const path = await write(folder, 'three.pdf', await pagesPdf([{}, {}, {}]));
    const { pages } = await pageText({ path, pages: [3, 1] }, quiet);
    expect(pages.map(({ page, text }) => [page, text])).to.deep.equal([
      [3, 'Body of page 3'],
      [1, 'Body of page 1'],
    ]);
  });

  it('reads the hyphen at a line end as a hyphen, with the line end behind it', async () => {
    const path = await write(
      folder,
      'hyphen.pdf',
      await linesPdf(['without the NK-', '40 of our over-', 'heating kettle']),
    );
    const [page] = (await pageText({ path }, quiet)).pages;
    expect(page?.text).to.equal('without the NK-\n40 of our over-\nheating kettle');
    expect(page?.lines.map((line) => line.text)).to.deep.equal([
      'without the NK-',
      '40 of our over-',
      'heating kettle',
    ]);
  });

  it('puts U+FFFD for a control character, which no page shows', async () => {
    const path = await write(folder, 'control.pdf', await controlPdf());
    const [page] = (await pageText({ path }, quiet)).pages;
    expect(page?.text).to.equal('a\ufffdb\ufffdc');
  });

  it('keeps a small number apart from the huge letter of a watermark around it', async () => {
    const path = await write(folder, 'watermark.pdf', await watermarkPdf());
    const [page] = (await pageText({ path }, quiet)).pages;
    expect(page?.lines.map((line) => line.text)).to.include('4');
  });

  const shapes: readonly (readonly [shows: string, shape: PageShape, ink: 'across' | 'down'])[] = [
    ['upright', {}, 'across'],
    ['turned by 90', { rotate: 90 }, 'down'],
    ['turned by 180', { rotate: 180 }, 'across'],
    ['turned by 270', { rotate: 270 }, 'down'],
    [
      'cropped and turned',
      { mediaBox: [40, 50, 612, 792], cropBox: [140, 250, 300, 400], rotate: 90 },
      'down',
    ],
  ];
  for (const [shows, shape, ink] of shapes) {
    it(`puts the box of a line where the ink is on a page that is ${shows}`, async () => {
      const path = await write(folder, 'shape.pdf', await pagesPdf([shape]));
      const [page] = (await pageText({ path }, quiet)).pages;
      const [line] = page?.lines ?? [];
      expect(line?.text).to.equal('Body of page 1');
      if (!page || !line) return;
      const wide = line.right - line.left > line.top - line.bottom;
      expect(wide ? 'across' : 'down').to.equal(ink);

      const out = join(folder, 'shape.png');
      await pageImage({ path, page: 1, dpi: 72, out }, quiet);
      const painted = await inkOf(out);
      expect(line.left).to.be.closeTo(painted.left, 3);
      expect(line.right).to.be.closeTo(painted.right, 3);
      expect(page.height - line.top).to.be.closeTo(painted.top, 3);
      expect(page.height - line.bottom).to.be.closeTo(painted.bottom, 3);
    });
  }

  it('paints the same page twice', async () => {
    const path = await write(folder, 'twice.pdf', await pagesPdf([{}]));
    const sizes = [
      await pageImage({ path, page: 1, dpi: 100, out: join(folder, 'one.png') }, quiet),
      await pageImage({ path, page: 1, dpi: 50, out: join(folder, 'two.png') }, quiet),
    ];
    expect(sizes).to.deep.equal([
      { width: 850, height: 1100 },
      { width: 425, height: 550 },
    ]);
  });

  it('fails in words for a page that is not there', async () => {
    const path = await write(folder, 'short.pdf', await pagesPdf([{}]));
    const error = await pageImage({ path, page: 9, dpi: 72, out: join(folder, 'no.png') }, quiet).catch(
      String,
    );
    expect(error).to.contain('Page 9 cannot be shown.');
  });
});

/** A page with lines below each other. */
async function linesPdf(lines: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([612, 792]).drawText(lines.join('\n'), { x: 72, y: 700, size: 12, lineHeight: 15, font });
  return document.save();
}

/** “a x b y c” in a font that says that its x and y are the characters U+0002 and U+0085. */
async function controlPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context } = document;
  const map = `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange
5 beginbfchar <61> <0061> <62> <0062> <63> <0063> <78> <0002> <79> <0085> endbfchar endcmap end`;
  const font = context.register(
    context.obj({
      ...{ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' },
      ToUnicode: context.register(context.stream(map)),
    }),
  );
  const page = document.addPage([612, 792]);
  page.node.setFontDictionary(PDFName.of('F1'), font);
  page.node.set(
    PDFName.of('Contents'),
    context.register(context.stream('BT /F1 12 Tf 72 700 Td (axbyc) Tj ET')),
  );
  return document.save();
}

/** The rectangle of everything that is not white, in pixels from the upper left. */
async function inkOf(path: string): Promise<{ left: number; right: number; top: number; bottom: number }> {
  const { info } = await sharp(path)
    .trim({ background: '#ffffff', threshold: 20 })
    .toBuffer({ resolveWithObject: true });
  const left = -(info.trimOffsetLeft ?? 0);
  const top = -(info.trimOffsetTop ?? 0);
  return { left, top, right: left + info.width, bottom: top + info.height };
}

/** Letters of 200 points up the page, and a page number within the last of them. */
async function watermarkPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([612, 792]);
  page.drawText('DRAFT', { x: 380, y: 700, size: 220, font, rotate: degrees(-90) });
  page.drawText('4', { x: 304, y: 24, size: 8, font });
  return document.save();
}
