import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { PDFDocument, PDFName } from 'pdf-lib';
import sharp from 'sharp';
import { assemblePdf } from '../../../src/pdf/assemble-pdf.js';
import { canary, workFolder, write } from '../../support/pdf-fixtures.js';

const WORDS = canary('in-a-picture');
const PIXELS = Buffer.alloc(64, 200);

describe('the data of a picture', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  let jpeg = Buffer.alloc(0);
  before(async () => {
    ({ folder, remove } = await workFolder());
    const plain = { width: 8, height: 8, channels: 3, background: '#c8c8c8' } as const;
    jpeg = await sharp({ create: plain })
      .toColourspace('b-w')
      .withExif({ IFD0: { Artist: WORDS } })
      .jpeg()
      .toBuffer();
  });
  after(async () => {
    await remove();
  });

  for (const [how, filter, dataOf] of [
    ['a JPEG packed once more', ['FlateDecode', 'DCTDecode'], () => deflateSync(jpeg)],
    ['a JPEG in hexadecimal digits', ['ASCIIHexDecode', 'DCTDecode'], () => `${jpeg.toString('hex')}>`],
    ['a JPEG in a list of one filter', ['DCTDecode'], () => jpeg],
    ['digits with more behind their end', 'ASCIIHexDecode', () => `${PIXELS.toString('hex')}>${WORDS}`],
    [
      'runs with more behind their end',
      'RunLengthDecode',
      () => Buffer.concat([Buffer.from([257 - 64, 200, 128]), Buffer.from(WORDS)]),
    ],
    [
      'packed data with more behind their end',
      ['ASCIIHexDecode', 'FlateDecode'],
      () => `${Buffer.concat([deflateSync(PIXELS), Buffer.from(WORDS)]).toString('hex')}>`,
    ],
    ['words behind the last pixel', [], () => Buffer.concat([PIXELS, Buffer.from(WORDS)])],
    [
      'words behind the last pixel, packed with it',
      'FlateDecode',
      () => deflateSync(Buffer.concat([PIXELS, Buffer.from(WORDS)])),
    ],
    [
      'many words behind the last pixel, packed with it',
      'FlateDecode',
      () => deflateSync(Buffer.concat([PIXELS, Buffer.from(WORDS), randomBytes(9_000)])),
    ],
    [
      'words in digits behind the last pixel',
      'ASCIIHexDecode',
      () => `${PIXELS.toString('hex')}${Buffer.from(WORDS).toString('hex')}>`,
    ],
  ] as const)
    it(`carries nothing else out: ${how}`, async () => {
      const document = await PDFDocument.create({ updateMetadata: false });
      const page = document.addPage([612, 792]);
      const picture = document.context.register(
        document.context.stream(dataOf(), {
          Type: 'XObject',
          Subtype: 'Image',
          Width: 8,
          Height: 8,
          ColorSpace: 'DeviceGray',
          BitsPerComponent: 8,
          Filter: typeof filter === 'string' ? filter : [...filter],
        }),
      );
      page.node.set(PDFName.of('Resources'), document.context.obj({ XObject: { Im: picture } }));
      const contents = document.context.stream('q 40 0 0 40 72 500 cm /Im Do Q');
      page.node.set(PDFName.of('Contents'), document.context.register(contents));
      const source = await write(folder, 'source.pdf', await document.save());
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
              {
                kind: 'copied',
                path: source,
                firstPage: 1,
                pageCount: 1,
                sourcePage: 1,
                bates: null,
                links: [],
              },
            ],
          },
        },
        () => undefined,
      );
      expect(changes, 'the page is copied').to.deep.equal([]);
      expect(everythingIn(await readFile(out))).to.not.include(WORDS);
    });
});

/** The bytes of a file as they are, with hexadecimal digits read and packed data unpacked. */
function everythingIn(file: Buffer): string {
  const raw = file.toString('latin1');
  const digits = [...raw.matchAll(/[0-9a-f]{16,}/gi)].map(([run]) =>
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
