import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { pageOf, recognisePage } from '../../src/documents/scans/recognise-page.js';
import { scannedPage } from './scanned.js';

const word = (text: string, confidence: number, x0: number, y0: number, x1: number, y1: number) => ({
  ...{ text, confidence },
  bbox: { x0, y0, x1, y1 },
});

describe('the words of a picture, as a machine gives them', () => {
  it('stand line by line, each with its place in points from the lower left corner', () => {
    const read = pageOf(
      [
        { words: [word('We', 96, 300, 300, 360, 340), word('demand', 92, 380, 296, 560, 344)] },
        { words: [word('it.', 40, 300, 400, 340, 440)] },
        { words: [] },
      ],
      { scale: 72 / 300, height: 3300 },
    );
    expect(read.text).to.equal('We demand\nit.');
    expect(read.lines).to.have.length(2);
    expect(read.lines[0]).to.deep.equal({
      text: 'We demand',
      left: 72,
      bottom: 709.44,
      right: 134.4,
      top: 720.96,
    });
    expect(read.words).to.equal(3);
    expect(read.confidence).to.equal(76);
    expect(read.doubtful).to.have.length(1);
    expect(read.doubtful[0]).to.include({ text: 'it.', start: 10, confidence: 40 });
    expect(read.text.slice(10, 13)).to.equal('it.');
  });

  describe('of a page that was scanned the wrong way round', () => {
    const LINES = [
      'June 5, 2014',
      'Dear Mr. Hyman:',
      'We demand that you cease the notices within five days.',
    ];
    let folder = '';
    before(async () => (folder = await mkdtemp(join(tmpdir(), 'turned-'))));
    after(() => rm(folder, { recursive: true }));

    /** The date on it stands from 72 to 137.5 points from the left and from 698 to 708.5 from below while it is upright. */
    const PLACES = { 90: [698, 474.5], 180: [474.5, 83.5], 270: [83.5, 72] } as const;
    for (const turn of [90, 180, 270] as const)
      it(`are read, and lie where the page has them: turned by ${turn} degrees`, async () => {
        const path = join(folder, `${turn}.png`);
        const { height } = await sharp(await scannedPage(LINES))
          .rotate(turn)
          .png()
          .toFile(path);
        const { text, lines, confidence } = await recognisePage({ path, dpi: 200, height });
        expect(text).to.equal(LINES.join('\n'));
        expect(confidence).to.be.above(85);
        const [first] = lines;
        const [left, bottom] = PLACES[turn];
        expect(first?.left).to.be.closeTo(left, 2);
        expect(first?.bottom).to.be.closeTo(bottom, 2);
      });
  });

  it('are none on an empty page', () => {
    expect(pageOf([], { scale: 0.24, height: 3300 })).to.deep.equal({
      text: '',
      lines: [],
      words: 0,
      confidence: 0,
      doubtful: [],
    });
  });
});
