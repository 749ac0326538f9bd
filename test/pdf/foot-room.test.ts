import { expect } from 'chai';
import { inspectPdf } from '../../src/pdf/inspect-pdf.js';
import { pagesPdf, rawPdf, workFolder, write } from '../support/pdf-fixtures.js';
import { page, packed } from '../support/raw-page.js';

const quiet = (): void => undefined;
/** What a foot line of one row takes, in points. */
const TAKEN = 31;
/** As much of a page as is looked at. */
const LOOKED_AT = 158;

const IMAGE = '/Type/XObject/Subtype/Image/Width 10/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray';

/** A page that is a scan: a picture over all of it, in shades from the upper left corner on. */
function scanned(shades: readonly number[]): string {
  const data = String.fromCharCode(...shades);
  return rawPdf(
    page('/Resources<</XObject<</Im 6 0 R>>>>', 'q 612 0 0 792 0 0 cm /Im Do Q', packed(data, IMAGE)),
  );
}
const words = (x: number, y: number): string => `BT /F1 10 Tf ${x} ${y} Td (Words) Tj ET`;
const paper = (shade: number): number[] => Array.from({ length: 100 }, () => shade);
const withRow = (shade: number, row: number): number[] =>
  paper(245).map((light, at) => (Math.floor(at / 10) === row ? shade : light));

describe('the room there is for a foot line', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function roomOf(pdf: string | Uint8Array): Promise<number> {
    const bytes = typeof pdf === 'string' ? Buffer.from(pdf, 'latin1') : pdf;
    const { pages } = await inspectPdf(
      { path: await write(folder, 'a.pdf', bytes), withFootRoom: true },
      quiet,
    );
    return pages[0]?.footRoom ?? -1;
  }

  const cases = [
    // what is at the foot                               the page                                     room from, to
    ['nothing', page('', words(72, 400)), LOOKED_AT, LOOKED_AT + 1],
    [
      'words where the line stands',
      page('', [2, 14, 26, 38, 50, 62].map((y) => words(72, y)).join(' ')),
      0,
      0,
    ],
    ['words above the line', page('', words(72, 60)), 55, 62],
    ['a rule across', page('', '0.5 w 72 25 m 540 25 l S'), 20, TAKEN - 1],
    ['a frame through it', page('', '1 w 60 10 400 700 re S'), 20, TAKEN - 1],
    ['a ground of colour', page('', '0.2 0.3 0.5 rg 0 0 612 792 re f'), 0, 0],
    ['a mark beside it in the margin', page('', '0 g 4 10 20 40 re f'), LOOKED_AT, LOOKED_AT + 1],
    ['a speck of dust', page('', '0 g 300 25 1 1 re f'), LOOKED_AT, LOOKED_AT + 1],
    ['words outside of what is displayed', page('/CropBox[0 100 612 792]', words(72, 50)), 138, 140],
    ['words at the foot as the page is turned', page('/Rotate 90', '0 g 580 100 20 200 re f'), 10, TAKEN - 1],
  ] as const;
  for (const [what, made, least, most] of cases)
    it(`${what}: ${most < TAKEN ? 'too little' : 'enough'}`, async () => {
      expect(await roomOf(rawPdf(made))).to.be.within(least, most);
    });

  it('a scan with an empty foot has it, whatever the shade of its paper; one with something there has not', async () => {
    for (const shade of [255, 230])
      expect(await roomOf(scanned(paper(shade)))).to.be.greaterThan(LOOKED_AT - 1);
    expect(await roomOf(scanned(withRow(40, 9)))).to.be.below(TAKEN);
    expect(await roomOf(scanned(withRow(40, 8)))).to.be.within(TAKEN + 10, 80);
    expect(await roomOf(scanned(paper(90)))).to.equal(0);
  });

  it('is in points on a page in large units, and on one as large as a wall', async () => {
    const large = await roomOf(await pagesPdf([{ size: [51, 66], userUnit: 12 }]));
    expect(large).to.be.within(390, 400);
    expect(await roomOf(await pagesPdf([{ size: [14_000, 14_000] }]))).to.be.within(2_700, 2_900);
  });

  it('is looked for only where it is asked', async () => {
    const path = await write(folder, 'a.pdf', Buffer.from(rawPdf(page('')), 'latin1'));
    expect((await inspectPdf({ path }, quiet)).pages[0]).to.not.have.property('footRoom');
  });
});
