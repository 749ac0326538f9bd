import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import { renderPage, withPdfium } from '../../../src/pdf/pdfium.js';
import { canary, rawPdf, workFolder, write } from '../../support/pdf-fixtures.js';

const WORDS = canary('unseen');
const STRING = `(${WORDS})`;

const stream = (entries: string, data: string): string =>
  `<<${entries}/Length ${data.length}>>\nstream\n${data}\nendstream`;

/** A page of 200 by 200 with these resources and contents; further objects are numbered from 10. */
function pageWith(resources: string, contents: string, more: readonly string[]): string {
  const none = Array.from({ length: 5 }, () => 'null');
  return rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<${resources}>>/Contents 4 0 R>>`,
    stream('', contents),
    ...none,
    ...more,
  ]);
}

const DRAWN = '1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f';
const FORM = '/Type/XObject/Subtype/Form/BBox[0 0 1000 1000]';
const predicted = (rows: readonly string[]): string => rows.map((row) => `\u0000${row}`).join('');

const cases = [
  [
    'words in place of numbers and names',
    '/Font<</F1 10 0 R>>/ExtGState<</G1 11 0 R>>',
    'BT /F1 40 Tf 20 100 Td (Hi) Tj ET /G1 gs 20 20 50 50 re f',
    [
      `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Name${STRING}/Widths[${STRING}]/FontDescriptor<</Type/FontDescriptor/FontName/Helvetica/Flags 32/FontFamily${STRING}/CharSet${STRING}/StemV${STRING}>>>>`,
      `<</Type${STRING}/LW${STRING}/BM[/Normal${STRING}]/D[[${STRING}]0]/RI[[${STRING}]]>>`,
    ],
  ],
  [
    'words in a colour space',
    '/ColorSpace<</C1 10 0 R/C2[/CalGray<</WhitePoint[1 1 1]/Gamma(WORDS)>>]>>'.replace('(WORDS)', STRING),
    '/C1 cs 1 scn 20 20 50 50 re f /C2 cs 0.5 scn 100 100 50 50 re f',
    [`[/Indexed/DeviceRGB 1<ff00000000ff>${STRING}]`],
  ],
  [
    'a glyph that no code stands for, and what no glyph draws with',
    '/Font<</T3 10 0 R>>',
    'BT /T3 50 Tf 20 100 Td (A) Tj ET',
    [
      '<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 11 0 R/b 12 0 R>>/Encoding<</Differences[65/a]>>/FirstChar 65/LastChar 65/Widths[1000]/Resources<</XObject<</Used 13 0 R/Un 14 0 R>>>>>>',
      stream('', `${DRAWN} /Used Do`),
      stream('', `${DRAWN} ${STRING} Tj`),
      stream(FORM, '0 0 100 100 re f'),
      stream(FORM, `BT ${STRING} Tj ET`),
    ],
  ],
  ...['/BaseEncoding/WinAnsiEncoding', ''].map(
    (base) =>
      [
        `what no glyph draws with, beside a glyph that ${base === '' ? 'viewers name' : 'a base encoding names'}`,
        '/Font<</T3 10 0 R>>',
        'BT /T3 50 Tf 20 100 Td (AB) Tj ET',
        [
          `<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 11 0 R/B 12 0 R>>/Encoding<<${base}/Differences[65/a]>>/FirstChar 65/LastChar 66/Widths[1000 1000]/Resources<</XObject<</Un 13 0 R>>>>>>`,
          stream('', '1000 0 0 0 1000 1000 d1 0 0 500 500 re f'),
          stream('', DRAWN),
          stream(FORM, `BT ${STRING} Tj ET`),
        ],
      ] as const,
  ),
  [
    'comments in a map to Unicode and in a function',
    '/Font<</F1 10 0 R>>/ColorSpace<</S1[/Separation/Ink/DeviceGray 12 0 R]>>',
    'BT /F1 40 Tf 20 100 Td (Hi) Tj ET /S1 cs 0.5 scn 20 20 50 50 re f',
    [
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 11 0 R>>',
      stream('', `% ${WORDS}\n/CIDInit /ProcSet findresource begin begincmap endcmap end`),
      stream('/FunctionType 4/Domain[0 1]/Range[0 1]', `{ 1 exch sub } % ${WORDS}`),
    ],
  ],
  [
    'words behind pixels with a predictor',
    '/XObject<</Im 10 0 R>>',
    'q 100 0 0 100 50 50 cm /Im Do Q',
    [
      stream(
        '/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/Columns 2>>',
        deflateSync(
          Buffer.from(predicted(['\u00ff\u0000\u0000\u0000\u00ff\u0000', 'abcdef', WORDS]), 'latin1'),
        ).toString('latin1'),
      ),
    ],
  ],
] as const;

describe('places that nothing shows', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(() => remove());

  const pixelsOf = async (bytes: Uint8Array): Promise<string> =>
    withPdfium(bytes, (document) => {
      const { width, height, data } = renderPage(document, 0, 72, { annotations: false, forms: false });
      // The foot line is the copy's own.
      return Buffer.from(data.subarray(0, width * (height - 50) * 4)).toString('hex');
    });

  for (const [shows, resources, contents, more] of cases)
    it(`gives nothing out and shows the same: ${shows}`, async () => {
      const source = Buffer.from(pageWith(resources, contents, more), 'latin1');
      const path = await write(folder, 'source.pdf', source);
      const out = join(folder, 'out.pdf');
      const part = { path, firstPage: 1, pageCount: 1, sourcePage: 1, bates: null, links: [] };
      const common = {
        paper: 'letter',
        title: 'T',
        date: '2014-06-09',
        legend: null,
        isDraft: false,
      } as const;
      const { changes } = await assemblePdf(
        { out, assembly: { ...common, outline: [], parts: [{ ...part, kind: 'copied' }] } },
        () => undefined,
      );
      expect(changes, 'the page is copied').to.deep.equal([]);
      const copy = await readFile(out);
      expect(everythingIn(source)).to.include(WORDS);
      expect(everythingIn(copy)).not.to.include(WORDS);
      const before = await pixelsOf(source);
      expect(before).to.match(/00/); // something is drawn
      expect((await pixelsOf(copy)) === before).to.equal(true);
    });
});

/** The bytes of a file as they are, with hexadecimal digits read and packed data unpacked. */
function everythingIn(file: Buffer): string {
  const raw = file.toString('latin1');
  const digits = [...raw.matchAll(/<([0-9a-f]{8,})>/gi)].map(([, run = '']) =>
    Buffer.from(run, 'hex').toString('latin1'),
  );
  const packed = [...raw.matchAll(/stream\r?\n/g)].map(({ index, 0: word }) => {
    try {
      return inflateSync(file.subarray(index + word.length)).toString('latin1');
    } catch {
      return '';
    }
  });
  return [raw, ...digits, ...packed].join('\n');
}
