import { expect } from 'chai';
import { computeDeadline } from '../../src/deadlines/counting/computation.js';
import { ON_PAPER, stripOf } from '../../src/deadlines/strip.js';

describe('the day-by-day strip', () => {
  it('runs from the trigger to the last reading, the working date marked', () => {
    const result = computeDeadline({
      rule: 'DEMAND_CALENDAR_EXCLUSIVE',
      trigger: '2014-06-05',
      count: 5,
      unit: 'days',
      holidays: 'US-FEDERAL',
    });
    const strip = stripOf(result, [{ date: '2014-06-09', label: 'working date', kind: 'adopted' }]);
    expect(strip.map((day) => [day.weekday, day.day, day.kind, day.label])).to.deep.equal([
      ['Thu', '5', 'trigger', 'trigger'],
      ['Fri', '6', 'counted', 'day 1'],
      ['Sat', '7', 'counted', 'day 2'],
      ['Sun', '8', 'counted', 'day 3'],
      ['Mon', '9', 'adopted', 'day 4, working date, earliest'],
      ['Tue', '10', 'last', 'day 5, last, usual reading'],
      ['Wed', '11', 'after', ''],
      ['Thu', '12', 'reading', '5 business days'],
    ]);
  });
  it('says one month in the singular', () => {
    const counted = computeDeadline({
      ...{ rule: 'CPR 2.8', trigger: '2026-12-03', count: 1, unit: 'months', direction: 'before' },
    });
    const reading = { ...counted.readings[0], due: '2026-11-01' } as (typeof counted.readings)[number];
    const strip = stripOf({ ...counted, readings: [...counted.readings, reading] });
    expect(strip.find(({ date }) => date === '2026-11-01')?.label)
      .to.contain('1 month')
      .and.not.to.contain('months');
  });
  it('says of a reading that counts no number what it is, and never “0 fixed date”', () => {
    const named = { rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-12', count: 0, unit: 'fixed_date' };
    const counted = computeDeadline(named);
    const other = computeDeadline({ ...named, trigger: '2014-06-10' }).readings;
    const strip = stripOf({ ...counted, readings: [...counted.readings, ...other], earliest: '2014-06-10' });
    expect(strip.map(({ label }) => label).join('; '))
      .to.contain('earliest, another day named')
      .and.not.to.contain('0 fixed');
  });
  it('marks the earliest reading beside the usual one before either is adopted', () => {
    const strip = stripOf(
      computeDeadline({ rule: 'DEMAND_CALENDAR_EXCLUSIVE', trigger: '2014-06-05', count: 5, unit: 'days' }),
    );
    expect(
      strip
        .filter(({ kind }) => kind === 'earliest' || kind === 'last')
        .map(({ day, label }) => [day, label]),
    ).to.deep.equal([
      ['9', 'day 4, earliest, if the first day counts'],
      ['10', 'day 5, last, usual reading'],
    ]);
  });
  it('never folds a stop of the clock away among the days that count', () => {
    const result = computeDeadline({
      ...{ rule: 'DEMAND_BUSINESS_DAYS', trigger: '2026-12-04', count: 40, unit: 'business_days' },
      ...{ holidays: 'US-FEDERAL', tolling: [{ from: '2026-12-16', to: '2026-12-20' }] },
    });
    const strip = stripOf(result);
    expect(strip.filter(({ label }) => label.includes('the clock does not run'))).to.containSubset([
      { date: '2026-12-16', kind: 'fold', day: '5 days', label: 'the clock does not run, to 20 Dec' },
    ]);
    expect(strip.filter(({ kind }) => kind === 'fold')).to.have.length(2);
    const paper = stripOf(result, [], ON_PAPER);
    expect(paper.map(({ label }) => label)).to.include('the clock does not run, to 20 Dec');
  });
  it('says why a day was skipped or rolled over', () => {
    const result = computeDeadline({ rule: 'FRCP 6(a)', trigger: '2025-06-20', count: 14, unit: 'days' });
    const end = stripOf(result)
      .slice(-4)
      .map((day) => `${day.day} ${day.kind}: ${day.label}`);
    expect(end).to.deep.equal([
      '4 rolled: day 14, rolls on',
      '5 rolled: Saturday',
      '6 rolled: Sunday',
      '7 last: last',
    ]);
  });
  it('reads in the order of the days when counting back', () => {
    const result = computeDeadline({
      rule: 'CPR 2.8',
      trigger: '2026-09-11',
      count: 3,
      unit: 'days',
      direction: 'backward',
    });
    expect(stripOf(result).map((day) => day.date)).to.deep.equal([
      '2026-09-07',
      '2026-09-08',
      '2026-09-09',
      '2026-09-10',
      '2026-09-11',
    ]);
  });
  it('folds the middle of a long count and says how much', () => {
    const strip = stripOf(
      computeDeadline({ rule: 'FRCP 6(a)', trigger: '2026-01-05', count: 120, unit: 'days' }),
    );
    expect(strip).to.have.length(35);
    expect(strip[10]).to.include({ kind: 'fold', day: '87 days' });
  });
  it('takes two rows of a printed page at most', () => {
    const result = computeDeadline({ rule: 'FRCP 6(a)', trigger: '2026-01-05', count: 120, unit: 'days' });
    const strip = stripOf(result, [], ON_PAPER);
    expect(strip).to.have.length(26);
    expect(strip[6]).to.include({ kind: 'fold', day: '96 days' });
    expect([strip[0]?.kind, strip.at(-1)?.kind]).to.deep.equal(['trigger', 'last']);
  });
});
