import { expect } from 'chai';
import { readDay } from '../../src/platform/read-day.js';

describe('a day as people write it', () => {
  const cases: readonly (readonly [typed: string, read: string | readonly [string, string] | null])[] = [
    ['2014-06-05', '2014-06-05'],
    ['27/11/2026', '2026-11-27'],
    ['11/27/2026', '2026-11-27'],
    ['27.11.2026', '2026-11-27'],
    ['6-6-2014', '2014-06-06'],
    ['03/06/2014', ['2014-06-03', '2014-03-06']],
    ['5 June 2014', '2014-06-05'],
    ['5th Sept 2014', '2014-09-05'],
    [' Jun. 5, 2014 ', '2014-06-05'],
    ['JUNE 5 2014', '2014-06-05'],
    ['31 February 2026', null],
    ['31/02/2026', null],
    ['13/13/2026', null],
    ['27/11-2026', null],
    ['27/11/26', null],
    ['2014/06/05', null],
    ['5 Ju 2014', null],
    ['5 Brumaire 2014', null],
    ['1/1/1066', null],
    ['tomorrow', null],
    ['', null],
  ];
  for (const [typed, read] of cases)
    it(`“${typed}” is ${read === null ? 'no day' : typeof read === 'string' ? read : 'two days'}`, () => {
      const expected = read === null ? null : typeof read === 'string' ? { on: read } : { either: read };
      expect(readDay(typed)).to.deep.equal(expected);
    });
});
