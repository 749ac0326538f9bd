import { join } from 'node:path';
import { expect } from 'chai';
import { salvagePdf } from '../../src/pdf/opened-copy.js';
import { plainPdf, rawPdf, workFolder, write } from '../support/pdf-fixtures.js';
import { CATALOG, FONT, stream, WORDS } from '../support/raw-page.js';

const quiet = (): void => undefined;
const page = (resources: string, contents: number): string =>
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<<${resources}>>/Contents ${contents} 0 R>>`;

/** Two pages: the first has all it needs, the font of the second is not in the file any more. */
function cutOff(): string {
  const objects = [
    CATALOG,
    '<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>',
    page('/Font<</F1 6 0 R>>', 5),
    page('/Font<</F1 7 0 R>>', 5),
    stream(WORDS),
    FONT,
  ];
  const whole = rawPdf([...objects, '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>']);
  return `${whole.slice(0, whole.indexOf('\n7 0 obj') + 1)}trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n`;
}

describe('pages painted of a damaged PDF', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  const salvage = async (bytes: Uint8Array | string) => {
    const given = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    return salvagePdf(
      { path: await write(folder, 'damaged.pdf', given), out: join(folder, 'out.pdf') },
      quiet,
    );
  };

  it('of which one lacks its font say which', async () => {
    const { pages, problem, lacks } = await salvage(cutOff());
    expect([pages, problem]).to.deep.equal([2, null]);
    expect(lacks).to.deep.equal([
      'A font that page 2 of the original needs is missing from the file: what is shown of the page may lack words or show them wrong. Compare it with another copy of the document.',
    ]);
  });

  it('that have all they need say nothing', async () => {
    expect((await salvage(await plainPdf(2))).lacks).to.deep.equal([]);
  });

  it('whose parts cannot be told say so', async () => {
    const bytes = rawPdf([
      CATALOG,
      '<</Type/Pages/Count 3/Kids[3 0 R 9 0 R 4 0 R]>>',
      page('/Font<</F1 6 0 R>>', 5),
      page('/Font<</F1 6 0 R>>', 5),
      stream(WORDS),
      FONT,
    ]);
    const { lost, lacks } = await salvage(bytes);
    expect(lost).to.deep.equal([2]);
    expect(lacks).to.deep.equal([
      'Whether its pages lack fonts or pictures cannot be told: compare each with another copy of the document.',
    ]);
  });
});
