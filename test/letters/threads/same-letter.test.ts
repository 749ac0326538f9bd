import { expect } from 'chai';
import { isCopyOf } from '../../../src/letters/threads/same-letter.js';

const letter = (number: string, state: 'unreviewed' | 'reviewed', at = '2014-06-05') => ({
  id: number,
  number,
  state,
  loggedAt: `${at}T10:00:00.000Z`,
});

describe('which of two letters that are the same is the copy', () => {
  const cases = [
    // what it shows                       this one                            the other                            is the copy
    ['the later one', letter('L-2', 'unreviewed', '2014-06-06'), letter('L-1', 'unreviewed'), true],
    ['not the earlier one', letter('L-1', 'unreviewed'), letter('L-2', 'unreviewed', '2014-06-06'), false],
    [
      'of one moment the one with the later number',
      letter('L-10', 'reviewed'),
      letter('L-9', 'reviewed'),
      true,
    ],
    ['the one nobody worked on', letter('L-1', 'unreviewed'), letter('L-2', 'reviewed', '2014-06-06'), true],
    ['not the one worked on', letter('L-2', 'reviewed', '2014-06-06'), letter('L-1', 'unreviewed'), false],
  ] as const;
  for (const [shows, one, other, isCopy] of cases)
    it(shows, () => {
      expect(isCopyOf(one, other)).to.equal(isCopy);
      expect(isCopyOf(other, one)).to.equal(!isCopy);
    });
});
