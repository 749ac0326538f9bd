import { expect } from 'chai';
import fc from 'fast-check';
import {
  batesNumbers,
  batesPrefixProblem,
  batesProblem,
  formatBates,
  rangesOverlap,
} from '../../../src/bundles/building/bates.js';

describe('Bates numbers', () => {
  for (const [prefix, isGood] of [
    ['NFLX', true],
    ['NFLX-', true],
    ['AB_CD', true],
    ['N', false],
    ['NFLX/A', false],
    ['NF LX', false],
    ['nflx', false],
    ['-NFLX', false],
    ['NFLXNFLXN', false],
    ['NF..', false],
    ['ŃFLX', false],
  ] as const)
    it(`the prefix “${prefix}” is ${isGood ? 'taken' : 'refused'}`, () =>
      expect(batesPrefixProblem(prefix) === null).to.equal(isGood));

  for (const [start, digits, words] of [
    [1, 6, null],
    [0, 6, 'start at 1'],
    [1.5, 6, 'start at 1'],
    [1, 3, '4 to 10'],
    [1, 11, '4 to 10'],
    [10000, 4, 'does not fit'],
  ] as const)
    it(`a start of ${start} in ${digits} digits: ${words ?? 'fine'}`, () => {
      const problem = batesProblem({ prefix: 'NFLX', start, digits });
      if (words === null) expect(problem).to.equal(null);
      else expect(problem).to.include(words);
    });

  it('are zero-padded without a space', () => expect(formatBates('NFLX', 1, 6)).to.equal('NFLX000001'));

  it('that outgrow their width are an error, never a longer number', () =>
    expect(() => formatBates('NFLX', 10_000, 4)).to.throw(RangeError, 'NFLX10000'));

  it('follow one another, all of one width, none twice', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 1, max: 900 }), (first, count) => {
        const numbers = batesNumbers({ prefix: 'AB', start: 1, digits: 6 }, first, count);
        expect(new Set(numbers).size).to.equal(count);
        expect([...numbers].sort()).to.deep.equal(numbers);
      }),
    ));

  it('two ranges clash only within one prefix', () => {
    const range = { prefix: 'AB', first: 5, last: 9, digits: 6 };
    expect(rangesOverlap(range, { ...range, first: 9, last: 12 })).to.equal(true);
    expect(rangesOverlap(range, { ...range, first: 10, last: 12 })).to.equal(false);
    expect(rangesOverlap(range, { ...range, prefix: 'CD' })).to.equal(false);
  });
});
