import { expect } from 'chai';
import { daysWritten } from '../../../src/deadlines/counting/days-written.js';
import { earliestMeaning } from '../../../src/deadlines/counting/earliest-meaning.js';
import { readingsOf, type LetterFacts, type LimitWords } from '../../../src/deadlines/counting/readings.js';
import { limitJson } from '../../../src/letters/reading/letter-json.js';
import { limitWords } from '../../../src/letters/reading/limit-words.js';
import { readLetter } from '../../../src/letters/reading/read-letter.js';

const FACTS: LetterFacts = {
  letterDate: '2026-01-05',
  receivedOn: '2026-01-06',
  zone: 'America/New_York',
  regime: 'private',
};
const LATE = { ...FACTS, letterDate: '2026-11-30', receivedOn: '2026-11-30' };
const NAMED = { count: null, unit: 'date', from: null } as const;
const BACK = { count: 5, unit: 'day', from: 'event', direction: 'before' } as const;

describe('a date in numbers that can be read both ways', () => {
  const cases: readonly (readonly [string, LimitWords, LetterFacts, readonly string[]])[] = [
    [
      'named',
      { ...NAMED, text: 'by 03/04/2026', fixedOn: '2026-04-03' },
      FACTS,
      ['2026-03-04', '2026-04-03'],
    ],
    [
      'after “before”',
      { ...NAMED, text: 'before 03/04/2026', fixedOn: '2026-04-02' },
      FACTS,
      ['2026-03-03', '2026-04-02'],
    ],
    [
      'counted back from',
      { ...BACK, text: 'at least 5 days before the hearing on 03/04/2026' },
      { ...FACTS, eventOn: '2026-04-03' },
      ['2026-02-27', '2026-03-29'],
    ],
    [
      'of which one lies before the letter',
      { ...NAMED, text: 'by 12/11/2026', fixedOn: '2026-12-11' },
      LATE,
      ['2026-12-11'],
    ],
    [
      'counted back from, of which one lies before the letter',
      { ...BACK, text: 'at least 5 days before the hearing on 12/11/2026' },
      { ...LATE, eventOn: '2026-12-11' },
      ['2026-12-06'],
    ],
    [
      'beside a weekday that only one of them fits',
      { ...NAMED, text: 'by Friday, 04/03/2026', fixedOn: '2026-04-03' },
      FACTS,
      ['2026-04-03'],
    ],
    [
      'before such a weekday',
      { ...NAMED, text: 'by 04/03/2026 (Friday)', fixedOn: '2026-04-03' },
      FACTS,
      ['2026-04-03'],
    ],
    [
      'beside a weekday that none fits',
      { ...NAMED, text: 'by Monday, 04/03/2026', fixedOn: '2026-04-03' },
      FACTS,
      ['2026-03-04', '2026-04-03', '2026-04-06'],
    ],
    [
      'without a year',
      { ...NAMED, text: 'by 03/04', fixedOn: '2026-04-03' },
      FACTS,
      ['2026-03-04', '2026-04-03'],
    ],
    [
      'that can be read one way only',
      { ...NAMED, text: 'by 13/04/2026', fixedOn: '2026-04-13' },
      FACTS,
      ['2026-04-13'],
    ],
  ];
  for (const [shows, words, facts, dues] of cases)
    it(`${shows}: ${words.text}`, () => {
      const { readings, earliest } = readingsOf(words, facts);
      expect(readings.map((one) => one.due).sort()).to.deep.equal(dues);
      expect(earliest).to.equal(dues[0]);
      const why = readings.map((one) => one.why).join(' ');
      if (dues.length > 1) expect(why).to.include('month first').and.to.include('day first');
    });

  it('counts on from both, but from none whose every reading ends before the letter', () => {
    const on = {
      text: 'within 30 days of 12/11/2026',
      count: 30,
      unit: 'calendar-day',
      from: 'event',
    } as const;
    const dues = (count: number) =>
      readingsOf({ ...on, count }, { ...LATE, eventOn: '2026-12-11' }).readings.map((one) => one.due);
    expect(dues(30)).to.include.members(['2026-12-12', '2027-01-10']);
    expect(dues(5).sort()).to.deep.equal(['2026-12-15', '2026-12-16']);
  });

  it('gives a letter nobody has reviewed the day ahead, not none', () => {
    const due = (text: string) =>
      earliestMeaning(text, { letterDate: '2026-11-30', receivedOn: '2026-11-30' }).due;
    expect(due('Pay us by 12/11/2026.')).to.equal('2026-12-11');
    // 6 December is a Sunday: where no law is known yet, the day before the weekend may be meant.
    expect(due('Serve it at least 5 days before the hearing on 12/11/2026.')).to.equal('2026-12-04');
  });

  it('means one day where the words name another', () => {
    expect(daysWritten('by 03/04/2026', '2026-05-01', null)).to.equal(null);
    expect(daysWritten('by 4 March 2026', '2026-03-04', null)).to.equal(null);
  });
});

describe('letter read, where words say two things', () => {
  const limits = readLetter(
    '5 January 2026\n\nDear Sirs\n\nYou must pay within fourteen (15) days of this letter.\n\nYou must serve the list at least 5 days before the hearing on 03/04/2026.\n\nYours faithfully',
  ).demands.flatMap(({ limit }) => (limit === null ? [] : [limit]));

  it('gives the other number and the other day too', () => {
    expect(limits.map(limitJson)).to.containSubset([
      { count: 15, or: [14] },
      { count: 5, event: '2026-04-03', event_or: ['2026-03-04'] },
    ]);
    expect(limits.map(limitWords)).to.deep.equal([
      '15 or 14 days from the date on the letter',
      '5 days before Fri 3 Apr 2026 or Wed 4 Mar 2026',
    ]);
  });
});
