import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { inspectPdf } from '../../src/pdf/inspect-pdf.js';
import type { Inspection } from '../../src/pdf/inspection.js';
import { pageText } from '../../src/pdf/page-text.js';
import { runLetterRead } from '../../src/letter-command.js';
import { plainPdf, rawPdf, workFolder, write } from '../support/pdf-fixtures.js';
import { CATALOG, FONT, page, stream, TREE, WORDS } from '../support/raw-page.js';
import { copied } from '../support/same-look.js';
import { documentAsker } from '../support/document-asker.js';

const quiet = (): void => undefined;
const WHERE = '/Parent 2 0 R/MediaBox[0 0 612 792]';
const FONT_AT_THE_END = '<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>';
const FORM = '/Type/XObject/Subtype/Form/BBox[0 0 612 792]';

describe('a PDF that is cut off', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function inspect(bytes: Uint8Array | string): Promise<Inspection> {
    const given = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    return inspectPdf({ path: await write(folder, 'cut.pdf', given) }, quiet);
  }

  /** The objects in order, the file cut off before the last of them. */
  function cutBefore(last: string, ...objects: readonly string[]): string {
    const whole = rawPdf([...objects, last]);
    return whole.slice(0, whole.indexOf(`\n${objects.length + 1} 0 obj`) + 1);
  }

  const lost: readonly (readonly [shows: string, bytes: string, reason: string])[] = [
    [
      'the font of its words',
      cutBefore(FONT_AT_THE_END, CATALOG, TREE, onPage('/Font<</F1 5 0 R>>'), stream(WORDS)),
      'a font that page 1 needs is missing',
    ],
    [
      'the font within one of its own',
      cutBefore(
        '<</Type/FontDescriptor/FontName/Sub/Flags 4>>',
        ...[CATALOG, TREE, onPage('/Font<</F1 5 0 R>>'), stream(WORDS)],
        '<</Type/Font/Subtype/TrueType/BaseFont/Sub/FontDescriptor 6 0 R>>',
      ),
      'a font that page 1 needs is missing',
    ],
    [
      'a picture',
      cutBefore(
        stream(
          '\x80',
          '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8',
        ),
        ...[CATALOG, TREE, onPage('/XObject<</Im 5 0 R>>'), stream('q 90 0 0 90 60 60 cm /Im Do Q')],
      ),
      'a picture or drawing that page 1 needs is missing',
    ],
    [
      'the font of a form with resources of its own',
      cutBefore(
        FONT_AT_THE_END,
        ...[CATALOG, TREE, onPage('/XObject<</Fm 5 0 R>>'), stream('/Fm Do')],
        stream(WORDS, `${FORM}/Resources<</Font<</F1 6 0 R>>>>`),
      ),
      'a picture or drawing that page 1 needs is missing',
    ],
    [
      'the font of a form that uses those of its page',
      cutBefore(
        FONT_AT_THE_END,
        ...[CATALOG, TREE, onPage('/XObject<</Fm 5 0 R>>/Font<</F1 6 0 R>>'), stream('/Fm Do')],
        stream(WORDS, FORM),
      ),
      'a font that page 1 needs is missing',
    ],
    [
      'all fonts',
      cutBefore('<</F1 4 0 R>>', CATALOG, TREE, onPage('/Font 6 0 R'), stream(WORDS), FONT),
      'a font that page 1 needs is missing',
    ],
    [
      'all resources',
      cutBefore(
        '<</Font<</F1 4 0 R>>>>',
        ...[CATALOG, TREE, `<</Type/Page${WHERE}/Resources 5 0 R/Contents 4 0 R>>`, stream(WORDS)],
      ),
      'a part that page 1 needs is missing',
    ],
    [
      'its contents',
      cutBefore(
        stream(WORDS),
        ...[CATALOG, TREE, `<</Type/Page${WHERE}/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>`, FONT],
      ),
      'a part that page 1 needs is missing',
    ],
    [
      'the rest of its contents',
      rawPdf(page('')).slice(0, rawPdf(page('')).indexOf('Tj ET')),
      'a part that page 1 needs is missing',
    ],
    [
      'the second page, deep in its tree',
      cutBefore(
        `<</Type/Page${WHERE}>>`,
        ...[CATALOG, '<</Type/Pages/Count 2/Kids[3 0 R]>>', '<</Type/Pages/Count 2/Kids[4 0 R 5 0 R]>>'],
        `<</Type/Page${WHERE}>>`,
      ),
      'some of its pages are missing',
    ],
    [
      'the tree its pages hang on',
      cutBefore(
        '<</Type/Pages/Count 2/Kids[1 0 R 5 0 R]>>',
        ...['<</Type/Page/Parent 4 0 R/MediaBox[0 0 612 792]/Contents 3 0 R>>', FONT],
        stream('60 300 200 80 re f'),
      ),
      'some of its pages are missing',
    ],
  ];
  for (const [shows, bytes, reason] of lost)
    it(`without ${shows} is damaged`, async () => {
      const inspection = await inspect(bytes);
      expect([inspection.status, inspection.reason]).to.deep.equal([
        'damaged',
        `The document is damaged: ${reason}.`,
      ]);
    });

  const whole: readonly (readonly [shows: string, bytes: string])[] = [
    [
      'a font, a form and colours that no page uses',
      cutBefore(
        FONT,
        ...[CATALOG, TREE],
        onPage('/Font<</F1 5 0 R/F2 9 0 R>>/XObject<</Fm 9 0 R>>/ColorSpace 9 0 R', 4),
        ...[stream(WORDS), FONT],
      ),
    ],
    [
      'what a form names and never uses',
      cutBefore(
        FONT,
        ...[CATALOG, TREE, onPage('/XObject<</Fm 5 0 R>>'), stream('/Fm Do')],
        stream('60 300 200 80 re f', `${FORM}/Resources<</Font<</F1 9 0 R>>>>/Metadata 9 0 R`),
      ),
    ],
    [
      'a list of properties',
      cutBefore(
        FONT,
        ...[CATALOG, TREE, onPage('/Font<</F1 5 0 R>>/Properties<</MC0 9 0 R>>')],
        ...[stream(`/Span /MC0 BDC ${WORDS} EMC`), FONT],
      ),
    ],
  ];
  for (const [shows, bytes] of whole)
    it(`without ${shows} is whole`, async () => {
      const { status, reading, reason } = await inspect(bytes);
      expect([status, reading, reason]).to.deep.equal(['readable', 'rebuilt', null]);
    });

  it('without its end, where a font is null and stands there, is whole', async () => {
    const bytes = cutBefore(FONT, CATALOG, TREE, onPage('/Font<</F1 5 0 R>>'), stream(WORDS), 'null');
    expect((await inspect(bytes)).status).to.equal('readable');
  });

  it('that names a font which is not there, in good order, is no damage', async () => {
    const bytes = rawPdf([CATALOG, TREE, onPage('/Font<</F1 9 0 R>>'), stream(WORDS)]);
    const { status, reading } = await inspect(bytes);
    expect([status, reading]).to.deep.equal(['readable', 'strict']);
  });

  for (const [shows, make] of [
    ['a library', async () => plainPdf(3)],
    ['the assembler', assembled],
  ] as const)
    it(`anywhere is damaged or shows all its words, as written by ${shows}`, async () => {
      const bytes = await make();
      const path = await write(folder, 'whole.pdf', bytes);
      const words = await textAt(path);
      expect(words).to.include('Body of page 3');
      const damaged: number[] = [];
      for (let share = 0.02; share < 1; share += 0.02) {
        const at = Math.floor(bytes.length * share);
        const { status } = await inspect(bytes.subarray(0, at));
        if (status === 'damaged') damaged.push(at);
        else expect([at, await textAt(join(folder, 'cut.pdf'))]).to.deep.equal([at, words]);
      }
      expect(damaged.length).to.be.above(20);
    });

  it('is said to be damaged by “letter read”, which takes no words of it', async () => {
    const bytes = cutBefore(FONT_AT_THE_END, CATALOG, TREE, onPage('/Font<</F1 5 0 R>>'), stream(WORDS));
    const path = await write(folder, 'letter.pdf', Buffer.from(bytes, 'latin1'));
    let [out, err] = ['', ''];
    const code = await runLetterRead([path], {
      stdout: (text) => void (out += text),
      stderr: (text) => void (err += text),
      today: () => '2014-06-09',
      openAsker: documentAsker,
    });
    expect([code, out, err]).to.deep.equal([
      66,
      '',
      `“${path}” cannot be read as a letter. The document is damaged: a font that page 1 needs is missing.\n`,
    ]);
  });

  async function assembled(): Promise<Buffer> {
    const source = await write(folder, 'source.pdf', await plainPdf(3));
    const out = join(folder, 'assembled.pdf');
    await copied([source], out);
    return readFile(out);
  }

  async function textAt(path: string): Promise<string> {
    return (await pageText({ path }, quiet)).pages.map(({ text }) => text).join('\n');
  }
});

/** The third object: a page with these resources. */
function onPage(resources: string, contents = 4): string {
  return `<</Type/Page${WHERE}/Resources<<${resources}>>/Contents ${contents} 0 R>>`;
}
