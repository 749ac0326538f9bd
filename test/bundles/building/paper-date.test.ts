import { expect } from 'chai';
import { paperDate, titleAndDate } from '../../../src/bundles/building/paper-date.js';

describe('a date on paper', () => {
  const cases = [
    ['2014-06-09', 'letter', 'June 9, 2014'],
    ['2014-06-09', 'a4', '9 June 2014'],
    ['2014-12-31', 'letter', 'December 31, 2014'],
  ] as const;
  for (const [date, paper, shown] of cases)
    it(`${date} on ${paper === 'letter' ? 'US Letter' : 'A4'} is ${shown}`, () =>
      expect(paperDate(date, paper)).to.equal(shown));

  const titles = [
    // what it shows                                title                                     with its date
    ['a date follows its title', 'Method note', 'Method note, 10 November 2026'],
    ['one that says it is left as it is', 'Minutes, 10 November 2026', null],
    ['also in the other order', 'Minutes of November 10, 2026', null],
    ['also abbreviated, with its weekday', 'Minutes (Tue 10 Nov. 2026)', null],
    ['also in figures', 'minutes_2026-11-10', null],
    ['another date is not it', 'Minutes, 11 November 2026', 'Minutes, 11 November 2026, 10 November 2026'],
    ['nor one without its year', 'Minutes, 10 November', 'Minutes, 10 November, 10 November 2026'],
    ['nor part of a number', 'Order 110 November 2026', 'Order 110 November 2026, 10 November 2026'],
  ] as const;
  for (const [shows, title, shown] of titles)
    it(`beside a title: ${shows}`, () =>
      expect(titleAndDate(title, '2026-11-10', 'a4')).to.equal(shown ?? title));

  it('a title without a date stays as it is', () =>
    expect(titleAndDate('Note', null, 'a4')).to.equal('Note'));
});
