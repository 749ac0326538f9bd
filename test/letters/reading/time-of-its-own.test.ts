import { expect } from 'chai';
import { limitWords } from '../../../src/letters/reading/limit-words.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const BY = 'by Sat 20 Jun 2026';

/** What it shows, the words of the letter, and of each demand how it begins, its kind and its time. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a threat that names the day to comply by, where nothing else does',
    'Your sign copies ours. If you do not comply by June 20, 2026, we will file suit.',
    [`If you do not comply: other, ${BY}`],
  ],
  [
    'the same beside a demand of an earlier day',
    'You must pay $500 by June 10, 2026. If you do not comply by June 20, 2026, we will file suit.',
    ['You must pay: pay, by Wed 10 Jun 2026', `If you do not comply: other, ${BY}`],
  ],
  [
    'the same beside a demand that keeps no time',
    'You must preserve all logs. Unless you cure within 10 days of this letter, we will sue.',
    ['You must preserve: preserve, none', 'Unless you cure: other, 10 days from the date on the letter'],
  ],
  [
    'once where a demand of that day stands',
    'You must pay $500 by June 20, 2026. If you do not comply by June 20, 2026, we will file suit.',
    [`You must pay: pay, ${BY}`],
  ],
  [
    'once where the demand takes it',
    'You must remove the page. If you do not comply by June 20, 2026, we will file suit.',
    [`You must remove: remove, ${BY}`],
  ],
  ['not the day of what they will do', 'If you do not comply, we will file suit by June 20, 2026.', []],
  [
    'a deadline for cure that stands alone',
    'The deadline for cure is June 20, 2026.',
    [`The deadline: other, ${BY}`],
  ],
  [
    'a deadline for cure, taken by what is to be cured',
    'You must repair the roof. The deadline for cure is June 20, 2026.',
    [`You must repair: other, ${BY}`],
  ],
  [
    'the end of a period to cure',
    'The cure period expires on June 20, 2026.',
    [`The cure period: other, ${BY}`],
  ],
  [
    'a deadline for an answer',
    'Response deadline: June 20, 2026.',
    [`Response deadline: respond-or-confirm, ${BY}`],
  ],
  [
    'a deadline for payment, taken by the payment alone',
    'You must pay the rent. You must remove the sign. The deadline for payment is June 20, 2026.',
    [`You must pay: pay, ${BY}`, 'You must remove: remove, none'],
  ],
  ['a deadline that is their own', 'The deadline for filing an appeal is June 20, 2026.', []],
  ['a deadline that is gone', 'The deadline for cure was June 1, 2026.', []],
];

describe('a time that stands in a sentence of its own:', () => {
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
