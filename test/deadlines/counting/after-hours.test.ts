import { expect } from 'chai';
import { countedFromWords, countedOn } from '../../../src/deadlines/counted.js';
import type { LetterFacts, LimitWords } from '../../../src/deadlines/counting/readings.js';

const ENGLISH: LetterFacts = {
  letterDate: '2026-06-05',
  receivedOn: '2026-06-05T18:40',
  sentOn: '2026-06-05',
  method: 'email',
  zone: 'Europe/London',
  regime: 'england-wales',
};
const AMERICAN: LetterFacts = { ...ENGLISH, zone: 'America/New_York', regime: 'private' };
const within = (
  count: number,
  from: LimitWords['from'],
  unit: LimitWords['unit'] = 'calendar-day',
): LimitWords => ({ text: `within ${count} days`, count, unit, from });

/** Fri 5 June 2026 at 18:40: Mon 8 June is the next business day. */
describe('a letter that came after hours or on a day off', () => {
  const read = (words: LimitWords, facts: LetterFacts) => {
    const counted = countedFromWords(words, facts);
    if (counted === null) throw new Error('the words name a time');
    const { earliest, readings, notes } = counted.result;
    return { earliest, notes, days: readings.map((one) => one.due), why: readings.map((one) => one.why) };
  };

  it('in England and Wales is also read as received on the next business day; the earlier is held', () => {
    const { earliest, days, why } = read(within(14, 'receipt'), ENGLISH);
    expect(days).to.deep.equal(['2026-06-19', '2026-06-18', '2026-06-22']);
    expect(earliest).to.equal('2026-06-18');
    expect(why[2]).to.equal(
      'calendar days from receipt at 18:40 on Fri 5 Jun 2026, not before 16:30, taken as Mon 8 Jun 2026, the next business day, as CPR 6.26 takes service, that day not counted',
    );
  });
  it('is not, before half past four', () =>
    expect(read(within(14, 'receipt'), { ...ENGLISH, receivedOn: '2026-06-05T16:29' }).days).to.deep.equal([
      '2026-06-19',
      '2026-06-18',
    ]));
  it('is not, where the time runs from the date of the letter', () =>
    expect(read(within(14, 'letter-date'), ENGLISH).days).to.deep.equal(['2026-06-19', '2026-06-18']));
  it('three clear days of receipt over a weekend run from Monday too', () =>
    expect(read(within(3, 'receipt', 'clear-day'), ENGLISH).days).to.deep.equal([
      '2026-06-08',
      '2026-06-07',
      '2026-06-11',
    ]));

  for (const [how, facts, says] of [
    ['by email', {}, 'what was sent on Fri 5 Jun 2026 at 18:40'],
    ['by hand', { method: 'hand' }, 'what came by hand on Fri 5 Jun 2026 at 18:40'],
    [
      'by hand on a Saturday',
      { method: 'hand', receivedOn: '2026-06-06' },
      'what came by hand on Sat 6 Jun 2026',
    ],
  ] as const)
    it(`served ${how} is deemed served on the next business day, beside its receipt`, () => {
      const { days, why } = read(within(14, 'service'), { ...ENGLISH, ...facts });
      expect(days[2]).to.equal('2026-06-22');
      expect(why[2]).to.contain(`deemed service under CPR 6.26 of ${says}, Mon 8 Jun 2026`);
    });

  it('elsewhere is counted from that day, and a note says what it may be taken for', () => {
    const { days, notes } = read(within(5, 'receipt', 'day'), AMERICAN);
    expect(days).to.deep.equal(['2026-06-10', '2026-06-09', '2026-06-12']);
    expect(notes[0]).to.equal(
      'Received at 18:40 on Fri 5 Jun 2026, not before 17:00: counted from that day. An agreement or a court may take it as received on the next business day, Mon 8 Jun 2026, which would be later; the earlier is kept.',
    );
  });
  it('a Saturday is named as the day off it is, without an hour', () =>
    expect(read(within(5, null), { ...AMERICAN, receivedOn: '2026-06-06' }).notes[0]).to.contain(
      'Received on Sat 6 Jun 2026, no business day (Saturday): counted from that day.',
    ));
  it('hours run from the hour it came, and the note says so', () =>
    expect(read(within(48, 'receipt', 'hour'), AMERICAN).notes[0]).to.contain('the hours run from then'));
  it('nothing is said of one that came in hours, or whose time runs from its own date', () => {
    const inHours = read(within(5, 'receipt'), { ...AMERICAN, receivedOn: '2026-06-05T16:50' });
    expect(inHours.notes.join()).not.to.contain('Received');
    expect(read(within(5, 'letter-date'), AMERICAN).notes.join()).not.to.contain('Received');
  });
});

describe('what a count says of days off', () => {
  const notes = (words: LimitWords, facts: LetterFacts) =>
    (countedFromWords(words, facts)?.result.notes ?? []).join(' ');

  it('hours in England and Wales are held against its bank holidays', () => {
    const words = { ...within(48, 'receipt', 'hour') };
    // 48 hours from Fri 1 May 2026 at 10:00 end on Sun 3 May; Mon 4 May is a bank holiday.
    expect(notes(words, { ...ENGLISH, receivedOn: '2026-05-01T10:00' }))
      .to.contain('the working day before is Fri 1 May 2026')
      .and.not.to.contain('no table');
  });
  it('a day that we name is held against the holidays of its place', () =>
    expect(countedOn('2026-12-28', 'Europe/London').result.notes.join()).to.contain(
      'Ends on Mon 28 Dec 2026 (Boxing Day',
    ));
  it('New York’s own law is named where it may move the last day', () => {
    const said = 'Not covered: where New York’s law governs, a last day that is a Saturday';
    const onSaturday = { ...AMERICAN, receivedOn: '2026-06-02T10:00' };
    // Four days from Tue 2 June end on Sat 6 June, three on the Friday.
    expect(notes(within(4, 'receipt'), onSaturday)).to.contain(said);
    expect(notes(within(3, 'receipt'), onSaturday)).not.to.contain('Not covered');
    expect(notes(within(4, 'receipt'), { ...onSaturday, zone: 'America/Chicago' })).not.to.contain(
      'Not covered',
    );
  });
  it('and where business days count a day that is a holiday there', () => {
    const words = within(5, 'receipt', 'business-day');
    expect(notes(words, { ...AMERICAN, receivedOn: '2026-02-09T10:00' })).to.contain(
      'Thu 12 Feb 2026 (Lincoln’s Birthday) may be no business day',
    );
    expect(notes(words, { ...AMERICAN, receivedOn: '2026-10-30T10:00' })).to.contain(
      'Tue 3 Nov 2026 (Election Day)',
    );
    expect(notes(words, { ...AMERICAN, receivedOn: '2026-03-09T10:00' })).not.to.contain('Not covered');
  });
});
