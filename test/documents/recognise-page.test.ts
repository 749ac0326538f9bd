import { expect } from 'chai';
import { pageOf } from '../../src/documents/scans/recognise-page.js';

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
