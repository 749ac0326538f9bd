import { expect } from 'chai';
import { computeDeadline } from '../../../src/deadlines/counting/computation.js';
import type { DeadlineInput, DeadlineResult } from '../../../src/deadlines/counting/deadline-input.js';
import { readingsOf } from '../../../src/deadlines/counting/readings.js';
import type { Regime } from '../../../src/deadlines/counting/rule.js';

const count = (rule: string, trigger: string, n: number, more: Partial<DeadlineInput> = {}): DeadlineResult =>
  computeDeadline({ rule, trigger, count: n, unit: 'days', ...more });
const daysOf = ({ readings }: DeadlineResult) => readings.map((one) => one.due);

describe('the working day before a last day that is off', () => {
  // Five days from Mon 21 Dec 2026 end on Sat 26 Dec; Fri 25 Dec is Christmas (5 U.S.C. 6103; in England a common law holiday).
  const noteOf = (regime: Regime) => {
    const facts = { letterDate: '2026-12-21', receivedOn: '2026-12-21', zone: 'America/New_York', regime };
    const words = { text: 'within five days', count: 5, unit: 'day', from: 'letter-date' } as const;
    const [usual] = readingsOf(words, facts).readings;
    return usual ? computeDeadline(usual.input).notes.join(' ') : '';
  };
  for (const regime of ['private', 'us-federal', 'us-california', 'england-wales'] as const)
    it(`leaves Christmas out in a matter of ${regime}`, () => {
      expect(noteOf(regime)).to.match(
        /^Ends on Sat 26 Dec 2026( \(Boxing Day\))?, not a working day, and is not moved; the working day before is Thu 24 Dec 2026\./,
      );
    });

  it('of a day that a letter names', () => {
    const facts = {
      letterDate: '2026-11-30',
      receivedOn: null,
      zone: 'Europe/London',
      regime: 'england-wales',
    } as const;
    const words = {
      text: 'by 28 December',
      count: null,
      unit: 'date',
      from: null,
      fixedOn: '2026-12-28',
    } as const;
    const notes = readingsOf(words, facts).readings.flatMap((one) => computeDeadline(one.input).notes);
    expect(notes).to.deep.equal([
      'Ends on Mon 28 Dec 2026 (Boxing Day (substitute day)), not a working day, and is not moved; the working day before is Thu 24 Dec 2026.',
    ]);
  });

  it('a closed day that is the last one: the step says that it is, and that it is moved or stands', () => {
    const closures = [{ on: '2026-01-26', why: 'clerk’s office closed', source: 'General Order 26-1' }];
    const last = (input: Partial<DeadlineInput>) => {
      const count = { trigger: '2026-01-12', count: 14, unit: 'days', closures };
      const { steps } = computeDeadline({ rule: 'DEMAND_CALENDAR_EXCLUSIVE', ...count, ...input });
      return steps
        .filter(({ date, kind }) => date === '2026-01-26' || kind === 'last')
        .map(({ date, kind, why, source }) => `${date} ${kind}: ${why} (${source})`);
    };
    expect(last({ rule: 'FRCP 6(a)' })).to.deep.equal([
      '2026-01-26 rolled: day 14, but clerk’s office closed: the period runs on (Fed. R. Civ. P. 6(a)(3); General Order 26-1)',
      '2026-01-27 last: next open day (Fed. R. Civ. P. 6(a)(3))',
    ]);
    const stands =
      '2026-01-26 last: day 14; clerk’s office closed, and it is not moved (general construction: every day counts; General Order 26-1)';
    expect(last({})).to.deep.equal([stands]);
    expect(
      last({ rule: 'DEMAND_FIXED_DATE', trigger: '2026-01-26', count: 0, unit: 'fixed_date' }),
    ).to.deep.equal([
      '2026-01-26 last: the day named; clerk’s office closed, and it is not moved (the day named; General Order 26-1)',
    ]);
    expect(last({ rule: 'CPR 2.8', unit: 'clear_days' })[0]).to.contain('closed, and it is not moved');
    expect(last({ trigger: '2026-01-10' })[0]).to.equal(
      '2026-01-24 last: day 14; Saturday, and it is not moved (general construction: every day counts)',
    );
  });
  it('a closed office on the last day counted back to: the next open day, and the one before is held', () => {
    const closures = [{ on: '2026-01-26', why: 'clerk’s office closed', source: 'General Order 26-1' }];
    // Fourteen days back from Mon 9 Feb 2026 are Mon 26 Jan; the open day before it is Fri 23 Jan.
    const back = count('FRCP 6(a)', '2026-02-09', 14, { direction: 'backward', closures });
    expect([back.due, back.earliest]).to.deep.equal(['2026-01-27', '2026-01-23']);
    expect(back.readings[1]?.why).to.contain(
      'whether Fed. R. Civ. P. 6(a)(3) gives more time before an event',
    );
    const forward = count('FRCP 6(a)', '2026-01-12', 14, { closures });
    expect(daysOf(forward)).to.deep.equal(['2026-01-27']);
  });
  it('an English court office closed on the day counted back to: the open day before, and the one the rule names beside it', () => {
    const back = count('CPR 2.8', '2026-01-02', 7, { direction: 'backward', act: 'court_office' });
    expect([back.due, back.readings.map(({ due }) => due)]).to.deep.equal([
      '2025-12-24',
      ['2025-12-24', '2025-12-29'],
    ]);
    expect(back.readings[1]?.why).to.contain(
      'as if CPR 2.8(5) gave the next day on which the court office is open',
    );
    expect(back.steps.at(-1)?.source).to.contain('does not say which way a time that runs back goes');
  });
  it('the first day of inclusive months is the trigger itself, and is not called left out', () => {
    const { steps, due } = count('DEMAND_CALENDAR_INCLUSIVE', '2026-01-02', 1, { unit: 'months' });
    expect([steps[0]?.why, due]).to.deep.equal(['trigger, the first day', '2026-02-01']);
  });
  it('leaves out a day on which the office is closed', () => {
    const closures = [{ on: '2026-12-24' }];
    const { notes } = count('DEMAND_CALENDAR_EXCLUSIVE', '2026-12-21', 5, {
      workingDays: 'US-FEDERAL',
      closures,
    });
    expect(notes[0]).to.include('the working day before is Wed 23 Dec 2026.');
  });

  it('is no more than a weekday where no table was chosen, and that is said', () => {
    expect(count('DEMAND_CALENDAR_EXCLUSIVE', '2026-12-21', 5).notes[0]).to.equal(
      'Ends on Sat 26 Dec 2026, not a working day, and is not moved; the weekday before is Fri 25 Dec 2026, holidays not looked at: no table for them was chosen.',
    );
  });
});

describe('the same days read as business days', () => {
  it('leave out the holidays of the matter: Tue 29 Dec in the United States, Wed 30 Dec in England', () => {
    const from = (workingDays: string) =>
      daysOf(count('DEMAND_CALENDAR_EXCLUSIVE', '2026-12-21', 5, { workingDays }));
    expect(from('US-FEDERAL')).to.deep.equal(['2026-12-26', '2026-12-25', '2026-12-29']);
    expect(from('GB-EAW')).to.deep.equal(['2026-12-26', '2026-12-25', '2026-12-30']);
  });
  it('are not verified where no table was chosen', () => {
    const { readings } = count('DEMAND_CALENDAR_EXCLUSIVE', '2026-12-21', 5);
    expect(readings.map((one) => one.verified)).to.deep.equal([true, true, false]);
  });
});

describe('a rule that counts back from a hearing', () => {
  const hearing = { unit: 'court_days' };
  for (const direction of ['forward', 'at_least_after'])
    it(`is never counted ${direction}`, () => {
      expect(() => count('CCP 1005(b)', '2026-12-18', 16, { ...hearing, direction })).to.throw(
        /^CCP 1005\(b\) counts back from a day, never .+: leave the direction as the rule has it/,
      );
    });
  it('is counted alike with its direction named or left out', () => {
    const named = count('CCP 1005(b)', '2026-12-18', 16, { ...hearing, direction: 'backward' });
    expect(daysOf(named)).to.deep.equal(daysOf(count('CCP 1005(b)', '2026-12-18', 16, hearing)));
    expect(named.due).to.equal('2026-11-24');
  });
  it('ending on a Saturday gives the court day before, and the Saturday as another reading', () => {
    const result = count('CCP 1005(b)', '2026-12-18', 16, { ...hearing, service: 'mail_out_of_state' });
    expect(daysOf(result)).to.deep.equal(['2026-11-13', '2026-11-14']);
    expect(result.readings[1]?.why).to.match(/not a court day; Code Civ\. Proc\. 12a and 12c do not say/);
  });
});

describe('not before so many days have passed', () => {
  const wait = { direction: 'at_least_after' };
  it('ends on a first day allowed, marked as one, after the last day of the period', () => {
    const { steps, notes } = count('FRCP 6(a)', '2026-11-30', 21, wait);
    expect(steps.slice(-2).map(({ date, kind, why }) => ({ date, kind, why }))).to.deep.equal([
      { date: '2026-12-21', kind: 'counted', why: 'day 21' },
      { date: '2026-12-22', kind: 'allowed', why: 'the period has passed' },
    ]);
    expect(notes).to.include('This is the earliest day allowed, not the last.');
  });
  it('names the first working day after a first day allowed that is off', () => {
    expect(count('FRCP 6(a)', '2026-11-27', 21, wait).notes[0]).to.equal(
      'Sat 19 Dec 2026 is not a working day; the first working day after it is Mon 21 Dec 2026.',
    );
  });
  it('with several readings, says that the latest is early under none', () => {
    const { notes } = count('DEMAND_CALENDAR_EXCLUSIVE', '2026-11-30', 21, {
      ...wait,
      workingDays: 'US-FEDERAL',
    });
    // Twenty-one business days after 30 Nov, Christmas and New Year left out, end on Wed 30 Dec.
    expect(notes.join(' ')).to.include('on or after Thu 31 Dec 2026, the latest of them');
  });
});

describe('an hour that comes twice', () => {
  const zone = 'America/New_York'; // clocks go back on Sun 1 Nov 2026 at 02:00
  it('is noted where the last day ends at it', () => {
    const { notes, dueAt } = count('DEMAND_CALENDAR_EXCLUSIVE', '2026-10-25', 7, { zone, cutOff: '01:30' });
    expect(notes).to.include(
      '01:30 comes twice on Sun 1 Nov 2026 in America/New_York, as the clocks go back; the first is taken.',
    );
    expect(dueAt?.instant).to.equal('2026-11-01T05:30:00Z');
  });
  it('is noted where a count of hours ends at it, with which of the two', () => {
    const hours = (n: number) => count('DEMAND_HOURS', '2026-10-31T01:30', n, { zone, unit: 'hours' });
    expect(hours(24).notes[0]).to.include('the hours end at the first of the two');
    expect(hours(25).notes[0]).to.include('the hours end at the second of the two');
  });
});
