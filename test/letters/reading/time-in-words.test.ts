import { expect } from 'chai';
import { askingSentences } from '../../../src/letters/asking-sentences.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';
import { timesNotTaken } from '../../../src/letters/uncovered.js';

const HEAD = 'Hollis & Vane LLP\n12 Quay Street, Bristol\n\nNovember 16, 2026\n\nDear Counsel:\n\n';
const END = '\n\nSincerely,\n\nRuth Vane';

/** What a list of demands says of its second item’s time, and how that is read: a date, the words unread, or no limit. */
const readings: readonly (readonly [string, string])[] = [
  ['by year end', '2026-12-31'],
  ['by year-end', '2026-12-31'],
  ['by year-end 2027', '2027-12-31'],
  ['by the calendar year end', '2026-12-31'],
  ['by end of year', '2026-12-31'],
  ['by the end of 2027', '2027-12-31'],
  ['by the end of the year 2027', '2027-12-31'],
  ['by the close of the calendar year', '2026-12-31'],
  ['by month end', '2026-11-30'],
  ['by month-end', '2026-11-30'],
  ['by end of month', '2026-11-30'],
  ['by the end of next year', '2027-12-31'],
  ['on or before the first Monday in January 2027', '2027-01-04'],
  ['by the last Friday of December', '2026-12-25'],
  ['before the second Tuesday of next month', '2026-12-07'],
  ['in the course of next week', '2026-11-27 or 2026-11-29'],
  ['during next month', '2026-12-31'],
  ['during the course of the coming month', 'unread'],
  ['by the fiscal year end', 'unread'],
  ['by the end of your financial year', 'unread'],
  ['by quarter end', 'unread'],
  ['by Q1 2027', 'unread'],
  ['by 2027', 'unread'],
  ['by spring', 'unread'],
  ['by early spring 2027', 'unread'],
  ['by January', 'unread'],
  ['before March', 'unread'],
  ['by the fifth Monday in February 2027', 'unread'],
  ['in the course of the winter', 'unread'],
  ['by mid-week', 'unread'],
  ['by the start of term', 'unread'],
];

const vague = [
  'as soon as practicable',
  'as soon as possible',
  'within a reasonable time',
  'in due course',
  'at your earliest convenience',
  'in the coming weeks',
  'within a few days',
];

function letter(...items: readonly string[]): string {
  return `${HEAD}We demand that you:\n\n${items.map((item, at) => `${at + 1}. ${item};`).join('\n\n')}${END}`;
}

function limits(text: string): string[] {
  return readLetter([text], null).demands.map(({ limit }) => {
    if (limit === null) return 'none';
    if ('isUnread' in limit) return 'unread';
    if ('date' in limit) return [limit.date, ...limit.alternatives].join(' or ');
    return `${limit.count} ${limit.unit}${limit.fromStated ? ` from ${limit.from}` : ''}`;
  });
}

/** The sentences that stay to be ticked where the demands are entered without a time, each by its demand’s number. */
function left(text: string): number[] {
  return leftOf(text, null).map(({ demand }) => demand.number);
}

function leftOf(text: string, limitWords: string | null) {
  const demands = readLetter([text], null).demands.map((one, at) => ({
    ...{ id: String(at), number: at + 1, quote: one.quote, page: 1 },
    ...{ quoteStart: one.start, quoteEnd: one.end, limitWords },
    limitUnit: one.limit === null || 'isUnread' in one.limit ? null : 'day',
  }));
  return timesNotTaken(askingSentences([{ page: 1, text }], null), demands);
}

describe('a time in words', () => {
  for (const [words, means] of readings)
    it(`reads “${words}” as ${means}, and not as the time of another item`, () => {
      const text = letter(
        'return the tapes within two months of the date of this letter',
        `deliver the audit report ${words}`,
        'cure the breach within ninety (90) days after the termination notice of November 1, 2026',
      );
      expect(limits(text)).to.deep.equal(['2 month from letter-date', means, '90 day from event']);
    });

  it('lists words that limit a time and cannot be read, where the demand was entered without one', () => {
    for (const [words] of readings.filter(([, means]) => means === 'unread'))
      expect(left(letter(`deliver the report ${words}`, 'return the tapes')), words).to.deep.equal([1]);
  });

  for (const words of vague)
    it(`gives “${words}” no other item’s or sentence’s time, and lists it to be ticked`, () => {
      const items = letter(
        `give us access to the books ${words}`,
        'cure the breach within thirty (30) days after the notice of November 1, 2026',
      );
      const text = items.replace(END, `\n\nPlease respond to this letter within 10 days.${END}`);
      expect(limits(text).slice(0, 2)).to.deep.equal(['none', '30 day from event']);
      expect(left(text)).to.deep.equal([1]);
    });

  it('keeps the day that stands beside vague words', () => {
    expect(limits(letter('pay as soon as possible and no later than December 4, 2026'))).to.deep.equal([
      '2026-12-04',
    ]);
  });

  for (const words of [
    'excluding weekends',
    'not including weekends and public holidays',
    'plus three days for mailing',
    'plus 3 additional days if served by mail',
    'exclusive of Sundays',
  ])
    it(`lists “${words}” beside a count that does not take it in`, () => {
      const text = letter(`pay £90 within 10 days, ${words}`, 'return the tapes');
      expect(limits(text)).to.deep.equal(['10 day', 'none']);
      const [one] = leftOf(text, 'within 10 days');
      expect([one?.demand.number, one?.times]).to.deep.equal([1, [words]]);
      expect(leftOf(text, `within 10 days, ${words}`)).to.deep.equal([]);
    });

  it('lists a second time that could not be read', () => {
    const text = letter('pay £90 within 10 days and in any event by the fiscal year end', 'return the tapes');
    expect(leftOf(text, 'within 10 days').map(({ times }) => times)).to.deep.equal([
      ['by the fiscal year end'],
    ]);
  });

  it('lends no item’s start to another that names none', () => {
    expect(
      limits(
        letter('deliver the report within the next 10 days', 'deliver the plan within ten days of receipt'),
      ),
    ).to.deep.equal(['10 day', '10 day from receipt']);
  });

  for (const lead of [
    'Not later than',
    'No later than',
    'Not more than 5 days after December 9, 2026 and not later than',
  ])
    it(`takes “${lead}” in front of an item for its time and not for a ban`, () => {
      const text = letter(
        `${lead} Monday, December 14, 2026, provide the names of all sublicensees`,
        'pay £90',
      );
      const [first, second] = readLetter([text], null).demands;
      expect([first?.kind, second?.kind]).to.deep.equal(['provide-list', 'pay']);
      expect(limits(text)[0]).to.match(/2026-12-14|5 day/);
    });
});
