import { expect } from 'chai';
import { earliestMeaning } from '../../../src/deadlines/counting/earliest-meaning.js';
import { findTimeLimits } from '../../../src/deadlines/counting/find-time-limit.js';

const facts = { letterDate: '2014-06-05', receivedOn: '2014-06-05' };

describe('the plain search for time limits', () => {
  // text | quote | count, unit, from | dates, time
  const cases: [string, string, string][] = [
    [
      'Please, within five days from the date of this letter, provide it.',
      'within five days from the date of this letter',
      '5 day letter-date',
    ],
    [
      'within five (5) days of receipt of this letter',
      'within five (5) days of receipt of this letter',
      '5 day receipt',
    ],
    [
      'within ten (10) business days after you receive this letter',
      'within ten (10) business days after you receive this letter',
      '10 business-day receipt',
    ],
    [
      'WITHIN 14 CALENDAR DAYS OF THE DATE HEREOF',
      'WITHIN 14 CALENDAR DAYS OF THE DATE HEREOF',
      '14 calendar-day letter-date',
    ],
    ['You have seven days to comply.', 'seven days', '7 day null'],
    ['within the next 48 hours', 'within the next 48 hours', '48 hour null'],
    [
      'not later than 10 working\n  days from receipt',
      'not later than 10 working\n  days from receipt',
      '10 business-day receipt',
    ],
    ['twenty-one days after service', 'twenty-one days after service', '21 day service'],
    ['in the next fortnight', '', ''],
    ['within a fortnight', 'within a fortnight', '2 week null'],
    ['cease the notices forthwith', 'forthwith', '0 immediate receipt'],
    [
      'by 5:00 p.m. on Friday, 13 June 2014',
      'by 5:00 p.m. on Friday, 13 June 2014',
      'null date null 2014-06-13 17:00',
    ],
    [
      'no later than 5 pm Eastern Time on June 13, 2014',
      'no later than 5 pm Eastern Time on June 13, 2014',
      'null date null 2014-06-13 17:00',
    ],
    [
      'by close of business on June 13, 2014',
      'by close of business on June 13, 2014',
      'null date null 2014-06-13',
    ],
    ['on or before 2014-06-13', 'on or before 2014-06-13', 'null date null 2014-06-13'],
    ['before 17 July 2015', 'before 17 July 2015', 'null date null 2015-07-16'],
    ['by 13th June', 'by 13th June', 'null date null 2014-06-13'],
    ['by January 3', 'by January 3', 'null date null 2015-01-03'],
    ['by 07/08/2015', 'by 07/08/2015', 'null date null 2015-07-08|2015-08-07'],
    ['by 13/08/2015', 'by 13/08/2015', 'null date null 2015-08-13'],
    ['by 31 February 2015', '', ''],
    // A window before an event is no last day: it is kept to be set by a person.
    [
      'within thirty days prior to the hearing',
      'within thirty days prior to the hearing',
      'null unread null',
    ],
    ['the plan runs for five days', '', ''],
  ];
  for (const [text, quote, what] of cases)
    it(text.replace(/\s+/g, ' '), () => {
      const [found] = findTimeLimits(text, facts.letterDate);
      const got = found
        ? [`${found.count} ${found.unit} ${found.from}`, found.dates.join('|'), found.time]
            .filter((part) => part)
            .join(' ')
        : '';
      expect(found?.quote ?? '').to.equal(quote);
      expect(got).to.equal(what);
      if (found) expect(text.slice(found.offset, found.offset + found.quote.length)).to.equal(found.quote);
    });

  it('keeps the order of the letter and finds each once', () => {
    const text =
      'Cease immediately. Within five days of receipt, reply; by 13 June 2014 confirm; within 48 hours call.';
    expect(findTimeLimits(text, facts.letterDate).map((one) => one.quote)).to.deep.equal([
      'immediately',
      'Within five days of receipt',
      'by 13 June 2014',
      'within 48 hours',
    ]);
  });
});

describe('the earliest date an unreviewed letter’s words could mean', () => {
  it('is the most cautious reading of the shortest limit', () => {
    const found = earliestMeaning(
      'Cease at once. Reply within five days from the date of this letter, and by 13 June 2014 confirm.',
      facts,
    );
    expect(found.due).to.equal('2014-06-09');
    expect(found.quote).to.equal('within five days from the date of this letter');
    expect(found.decision).to.equal(true);
  });
  for (const [zone, letterDate, words, due] of [
    ['Europe/Paris', '2014-06-25', 'within 10 business days of the date of this letter', '2014-07-08'],
    ['America/New_York', '2014-06-25', 'within 10 business days of the date of this letter', '2014-07-09'],
    ['Europe/London', '2014-02-05', 'within 14 working days of the date of this letter', '2014-02-24'],
  ] as const)
    it(`leaves out only the days that are off where the letter is read: ${zone}`, () => {
      expect(earliestMeaning(words, { letterDate, receivedOn: letterDate, zone }).due).to.equal(due);
    });

  it('takes no date before the letter for a limit', () => {
    expect(earliestMeaning('You were told by 1 May 2014 to stop.', facts).due).to.equal(null);
  });
  it('is none, and no decision, where no time is named', () => {
    expect(earliestMeaning('We look forward to hearing from you.', facts)).to.deep.include({
      due: null,
      decision: false,
    });
  });
  it('takes the earlier of two ways to read a date in figures', () => {
    expect(earliestMeaning('Reply by 07/08/2014.', facts).due).to.equal('2014-07-08');
  });
  it('stays quick on a long letter without limits', () => {
    expect(
      earliestMeaning('the date of the letter and the day after it '.repeat(20_000), facts).due,
    ).to.equal(null);
  });
});
