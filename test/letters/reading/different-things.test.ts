import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the words of a letter, how many demands they make, and how many places say one again. */
const cases = [
  ['numbers', 'You must pay our invoice 1041 in full. You must pay our invoice 1042 in full.', 2, 0],
  [
    'days',
    'Remove the defamatory post of 3 May from your website. We require you to remove the defamatory post of 9 June from your website.',
    2,
    0,
  ],
  [
    'people',
    'Please send us the signed statement of Mr. Hall. Please send us the signed statement of Mr. Hale.',
    2,
    0,
  ],
  [
    'numbers behind one without',
    'You must pay the invoice in full to our client. You must pay invoice 1041 in full to our client. You must pay invoice 1042 in full to our client.',
    2,
    1,
  ],
  [
    'nothing but the time',
    'You must pay invoice 1041 by December 4, 2026.\n\nAgain, you must pay invoice 1041 by December 11, 2026.',
    1,
    1,
  ],
] as const;

describe('demands for things that differ in', () => {
  for (const [shows, words, count, again] of cases)
    it(shows, () => {
      const { demands } = readLetter(`November 20, 2026\n\nDear Sirs,\n\n${words}\n\nYours faithfully,\n`);
      expect(demands.map(({ quote }) => quote)).to.have.length(count);
      expect(demands.flatMap(({ alsoAt }) => alsoAt)).to.have.length(again);
    });
});
