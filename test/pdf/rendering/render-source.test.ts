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

  it('gives every frame of a TIFF a page, each of its own size and turned as it says', async () => {
    const tiff = tiffOf([
      { width: 60, height: 40, orientation: 1 },
      { width: 30, height: 90, orientation: 3 },
      { width: 80, height: 50, orientation: 6 },
    ]);
    const { pages, notes, out } = await render(tiff, 'image/tiff');
    expect(pages).to.equal(3);
    expect(notes).to.deep.equal(['The image has 3 frames, one on each page.']);
    const png = join(folder, 'frame.png');
    const shown = [
      { size: [60, 40], dark: 'above' },
      { size: [30, 90], dark: 'below' },
      { size: [50, 80], dark: 'right' },
    ] as const;
    for (const [at, { size, dark }] of shown.entries()) {
      await pageImage({ path: out, page: at + 1, dpi: 150, out: png }, quiet);
      const { data, info } = await sharp(png)
        .trim({ background: '#ffffff' })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(info.width, `width of frame ${at + 1}`).to.be.closeTo(size[0], 2);
      expect(info.height, `height of frame ${at + 1}`).to.be.closeTo(size[1], 2);
      const grayAt = (x: number, y: number): number =>
        data[Math.floor(y * (info.height - 1)) * info.width + Math.floor(x * (info.width - 1))] ?? 0;
      const [from, to] = {
        above: [
          [0.5, 0.1],
          [0.5, 0.9],
        ],
        below: [
          [0.5, 0.9],
          [0.5, 0.1],
        ],
        right: [
          [0.9, 0.5],
          [0.1, 0.5],
        ],
      }[dark];
      expect(grayAt(from?.[0] ?? 0, from?.[1] ?? 0), `dark of frame ${at + 1}`).to.be.lessThan(80);
      expect(grayAt(to?.[0] ?? 0, to?.[1] ?? 0), `light of frame ${at + 1}`).to.be.greaterThan(150);
    }
  });

  for (const [kind, orientation] of [
    ['a photograph', 1],
    ['a photograph that is turned', 6],
    ['a picture without loss', 1],
  ] as const)
    it(`shows no more than 300 pixels an inch of ${kind}`, async () => {
      const large = (await picture(4400, 3300)).withMetadata({ orientation });
      const bytes = await (kind.includes('photograph') ? large.jpeg() : large.png()).toBuffer();
      const { out, notes } = await render(bytes, `image/${kind.includes('photograph') ? 'jpeg' : 'png'}`);
      expect(notes).to.deep.equal(['The image has more pixels than 300 an inch on paper, which are shown.']);
      const [, width, height] =
        /\/Width (\d+)\/Height (\d+)/.exec((await readFile(out)).toString('latin1')) ?? [];
      // Across on a turned sheet of Letter with its margins; upright on an upright one.
      expect([Number(width), Number(height)].sort((a, b) => b - a)).to.deep.equal([2600, 1950]);
      expect((await pageText({ path: out }, quiet)).pages).to.have.length(1);
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

/** A gray TIFF by hand, dark in the upper half as stored, with a turn for each frame. */
function tiffOf(
  frames: readonly { readonly width: number; readonly height: number; readonly orientation: number }[],
): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0\x08\0\0\0', 'latin1')];
  let at = 8;
  frames.forEach(({ width, height, orientation }, index) => {
    const pixels = Buffer.alloc(width * height, 200);
    pixels.fill(30, 0, width * Math.floor(height / 2));
    const entries = [
      [256, width],
      [257, height],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, 0],
      [274, orientation],
      [277, 1],
      [278, height],
      [279, pixels.length],
    ] as const;
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, value], entry) => {
      directory.writeUInt16LE(tag, 2 + entry * 12);
      directory.writeUInt16LE(4, 4 + entry * 12);
      directory.writeUInt32LE(1, 6 + entry * 12);
      directory.writeUInt32LE(tag === 273 ? at + directory.length : value, 10 + entry * 12);
    });
    at += directory.length + pixels.length;
    directory.writeUInt32LE(index + 1 < frames.length ? at : 0, directory.length - 4);
    parts.push(directory, pixels);
  });
  return Buffer.concat(parts);
}
