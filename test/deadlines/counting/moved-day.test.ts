import { expect } from 'chai';
import fc from 'fast-check';
import { findTimeLimits } from '../../../src/deadlines/counting/find-time-limit.js';
import { movedDay } from '../../../src/deadlines/counting/moved-day.js';

describe('a day named from the letter’s date, when that is corrected', () => {
  for (const [words, on, before, after, becomes] of [
    ['By close of business on Friday', '2026-12-04', '2026-11-30', '2026-11-25', '2026-11-27'],
    ['by November 29', '2027-11-29', '2026-11-30', '2026-11-20', '2026-11-29'],
    ['by the end of the month', '2026-11-30', '2026-11-30', '2026-10-30', '2026-10-31'],
    ['by the end of next week', '2026-12-11', '2026-11-30', '2026-11-25', '2026-12-04'],
    ['before Friday', '2026-12-03', '2026-11-30', '2026-11-25', '2026-11-26'],
    ['tomorrow', '2026-12-01', '2026-11-30', '2026-11-25', '2026-11-26'],
    ['today', '2026-11-30', '2026-11-30', '2026-11-25', '2026-11-25'],
    ['by the 21st', '2026-12-21', '2026-11-30', '2026-11-20', '2026-11-21'],
    [
      'at least five days before the hearing next Friday',
      '2026-12-04',
      '2026-11-30',
      '2026-11-25',
      '2026-11-27',
    ],
    ['by next Friday', '2026-12-11', '2026-11-30', '2026-11-25', '2026-12-04'],
  ] as const)
    it(`“${words}” of ${before} names ${becomes} in a letter of ${after}`, () =>
      expect(movedDay(words, on, before, after)).to.deep.equal({ moves: 'to', on: becomes }));

  for (const [words, on] of [
    ['by 4 December 2026', '2026-12-04'],
    ['no later than 12/04/2026', '2026-12-04'],
    ['by Friday, December 4, 2026', '2026-12-04'],
    ['by December 20', '2026-12-20'],
  ] as const)
    it(`“${words}” stays`, () =>
      expect(movedDay(words, on, '2026-11-30', '2026-11-25')).to.deep.equal({ moves: 'stays' }));

  it('set by hand for words that do not name it is not known, unless the letter’s date is the same', () => {
    expect(movedDay('by the date agreed', '2026-12-04', '2026-11-30', '2026-11-25')).to.deep.equal({
      moves: 'unknown',
    });
    expect(movedDay('by the date agreed', '2026-12-04', '2026-11-30', '2026-11-30')).to.deep.equal({
      moves: 'stays',
    });
  });

  it('is the day that the same words name when they are read anew', () => {
    const days = fc
      .integer({ min: 0, max: 3_000 })
      .map((n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10));
    const words = fc.constantFrom(
      'by Friday',
      'by 5 p.m. on Monday',
      'by the end of the month',
      'by March 3',
      'by next Tuesday',
    );
    fc.assert(
      fc.property(words, days, days, (text, before, after) => {
        const [was, now] = [before, after].map((day) => findTimeLimits(text, day)[0]?.dates[0] ?? '');
        const moved = movedDay(text, was ?? '', before, after);
        expect(moved).to.deep.equal(was === now ? { moves: 'stays' } : { moves: 'to', on: now });
      }),
      { numRuns: 300 },
    );
  });
});
