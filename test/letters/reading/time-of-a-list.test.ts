import { expect } from 'chai';
import { limitWords } from '../../../src/letters/reading/limit-words.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const REPLY = 'by Fri 15 Jan 2027';
const FOURTH = 'by Fri 4 Dec 2026';

/** What it shows, the words after “Dear Sirs” of a letter of 20 November 2026, and how each demand begins, with its limit. */
const cases: readonly (readonly [string, string, readonly (readonly [string | null, string])[]])[] = [
  [
    'the time in front of a list, not that of an acknowledgment',
    'Within fifteen (15) calendar days after you receive this notice, Marlow must (i) provide the full ledger of sales, (ii) furnish copies of each invoice, and (iii) refund $112,400 to our client.\n\nWe reserve all rights.\n\nYour acknowledgment is due on or before January 15, 2027 at noon.',
    [
      ['15 calendar days from receipt', 'provide the full'],
      ['15 calendar days from receipt', 'furnish copies'],
      ['15 calendar days from receipt', 'refund $112,400'],
      [`${REPLY}, 12:00`, 'Your acknowledgment'],
    ],
  ],
  [
    'the day in front of a list, not that of the reply',
    'No later than December 4, 2026, Quill is to (1) hand over the keys and (2) vacate the premises. Please respond to this letter by January 15, 2027.',
    [
      [FOURTH, 'hand over'],
      [FOURTH, 'vacate'],
      [REPLY, 'Please respond'],
    ],
  ],
  [
    'a list that hangs on what one party shall do',
    'Within ten days of this letter, Quill shall (a) return the drawings, (b) pay $5,000, and (c) stop using the name.',
    [
      ['10 days from the date on the letter', 'return'],
      ['10 days from the date on the letter', 'pay $5,000'],
      ['10 days from the date on the letter', 'stop using'],
    ],
  ],
  [
    'a name without a comma before it',
    'Within ten days of receipt the Company shall (i) return the drawings and (ii) pay $5,000.',
    [
      ['10 days from receipt', 'return'],
      ['10 days from receipt', 'pay $5,000'],
    ],
  ],
  [
    'a name with others beside it',
    'By December 4, 2026, Marlow & Sons Ltd. and its agents are to (i) return the drawings and (ii) pay $5,000.',
    [
      [FOURTH, 'return'],
      [FOURTH, 'pay $5,000'],
    ],
  ],
  [
    'a list whose front does not say who must',
    'By December 4, 2026, in respect of Quill: (1) hand over the keys and (2) send us the full ledger of sales. Please respond to this letter by January 15, 2027.',
    [
      [FOURTH, 'hand over'],
      [FOURTH, 'send us'],
      [REPLY, 'Please respond'],
    ],
  ],
  [
    'no time from elsewhere where another item of the sentence has one',
    'Quill must (1) send us the full ledger of sales and (2) hand over the keys by December 4, 2026. Please respond to this letter by January 15, 2027.',
    [
      [null, 'send us'],
      [FOURTH, 'hand over'],
      [REPLY, 'Please respond'],
    ],
  ],
  [
    'no time of the list for the sentence behind it',
    'By December 4, 2026, Quill is to (1) hand over the keys and (2) vacate the premises. No further payments are to be made to the agent.\n\nYour acknowledgment is due on or before January 15, 2027.',
    [
      [FOURTH, 'hand over'],
      [FOURTH, 'vacate'],
      [null, 'No further'],
      [REPLY, 'Your acknowledgment'],
    ],
  ],
  [
    'no time of a reply for what is to be done',
    'You must remove the article. Please respond to this letter by January 15, 2027.',
    [
      [null, 'You must remove'],
      [REPLY, 'Please respond'],
    ],
  ],
  [
    'the time of a reply for what the reply gives',
    'Please send us the ledger. Please respond to this letter by January 15, 2027.',
    [
      [REPLY, 'Please send'],
      [REPLY, 'Please respond'],
    ],
  ],
  [
    'no time of an acknowledgment for what is to be sent',
    'Please send us the ledger. Your acknowledgment is due on or before January 15, 2027.',
    [
      [null, 'Please send'],
      [REPLY, 'Your acknowledgment'],
    ],
  ],
  ['no demand in what a lease asks', 'Under the lease, Quill shall (i) return it and (ii) pay $5,000.', []],
];

describe('the time of a list in one sentence', () => {
  for (const [shows, words, expected] of cases)
    it(shows, () => {
      const { demands } = readLetter(`November 20, 2026\n\nDear Sirs,\n\n${words}\n\nYours faithfully,\n`);
      expect(
        demands.map(({ limit, quote }, index) => [
          limit === null ? null : limitWords(limit),
          quote.slice(0, expected[index]?.[1].length),
        ]),
      ).to.deep.equal(expected);
    });
});
