import { expect } from 'chai';
import { readingsOf } from '../../../src/deadlines/counting/readings.js';
import { limitText, NO_LIMIT } from '../../../src/demands/demand.js';
import { limitColumns } from '../../../src/letters/proposed-demand.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';
import { daysMeant, heldBefore, letterWith, limitWith, type Place } from './limits-by-hand.js';

// A letter dated Thursday 4 June 2026, received on Friday 5 June. Worked out by hand: of 2026, 19 June and 3 July are
// holidays in the United States and none in England; 1, 8, 15, 22 and 29 June are Mondays.
const WEEK = '06-10 06-11 06-12 06-15 06-16'; // “7 days”, from receipt or the letter’s date, business days too
const WEEK_FROM_RECEIPT = '06-11 06-12 06-16';
const WEEK_FROM_LETTER = '06-10 06-11 06-15';

const phrases: readonly (readonly [Place, string, string])[] = [
  // several days named
  ['england', 'by 10 or 12 June', '06-10 06-12'],
  ['england', 'by 10 or 12 June 2026', '06-10 06-12'],
  ['england', 'by 7-9 June 2026', '06-07 06-09'],
  ['england', 'by 7 – 9 June', '06-07 06-09'],
  ['england', 'by 7 to 9 June', '06-07 06-09'],
  ['england', 'by 9 June (or 7 June)', '06-07 06-09'],
  ['england', 'by 12 June or 10 June 2026', '06-10 06-12'],
  ['england', 'by 10 June or, at the latest, 12 June 2026', '06-10 06-12'],
  ['england', 'by Wednesday 10 or Friday 12 June 2026', '06-10 06-12'],
  ['england', 'on or before 10/12 June 2026', '06-10 06-12'],
  ['england', 'between 9 and 11 June 2026', '06-09 06-11'],
  ['private', 'by June 10 or 12, 2026', '06-10 06-12'],
  ['private', 'by June 10 or June 12, 2026', '06-10 06-12'],
  ['private', 'no later than June 9-11, 2026', '06-09 06-11'],
  ['private', 'by 5:00 p.m. on June 10 or 12', '06-10 06-12'],
  ['england', 'by 30 or 31 June 2026', '06-30'],
  ['england', 'by 1/7 or 2/7/2026', '07-01 07-02'],
  ['england', 'by 10 June 2026 or, failing that, by 12 June 2026', '06-10 06-12'],
  ['england', 'by June 10 to 9 Quay Street', '06-10'],
  // hours
  ['private', 'within 72 h', '06-07 06-08'],
  ['private', 'within 48 hrs', '06-06 06-07'],
  ['private', 'You have 72 hrs to return the tapes.', '06-07 06-08'],
  ['private', 'within 48hrs of receipt', '06-07'],
  ['private', 'within 24h of receipt', '06-06'],
  ['private', 'within forty-eight (48) hours of receipt', '06-07'],
  ['private', 'within seventy-two (48) hours of receipt of this letter', '06-07 06-08'],
  // parts and sums
  ['private', 'within 1.5 weeks', '06-13 06-14 06-15 06-16'],
  ['private', 'within a week and a half of receipt', '06-14 06-15 06-16'],
  ['private', 'within one and a half weeks of the date of this letter', '06-13 06-14 06-15'],
  ['england', 'within a fortnight', '06-17 06-18 06-19'],
  ['england', 'within a fortnight of the date of this letter', '06-17 06-18'],
  ['england', 'within one month and a day of receipt', '07-05 07-06'],
  ['england', 'within two weeks and three days of the date of this letter', '06-20 06-21'],
  ['england', 'within one calendar month of the date of this letter', '07-03 07-04'],
  ['england', 'within six weeks from today’s date', '07-15 07-16'],
  // ways of saying “by”
  ['england', 'not after 20 June 2026', '06-20'],
  ['england', 'at the latest 20 June 2026', '06-20'],
  ['england', 'latest by 20 June 2026', '06-20'],
  ['england', 'by 20 June 2026 latest', '06-20'],
  ['england', 'at latest by 20 June 2026', '06-20'],
  ['england', 'no later than the 20th inst.', '06-20'],
  ['england', 'by the 3rd prox.', '07-03'],
  ['england', 'by the 15th of next month', '07-15'],
  ['england', 'by 20 6 2026', '06-20'],
  ['england', 'by 20.6.26', '06-20'],
  ['england', 'by 12/06', '06-12 12-06'],
  ['private', 'by 7/8/2026', '07-08 08-07'],
  ['england', 'by 07.08.26', '07-08 08-07'],
  ['england', 'The cheque is to be received by us on or before 12 June 2026.', '06-12'],
  ['england', 'Your cheque is to reach us by 12 June 2026.', '06-12'],
  ['england', 'The tapes must be in our hands by 12 June 2026.', '06-12'],
  ['england', 'Kindly let us have the tapes by 12 June 2026.', '06-12'],
  ['england', 'You have until 4pm on 12 June 2026 to return the tapes.', '06-12'],
  ['england', 'You have up to and including 12 June 2026 to return the tapes.', '06-12'],
  ['private', 'on or prior to June 12, 2026', '06-12'],
  ['private', 'prior to June 12, 2026', '06-11'],
  ['private', 'before the close of business on June 12, 2026', '06-12'],
  ['private', 'by 12 midnight on June 12, 2026', '06-11 06-12'],
  ['private', 'no later than 5:00 PM EST, Friday, June 12, 2026', '06-12'],
  ['private', 'by the fifteenth (15th) day of June 2026', '06-15'],
  // one time said in two ways
  ['england', 'within 7 days (i.e. five business days) of receipt', WEEK_FROM_RECEIPT],
  ['england', 'within 7 days, i.e. five business days, of receipt', WEEK_FROM_RECEIPT],
  ['england', 'within 7 business days (5 days) of receipt', '06-09 06-10 06-12 06-15 06-16'],
  ['private', 'within two weeks (10 business days) of receipt', '06-18 06-19 06-22'],
  ['england', 'within 14 days, i.e. by 18 June 2026', '06-17 06-18 06-19 06-24 06-25'],
  [
    'england',
    'within 28 days and in any event no later than 19 June 2026',
    '06-19 07-01 07-02 07-03 07-14 07-15',
  ],
  [
    'england',
    'by 19 June 2026 or within 7 days of receipt, whichever is the earlier',
    '06-11 06-12 06-16 06-19',
  ],
  ['england', 'within 10 days - by 12 June at the latest', '06-12 06-13 06-14 06-15 06-18 06-19'],
  ['england', 'within 7 days, that is by 9 June 2026', `06-09 ${WEEK}`],
  ['private', 'within ten days (June 17)', '06-13 06-14 06-15 06-17 06-18 06-22'],
  // two acts, one time
  ['private', 'The response must be filed and served by June 12, 2026.', '06-12'],
  ['england', 'Your evidence must be filed and served by 12 June 2026.', '06-12'],
  ['england', 'You are to file and serve your evidence by 4.00 pm on 12 June 2026.', '06-12'],
  [
    'federal',
    'You must serve and file your answer within 21 days after service of this notice.',
    '06-24 06-25 06-26 07-07 07-08',
  ],
  // words for days
  ['private', 'by the end of next week', '06-12 06-14'],
  ['private', 'by the end of this week', '06-05 06-07'],
  ['private', 'by close of business next Friday', '06-05 06-12'],
  ['england', 'by Friday week', '06-12'],
  ['ireland', 'by Monday next', '06-08 06-15'],
  ['private', 'by the next business day', '06-05 06-08'],
  ['england', 'by return of post', 'at once'],
  ['england', 'by return', 'at once'],
  ['england', 'forthwith and in any event within 7 days', WEEK],
  ['england', 'immediately and in any event by 4pm on 12 June 2026', '06-12'],
  // counts under each set of rules
  ['private', 'within 14 days of the date hereof, time being of the essence', '06-17 06-18 06-25'],
  ['england', 'within 14 days hereof', '06-17 06-18 06-24'],
  ['england', 'within the next seven days', WEEK],
  ['england', 'within seven days from the date of receipt by you of this letter', WEEK_FROM_RECEIPT],
  ['england', 'not later than seven days after the date on which you receive this letter', WEEK_FROM_RECEIPT],
  ['england', 'within 7 days of the date above', WEEK_FROM_LETTER],
  ['england', 'within 7 days of the above date', WEEK_FROM_LETTER],
  ['england', 'within 3 working days of the date of this letter', '06-08 06-09'],
  ['england', 'within 28 days of the date of this letter', '07-01 07-02 07-14'],
  ['private', 'in not more than 10 days', '06-13 06-14 06-15 06-18 06-22'],
  ['private', 'within ten days after receipt hereof', '06-14 06-15 06-22'],
  ['private', 'within ten (10) days of your receipt of same', '06-14 06-15 06-22'],
  ['federal', 'within 21 days of the date of this letter', '06-24 06-25 07-07'],
  ['federal', 'within 10 business days of receipt', '06-18 06-22'],
  ['california', 'within five court days of receipt', '06-11 06-12'],
  ['california', 'within 10 business days from the date of this letter', '06-17 06-18'],
  ['california', 'within thirty (30) days of service of this demand', '07-03 07-04 07-05 07-20 07-21'],
];

describe('time limits of letters, each day worked out by hand', () => {
  for (const [place, words, days] of phrases)
    it(`${place}: ${words}`, () => {
      expect(daysMeant(place, words)).to.equal(days);
    });

  it('holds no later day before the review than the earliest of them', () => {
    for (const [place, words, days] of phrases.filter(([, , means]) => means !== 'at once'))
      expect(heldBefore(place, words) <= days.slice(0, 5), `${words}: ${heldBefore(place, words)}`).to.equal(
        true,
      );
  });

  it('holds no day for what is told', () => {
    for (const words of [
      'Party B read the latest 10 July report.',
      'It lasted no more than a year and a half ago.',
      'In a year and a half our client lost £5.',
      'It was shown for three days (10 July 2026).',
      'The letters sent between 9 and 11 August 2026 are missing.',
    ])
      expect(heldBefore('england', words), words).to.equal('none');
    expect(heldBefore('england', 'You have one week and two days to pay.')).to.equal('06-12');
  });

  it('says beside a limit what else its words say', () => {
    const shown = (place: Place, words: string): string => {
      const [one] = readLetter(letterWith(place, words)).demands;
      return limitText({ ...NO_LIMIT, ...limitColumns(one?.limit ?? null) });
    };
    for (const [words, text] of [
      ['by 10 or 12 June 2026', 'by Wed 10 Jun 2026; the words may mean Fri 12 Jun 2026 too'],
      ['by 5/11/2026', 'by Thu 5 Nov 2026; the words may mean Mon 11 May 2026 too'],
      ['by 19 June', 'by Fri 19 Jun 2026; the words leave the year out'],
      ['by Friday', 'by Fri 5 Jun 2026'],
      ['within one month and a day of receipt', '1 month and 1 day, from receipt'],
      [
        'within a week and a half of receipt',
        '10 calendar days, from receipt; “a week and a half” comes to a half more than 10, each is counted',
      ],
      [
        'within 7 days (i.e. five business days) of receipt',
        '7 days, from receipt; the words say “7 days (i.e. five business days)”, each is counted',
      ],
      [
        'within 28 days and in any event no later than 19 June 2026',
        '28 days, start not said; “no later than 19 June 2026” is named beside it and counted too',
      ],
      [
        'forthwith and in any event within 7 days',
        '7 days, start not said; “forthwith” asks for a decision too',
      ],
      ['within 28 days', '28 days, start not said'],
    ] as const)
      expect(shown('england', words)).to.equal(text);
  });

  it('says of each reading what made it, and no number twice', () => {
    const whys = (place: Place, words: string): string[] => {
      const { limit, facts } = limitWith(place, words);
      return limit === null ? [] : readingsOf(limit, facts).readings.map(({ why }) => why);
    };
    expect(whys('private', 'within seventy-two (48) hours of receipt')[0]).to.equal(
      '48 elapsed hours from the end of the day of receipt, Fri 5 Jun 2026, its hour not known; figure and word differ: the words say both 72 and 48',
    );
    expect(whys('england', 'by 10 or 12 June 2026')).to.deep.equal([
      'one of the days that “10 or 12 June 2026” names (the day named)',
      'one of the days that “10 or 12 June 2026” names (the day named)',
    ]);
    expect(whys('england', 'by 5/11/2026')).to.deep.equal([
      '“5/11/2026” read with the day first (the day named); “5/11/2026” read with the month first it is Mon 11 May 2026, which was past when the letter was written',
    ]);
  });
});
