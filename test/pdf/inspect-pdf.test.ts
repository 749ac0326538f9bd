import { expect } from 'chai';
import { PDFBool, PDFDocument, PDFName } from 'pdf-lib';
import { inspectPdf } from '../../src/pdf/inspect-pdf.js';
import type { Inspection } from '../../src/pdf/inspection.js';
import {
  bombPdf,
  canaryPdf,
  cyclicPdf,
  emptyPdf,
  encryptedPdf,
  formPdf,
  layersPdf,
  pagesPdf,
  plainPdf,
  rawPdf,
  workFolder,
  write,
} from '../support/pdf-fixtures.js';

const quiet = (): void => undefined;

describe('inspectPdf', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function inspect(bytes: Uint8Array | string): Promise<Inspection> {
    return inspectPdf({ path: await write(folder, 'inspected.pdf', bytes) }, quiet);
  }

  it('a form whose pages are made by the program that opens it has none to show', async () => {
    const form = async (fields: number, isMadeOnOpening: boolean) => {
      const document = await PDFDocument.create();
      document.addPage().drawText('Please wait...');
      const { context, catalog } = document;
      const xfa = context.register(context.stream('<xdp:xdp/>'));
      const field = context.register(context.obj({ FT: 'Tx' }));
      const Fields = Array.from({ length: fields }, () => field);
      catalog.set(PDFName.of('AcroForm'), context.obj({ Fields, XFA: xfa }));
      if (isMadeOnOpening) catalog.set(PDFName.of('NeedsRendering'), PDFBool.True);
      return inspect(await document.save());
    };
    for (const one of [await form(0, false), await form(1, true)])
      expect(one)
        .to.deep.include({ status: 'too-large' })
        .and.property('reason')
        .to.contain('a dynamic XFA form');
    // A form that has its pages as well is shown by them.
    expect(await form(1, false)).to.deep.include({ status: 'readable', hasForms: true });
  });

  it('tells the title in the data of a document, in one line; none where there is none or it is far too long', async () => {
    const titled = async (title: string | null): Promise<string | undefined> => {
      const document = await PDFDocument.create();
      document.addPage();
      if (title !== null) document.setTitle(title);
      return (await inspect(await document.save())).title;
    };
    expect(await titled('Minutes –\n Größe')).to.equal('Minutes – Größe');
    for (const none of [null, '', '  ', 'x'.repeat(1_500)]) expect(await titled(none)).to.equal(undefined);
  });

  const refused: readonly (readonly [
    shows: string,
    bytes: () => Promise<Uint8Array | string> | string,
    status: Inspection['status'],
    reason: string,
  ])[] = [
    ['an empty file', () => '', 'not-a-pdf', 'The file is empty.'],
    ['a web page', () => '<!DOCTYPE html><p>Sign in', 'not-a-pdf', 'The file is a web page, not a PDF.'],
    [
      'a zip archive',
      () => 'PK\u0003\u0004',
      'not-a-pdf',
      'The file is a zip archive or an Office document, not a PDF.',
    ],
    ['any other file', () => 'Dear Sir', 'not-a-pdf', 'The file does not start like a PDF.'],
    ['a header alone', () => '%PDF-1.7\n', 'damaged', 'The document is damaged: it cannot be opened.'],
    [
      'half a file',
      async () => (await plainPdf(3)).slice(0, 300),
      'damaged',
      'The document is damaged: some of its pages are missing.',
    ],
    [
      'a page tree that runs in a circle',
      cyclicPdf,
      'damaged',
      'The document is damaged: its page tree runs in a circle.',
    ],
    ['no pages', emptyPdf, 'no-pages', 'The document has no pages.'],
    [
      'a user password',
      async () => encryptedPdf('secret'),
      'needs-password',
      'The document needs a password to be opened.',
    ],
    [
      'contents that unpack without end',
      async () => bombPdf(300),
      'too-large',
      'Page 1 unpacks to more than 256 MB.',
    ],
    [
      'more pages than one document may have',
      () =>
        rawPdf([
          '<</Type/Catalog/Pages 2 0 R>>',
          `<</Type/Pages/Count 6000/Kids[${'3 0 R '.repeat(6000)}]>>`,
          '<</Type/Page/MediaBox[0 0 9 9]>>',
        ]),
      'too-large',
      'The document has more than 5,000 pages.',
    ],
  ];
  it('takes as many pages as it is told to, for a bundle of ours', async () => {
    const path = await write(
      folder,
      'many.pdf',
      rawPdf([
        '<</Type/Catalog/Pages 2 0 R>>',
        `<</Type/Pages/Count 6000/Kids[${'3 0 R '.repeat(6000)}]>>`,
        '<</Type/Page/MediaBox[0 0 9 9]>>',
      ]),
    );
    const found = await inspectPdf({ path, mostPages: 6_000 }, quiet);
    expect([found.status, found.pages.length]).to.deep.equal(['readable', 6_000]);
    const refusedOne = await inspectPdf({ path, mostPages: 5_999 }, quiet);
    expect(refusedOne.reason).to.equal('The document has more than 5,999 pages.');
  });
  for (const [shows, bytes, status, reason] of refused) {
    it(`says what is wrong with ${shows}`, async () => {
      const found = await inspect(await bytes());
      expect({ status: found.status, reason: found.reason }).to.deep.equal({ status, reason });
      expect(found.pages).to.deep.equal([]);
    });
  }

  it('gives page sizes as displayed: turned, cropped, in points', async () => {
    const { pages } = await inspect(
      await pagesPdf([
        {},
        { rotate: 90 },
        { mediaBox: [-100, 50, 400, 600], rotate: 270 },
        { cropBox: [100, 100, 200, 300], rotate: 180 },
        { size: [50, 60], userUnit: 10 },
      ]),
    );
    expect(pages.map(({ width, height, rotation }) => ({ width, height, rotation }))).to.deep.equal([
      { width: 612, height: 792, rotation: 0 },
      { width: 792, height: 612, rotation: 90 },
      { width: 600, height: 400, rotation: 270 },
      { width: 200, height: 300, rotation: 180 },
      { width: 500, height: 600, rotation: 0 },
    ]);
  });

  it('opens a document that only an owner password protects, and says so', async () => {
    const found = await inspect(await encryptedPdf(''));
    expect(found).to.deep.include({ status: 'readable', wasEncrypted: true });
    expect((await inspect(await plainPdf(1))).wasEncrypted).to.equal(false);
  });

  it('names what a document carries beside its pages', async () => {
    expect(await inspect(await canaryPdf())).to.deep.include({
      status: 'readable',
      hasActiveContent: true,
      hasAnnotations: true,
      hasAttachments: true,
      hasForms: false,
    });
    expect(await inspect(await formPdf())).to.deep.include({ hasForms: true, hasActiveContent: false });
    expect(await inspect(await layersPdf())).to.deep.include({ hasOptionalContent: true });
    expect(await inspect(await plainPdf(1))).to.deep.include({
      hasActiveContent: false,
      hasAnnotations: false,
      hasAttachments: false,
      hasForms: false,
      hasOptionalContent: false,
      isSigned: false,
    });
  });

  it('lists the pages on which no text can be selected', async () => {
    const page = (contents: string): string =>
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</Font<</F1 5 0 R>>>>${contents}>>`;
    const found = await inspect(
      rawPdf([
        '<</Type/Catalog/Pages 2 0 R>>',
        '<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>',
        page('/Contents 6 0 R'),
        page(''),
        '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
        '<</Length 36>>\nstream\nBT /F1 12 Tf 20 100 Td (Words) Tj ET\nendstream',
      ]),
    );
    expect(found.status).to.equal('readable');
    expect(found.textlessPages).to.deep.equal([2]);
  });
});
