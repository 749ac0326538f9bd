import { expect } from 'chai';
import { Temporal } from 'temporal-polyfill';

const { inWords } = (await import(new URL('../../public/js/dates.js', import.meta.url).href)) as {
  inWords: (text: string) => string;
};

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

describe('the weekday shown beside a date box', () => {
  const cases = [
    ['2014-06-05', 'Thursday 5 June 2014'],
    ['2014-06-09', 'Monday 9 June 2014'],
    ['2000-02-29', 'Tuesday 29 February 2000'],
    ['2024-01-01', 'Monday 1 January 2024'],
    ['2014-06-31', 'There is no such day.'],
    ['1900-02-29', 'There is no such day.'],
    ['2014-13-01', 'There is no such day.'],
    ['27/11/2026', 'Friday 27 November 2026'],
    ['11/27/2026', 'Friday 27 November 2026'],
    ['6.6.2014', 'Friday 6 June 2014'],
    ['05/06/2014', 'Two days can be read in this: write 2014-06-05 or 2014-05-06.'],
    ['31/02/2026', 'There is no such day.'],
    ['5 June 2014', 'Thursday 5 June 2014'],
    ['June 5th, 2014', 'Thursday 5 June 2014'],
    ['31 February 2026', 'There is no such day.'],
    ['27/11-2026', ''],
    ['5 Brumaire 2014', ''],
    ['5 June', ''],
    ['', ''],
  ] as const;
  for (const [typed, shown] of cases)
    it(`“${typed}” shows “${shown}”`, () => expect(inWords(typed)).to.equal(shown));

  it('agrees with the calendar on every day of forty years', () => {
    let day = Temporal.PlainDate.from('1995-01-01');
    while (day.year < 2035) {
      expect(inWords(day.toString()).split(' ')[0], day.toString()).to.equal(WEEKDAYS[day.dayOfWeek - 1]);
      day = day.add({ days: 1 });
    }
  });
});
