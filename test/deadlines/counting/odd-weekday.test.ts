import { expect } from 'chai';
import { datesIn } from '../../../src/deadlines/counting/find-date.js';
import { earliestMeaning } from '../../../src/deadlines/counting/earliest-meaning.js';
import { findTimeLimits } from '../../../src/deadlines/counting/find-time-limit.js';
import { oddWeekdays, oddWeekdayText } from '../../../src/deadlines/counting/odd-weekday.js';
import { readingsOf } from '../../../src/deadlines/counting/readings.js';

describe('a weekday that does not fit the date beside it', () => {
  const odd = [
    ['Friday 4 June 2014', '2014-06-04', '2014-06-06'],
    ['Fri., June 4th, 2014', '2014-06-04', '2014-06-06'],
    ['Monday, 5 June 2014', '2014-06-05', '2014-06-02'],
    ['Sunday the 5th of June 2014', '2014-06-05', '2014-06-08'],
  ] as const;
  for (const [words, on, by] of odd)
    it(`is found, with the nearest such day: ${words}`, () => {
      expect(oddWeekdays(`We wrote on ${words}.`, null)).to.deep.equal([{ words, offset: 12, on, by }]);
      expect(datesIn(words, null)?.dates).to.deep.equal([on, by]);
    });

  for (const words of [
    'Wednesday 4 June 2014',
    'Wed. June 4, 2014',
    'Sun 8 June 2014',
    'Friday the 13th',
    'Sunday papers',
  ])
    it(`is not found in “${words}”`, () => expect(oddWeekdays(words, null)).to.deep.equal([]));

  it('is said with both days', () => {
    const [one] = oddWeekdays('by Friday 4 June 2014', null);
    expect(one && oddWeekdayText(one)).to.equal(
      '“Friday 4 June 2014” does not fit: 4 Jun 2014 is a Wednesday, and the Friday nearest to it is Fri 6 Jun 2014.',
    );
  });

  const facts = {
    letterDate: '2014-06-02',
    receivedOn: '2014-06-02',
    zone: 'America/Los_Angeles',
    regime: 'private',
  } as const;
  for (const [words, on, due] of [
    ['by 5 p.m. on Friday 4 June 2014', '2014-06-04', '2014-06-04'],
    ['by Monday 12 June 2014', '2014-06-12', '2014-06-09'],
  ] as const)
    it(`gives a limit two readings, held to the earlier: ${words}`, () => {
      expect(earliestMeaning(`Pay ${words}.`, facts).due).to.equal(due);
      const limit = { text: words, count: null, unit: 'date', from: null, fixedOn: on } as const;
      const { readings, earliest } = readingsOf(limit, facts);
      expect(earliest).to.equal(due);
      expect(readings.map((one) => one.due)).to.include(on);
      expect(new Set(readings.map((one) => one.due)).size).to.equal(2);
      expect(readings.map((one) => one.why).join(' ')).to.include('the weekday written; it is not the date');
    });

  it('gives one reading where the weekday fits', () => {
    const limit = {
      text: 'by Thursday 12 June 2014',
      count: null,
      unit: 'date',
      from: null,
      fixedOn: '2014-06-12',
    } as const;
    expect(readingsOf(limit, facts).readings).to.have.length(1);
  });

  it('is found once for each way its numbers can be read, where it fits neither', () => {
    const words = 'Monday 03/04/2026';
    expect(oddWeekdays(words, null).map(({ on, by }) => [on, by])).to.deep.equal([
      ['2026-03-04', '2026-03-02'],
      ['2026-04-03', '2026-04-06'],
    ]);
  });
});

describe('a weekday beside a date in numbers', () => {
  const cases = [
    ['decides between day and month', 'Friday 03/04/2026', ['2026-04-03']],
    ['decides the other way', 'Wed., 03/04/2026', ['2026-03-04']],
    ['is read in short', 'Fri 3.4.26', ['2026-04-03']],
    ['is read behind them', '03/04/2026 (Friday)', ['2026-04-03']],
    ['leaves both where it fits both', 'Thursday 03/12/2026', ['2026-03-12', '2026-12-03']],
    ['leaves both where there is none', '03/04/2026', ['2026-03-04', '2026-04-03']],
    [
      'leaves both, and its own nearest days, where it fits neither',
      'Monday 03/04/2026',
      ['2026-03-04', '2026-04-03', '2026-03-02', '2026-04-06'],
    ],
    ['is weighed against the only way to read them', 'Tuesday the 25/12/2026', ['2026-12-25', '2026-12-22']],
    ['is weighed against the year first', 'Monday 2026-04-03', ['2026-04-03', '2026-04-06']],
    ['fits the year first', 'Friday, 2026-04-03', ['2026-04-03']],
    ['says that numbers without a year are a day', 'Friday 3/4', ['2026-04-03']],
  ] as const;
  for (const [shows, words, dates] of cases)
    it(`${shows}: ${words}`, () => {
      const found = datesIn(`${words}, failing which`, '2026-02-20');
      expect(found?.dates).to.deep.equal(dates);
      expect(found?.length).to.equal(words.length);
    });

  it('does not decide for a day that was gone, while the other was to come', () => {
    expect(datesIn('Wednesday 03/04/2026', '2026-04-01')?.dates).to.deep.equal([
      ...['2026-03-04', '2026-04-03'],
      '2026-04-01',
    ]);
  });

  it('does not make a day of numbers that it does not fit', () =>
    expect(datesIn('Friday 3/5', '2026-02-20')).to.equal(null));

  it('is never the next such day instead', () => {
    const [limit] = findTimeLimits('You must pay by Friday 03/04/2026.', '2026-02-20');
    expect(limit).to.include({ quote: 'by Friday 03/04/2026' });
    expect(limit?.dates).to.deep.equal(['2026-04-03']);
  });
});
