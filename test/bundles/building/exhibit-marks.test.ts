import { expect } from 'chai';
import { exhibitMark, freeMarks } from '../../../src/bundles/building/exhibit-marks.js';

describe('exhibit marks', () => {
  for (const [nth, letters, numbers] of [
    [1, 'A', '1'],
    [2, 'B', '2'],
    [26, 'Z', '26'],
    [27, 'AA', '27'],
    [52, 'AZ', '52'],
    [53, 'BA', '53'],
    [702, 'ZZ', '702'],
    [703, 'AAA', '703'],
  ] as const)
    it(`the exhibit ${nth} is ${letters} or ${numbers}`, () => {
      expect(exhibitMark(nth, 'letters')).to.equal(letters);
      expect(exhibitMark(nth, 'numbers')).to.equal(numbers);
    });

  it('a mark that is taken is not given again', () => {
    const free = freeMarks('letters', new Set(['A', 'C']));
    expect([free.next().value, free.next().value]).to.deep.equal(['B', 'D']);
  });
});
