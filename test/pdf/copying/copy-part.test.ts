import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib';
import type { PDFDict, PDFPage, PDFRef } from 'pdf-lib';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import type { PageChange } from '../../../src/pdf/assembly.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { canary, workFolder, write } from '../../support/pdf-fixtures.js';

const WORDS = canary('kept-back');
const quiet = (): void => undefined;

interface Drawn {
  readonly document: PDFDocument;
  readonly page: PDFPage;
  readonly font: PDFRef;
}

describe('copyPart', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function copyOf(draw: (drawn: Drawn) => void): Promise<{ text: string; changes: readonly string[] }> {
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
          parts: [
            { kind: 'copied', path, firstPage: 1, pageCount: 1, sourcePage: 1, bates: null, links: [] },
          ],
        },
      },
      quiet,
    );
    const { pages } = await pageText({ path: out }, quiet);
    expect((await readFile(out)).includes(WORDS)).to.equal(false);
    return { text: pages[0]?.text ?? '', changes: changes.map(({ what }: PageChange) => what) };
  }

  const quad = [100, 624, 300, 624, 100, 600, 300, 600];
  const box = '0 g 0 0 200 24 re f';
  const line = '24 w 0 12 m 200 12 l S';
  for (const [mark, entries, look] of [
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

  it('paints a page whose hidden layer is used by a mask or by the glyphs of a font', async () => {
    for (const where of ['mask', 'glyphs']) {
      const { text, changes } = await copyOf(({ document, page, font }) => {
        const { context, catalog } = document;
        const layer = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('layer') }));
        catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [layer], D: { OFF: [layer] } }));
        const words = `BT /F1 12 Tf 72 400 Td (${WORDS}) Tj ET`;
        const group = {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 612, 792],
          OC: layer,
          Resources: { Font: { F1: font } },
          Group: { S: 'Transparency' },
        };
        const mask = context.obj({
          SMask: { S: 'Luminosity', G: context.register(context.stream(words, group)) },
        });
        const glyphs = context.obj({
          Type: 'Font',
          Subtype: 'Type3',
          FontBBox: [0, 0, 1000, 1000],
          FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
          FirstChar: 65,
          LastChar: 65,
          Widths: [1000],
          Encoding: { Differences: [65, 'A'] },
          Resources: { Font: { F1: font }, Properties: { L: layer } },
          CharProcs: { A: context.register(context.stream(`1000 0 d0 /OC /L BDC ${words} EMC`)) },
        });
        page.node.setExtGState(PDFName.of('Masked'), where === 'mask' ? mask : context.obj({}));
        if (where === 'glyphs') page.node.setFontDictionary(PDFName.of('T3'), context.register(glyphs));
        const contents = where === 'mask' ? 'q /Masked gs 0 0 9 9 re f Q' : 'BT /T3 9 Tf (A) Tj ET';
        page.node.addContentStream(context.register(context.stream(contents)));
      });
      expect(text, where).to.not.include(WORDS);
      expect(changes, where).to.deep.equal(['rendered as an image: had hidden layers']);
    }
  });

  describe('of layers', () => {
    interface Layered {
      readonly on: PDFRef;
      readonly off: PDFRef;
    }
    const layered = (how: (drawn: Drawn, layers: Layered) => void, usage = {}): ReturnType<typeof copyOf> =>
      copyOf((drawn) => {
        const { context, catalog } = drawn.document;
        const group = { Type: 'OCG', Name: PDFString.of('layer') };
        const on = context.register(context.obj({ ...group, Usage: usage }));
        const off = context.register(context.obj(group));
        catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [on, off], D: { OFF: [off] } }));
        how(drawn, { on, off });
      });
    /** Words on the page that belong to `layer`, by their mark or as a drawing of their own. */
    const say = (
      { document: { context }, page, font }: Drawn,
      layer: PDFRef | PDFDict,
      words: string,
      isDrawing: boolean,
    ): void => {
      const text = `BT /Rj 12 Tf 110 606 Td (${words}) Tj ET`;
      const form = {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, 0, 612, 792],
        Resources: { Font: { Rj: font } },
      };
      page.node.setFontDictionary(PDFName.of('Rj'), font);
      page.node.setXObject(PDFName.of('Fm'), context.register(context.stream(text, { ...form, OC: layer })));
      const { Resources } = page.node.normalizedEntries();
      Resources.set(PDFName.of('Properties'), context.obj({ L: layer }));
      const contents = isDrawing ? '/Fm Do' : `/OC /L BDC ${text} EMC`;
      page.node.addContentStream(context.register(context.stream(contents)));
    };

    const hiding = [
      ['that shows when all are off', ({ on }: Layered) => ({ Type: 'OCMD', OCGs: on, P: 'AllOff' })],
      ['that shows when one is off', ({ on }: Layered) => ({ Type: 'OCMD', OCGs: [on], P: 'AnyOff' })],
      ['that shows when one is not on', ({ on }: Layered) => ({ Type: 'OCMD', VE: ['Not', on] })],
      ['that shows when both are on', ({ on, off }: Layered) => ({ Type: 'OCMD', VE: ['And', on, off] })],
      [
        'of which its expression says another thing than its policy',
        ({ on }: Layered) => ({ Type: 'OCMD', OCGs: on, P: 'AllOff', VE: ['Or', on] }),
      ],
    ] as const;
    for (const [shows, membershipOf] of hiding)
      for (const isDrawing of [false, true])
        it(`paints ${isDrawing ? 'a drawing' : 'marked words'} of a membership ${shows}`, async () => {
          const { text, changes } = await layered((drawn, layers) => {
            const membership = drawn.document.context.obj(membershipOf(layers));
            say(drawn, membership, WORDS, isDrawing);
          });
          expect(text).to.not.include(WORDS);
          expect(changes).to.deep.equal(['rendered as an image: had hidden layers']);
        });

    it('copies words of a membership or layer that shows, also where it is said what it is for', async () => {
      const usage = { View: { ViewState: 'ON' }, Print: { PrintState: 'ON' } };
      const shown = [
        ({ on }: Layered) => on,
        ({ on }: Layered) => ({ Type: 'OCMD', OCGs: [on] }),
        ({ on }: Layered) => ({ Type: 'OCMD', OCGs: on, P: 'AllOn', VE: ['And', on] }),
      ];
      for (const membershipOf of shown) {
        const { text, changes } = await layered((drawn, layers) => {
          const membership = membershipOf(layers);
          say(
            drawn,
            'Type' in membership ? drawn.document.context.obj(membership) : membership,
            'Shown words',
            false,
          );
        }, usage);
        expect(text).to.include('Shown words');
        expect(changes).to.deep.equal([]);
      }
    });

    for (const [shows, membershipOf, changed] of [
      ['does not show leaves it out', ({ on }: Layered) => ({ Type: 'OCMD', OCGs: on, P: 'AllOff' }), []],
      [
        'is in doubt has the page painted',
        ({ on }: Layered) => ({ Type: 'OCMD', OCGs: on, P: 'AllOff', VE: ['Or', on] }),
        ['1 form field made part of the page', 'rendered as an image: had hidden layers'],
      ],
    ] as const)
      it(`a field whose layer ${shows}`, async () => {
        const { text, changes } = await layered((drawn, layers) => {
          const {
            document: { context },
            page,
            font,
          } = drawn;
          const form = {
            Type: 'XObject',
            Subtype: 'Form',
            BBox: [0, 0, 300, 50],
            Resources: { Font: { F: font } },
          };
          const N = context.register(context.stream(`BT /F 12 Tf 9 9 Td (${WORDS}) Tj ET`, form));
          const field = {
            Type: 'Annot',
            Subtype: 'Widget',
            FT: 'Tx',
            Rect: [72, 400, 372, 450],
            F: 4,
            AP: { N },
          };
          page.node.addAnnot(
            context.register(context.obj({ ...field, OC: context.obj(membershipOf(layers)) })),
          );
        });
        expect(text).to.not.include(WORDS);
        expect(changes).to.deep.equal(changed);
      });
  });
});
