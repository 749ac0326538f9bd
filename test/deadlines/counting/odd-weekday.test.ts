import { expect } from 'chai';
import { datesIn } from '../../../src/deadlines/counting/find-date.js';
import { earliestMeaning } from '../../../src/deadlines/counting/earliest-meaning.js';
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
});
