import { expect } from 'chai';
import { limitWords } from '../../../src/letters/reading/limit-words.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the words of the letter, and of each demand how it begins, its kind and its time. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'money that is expected',
    'Harbor expects reimbursement of $4,200 for the survey by June 20, 2026.',
    ['Harbor expects: pay, by Sat 20 Jun 2026'],
  ],
  [
    'the return of a thing that is expected',
    'We expect the return of our moulds.',
    ['We expect: other, none'],
  ],
  ['what is expected to come about', 'We expect removal of the tariffs to help everyone.', []],
  ['what is kept intact', 'All server logs shall be kept intact.', ['All server logs: preserve, none']],
  ['evidence that is kept', 'Evidence must be kept safe.', ['Evidence must: preserve, none']],
  [
    'what must not be disposed of',
    'Relevant records must not be disposed of.',
    ['Relevant records: preserve, none'],
  ],
  ['what must not be destroyed', 'The samples must not be destroyed.', ['The samples: preserve, none']],
  ['what may not be altered', 'The devices may not be wiped or altered.', ['The devices: preserve, none']],
  ['nothing that may be lost', 'No document may be destroyed.', ['No document: preserve, none']],
  ['what a law says of keeping', 'Under the Act, records must not be destroyed.', []],
  ['what people of a kind must keep', 'Parties must not be destroyed by costs.', []],
  [
    'a page that must not be published',
    'The photograph must not be published.',
    ['The photograph: cease, none'],
  ],
];

describe('ways of asking that were passed over:', () => {
  for (const [shows, words, wanted] of cases)
    it(shows, () => {
      const { demands } = readLetter(`June 3, 2026\n\nDear Sirs,\n\n${words}\n\nYours faithfully,\n`);
      const said = demands.map(({ quote, kind, limit }, index) => {
        const beginning = wanted[index]?.split(':')[0] ?? '';
        const begins = quote.startsWith(beginning) ? beginning : quote;
        return `${begins}: ${kind}, ${limit === null ? 'none' : limitWords(limit)}`;
      });
      expect(said).to.deep.equal(wanted);
    });
});
