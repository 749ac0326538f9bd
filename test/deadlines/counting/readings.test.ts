import { expect } from 'chai';
import { DeadlineInputError } from '../../../src/deadlines/counting/deadline-input-error.js';
import { readingsOf, type LetterFacts, type LimitWords } from '../../../src/deadlines/counting/readings.js';

const facts: LetterFacts = {
  letterDate: '2014-06-05',
  receivedOn: '2014-06-06',
  zone: 'America/Los_Angeles',
  regime: 'us-federal',
};
const words = (
  text: string,
  count: number | null,
  unit: LimitWords['unit'],
  from: LimitWords['from'] = null,
): LimitWords => ({ text, count, unit, from });
const read = (limit: LimitWords, more: Partial<LetterFacts> = {}) => readingsOf(limit, { ...facts, ...more });
const dates = (limit: LimitWords, more: Partial<LetterFacts> = {}) =>
  read(limit, more).readings.map((one) => one.due);

describe('the readings of a letter’s words', () => {
  const cases: [string, LimitWords, string[], string][] = [
    [
      'within five days from the date of this letter',
      words('within five days from the date of this letter', 5, 'day', 'letter-date'),
      ['2014-06-10', '2014-06-09', '2014-06-12'],
      '2014-06-09',
    ],
    [
      'five calendar days are not business days',
      words('within five calendar days from the date of this letter', 5, 'day', 'letter-date'),
      ['2014-06-10', '2014-06-09'],
      '2014-06-09',
    ],
    [
      'five days of receipt',
      words('within five days of receipt', 5, 'day', 'receipt'),
      ['2014-06-11', '2014-06-10', '2014-06-13'],
      '2014-06-10',
    ],
    [
      'five days from nothing said: receipt, then the letter’s date',
      words('within five days', 5, 'day'),
      ['2014-06-11', '2014-06-10', '2014-06-13', '2014-06-10', '2014-06-09', '2014-06-12'],
      '2014-06-09',
    ],
    [
      'ten business days of receipt',
      words('within ten business days of receipt', 10, 'business-day', 'receipt'),
      ['2014-06-20', '2014-06-19'],
      '2014-06-19',
    ],
    [
      'one month from the letter’s date',
      words('within one month of this letter', 1, 'month', 'letter-date'),
      ['2014-07-05', '2014-07-04'],
      '2014-07-04',
    ],
    [
      'by a date',
      { ...words('by 13 June 2014', null, 'date'), fixedOn: '2014-06-13' },
      ['2014-06-13'],
      '2014-06-13',
    ],
  ];
  for (const [shows, limit, due, earliest] of cases)
    it(shows, () => {
      expect(dates(limit)).to.deep.equal(due);
      expect(read(limit).earliest).to.equal(earliest);
    });

  describe('after service of a letter', () => {
    const after = words('within 30 days after service', 30, 'calendar-day', 'service');
    const posted = {
      letterDate: '2026-11-20',
      sentOn: '2026-11-20',
      receivedOn: '2026-11-27',
      method: 'post',
    };
    const read28 = (more: Partial<LetterFacts>) =>
      read(words('within 28 days of service', 28, 'calendar-day', 'service'), {
        ...posted,
        ...more,
        zone: 'Europe/London',
        regime: 'england-wales',
      });

    it('counts from receipt and, posted in the United States, from posting too, the earlier held', () => {
      const { readings, earliest } = read(after, { ...posted, regime: 'us-california' });
      expect(readings.map((one) => one.due)).to.deep.equal([
        '2026-12-27',
        '2026-12-26',
        '2026-12-20',
        '2026-12-19',
      ]);
      expect(earliest).to.equal('2026-12-19');
      expect(readings[2]?.why).to.equal('calendar days from posting, Fri 20 Nov 2026, that day not counted');
    });
    it('takes the letter’s date where nobody recorded the day of sending', () => {
      const { readings, earliest } = read(after, { ...posted, sentOn: null });
      expect(earliest).to.equal('2026-12-19');
      expect(readings[2]?.why).to.contain(
        'from posting, at the earliest on the letter’s date, Fri 20 Nov 2026',
      );
    });
    it('counts from deemed service in England: the second day after posting, moved to a business day', () => {
      const { readings, earliest } = read28({});
      // Posted Fri 20 Nov 2026; the second day is Sunday the 22nd, so Monday the 23rd: 28 days are Mon 21 Dec.
      expect(readings.map((one) => one.due)).to.deep.equal([
        '2026-12-25',
        '2026-12-24',
        '2026-12-21',
        '2026-12-20',
      ]);
      expect(earliest).to.equal('2026-12-20');
      expect(readings[2]?.why).to.contain('deemed service under CPR 6.26');
    });
    it('counts from the date of service alone where that is known, and from receipt of what came by hand', () => {
      expect(dates(after, { ...posted, eventOn: '2026-11-23' })).to.deep.equal(['2026-12-23', '2026-12-22']);
      expect(dates(after, { ...posted, method: 'hand' })).to.deep.equal(['2026-12-27', '2026-12-26']);
    });
  });
  it('“immediately” gives no date: it asks for a decision', () => {
    expect(read(words('cease immediately', 0, 'immediate'))).to.deep.equal({
      decision: true,
      readings: [],
      earliest: null,
    });
  });
  it('hours run from the hour of receipt', () => {
    const [reading] = read(words('within 48 hours of receipt', 48, 'hour', 'receipt'), {
      receivedOn: '2014-06-06T16:10',
    }).readings;
    expect(reading?.dueAt?.local).to.equal('2014-06-08T16:10');
  });
  it('hours from a day whose hour is not known have two ends', () => {
    expect(
      read(words('within 24 hours', 24, 'hour', 'receipt')).readings.map((one) => one.dueAt?.local),
    ).to.deep.equal(['2014-06-07T23:59', '2014-06-07T00:00']);
  });
  it('a limit that ran out before the letter came is marked, not overdue', () => {
    const late = read(words('within two days from the date of this letter', 2, 'day', 'letter-date'), {
      receivedOn: '2014-06-09',
    });
    expect(late.readings.map((one) => [one.due, one.expiredBeforeReceipt])).to.deep.equal([
      ['2014-06-07', true],
      ['2014-06-06', true],
      ['2014-06-09', false],
    ]);
  });
  it('a fact that is missing is named', () => {
    expect(() =>
      read(words('within five days of receipt', 5, 'day', 'receipt'), { receivedOn: null }),
    ).to.throw(DeadlineInputError, 'the date the letter was received');
  });
  it('English letters count English business days', () => {
    const limit = words('within 3 working days of this letter', 3, 'business-day', 'letter-date');
    expect(
      dates(limit, {
        letterDate: '2026-04-02',
        receivedOn: '2026-04-02',
        regime: 'england-wales',
        zone: 'Europe/London',
      })[0],
    ).to.equal('2026-04-09');
  });

  const places: readonly (readonly [
    zone: string,
    regime: LetterFacts['regime'],
    july: string,
    august: string,
  ])[] = [
    // 3 July 2026 is a holiday in the United States, 31 August in England.
    ['America/New_York', 'private', '2026-07-07', '2026-08-31'],
    ['UTC', 'private', '2026-07-07', '2026-08-31'],
    ['Europe/London', 'private', '2026-07-06', '2026-09-01'],
    ['Europe/Berlin', 'private', '2026-07-06', '2026-08-31'],
    ['America/New_York', 'england-wales', '2026-07-06', '2026-09-01'],
    ['Europe/London', 'us-federal', '2026-07-07', '2026-08-31'],
  ];
  for (const [zone, regime, july, august] of places)
    it(`business days of a letter in ${zone} (${regime}) leave out the holidays of that place`, () => {
      const usual = (letterDate: string, count: number) =>
        dates(words(`within ${count} business days`, count, 'business-day', 'letter-date'), {
          ...{ letterDate, receivedOn: letterDate, zone, regime },
        })[0];
      expect([usual('2026-07-01', 3), usual('2026-08-28', 1)]).to.deep.equal([july, august]);
    });
});
