import { expect } from 'chai';
import { unprintableIn } from '../../src/demands/unprintable.js';

describe('what cannot be printed in a quotation', () => {
  for (const [words, number, where] of [
    ['that the NK\u000240 overheats', 'U+0002', 'after “that the NK”'],
    ['\ufffdwords', 'U+FFFD', 'at their beginning'],
    ['of all the things that they say we said \uf0b7 stop', 'U+F0B7', 'after “…that they say we said”'],
    ['a\u0085b', 'U+0085', 'after “a”'],
  ] as const)
    it(`is named with its place: ${number}`, () =>
      expect(unprintableIn(words)).to.include(`(${number}), ${where}: write what the letter shows there`));

  for (const words of ['NK-40 “overheats”\r\nin\tuse', 'Ærøskøbing – 東京 😀', ''])
    it(`is not ${JSON.stringify(words)}`, () => expect(unprintableIn(words)).to.equal(null));
});
