import { expect } from 'chai';
import { breakLines, evenLines, plain } from '../../../src/pdf/typesetting/text-lines.js';
import { textWidth, typeface } from '../../../src/pdf/writing/typeface.js';

const SIZE = 11;
const face = typeface('serif');

/** Lines no wider than these words. */
function linesOf(text: string, asWideAs: string): string[] {
  return breakLines(plain(text, face), SIZE, textWidth(face, SIZE, asWideAs)).map(({ fragments }) =>
    fragments
      .map((fragment) => fragment.text)
      .join('')
      .trim(),
  );
}

describe('lines of text', () => {
  const cases = [
    // the text                           as wide as              the lines
    ['readings from 1 May on', 'readings from 1', ['readings from', '1 May on']],
    ['until 16 June 2014, then', 'until 16 June 20', ['until', '16 June 2014,', 'then']],
    ['agreed on June 6, 2014', 'agreed on June 6,', ['agreed on', 'June 6, 2014']],
    ['it stands at Exhibit 3', 'it stands at Exhibit', ['it stands at', 'Exhibit 3']],
    ['as shown on page 12', 'as shown on page', ['as shown on', 'page 12']],
    ['see Ex. 3, p. 4', 'see Ex. 3, p.', ['see Ex. 3,', 'p. 4']],
    ['they may 3 times', 'they may', ['they may', '3 times']],
    ['Mr. Mayer 12', 'Mr. Mayer', ['Mr. Mayer', '12']],
  ] as const;
  for (const [text, asWideAs, lines] of cases)
    it(`“${text}” is set as ${lines.map((line) => `“${line}”`).join(', ')}`, () =>
      expect(linesOf(text, asWideAs)).to.deep.equal(lines));

  it('a title of two lines has no word alone on the second', () => {
    const title = 'Deliveries of the notice by network and week, May 13 to June 5, 2014 (synthetic)';
    const lines = evenLines(plain(title, face), SIZE, textWidth(face, SIZE, title) * 0.9);
    expect(lines).to.have.length(2);
    const [first = 0, second = 0] = lines.map(({ width }) => width);
    expect(Math.abs(first - second)).to.be.below(textWidth(face, SIZE, 'synthetic'));
    expect(evenLines(plain('One line', face), SIZE, 400)).to.deep.equal(
      breakLines(plain('One line', face), SIZE, 400),
    );
  });

  it('what is wider than the line is parted all the same, at its blanks first', () => {
    expect(linesOf('June 6, 2014', 'June 6')).to.deep.equal(['June', '6,', '2014']);
    expect(linesOf('Exhibit 3', 'Exhib')).to.have.length.greaterThan(1);
  });
});
