import { expect } from 'chai';
import { lookAtPdf } from '../../../src/pdf/findings/look-at-pdf.js';
import { hiddenWordsPdf } from '../../support/hiding-places.js';
import { canary, pagesPdf, rawPdf, workFolder, write } from '../../support/pdf-fixtures.js';
import { page, stream } from '../../support/raw-page.js';

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
  ['under-line', 'under-box'],
  ['under-blocks', 'under-box'],
  ['cut-to-shape', 'same-colour'],
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

  describe('of what is laid over a page', () => {
    const words = (text: string, y = 9): string => `BT /F1 10 Tf 9 ${y} Td (${text}) Tj ET `;
    const look = (
      annotation: string,
      drawn: string,
      contents: string,
      withMarks: boolean,
    ): ReturnType<typeof lookAtPdf> => {
      const form = '/Type/XObject/Subtype/Form/BBox[0 0 400 30]/Resources<</Font<</F1 4 0 R>>>>';
      const objects = page(
        '/Annots[6 0 R]',
        contents,
        `<</Type/Annot${annotation}${annotation.includes('/Rect') ? '' : '/Rect[60 592 460 622]'}/AP<</N 7 0 R>>>>`,
        stream(drawn, form),
      );
      return write(folder, 'laid-over.pdf', rawPdf(objects)).then((path) =>
        lookAtPdf({ path, withMarks }, () => undefined),
      );
    };
    const FIELD = '/Subtype/Widget/FT/Tx/T(a)/V(x)';
    const SSN = words('SSN: 123-45-6789');
    const PLAIN = 'BT /F1 12 Tf 72 700 Td (Plain words) Tj ET ';
    const UNDER = `${PLAIN} BT /F1 12 Tf 72 600 Td (covered) Tj ET`;
    const ssn = [{ kind: 'ssn', count: 1, sample: '…6789' }];
    const under = [{ kind: 'under-box', count: 1, sample: 'covered' }];
    const cut = [{ kind: 'same-colour', count: 1, sample: 'cut-away' }];

    for (const [shows, annotation, drawn, contents, withMarks, found] of [
      ['a number in a field', FIELD, SSN, PLAIN, false, { hidden: [], personal: ssn }],
      [
        'words that the look of a field hides',
        FIELD,
        `${words('shown')}${words('cut-away', 90)}`,
        PLAIN,
        false,
        { hidden: cut, personal: [] },
      ],
      ['words under a field', FIELD, '0 g 0 0 400 30 re f', UNDER, false, { hidden: under, personal: [] }],
      ['a number in a mark that goes along', '/Subtype/Ink', SSN, PLAIN, true, { hidden: [], personal: ssn }],
      [
        'a number in a mark of a page that is painted for what it covers, not the words under it',
        '/Subtype/FreeText/C[1 1 1]',
        `1 g 0 0 400 30 re f 0 g ${SSN}`,
        UNDER,
        false,
        { hidden: [], personal: ssn },
      ],
    ] as const)
      it(`finds ${shows}`, async () => {
        const { pages } = await look(annotation, drawn, contents, withMarks);
        expect(pages).to.deep.equal([{ page: 1, ...found }]);
      });

    it('passes over a number in a mark that stays away, and in a field that is hidden or beside the page', async () => {
      for (const annotation of ['/Subtype/Ink', `${FIELD}/F 2`, `${FIELD}/Rect[700 592 900 622]`]) {
        const { pages } = await look(annotation, SSN, PLAIN, false);
        expect(pages, annotation).to.deep.equal([]);
      }
    });
  });

  const WORDS_THERE = 'BT /F1 14 Tf 72 600 Td (Words that show) Tj ET ';
  for (const [shows, contents] of [
    ['no size', `${WORDS_THERE}BT /F1 0 Tf 72 500 Td (gone) Tj ET`],
    ['no matrix', `${WORDS_THERE}q 0 0 0 0 99 99 cm BT /F1 12 Tf (gone) Tj ET Q`],
    ['no breadth', `${WORDS_THERE}BT 0 Tz /F1 12 Tf 72 500 Td (gone) Tj ET`],
    ['no size, on a page without others', 'BT /F1 0 Tf 72 500 Td (gone) Tj ET'],
  ] as const)
    it(`finds words of ${shows}, which cannot be named`, async () => {
      const path = await write(folder, 'sizeless.pdf', rawPdf(page('', contents)));
      const { pages } = await lookAtPdf({ path }, () => undefined);
      expect(pages).to.deep.equal([
        { page: 1, hidden: [{ kind: 'tiny', count: 1, sample: '' }], personal: [] },
      ]);
    });

  const FAINT = '/Resources<</Font<</F1 4 0 R>>/ExtGState<</G<</ca 0.3>>>>>>';
  for (const [shows, contents] of [
    ['set twice at one place', WORDS_THERE.repeat(2)],
    ['set twice to look bold', `${WORDS_THERE}${WORDS_THERE.replace('72 600', '72.4 600')}`],
    ['under a faint stamp of large letters', `${WORDS_THERE}/G gs BT /F1 90 Tf 40 580 Td (DRAFT) Tj ET`],
    ['in a broad frame', `${WORDS_THERE}6 w 60 590 300 40 re S`],
    ['crossed out by a thin line', `${WORDS_THERE}1.5 w 60 605 m 300 605 l S`],
    [
      'in a round clip that leaves them',
      `q 60 580 m 400 580 l 420 600 l 400 640 l 60 640 l h W n ${WORDS_THERE}Q`,
    ],
    ['in an upright clip', `q 60 580 340 60 re W n ${WORDS_THERE}Q`],
  ] as const)
    it(`finds nothing in words ${shows}`, async () => {
      const path = await write(folder, 'shown.pdf', rawPdf(page(FAINT, contents)));
      const { pages } = await lookAtPdf({ path }, () => undefined);
      expect(pages).to.deep.equal([]);
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
