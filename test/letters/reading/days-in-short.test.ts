import { expect } from 'chai';
import { timesNotTaken } from '../../../src/letters/uncovered.js';
import { askingSentences } from '../../../src/letters/asking-sentences.js';
import { limitWords } from '../../../src/letters/reading/limit-words.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const DAY = '2026-01-15'; // a Thursday

function limitsOf(words: string, day = DAY): (string | null)[] {
  const { demands } = readLetter(`Dear Sirs,\n\n${words}\n\nYours faithfully,`, day);
  return demands.map(({ limit }) => limit && limitWords(limit));
}

describe('days named in short', () => {
  for (const [words, limit] of [
    ['Please send us the file today.', 'by Thu 15 Jan 2026'],
    ['We require payment today.', 'by Thu 15 Jan 2026'],
    ['Please return the keys tomorrow.', 'by Fri 16 Jan 2026'],
    ['Please return the keys on Friday.', 'by Fri 16 Jan 2026'],
    ['Please return the keys this Thursday.', 'by Thu 22 Jan 2026 or Thu 15 Jan 2026'],
    ['Please pay by Friday the 23rd at 4pm.', 'by Fri 23 Jan 2026, 16:00'],
    ['Please pay by Friday 17th.', 'by Sat 17 Jan 2026 or Fri 16 Jan 2026'],
    ['Please reply by noon on the 20th.', 'by Tue 20 Jan 2026, 12:00'],
    ['Please reply by the 15th.', 'by Sun 15 Feb 2026 or Thu 15 Jan 2026'],
    ['Please reply by the 10th.', 'by Tue 10 Feb 2026'],
    ['Please pay by the 5th business day after receipt.', '5 business days from receipt'],
    ['Please pay by the last business day of January.', 'a limit was found that could not be read: set it'],
    ['Please tell us who was present on Friday.', null],
    ['Please identify each programme shown on Friday.', null],
    ['Please send us the 5th edition.', null],
  ] as const)
    it(`“${words}” is ${limit ?? 'no time'}`, () => expect(limitsOf(words)).to.deep.equal([limit]));

  it('no such day of the next month is no date: it is left to a person', () =>
    expect(limitsOf('Please pay by the 30th.', '2026-01-31')).to.deep.equal([
      'a limit was found that could not be read: set it',
    ]));

  it('a demand takes no other’s time for its own day', () =>
    expect(
      limitsOf('Please send us the file today.\nPlease provide the accounts by 30 January 2026.')[0],
    ).to.equal('by Thu 15 Jan 2026'));
});

describe('a second time in one sentence', () => {
  const leftOf = (words: string): readonly string[] => {
    const text = `Dear Sirs,\n\n${words}\n\nYours faithfully,`;
    const demands = readLetter(text, DAY).demands.map(({ quote, start, end, limit }, index) => ({
      ...{ id: String(index), number: index + 1, quote, page: 1, quoteStart: start, quoteEnd: end },
      ...{ limitUnit: limit === null ? null : 'day', limitWords: limit?.text ?? null },
    }));
    return timesNotTaken(askingSentences([{ page: 1, text }], DAY), demands).flatMap(({ times }) => times);
  };

  for (const [words, times] of [
    [
      'Within 5 days you must cease the notices and within 14 days you must produce all evidence.',
      ['within 14 days'],
    ],
    [
      'Please produce the ledgers within 14 days, and the bank statements within 28 days, of the date of this letter.',
      ['within 28 days, of the date of this letter'],
    ],
    ['By 20 January 2026 pay the invoice and, by 17 January 2026, return the keys.', ['by 17 January 2026']],
    ['Please pay by 26 January 2026 or within 7 days of receipt, whichever is later.', []],
    ['Please pay within 7 days of receipt.', []],
  ] as const)
    it(`${times.length === 0 ? 'is none' : 'is not passed over'}: “${words}”`, () =>
      expect(leftOf(words)).to.deep.equal(times));
});

describe('“please do so within seven days”', () => {
  const DO_SO = 'Please do so within seven days of the date of this letter.';

  it('is the time of what stands before it in its paragraph, and no demand of its own', () =>
    expect(
      limitsOf(
        `We demand that you cease airing the notices and retract the statements already made. ${DO_SO}`,
      ),
    ).to.deep.equal(['7 days from the date on the letter', '7 days from the date on the letter']));

  it('is a demand where nothing takes its time', () =>
    expect(limitsOf(DO_SO)).to.deep.equal(['7 days from the date on the letter']));
});
