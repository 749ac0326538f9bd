import { expect } from 'chai';
import { limitJson } from '../../../src/letters/reading/letter-json.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What it shows, the words after “Dear Sirs” of a letter of 5 June 2014, and each demand's limit and how it begins. */
const cases: readonly (readonly [string, string, readonly (readonly [string | null, string])[]])[] = [
  [
    'everything asked for below is to be sent by a day',
    'You must send this information to us within 30 days after you receive this request.\n\nProvide the following:\n\n1. A copy of each chart.\n2. A list of all boats.',
    [
      ['30 day', 'You must send'],
      ['30 day', 'A copy'],
      ['30 day', 'A list'],
    ],
  ],
  [
    'a time to say that the time is too short',
    'Please answer these questions by 30 June 2014. If you are unable to meet this date, contact us by 9 June 2014.\n\nPlease name your printer.',
    [
      ['2014-06-30', 'Please answer'],
      ['2014-06-09', 'If you are unable'],
      ['2014-06-30', 'Please name'],
    ],
  ],
  [
    'a time to acknowledge, and one to answer',
    'Please provide a copy of each chart. I understand that you must acknowledge this letter within 5 days and respond to it within 30 days.',
    [['30 day', 'Please provide']],
  ],
  [
    'undertakings to be signed by a day',
    'We invite you to sign the undertakings in the Schedule within 14 days. Our client requires that you:\n\n(i) stop using the name; and\n(ii) pay £90.',
    [
      ['14 day', 'We invite'],
      ['14 day', 'stop using'],
      ['14 day', 'pay £90'],
    ],
  ],
  [
    'the records that were asked for must come by a day',
    'Please furnish a complete copy of the ship log. It is long.\n\nThe records must be provided within 30 days.',
    [
      ['30 day', 'Please furnish'],
      ['30 day', 'The records'],
    ],
  ],
  [
    'a ban beside a time to call',
    'You should not destroy any of the tapes, and you should call me by 9 June 2014.',
    [
      [null, 'You should not'],
      ['2014-06-09', 'you should call'],
    ],
  ],
  [
    'a time after the last item, with what follows if not',
    'You are hereby called upon:\n\na) to hand over the boat;\n\nb) to pay Rs. 900/-; and\n\nc) to pay the cost of this notice,\n\nwithin 15 days from the receipt of this notice, failing which my client will go to court.',
    [
      ['15 day', 'to hand over'],
      ['15 day', 'to pay Rs. 900'],
      ['15 day', 'to pay the cost'],
    ],
  ],
  [
    'a time of the last item alone',
    'You are hereby called upon:\n\na) to hand over the boat; and\n\nb) to pay Rs. 900/- within 15 days from the receipt of this notice.',
    [
      [null, 'to hand over'],
      ['15 day', 'to pay Rs. 900'],
    ],
  ],
  [
    'what was promised by a day is no time to act',
    'You must return the tapes. The plan promised by 14 May 2014 has not been received.',
    [[null, 'You must return']],
  ],
  [
    'to keep a thing has no end, whatever else has one in the sentence',
    'We ask that you meet our staff no later than 15 June 2014, and that you preserve all letters about the pier.',
    [
      ['2014-06-15', 'We ask'],
      [null, 'that you preserve'],
    ],
  ],
  [
    'a ban that has its own end',
    'Please reply within 7 days. Do not sell the boat until we have seen it.',
    [
      ['7 day', 'Please reply'],
      [null, 'Do not sell'],
    ],
  ],
  [
    'a default to be cured in time',
    'You have ten (10) days from receipt of this notice to cure the said default. To cure, you must:\n\na. pay £90; and\n\nb. return the keys.\n\nPlease confirm by 9 June 2014 that you mean to cure.',
    [
      ['10 day', 'You have ten'],
      ['10 day', 'pay £90'],
      ['10 day', 'return the keys'],
      ['2014-06-09', 'Please confirm'],
    ],
  ],
  [
    'a time set for items by their letters',
    'We demand that you:\n\nA. stop using the name;\n\nB. return the tapes; and\n\nC. pay £900.\n\nThe items at B and C are due at our office by noon on 12 June 2014.',
    [
      [null, 'stop using'],
      ['2014-06-12 12:00', 'return'],
      ['2014-06-12 12:00', 'pay'],
    ],
  ],
  [
    'a time set for the items of a numbered paragraph, by a range',
    '1. Please stop.\n\n2. We ask that your client:\n\n(a) name the printer;\n\n(b) return the plates; and\n\n(c) pay £50.\n\n3. We suggest that steps (a) to (b) be taken by 20 June 2014.',
    [
      [null, 'Please stop'],
      ['2014-06-20', 'name the printer'],
      ['2014-06-20', 'return the plates'],
      [null, 'pay £50'],
    ],
  ],
  [
    'the time of an answer about one thing is no time for the rest',
    'You must return the tapes. You should tell us by 9 June 2014 the name of your insurer.',
    [
      [null, 'You must return'],
      ['2014-06-09', 'You should tell'],
    ],
  ],
  [
    'what a law gives people of a kind is no time limit',
    'You must return the tapes. A tenant must answer within 30 days. The Act says that replies come within 9 days.',
    [[null, 'You must return']],
  ],
  [
    'an end to destruction has no end',
    'Please reply within 7 days. You must preserve all e-mail about the tapes.',
    [
      ['7 day', 'Please reply'],
      [null, 'You must preserve'],
    ],
  ],
  [
    'questions below, and one to be answered sooner',
    'Please answer the questions below by 30 June 2014.\n\nQuestion 1\n\nHow many tapes were sold?\n\nQuestion 2\n\nWhen were they made?\n\nYou should tell us by 9 June 2014 the name of your contact.',
    [
      ['2014-06-30', 'Please answer'],
      ['2014-06-30', 'How many'],
      ['2014-06-30', 'When were'],
      ['2014-06-09', 'You should tell'],
    ],
  ],
  [
    'a further sentence of an item keeps the time of the list',
    'Please do the following by 30 June 2014:\n\n1. Return the tapes. If none is left, say so in writing.',
    [
      ['2014-06-30', 'Return'],
      ['2014-06-30', 'If none'],
    ],
  ],
  [
    'the sentence that follows names the time',
    'You must pay the fee of £90. Payment is due within 14 days.',
    [['14 day', 'You must pay']],
  ],
  [
    'what may be asked of the writer in time is no time for the demands',
    'You must return the tapes. Any petition to modify this demand must be filed within 20 days. The Act requires a school to answer within 45 days.',
    [[null, 'You must return']],
  ],
  [
    'a time called enough',
    'My client requires:\n\n(i) copies of all accounts; and\n(ii) the return of the tapes.\n\nI suggest that 28 days from the date of this letter is ample time.',
    [
      ['28 day', 'copies'],
      ['28 day', 'the return'],
    ],
  ],
  [
    'a return date',
    'You are directed to:\n\n1. Identify each printer.\n2. Describe the tapes.\n\nThe return date is 20 June 2014.',
    [
      ['2014-06-20', 'Identify'],
      ['2014-06-20', 'Describe'],
    ],
  ],
  [
    'a time in another asking of the sentence',
    'We would be grateful if you would let us have evidence of the sale, and we ask that you pay £90 by 20 June 2014.',
    [
      [null, 'We would be grateful'],
      ['2014-06-20', 'we ask that you pay'],
    ],
  ],
  [
    'an item with its own time says nothing of the others',
    'We ask you to:\n\n- return the tapes;\n- tell us, within 5 working days of receipt of this request, the number sold;\n- burn the labels.',
    [
      [null, 'return'],
      ['5 business-day', 'tell us'],
      [null, 'burn'],
    ],
  ],
  [
    'a time after the list',
    'We call upon you:\n\na) To pay £900;\nb) To return the tapes;\n\nwithin a period of 9 days from the receipt of this notice, failing which my client will sue.',
    [
      ['9 day', 'To pay'],
      ['9 day', 'To return'],
    ],
  ],
  [
    'what was just asked for, with its time',
    'Our client also requests his whole file. By statute these must reach him within 30 days.',
    [['30 day', 'Our client']],
  ],
  [
    'a reply hoped for is no time to act',
    'We call on you to close the shop. We look forward to receiving your reply by 20 June 2014.',
    [
      [null, 'We call'],
      ['2014-06-20', 'We look'],
    ],
  ],
  [
    'an hour written as a run',
    'Please reply by 1700 hours on 12 June 2014.',
    [['2014-06-12 17:00', 'Please']],
  ],
  ['close on a day of the week', 'Please pay £9 by close on Thursday.', [['2014-06-12', 'Please pay']]],
  [
    'an hour of another zone',
    'Please pay £9 by 5.00 p.m. (CET) on 12 June 2014.',
    [['2014-06-12 17:00', 'Please']],
  ],
  ['a colon before the day', 'Please reply by: 12 June 2014.', [['2014-06-12', 'Please reply']]],
  ['over so many days', 'Please pay £90 over the next 14 days.', [['14 day', 'Please pay']]],
  ['right away', 'Please return the tapes right away.', [['0 day', 'Please return']]],
];

describe('the time a letter sets elsewhere', () => {
  for (const [shows, words, expected] of cases)
    it(shows, () => {
      const { demands } = readLetter(`5 June 2014\n\nDear Sirs\n\n${words}\n\nYours faithfully\n\nFirm One`);
      expect(demands.slice(0, expected.length).map((one) => limitOf(one.limit))).to.deep.equal(
        expected.map(([limit]) => limit),
        demands.map((one) => one.quote).join(' / '),
      );
      for (const [index, [, begins]] of expected.entries())
        expect(demands[index]?.quote.startsWith(begins), demands[index]?.quote).to.equal(true);
    });
});

function limitOf(limit: Parameters<typeof limitJson>[0] | null): string | null {
  if (limit === null) return null;
  if ('isUnread' in limit) return `not read: ${limit.text}`;
  if ('date' in limit) return limit.time === null ? limit.date : `${limit.date} ${limit.time}`;
  return `${limit.count} ${limit.unit}`;
}
