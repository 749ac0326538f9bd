import { expect } from 'chai';
import { earliestMeaning } from '../../../src/deadlines/counting/earliest-meaning.js';
import { findTimeLimits } from '../../../src/deadlines/counting/find-time-limit.js';
import { readingsOf, type LimitWords } from '../../../src/deadlines/counting/readings.js';

// A letter dated Thursday 5 June 2014, received on Friday 6 June.
const facts = { letterDate: '2014-06-05', receivedOn: '2014-06-06' };

const phrases: readonly (readonly [words: string, means: string, earliest: string | null])[] = [
  ['within five (5) days', '5 day from nothing said', '2014-06-09'],
  ['within 5 to 7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within five (5) to seven (7) days of the date of this letter', '5 day from letter-date', '2014-06-09'],
  [
    'between five (5) and seven (7) days from the date of this letter',
    '5 day from letter-date',
    '2014-06-09',
  ],
  ['between 5 days and 7 days from receipt', '5 day from receipt', '2014-06-10'],
  ['5 days to 7 days from receipt', '5 day from receipt', '2014-06-10'],
  ['within 5-to-7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within five-to-seven days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5/7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5~7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5 — 7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5 to 7 or 10 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5 but no more than 7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5, at most 7, days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5 or, at the latest, 7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5 and 7 days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 5-7 (five to seven) days of receipt', '5 day from receipt', '2014-06-10'],
  ['within five to seven (5-7) days of receipt', '5 day from receipt', '2014-06-10'],
  ['within five (5 or 7) days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 7 [five] days of receipt', '5 day from receipt', '2014-06-10'],
  ['within seven (i.e. 5) days of receipt', '5 day from receipt', '2014-06-10'],
  ['within 7 days (five) of receipt', '7 day from receipt', '2014-06-10'],
  ['within 7 business days (5 days) of receipt', '7 business-day from receipt', '2014-06-10'],
  ['within twenty-five days', '25 day from nothing said', '2014-06-29'],
  ['within one hundred and twenty (120) days', '120 day from nothing said', '2014-10-02'],
  ['within 3 days or 2 weeks', '3 day from nothing said', '2014-06-07'],
  ['within 5-7 business days of receipt', '5 business-day from receipt', '2014-06-12'],
  ['by Thursday (12 June 2014)', '2014-06-12', '2014-06-12'],
  ['by Thursday next, 12 June 2014', '2014-06-12', '2014-06-12'],
  ['by Thursday - 12 June 2014', '2014-06-12', '2014-06-12'],
  ['by COB 6/13', '2014-06-13', '2014-06-13'],
  ['by 06/12', '2014-06-12|2014-12-06', '2014-06-12'],
  ['by 6/12', '2014-06-12|2014-12-06', '2014-06-12'],
  ['by COB 6/12', '2014-06-12|2014-12-06', '2014-06-12'],
  ['by 5/6', '2014-06-05|2015-05-06', '2014-06-05'],
  ['by 6/6', '2014-06-06', '2014-06-06'],
  ['by 1/3', '2015-01-03|2015-03-01', '2015-01-03'],
  ['no later than 5 p.m. on 6/12', '2014-06-12|2014-12-06 17:00', '2014-06-12'],
  ['no later than 6/12, at 5 p.m.', '2014-06-12|2014-12-06 17:00', '2014-06-12'],
  ['before 6/12', '2014-06-11|2014-12-05', '2014-06-11'],
  ['on 6/12 at the latest', '2014-06-12|2014-12-06', '2014-06-12'],
  ['by 6/10 or 6/12', '2014-06-10|2014-06-12|2014-10-06|2014-12-06', '2014-06-10'],
  ['reduce the number of pages by 6/12', '2014-06-12|2014-12-06', '2014-06-12'],
  ['reduce it by 1/3', 'none', null],
  ['reduced by 1/2', 'none', null],
  ['reduce the rent for the whole of that term by 1/3', 'none', null],
  ['reduce the fee and answer by 1/3', '2015-01-03|2015-03-01', '2015-01-03'],
  ['by 6-12', '2014-06-12|2014-12-06', '2014-06-12'],
  ['by 6–12, at 5 p.m.', '2014-06-12|2014-12-06 17:00', '2014-06-12'],
  ['no later than 5 p.m. on 6-12', '2014-06-12|2014-12-06 17:00', '2014-06-12'],
  ['by 13-6 or we go to court', '2014-06-13', '2014-06-13'],
  ['reduce the fee by 6-12', 'none', null],
  ['by 6-12 per cent', 'none', null],
  ['by 6-12 of them', 'none', null],
  ['answered by 24-7', 'none', null],
  ['on pages 6-12', 'none', null],
  ['by 6/12 of the sum', 'none', null],
  ['by 3/4 of an inch', 'none', null],
  ['by 1/2 per cent', 'none', null],
  ['approved by 2/3 majority', 'none', null],
  ['required by s. 6/12', 'none', null],
  ['stated on page 3/4', 'none', null],
  ['by page 3/4', 'none', null],
  ['answered by 24/7 staff', 'none', null],
  ['by the fifteenth of June 2014', '2014-06-15', '2014-06-15'],
  ['by June fifteenth', '2014-06-15', '2014-06-15'],
  ['by 20JUN2014', '2014-06-20', '2014-06-20'],
  ['by 06-13-2014', '2014-06-13', '2014-06-13'],
  ['by 2014/06/13', '2014-06-13', '2014-06-13'],
  ['Deadline: June 13', '2014-06-13', '2014-06-13'],
  ['on the tenth day after receipt', '10 day from receipt', '2014-06-15'],
  ['on the second page after receipt', 'none', null],
  ['on 5-6 occasions', 'none', null],
  [
    'no later than close of business on the third day following receipt of this letter',
    '3 day from receipt',
    '2014-06-08',
  ],
  ['by 5pm on Friday 3 June', '2015-06-03|2015-06-05 17:00', '2015-06-03'],
  ['one week', 'none', null],
  ['within one week of the date of this letter', '1 week from letter-date', '2014-06-11'],
  ['You have one week to respond', '1 week from nothing said', '2014-06-11'],
  ['fourteen days from receipt', '14 day from receipt', '2014-06-19'],
  ['within 48 hours', '48 hour from nothing said', '2014-06-07'],
  ['forthwith', '0 immediate from receipt', null],
  ['by the end of the month', '2014-06-30', '2014-06-30'],
  ['within 10 business days of the date hereof', '10 business-day from letter-date', '2014-06-18'],
  ['not later than June 9, 2014 at 12:00 noon EST', '2014-06-09 12:00 America/New_York', '2014-06-09'],
  [
    'no later than 5:00 p.m. (Pacific time) on June 13, 2014',
    '2014-06-13 17:00 America/Los_Angeles',
    '2014-06-13',
  ],
  ['by June 13, 2014 at 5:00 p.m. Eastern', '2014-06-13 17:00 America/New_York', '2014-06-13'],
  ['by June 13, 2014, 5:00 PM PDT', '2014-06-13 17:00 America/Los_Angeles', '2014-06-13'],
  ['on or before Friday, June 13, 2014', '2014-06-13', '2014-06-13'],
  ['by no later than June 13, 2014', '2014-06-13', '2014-06-13'],
  ['by 12:00 noon on June 13, 2014', '2014-06-13 12:00', '2014-06-13'],
  ['by midnight on 13 June 2014', '2014-06-13', '2014-06-12'],
  ['by noon tomorrow', '2014-06-06 12:00', '2014-06-06'],
  ['by tomorrow', '2014-06-06', '2014-06-06'],
  ['by Friday', '2014-06-06', '2014-06-06'],
  ['by close of business Friday', '2014-06-06', '2014-06-06'],
  ['by COB Friday, June 13', '2014-06-13', '2014-06-13'],
  ['by close of business on June 13', '2014-06-13', '2014-06-13'],
  ['by end of day June 13, 2014', '2014-06-13', '2014-06-13'],
  ['by EOD on 13 June 2014', '2014-06-13', '2014-06-13'],
  ['by 4 pm on Monday 16 June 2014', '2014-06-16 16:00', '2014-06-16'],
  ['by 4.00pm on 16 June 2014', '2014-06-16 16:00', '2014-06-16'],
  ['by 17.00 on 20 June 2014', '2014-06-20 17:00', '2014-06-20'],
  ['by 24:00 on 20 June 2014', '2014-06-20', '2014-06-20'],
  ['by 15-Jun-2014', '2014-06-15', '2014-06-15'],
  ['by EOB June 20, 2014', '2014-06-20', '2014-06-20'],
  ['within 5 banking days of the date of this letter', '5 business-day from letter-date', '2014-06-11'],
  ['by 17:00 BST on 16 June 2014', '2014-06-16 17:00 Europe/London', '2014-06-16'],
  ['within seven days hereof', '7 day from letter-date', '2014-06-11'],
  ['within 7 days of the date of this letter', '7 day from letter-date', '2014-06-11'],
  ['within 14 days of today', '14 day from letter-date', '2014-06-18'],
  ['within the next 10 days', '10 day from nothing said', '2014-06-14'],
  ['within a reasonable time', 'none', null],
  ['within ten days after service of this notice', '10 day from service', '2014-06-14'],
  ['within 30 days of your receipt of this letter', '30 day from receipt', '2014-07-05'],
  ['within 21 days from the date on which you receive this letter', '21 day from receipt', '2014-06-26'],
  ['within a period of 14 days', '14 day from nothing said', '2014-06-18'],
  ['in 14 days', 'none', null],
  ['in the next two weeks', '2 week from nothing said', '2014-06-18'],
  ['no later than two weeks from the date of this letter', '2 week from letter-date', '2014-06-18'],
  [
    'not later than fourteen (14) calendar days from the date of this correspondence',
    '14 calendar-day from letter-date',
    '2014-06-18',
  ],
  ['no more than 10 days from receipt', '10 day from receipt', '2014-06-15'],
  [
    'within 3 business days following your receipt of this notice',
    '3 business-day from receipt',
    '2014-06-10',
  ],
  ['five business days from the date of this letter', '5 business-day from letter-date', '2014-06-11'],
  ['twenty-four (24) hours from receipt', '24 hour from receipt', '2014-06-07'],
  ['within 72 hours of receipt of this email', '72 hour from receipt', '2014-06-09'],
  ['in the next 24 hours', '24 hour from nothing said', '2014-06-06'],
  ['within 24 hrs', '24 hour from nothing said', '2014-06-06'],
  ['within 2 wks', '2 week from nothing said', '2014-06-18'],
  ['within thirty (30) calendar days', '30 calendar-day from nothing said', '2014-07-04'],
  ['within 60 days', '60 day from nothing said', '2014-08-03'],
  ['within six months', '6 month from nothing said', '2014-12-04'],
  ['within 28 days beginning with the date of this letter', '28 day from letter-date', '2014-07-02'],
  ['14 days beginning with the day after the date of this letter', '14 day from letter-date', '2014-06-18'],
  ['at least 14 days before the hearing', '14 day from event', null],
  ['not less than 7 clear days', 'none', null],
  ['by the close of business on the 15th day of June, 2014', '2014-06-15', '2014-06-15'],
  ['by June 13th', '2014-06-13', '2014-06-13'],
  ['on 13 June 2014 at the latest', '2014-06-13', '2014-06-13'],
  ['until June 13, 2014', '2014-06-13', '2014-06-13'],
  ['before 5pm on June 13', '2014-06-13 17:00', '2014-06-13'],
  ['prior to June 13, 2014', '2014-06-12', '2014-06-12'],
  ['by the end of this month', '2014-06-30', '2014-06-30'],
  ['by the end of June 2014', '2014-06-30', '2014-06-30'],
  ['by the end of the week', '2014-06-06|2014-06-08', '2014-06-06'],
  ['by the end of next week', '2014-06-13|2014-06-15', '2014-06-13'],
  ['by the end of business today', '2014-06-05', '2014-06-05'],
  ['today', 'none', null],
  ['as soon as possible', 'none', null],
  ['without delay', '0 immediate from receipt', null],
  ['promptly', 'none', null],
  ['at your earliest convenience', 'none', null],
  ["ten days' notice", 'none', null],
  ['five working days of the date of this letter', '5 business-day from letter-date', '2014-06-11'],
  ['within ten Business Days of receipt hereof', '10 business-day from receipt', '2014-06-19'],
  ['within five days from the date of this letter, by 5 p.m.', '5 day from letter-date 17:00', '2014-06-09'],
  ['no later than the close of business on June 13, 2014', '2014-06-13', '2014-06-13'],
  ['by Monday, June 16', '2014-06-16', '2014-06-16'],
  ['by 16 June', '2014-06-16', '2014-06-16'],
  ['by 16/06/2014', '2014-06-16', '2014-06-16'],
  ['by 6/16/14', '2014-06-16', '2014-06-16'],
  ['by 16.06.2014', '2014-06-16', '2014-06-16'],
  ['deadline of June 13, 2014', '2014-06-13', '2014-06-13'],
  ['The deadline is June 13, 2014 at 5:00 PM', '2014-06-13 17:00', '2014-06-13'],
  ['a response is due June 13, 2014', 'none', null],
  ['expires on June 13, 2014 at 5 pm', 'none', null],
  ['no later than 14 days hence', '14 day from nothing said', '2014-06-18'],
  ['within fourteen days after the date of this letter', '14 day from letter-date', '2014-06-18'],
  ['fifteen (15) days after receipt', '15 day from receipt', '2014-06-20'],
  ['within 15-days', '15 day from nothing said', '2014-06-19'],
  ['within the time period of ten days', '10 day from nothing said', '2014-06-14'],
  ['within three (3) working days', '3 business-day from nothing said', '2014-06-09'],
  ['within twenty (20) days', '20 day from nothing said', '2014-06-24'],
  ['within one hundred twenty (120) days', '120 day from nothing said', '2014-10-02'],
  ['within ninety days', '90 day from nothing said', '2014-09-02'],
  ['within a month', '1 month from nothing said', '2014-07-04'],
  ['within a calendar month', '1 month from nothing said', '2014-07-04'],
  ['within one month of receipt', '1 month from receipt', '2014-07-05'],
  ['by return', '0 immediate from receipt', null],
  ['by return of post', '0 immediate from receipt', null],
  ['by 9am on 16 June 2014', '2014-06-16 09:00', '2014-06-16'],
  ['5 p.m. on June 13, 2014', 'none', null],
  ['on June 13, 2014', 'none', null],
  ['no later than midnight, June 13, 2014', '2014-06-13', '2014-06-12'],
  ['by return receipt requested', 'none', null],
  ['You have one week.', '1 week from nothing said', '2014-06-11'],
  ['We give you ten days, in which time you must pay', 'none', null],
  ['by January 3 at noon PT', '2015-01-03 12:00 America/Los_Angeles', '2015-01-03'],
  ['within five days from the date of service', '5 day from service', '2014-06-09'],
  ['by the tenth business day after delivery', '10 business-day from receipt', '2014-06-19'],
];

describe('time limits as letters word them', () => {
  for (const [words, means, earliest] of phrases)
    it(`${words}: ${means}, ${earliest ?? 'no date'}`, () => {
      const [found] = findTimeLimits(words, facts.letterDate);
      const what =
        found?.unit === 'date'
          ? found.dates.join('|')
          : `${found?.count} ${found?.unit} from ${found?.from ?? 'nothing said'}`;
      const got = found ? [what, found.time, found.zone].filter((part) => part !== null).join(' ') : 'none';
      expect(got).to.equal(means);
      expect(earliestMeaning(words, facts).due).to.equal(earliest);
    });
});

describe('each reading has its date, hour, zone and rule', () => {
  const read = (words: LimitWords) =>
    readingsOf(words, { ...facts, zone: 'America/Los_Angeles', regime: 'us-federal' }).readings.map((one) =>
      [one.dueAt?.local, one.dueAt?.zone, one.ruleId].join(' '),
    );
  const words = (text: string, more: Partial<LimitWords>): LimitWords => ({
    text,
    count: null,
    unit: 'date',
    from: null,
    ...more,
  });

  it('an hour in the zone the letter names', () => {
    expect(
      read(
        words('by 12.00pm EST on June 9', { fixedOn: '2014-06-09', time: '12:00', zone: 'America/New_York' }),
      ),
    ).to.deep.equal(['2014-06-09T12:00 America/New_York DEMAND_FIXED_DATE']);
  });
  it('close of business: five o’clock, or the end of the day', () => {
    expect(read(words('by close of business on June 9, 2014', { fixedOn: '2014-06-09' }))).to.deep.equal([
      '2014-06-09T17:00 America/Los_Angeles DEMAND_FIXED_DATE',
      '2014-06-09T23:59:59 America/Los_Angeles DEMAND_FIXED_DATE',
    ]);
  });
  it('an hour on a day that is counted', () => {
    expect(
      read(
        words('within five calendar days from receipt, by 5 p.m.', {
          count: 5,
          unit: 'calendar-day',
          from: 'receipt',
          time: '17:00',
        }),
      ),
    ).to.deep.equal([
      '2014-06-11T17:00 America/Los_Angeles DEMAND_CALENDAR_EXCLUSIVE',
      '2014-06-10T17:00 America/Los_Angeles DEMAND_CALENDAR_INCLUSIVE',
    ]);
  });
  it('“beginning with the date of this letter”: that day is the first, by the words', () => {
    const text = 'within 28 days beginning with the date of this letter';
    expect(read(words(text, { count: 28, unit: 'day', from: 'letter-date' }))[0]).to.equal(
      '2014-07-02T23:59:59 America/Los_Angeles DEMAND_CALENDAR_INCLUSIVE',
    );
  });
  it('“beginning with the day after” leaves it out', () => {
    const text = '14 days beginning with the day after the date of this letter';
    expect(read(words(text, { count: 14, unit: 'day', from: 'letter-date' }))[0]).to.equal(
      '2014-06-19T23:59:59 America/Los_Angeles DEMAND_CALENDAR_EXCLUSIVE',
    );
  });
});
