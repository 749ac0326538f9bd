import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { inspectPdf } from '../../../src/pdf/inspect-pdf.js';
import { pageImage } from '../../../src/pdf/page-image.js';
import { pageText } from '../../../src/pdf/page-text.js';
import { renderSource } from '../../../src/pdf/rendering/render-source.js';
import { canary, workFolder, write } from '../../support/pdf-fixtures.js';

const quiet = (): void => undefined;

describe('renderSource', () => {
  let folder = '';
  let remove = async (): Promise<void> => Promise.resolve();
  before(async () => {
    ({ folder, remove } = await workFolder());
  });
  after(async () => {
    await remove();
  });

  async function render(bytes: Uint8Array | string, mediaType: string, caption?: string) {
    const path = await write(folder, 'source', bytes);
    const out = join(folder, 'rendered.pdf');
    const result = await renderSource(
      {
        path,
        mediaType,
        out,
        paper: 'letter',
        title: 'A file',
        date: '2014-06-09',
        ...(caption ? { caption } : {}),
      },
      quiet,
    );
    return { ...result, out };
  }

  async function wordsOf(path: string): Promise<string> {
    return (await pageText({ path }, quiet)).pages.map((page) => page.text).join('\n');
  }

  /** Red above, blue below. */
  async function picture(width: number, height: number): Promise<Sharp> {
    const half = await sharp({
      create: { width, height: Math.floor(height / 2), channels: 3, background: '#ff0000' },
    })
      .png()
      .toBuffer();
    const all = sharp({ create: { width, height, channels: 3, background: '#0000ff' } }).composite([
      { input: half, top: 0, left: 0 },
    ]);
    return sharp(await all.png().toBuffer());
  }

  it('turns a photograph upright and leaves what the camera wrote behind', async () => {
    const jpeg = await (
      await picture(300, 200)
    )
      .withExif({ IFD0: { Artist: canary('artist') }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { pages, out } = await render(jpeg, 'image/jpeg');
    expect(pages).to.equal(1);
    expect((await readFile(out)).toString('latin1'))
      .to.not.contain('CANARY')
      .and.not.contain('Exif');

    const png = join(folder, 'photo.png');
    await pageImage({ path: out, page: 1, dpi: 72, out: png }, quiet);
    // Orientation 6 is a quarter turn clockwise: what was above is now on the right.
    expect(await colourAt(png, 306 + 30, 72 + 70)).to.equal('red');
    expect(await colourAt(png, 306 - 30, 72 + 70)).to.equal('blue');
  });

  it('never enlarges a picture beyond 150 pixels an inch, and fits a large one into the margins', async () => {
    for (const [width, expected] of [
      [150, 72],
      [4000, 648],
    ] as const) {
      const { out } = await render(await (await picture(width, width / 2)).png().toBuffer(), 'image/png');
      const png = join(folder, 'size.png');
      await pageImage({ path: out, page: 1, dpi: 72, out: png }, quiet);
      const { info } = await sharp(png).trim({ background: '#ffffff' }).toBuffer({ resolveWithObject: true });
      expect(info.width).to.be.closeTo(expected, 3);
    }
  });

  it('gives every frame of a TIFF a page', async () => {
    const frames = await Promise.all(
      [60, 60, 60].map(async (size) => (await picture(size, size)).raw().toBuffer()),
    );
    const tiff = await sharp(Buffer.concat(frames), {
      raw: { width: 60, height: 180, channels: 3, pageHeight: 60 },
    })
      .tiff()
      .toBuffer();
    const { pages, notes } = await render(tiff, 'image/tiff');
    expect(pages).to.equal(3);
    expect(notes).to.deep.equal(['The image has 3 frames, one on each page.']);
  });

  it('fails in words for a picture that stops early', async () => {
    const png = await (await picture(200, 200)).png().toBuffer();
    const error = await render(png.subarray(0, png.length / 2), 'image/png').catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.an.instanceOf(Error);
  });

  it('keeps the columns of a text, and reads Windows-1252 where it is not UTF-8', async () => {
    const { out, notes } = await render(
      Buffer.from('Name      Value\nBj\xf6rn     \x93quoted\x94\n', 'latin1'),
      'text/plain',
      'Caption',
    );
    expect(notes).to.deep.equal(['The text is not UTF-8; it was read as Windows-1252.']);
    const { pages } = await pageText({ path: out }, quiet);
    const lines = pages[0]?.lines ?? [];
    const left = (text: string): number | undefined => lines.find((line) => line.text.startsWith(text))?.left;
    expect(await wordsOf(out))
      .to.contain('A file')
      .and.contain('Caption')
      .and.contain('Björn')
      .and.contain('“quoted”');
    expect(left('Value')).to.be.closeTo(left('“quoted”') ?? 0, 2);
  });

  it('makes a table of a CSV: every cell, totals, odd rows named', async () => {
    const rows = Array.from({ length: 120 }, (_, row) => `${row};"North; ""fast""";${row}.25`).join('\n');
    const { out, notes, pages } = await render(`id;network;mbps\n${rows}\n7;short\n`, 'text/csv');
    const words = await wordsOf(out);
    expect(pages).to.be.greaterThan(1);
    expect(words).to.contain('North; "fast"').and.contain('119.25').and.contain('121 rows, 3 columns.');
    expect(notes).to.deep.equal(['1 of 121 rows have more or fewer cells than the header.']);
  });

  it('sets JSON out line by line and says so', async () => {
    const { out, notes } = await render('{"network":"North","mbps":[1,2]}', 'application/json');
    expect(await wordsOf(out)).to.contain('"network": "North"');
    expect(notes).to.deep.equal(['Line breaks were added between values.']);
    expect((await render('{"network":', 'application/json')).notes).to.deep.equal([
      'The file is not valid JSON and is shown as it stands.',
    ]);
  });

  it('makes a PDF that passes its own inspection', async () => {
    const { out } = await render('Words\n'.repeat(200), 'text/plain');
    expect(await inspectPdf({ path: out }, quiet)).to.deep.include({
      status: 'readable',
      hasActiveContent: false,
    });
  });
});

async function colourAt(path: string, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * 3;
  const [red = 0, , blue = 0] = data.subarray(at, at + 3);
  return red > 200 && blue < 80 ? 'red' : blue > 200 && red < 80 ? 'blue' : 'other';
}
