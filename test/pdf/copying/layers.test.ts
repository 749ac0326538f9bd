import { expect } from 'chai';
import { PDFName, PDFString } from 'pdf-lib';
import type { PDFDict, PDFRef } from 'pdf-lib';
import { copiedPage, KEPT_BACK as WORDS } from '../../support/copied-page.js';
import type { Drawn } from '../../support/copied-page.js';
import { workFolder } from '../../support/pdf-fixtures.js';

describe('a copy of a page with layers', () => {
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
