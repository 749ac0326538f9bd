import { expect } from 'chai';
import { PDFName, PDFString } from 'pdf-lib';
import { copiedPage, KEPT_BACK as WORDS } from '../../support/copied-page.js';
import type { Drawn } from '../../support/copied-page.js';
import { workFolder } from '../../support/pdf-fixtures.js';

describe('copyPart', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  const copyOf = async (draw: (drawn: Drawn) => void): ReturnType<typeof copiedPage> =>
    copiedPage(folder, draw);

  const quad = [100, 624, 300, 624, 100, 600, 300, 600];
  const box = '0 g 0 0 200 24 re f';
  const line = '24 w 0 12 m 200 12 l S';
  for (const [mark, entries, look, others = []] of [
    ['a black highlight in gray', { Subtype: 'Highlight', C: [0], QuadPoints: quad }, box],
    ['a black highlight in CMYK', { Subtype: 'Highlight', C: [0, 0, 0, 1], QuadPoints: quad }, box],
    ['a square that only its look fills', { Subtype: 'Square', C: [0, 0, 0] }, box],
    ['a broad line by its border', { Subtype: 'Line', Border: [0, 0, 24], L: [100, 612, 300, 612] }, line],
    ['a broad line of several parts', { Subtype: 'PolyLine', BS: { W: 24 } }, line],
    ['a box of text that only its look fills', { Subtype: 'FreeText' }, box],
    ['a watermark', { Subtype: 'Watermark' }, box],
    ['a highlight without a colour that is drawn black', { Subtype: 'Highlight', QuadPoints: quad }, box],
    ['a yellow highlight that is drawn black', { Subtype: 'Highlight', C: [1, 1, 0], QuadPoints: quad }, box],
    ['a note that is drawn as a bar', { Subtype: 'Text' }, box],
    ['ink that is drawn broad', { Subtype: 'Ink', InkList: [[100, 612, 300, 612]] }, line],
    ['a line that is drawn broad', { Subtype: 'Line', L: [100, 612, 300, 612] }, line],
    ['words struck out broadly', { Subtype: 'StrikeOut', QuadPoints: quad }, line],
    ['words underlined broadly', { Subtype: 'Underline', QuadPoints: quad }, line],
    ['a link that is drawn as a bar', { Subtype: 'Link' }, box, ['1 link left out']],
  ] as const)
    it(`does not bare what lies under ${mark}`, async () => {
      const { text, changes } = await copyOf(({ document, page, font }) => {
        const words = document.context.stream(`BT /Rj 12 Tf 110 606 Td (${WORDS}) Tj ET`);
        page.node.setFontDictionary(PDFName.of('Rj'), font);
        page.node.addContentStream(document.context.register(words));
        const shape = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 200, 24] };
        const appearance = document.context.register(document.context.stream(look, shape));
        const annotation = { Type: 'Annot', Rect: [100, 600, 300, 624], F: 4, ...entries };
        const all = annotation as unknown as Record<string, string>;
        page.node.addAnnot(
          document.context.register(document.context.obj({ ...all, AP: { N: appearance } })),
        );
      });
      expect(text).to.not.include(WORDS);
      expect(changes).to.deep.equal([
        ...others,
        'rendered as an image: had marks that cover what is under them, which stay',
      ]);
    });

  for (const [mark, entries] of [
    ['a yellow highlight', { Subtype: 'Highlight', C: [1, 1, 0], QuadPoints: quad }],
    ['an underline', { Subtype: 'Underline', C: [1, 0, 0], QuadPoints: quad }],
    ['a note', { Subtype: 'Text', Contents: PDFString.of('Check this') }],
  ] as const)
    it(`leaves ${mark} out and keeps the words`, async () => {
      const { text, changes } = await copyOf(({ document, page }) => {
        const all = { Type: 'Annot', Rect: [72, 695, 200, 715], F: 4, ...entries } as unknown;
        page.node.addAnnot(document.context.register(document.context.obj(all as Record<string, string>)));
      });
      expect(text).to.include('Words of the page');
      expect(changes).to.deep.equal(['1 note or mark left out']);
    });

  const TRANSPARENT = { ExtGState: { Mark: { BM: 'Multiply' } } };
  for (const [mark, entries, look, rect = [72, 695, 200, 715]] of [
    [
      'a yellow highlight as viewers draw it',
      { Subtype: 'Highlight', C: [1, 1, 0], QuadPoints: [72, 715, 200, 715, 72, 695, 200, 695] },
      '/Mark gs 1 1 0 rg 0 0 128 20 re f',
    ],
    [
      'a thin line through words',
      { Subtype: 'StrikeOut', C: [1, 0, 0], QuadPoints: [72, 715, 200, 715, 72, 695, 200, 695] },
      '1 0 0 RG 1.5 w 0 9 m 128 9 l S',
    ],
    ['the sign of a note', { Subtype: 'Text' }, '1 1 0 rg 0 0 128 20 re f', [80, 698, 98, 716]],
    ['a bar over nothing', { Subtype: 'Highlight' }, '0 g 0 0 128 20 re f', [300, 300, 428, 320]],
  ] as const)
    it(`leaves ${mark} out and keeps the words under it`, async () => {
      const { text, changes } = await copyOf(({ document: { context }, page }) => {
        const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 128, 20] };
        const group = { S: 'Transparency', Type: 'Group' };
        const drawn = context.stream(look, { ...form, Group: group, Resources: TRANSPARENT });
        const all = { Type: 'Annot', Rect: [...rect], F: 4, ...entries } as unknown;
        const AP = { N: context.register(drawn) };
        page.node.addAnnot(context.register(context.obj({ ...(all as Record<string, string>), AP })));
      });
      expect(text).to.include('Words of the page');
      expect(changes).to.deep.equal(['1 note or mark left out']);
    });

  for (const [shows, rect] of [
    ['takes no room', [0, 0, 0, 0]],
    ['takes no height', [72, 400, 372, 400]],
    ['stands beside the page', [700, 900, 800, 920]],
  ] as const)
    it(`leaves out a field that ${shows}: nobody sees its words`, async () => {
      const { text, changes } = await copyOf(({ document: { context }, page, font }) => {
        const form = {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 300, 50],
          Resources: { Font: { F: font } },
        };
        const N = context.register(context.stream(`BT /F 12 Tf 9 9 Td (${WORDS}) Tj ET`, form));
        const field = { Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: [...rect], F: 132, AP: { N } };
        page.node.addAnnot(context.register(context.obj({ ...field, V: PDFString.of('signed') })));
      });
      expect(text).to.equal('Words of the page\n1');
      expect(changes).to.deep.equal(['1 form field without a place on the page left out']);
    });

  it('paints a page with a mask made of words: they are no text of the page', async () => {
    const { text, changes } = await copyOf(({ document: { context }, page, font }) => {
      const words = context.stream(`1 g 0 0 612 792 re f BT /F 9 Tf 72 400 Td (${WORDS}) Tj ET`, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 612, 792],
        Group: { S: 'Transparency', CS: 'DeviceGray' },
        Resources: { Font: { F: font } },
      });
      const mask = context.obj({ SMask: { S: 'Luminosity', G: context.register(words) } });
      page.node.setExtGState(PDFName.of('Masked'), mask);
      page.node.addContentStream(context.register(context.stream('q /Masked gs 0 0 9 9 re f Q')));
    });
    expect(text).to.not.include(WORDS);
    expect(changes).to.deep.equal(['rendered as an image: a mask is made of words']);
  });
});
