import { expect } from 'chai';
import { quotedInside } from '../../src/demands/demand.js';

const cases = [
  ['stop saying “fast”', 'stop saying ‘fast’'],
  ['stop saying "fast" and "slow"', 'stop saying ‘fast’ and ‘slow’'],
  ['a screen of 5" only', 'a screen of 5" only'],
  ['stop', 'stop'],
] as const;

describe('words inside quotation marks', () => {
  for (const [words, shown] of cases) it(words, () => expect(quotedInside(words)).to.equal(shown));
});
