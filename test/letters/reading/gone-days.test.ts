import { expect } from 'chai';
import { limitJson } from '../../../src/letters/reading/letter-json.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

/** What is asked, by when, and by what rule, of a letter of that day. */
function timesOf(letterDate: string, sentences: readonly string[]): unknown[] {
  const text = ['Dear Sir or Madam:', '', ...sentences.flatMap((one) => [one, '']), 'Yours faithfully,'];
  return readLetter(text.join('\n'), letterDate).demands.map(({ limit, limitRule }) => {
    const { date, count } = limit === null ? { date: null, count: null } : limitJson(limit);
    return [date ?? count ?? null, limitRule];
  });
}

describe('a day that was gone when the letter was written', () => {
  const LATER = 'By close of business on Friday, confirm that you have stopped using the materials.';

  for (const [words, letterDate, on] of [
    ['Please return all confidential materials by November 25, 2026.', '2026-11-30', '2026-11-25'],
    ['Please provide a list of recipients by Nov. 27, 2026.', '2026-11-30', '2026-11-27'],
    ['Send us all documents no later than 25/11/2026.', '2026-11-30', '2026-11-25'],
    ['You must pay the invoice on or before 20 November 2026.', '2026-11-30', '2026-11-20'],
    ['Please send us all documents by January 15, 2026.', '2027-01-05', '2026-01-15'],
  ] as const)
    it(`is the time of its own demand, and no later one takes its place: “${words}”`, () => {
      expect(timesOf(letterDate, [words, LATER])[0]).to.deep.equal([on, null]);
      expect(timesOf(letterDate, [words])).to.deep.equal([[on, null]]);
    });

  it('is the time of no other demand', () => {
    expect(
      timesOf('2026-11-30', [
        'Comply with these demands by November 25, 2026.',
        'Please provide a list of recipients.',
      ]),
    ).to.deep.include([null, null]);
  });

  for (const words of [
    'Please provide all emails sent by 5 June 2026 about the product.',
    'Please identify the records created by November 1, 2026.',
    'Please explain why the goods that were to be here by November 1, 2026 are not.',
    'Please pay the sum due by November 1, 2026.',
    'Please send the accounts made up before November 1, 2026.',
    'Please send the report that you promised by November 1, 2026.',
    'Please provide the documents you held by 1 November 2021.',
  ])
    it(`is no time where the words tell of what was: “${words}”`, () => {
      expect(timesOf('2026-11-30', [words])).to.deep.equal([[null, null]]);
    });

  it('stands behind a day to come in the same words', () => {
    const both = 'Please return the materials that are held by November 25, 2026 by December 10, 2026.';
    expect(timesOf('2026-11-30', [both])[0]).to.deep.equal(['2026-12-10', null]);
  });
});
