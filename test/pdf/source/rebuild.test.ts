import { expect } from 'chai';
import { DamagedPdf } from '../../../src/pdf/source/cross-reference.js';
import { PDFDict, PDFName, PDFRef, PDFString } from '../../../src/pdf/source/objects.js';
import { PageCache } from '../../../src/pdf/source/page-cache.js';
import { PdfFile } from '../../../src/pdf/source/pdf-file.js';
import { entriesFrom } from '../../../src/pdf/source/rebuild.js';
import { workFolder, write } from '../../support/pdf-fixtures.js';

const CATALOG = '1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n';
const PAGES = '2 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n';
const PAGE = '4 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n';
const WHOLE = `%PDF-1.7\n${CATALOG}${PAGES}${PAGE}`;
const INSIDE = '9 0 obj\n(a trap)\nendobj';
const CONTAINED = '3 0 5 7 (three)(five)';

function stream(number: number, entries: string, data: string): string {
  return `${number} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n${data}\nendstream\nendobj\n`;
}

describe('a PDF whose cross-reference is lost', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function rebuilt<T>(text: string, use: (file: PdfFile) => T): Promise<T> {
    const path = await write(folder, 'lost.pdf', Buffer.from(text, 'latin1'));
    const file = PdfFile.rebuilt(PageCache.open(path));
    try {
      return use(file);
    } finally {
      file.close();
    }
  }

  function textOf(file: PdfFile, number: number): string | undefined {
    const object = file.lookup(new PDFRef(number, 0));
    return object instanceof PDFString ? object.decodeText() : undefined;
  }

  for (const [what, text, number, expected] of [
    ['stand anywhere', `${WHOLE}3 0 obj (three) endobj`, 3, 'three'],
    ['stand far into the file', `${WHOLE}${' '.repeat(1_048_500)}\n3 0 obj\n(three)\nendobj`, 3, 'three'],
    [
      'are there twice: the later one counts',
      `${WHOLE}3 0 obj\n(old)\nendobj\n3 0 obj\n(new)\nendobj\n`,
      3,
      'new',
    ],
    ['are never ended', `${WHOLE}3 0 obj\n(three)\n5 0 obj\n(five)\n`, 3, 'three'],
    ['are packed together', `${WHOLE}${stream(6, '/Type/ObjStm/N 2/First 8', CONTAINED)}`, 5, 'five'],
    [
      'are packed together, and one was changed later',
      `${WHOLE}${stream(6, '/Type/ObjStm/N 2/First 8', CONTAINED)}5 0 obj\n(new)\nendobj\n`,
      5,
      'new',
    ],
    ['only seem to be, within the data of a stream', `${WHOLE}${stream(6, '', INSIDE)}`, 9, undefined],
  ] as const)
    it(`is searched for objects that ${what}`, async () => {
      await rebuilt(text, (file) => {
        expect(file.isRebuilt).to.equal(true);
        expect(textOf(file, number)).to.equal(expected);
        expect(file.catalog instanceof PDFDict && file.catalog.has(PDFName.of('Pages'))).to.equal(true);
      });
    });

  it('is begun where its trailer says, among several catalogs', async () => {
    const other = '7 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang(fr)>>\nendobj\n';
    for (const [root, isOther] of [
      ['1 0 R', false],
      ['7 0 R', true],
    ] as const)
      await rebuilt(`${WHOLE}${other}trailer\n<</Root ${root}>>\n`, (file) => {
        expect(file.catalog instanceof PDFDict && file.catalog.has(PDFName.of('Lang'))).to.equal(isOther);
      });
  });

  it('gives its pages by themselves where the tree of pages is lost', async () => {
    await rebuilt(`%PDF-1.7\n${PAGE}${PAGE.replace('4', '8')}`, (file) => {
      expect(file.catalog).to.equal(undefined);
      expect(file.foundPages.map((each) => each.objectNumber)).to.deep.equal([4, 8]);
    });
  });

  it('is given up where there is no object at all', async () => {
    for (const text of ['%PDF-1.7\n', '%PDF-1.7\nobj obj 0 obj trailer', `%PDF-1.7\n${'x'.repeat(5_000)}`]) {
      const error = await rebuilt(text, () => null).catch((caught: unknown) => caught);
      expect(error, text.slice(0, 30)).to.be.instanceOf(DamagedPdf);
    }
  });

  it('takes the newest of what it finds, whether it stands alone or packed', () => {
    const found = [
      { number: 5, offset: 100, isContainer: false },
      { number: 6, offset: 200, isContainer: true },
      { number: 7, offset: 300, isContainer: false },
    ];
    const entries = entriesFrom(found, () => [5, 7]);
    expect([...entries]).to.deep.equal([
      [5, { container: 6, index: 0 }],
      [6, { offset: 200 }],
      [7, { offset: 300 }],
    ]);
  });
});
