import { expect } from 'chai';
import { paperDate } from '../../../src/bundles/building/paper-date.js';

describe('a date on paper', () => {
  const cases = [
    ['2014-06-09', 'letter', 'June 9, 2014'],
    ['2014-06-09', 'a4', '9 June 2014'],
    ['2014-12-31', 'letter', 'December 31, 2014'],
  ] as const;
  for (const [date, paper, shown] of cases)
    it(`${date} on ${paper === 'letter' ? 'US Letter' : 'A4'} is ${shown}`, () =>
      expect(paperDate(date, paper)).to.equal(shown));
});
