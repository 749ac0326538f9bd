import { expect } from 'chai';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the words of the letter, the kinds proposed, and how many places say one of them again. */
const cases: readonly (readonly [string, string, readonly string[], number])[] = [
  [
    'the same words twice in one sentence',
    'Please send us your insurance details by June 20, 2026, and please send us your insurance details.',
    ['provide-evidence'],
    1,
  ],
  [
    'a sum and its payment',
    'Payment is due by June 20, 2026. You must pay $500 by June 20, 2026.',
    ['pay'],
    1,
  ],
  [
    'a sum and its payment in one sentence',
    'Payment of $5,000 must be made no later than June 20, 2026, and we demand payment of this sum.',
    ['pay'],
    1,
  ],
  [
    'the words of its time left out',
    'You must cease and desist from using the mark. Cease and desist from using the mark by June 20, 2026.',
    ['cease'],
    1,
  ],
  [
    'two sums',
    'You must pay $500 by June 20, 2026. You must also pay $700 by June 20, 2026.',
    ['pay', 'pay'],
    0,
  ],
  [
    'one sum on two days',
    'You must pay $500 by June 20, 2026. Payment must be made by June 30, 2026.',
    ['pay', 'pay'],
    0,
  ],
  [
    'what must not be done, told in several verbs',
    'You must preserve, and not destroy, delete or alter, all documents.',
    ['preserve'],
    0,
  ],
  [
    'what is to be kept and not lost',
    'Please ensure that all documents are preserved and that no documents are destroyed.',
    ['preserve', 'preserve'],
    0,
  ],
  ['what is to come down', 'Please ensure that the page is taken down by June 20, 2026.', ['remove'], 0],
  ['what nobody is to use', 'Please make sure that the mark is not used again.', ['cease'], 0],
];

describe('one thing that is asked for twice:', () => {
  for (const [shows, words, kinds, again] of cases)
    it(shows, () => {
      const { demands } = readLetter(`June 3, 2026\n\nDear Sirs,\n\n${words}\n\nYours faithfully,\n`);
      expect(demands.map(({ kind }) => kind)).to.deep.equal(kinds);
      expect(demands.flatMap(({ alsoAt }) => alsoAt)).to.have.length(again);
    });
});
