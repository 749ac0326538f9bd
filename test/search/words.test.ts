import { expect } from 'chai';
import { inContext, likePattern, wordsOf } from '../../src/search/words.js';

describe('the words of a search', () => {
  const CASES = [
    ['each once', 'note  note method', ['note', 'method']],
    ['in quotes they stand together', 'a "five days" b', ['a', 'five days', 'b']],
    ['curly quotes too', '“five  days”', ['five days']],
    ['an open quote is a character', 'say "five', ['say', '"five']],
    ['nothing', '   ', []],
    ['at most eight', '1 2 3 4 5 6 7 8 9', ['1', '2', '3', '4', '5', '6', '7', '8']],
  ] as const;
  for (const [shows, typed, words] of CASES) it(shows, () => expect(wordsOf(typed)).to.deep.equal(words));

  it('signs of the pattern stand for themselves', () => {
    expect(likePattern('50%_\\X')).to.equal('%50\\%\\_\\\\x%');
  });

  it('context begins and ends at words, hits do not overlap', () => {
    const text = `${'before '.repeat(30)}the needle here${' after'.repeat(80)}`;
    const pieces = inContext(text, ['needle', 'need', 'the needle']);
    expect(pieces.filter(({ isHit }) => isHit).map(({ text: hit }) => hit)).to.deep.equal(['the needle']);
    expect(pieces[0]?.text).to.equal('… ');
    expect(pieces.at(-1)?.text).to.equal(' …');
    const shown = pieces.map((piece) => piece.text).join('');
    expect(shown).to.match(/^… before .* after …$/);
  });
});
