import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { takenIn } from '../../src/documents/opening/exif-date.js';
import { headingInText, headingOnPage, isHeading } from '../../src/documents/opening/heading.js';
import { readDocument } from '../../src/documents/read-document.js';
import { photoOf, reportPdf } from '../evidence/said-files.js';

const exifOf = async (original: string): Promise<Buffer> =>
  (await sharp(await photoOf(original)).metadata()).exif ?? Buffer.alloc(0);

describe('what stands at the beginning of a file', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'rejoinder-opening-'))));
  after(() => rm(folder, { recursive: true }));

  it('the day a photo was taken, not the day its file was changed', async () => {
    expect(takenIn(await exifOf('2014:06:03 21:15:09'))).to.deep.equal({ on: '2014-06-03', time: '21:15' });
    expect(takenIn(await exifOf('0000:00:00 00:00:00'))).to.equal(null);
    expect(takenIn(await exifOf('2014:02:31 10:00:00'))).to.equal(null);
    const unset = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .withExif({ IFD0: { DateTime: '2020:01:01 00:00:00' } })
      .jpeg()
      .toBuffer();
    expect(takenIn((await sharp(unset).metadata()).exif ?? Buffer.alloc(0))).to.equal(null);
  });

  it('of data that is cut off or points anywhere nothing is read, and nothing fails', async () => {
    const exif = await exifOf('2014:06:03 21:15:09');
    for (let length = 0; length < exif.length; length += 1) takenIn(exif.subarray(0, length));
    for (let at = 6; at < exif.length; at += 1) {
      const broken = Buffer.from(exif);
      broken[at] = 0xff;
      takenIn(broken);
    }
    expect(takenIn(Buffer.from('no exif'))).to.equal(null);
  });

  it('of a PDF the words set larger than the rest, no legend over it, and its author', async () => {
    const path = join(folder, 'r.pdf');
    await writeFile(path, await reportPdf());
    const { facts } = await readDocument({ path, name: 'r.pdf' }, () => undefined);
    expect(facts).to.include({ heading: 'Report on evening speeds', author: 'Ada Pell' });
    expect(facts.opening).to.include('4 June 2014');
  });

  it('a heading runs over its lines, and a page of one size has none', () => {
    const line = (text: string, top: number, size: number) => ({
      text,
      left: 60,
      right: 300,
      top,
      bottom: top - size,
    });
    const body = [1, 2, 3, 4].map((n) => line(`Words of line ${n}`, 500 - n * 14, 9));
    const two = [line('Report on the speeds', 700, 18), line('of June', 676, 18), ...body];
    expect(headingOnPage({ lines: two, height: 792 })).to.equal('Report on the speeds of June');
    expect(headingOnPage({ lines: body, height: 792 })).to.equal(null);
    // A number's box ends at the base of its line: it is lower than letters of the same size.
    const number = { ...line('2014-118', 676, 13), bottom: 663 };
    const broken = [line('Laboratory report BW-', 700, 18), number, ...body];
    expect(headingOnPage({ lines: broken, height: 792 })).to.equal('Laboratory report BW-2014-118');
    expect(headingOnPage({ lines: [...body, line('Far below', 100, 18)], height: 792 })).to.equal(null);
    expect(headingOnPage({ lines: [line('DRAFT', 600, 80), ...body], height: 792 })).to.equal(null);
  });

  it('of a text a first line that is marked as heading', () => {
    expect(headingInText('# Gate log\nOpen.')).to.equal('Gate log');
    expect(headingInText('Gate log\n========\nOpen.')).to.equal('Gate log');
    expect(headingInText('Gate open at ten.\nClosed at one.')).to.equal(null);
  });

  it('legends, numbers and page marks are what no document is called', () => {
    for (const words of ['CONFIDENTIAL – Attorney Work Product', 'Exhibit A', 'Page 1 of 3', '12', 'DRAFT 2'])
      expect(isHeading(words), words).to.equal(false);
    expect(isHeading('Notice of claim')).to.equal(true);
    expect(isHeading('1'.repeat(150))).to.equal(false);
  });
});
