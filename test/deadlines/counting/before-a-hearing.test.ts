import { expect } from 'chai';
import { computeDeadline } from '../../../src/deadlines/counting/computation.js';
import { countedFromWords } from '../../../src/deadlines/counted.js';
import { earliestMeaning } from '../../../src/deadlines/counting/earliest-meaning.js';
import { readingsOf, type LetterFacts, type LimitWords } from '../../../src/deadlines/counting/readings.js';

const facts: LetterFacts = {
  ...{ letterDate: '2026-11-16', receivedOn: '2026-11-18', zone: 'America/New_York' },
  ...{ eventOn: '2027-03-08', regime: 'us-federal' },
};
const before = (text: string, count: number, unit: LimitWords['unit']): LimitWords => ({
  ...{ text, count, unit, from: 'event', direction: 'before' },
});
const AT_LEAST_21 = before('At least 21 days before the hearing on March 8, 2027', 21, 'day');
const days = (words: LimitWords, more: Partial<LetterFacts> = {}) =>
  readingsOf(words, { ...facts, ...more }).readings.map(({ due, input }) => `${due} ${input.rule}`);

describe('days before a hearing, as the courts of the matter count them', () => {
  it('a last day that is a federal holiday goes back past it and the weekend, and the earlier day is held', () => {
    expect(days(AT_LEAST_21)).to.deep.equal(['2027-02-15 DEMAND_CALENDAR_EXCLUSIVE', '2027-02-12 FRCP 6(a)']);
    const counted = countedFromWords(AT_LEAST_21, facts);
    expect(counted?.result.earliest).to.equal('2027-02-12');
    expect(counted?.result.readings[1]?.why).to.contain('Fed. R. Civ. P. 6(a)(5)');
  });
  it('one that is a working day leaves one reading', () => {
    expect(days(AT_LEAST_21, { eventOn: '2027-03-09' })).to.have.length(1);
  });
  it('clear days, weeks and hours go back as well', () => {
    const clear = before('at least 20 clear days before the hearing', 20, 'clear-day');
    expect(days(clear)).to.include('2027-02-12 FRCP 6(a)');
    expect(days(before('three weeks before the hearing', 3, 'week'))).to.include('2027-02-12 FRCP 6(a)');
    const hours = before('48 hours before the hearing', 48, 'hour');
    expect(days(hours)).to.deep.equal(['2027-03-06 DEMAND_HOURS', '2027-03-05 FRCP 6(a)']);
  });
  it('in California the day goes back to a court day too, and court days are counted as 12c says', () => {
    const california = { regime: 'us-california', zone: 'America/Los_Angeles' } as const;
    expect(days(AT_LEAST_21, california)).to.include('2027-02-11 CCP 12c');
    const nine = before('at least nine court days before the hearing on January 29, 2027', 9, 'court-day');
    const counted = countedFromWords(nine, { ...facts, ...california, eventOn: '2027-01-29' });
    expect(counted?.result.readings.map((one) => one.due)).to.deep.equal(['2027-01-15']);
    expect(counted?.result.source).to.contain('12c').and.not.to.contain('No statute');
    expect(counted?.input.unit).to.equal('court_days');
  });
  it('a private matter keeps the count alone, and English law its own rules', () => {
    expect(days(AT_LEAST_21, { regime: 'private' })).to.have.length(1);
    const english = days(AT_LEAST_21, { regime: 'england-wales', zone: 'Europe/London' });
    expect(english.join()).not.to.match(/FRCP|CCP/);
  });
  it('a letter that nobody has reviewed is held to the earlier day', () => {
    const { letterDate, receivedOn, zone } = { ...facts, receivedOn: '2026-11-18' };
    expect(earliestMeaning(AT_LEAST_21.text, { letterDate, receivedOn, zone }).due).to.match(
      /^2027-02-1[12]$/,
    );
  });
});

describe('the authority for a day on which the clock stands still', () => {
  it('is the stop, and not the rule that says which days are court days', () => {
    const { steps } = computeDeadline({
      ...{ rule: 'CCP 12', trigger: '2026-11-30', count: 5, unit: 'calendar_days' },
      tolling: [{ from: '2026-12-01', to: '2026-12-02', why: 'tolling agreed or ordered' }],
    });
    const stopped = steps.filter(({ why }) => why === 'the clock does not run').map(({ source }) => source);
    expect(stopped).to.deep.equal(['tolling agreed or ordered', 'tolling agreed or ordered']);
  });
});
