import { expect } from 'chai';
import { countedFromInput, countedFromWords } from '../../src/deadlines/counted.js';
import { workingOf } from '../../src/deadlines/working-view.js';

const ZONE = 'America/Los_Angeles';
const facts = { letterDate: '2026-11-30', receivedOn: '2026-11-30', zone: ZONE, regime: 'private' } as const;

describe('the words beside a count', () => {
  const custom = {
    ...({ name: 'Order', authority: 'order of 1 June', first: 'excluded', calendar: 'GB-EAW' } as const),
  };
  const holidays = (roll: 'none' | 'onward', unit: string) =>
    workingOf(
      countedFromInput({
        ...{ rule: 'CUSTOM', trigger: '2027-01-04', count: 3, direction: 'before' },
        ...{ unit, custom: { ...custom, roll } },
      }),
      null,
    ).holidays;

  it('name no holidays as left out by a rule that counts every day and moves no end', () => {
    expect(holidays('none', 'clear_days')).to.equal('');
    expect(holidays('none', 'business_days')).to.contain('England');
    expect(holidays('onward', 'clear_days')).to.contain('England');
  });

  it('call one hour of a day the earliest, not each end of that day', () => {
    const words = { count: null, unit: 'date', from: null, fixedOn: '2026-12-11', time: null } as const;
    const counted = countedFromWords({ ...words, text: 'by COB Friday, December 11' }, facts);
    if (counted === null) throw new Error('the words name a day');
    const shown = workingOf(counted, null).readings.map((one) => [one.hour, one.isEarliest]);
    expect(shown).to.deep.equal([
      ['17:00 PST', true],
      ['end of the day, PST', false],
    ]);
  });

  it('say of a day counted back that it goes back, and cite the rule of hours for hours', () => {
    const back = countedFromInput({
      ...{ rule: 'FRCP 6(a)', trigger: '2026-06-15', count: 1, unit: 'days', direction: 'backward' },
    });
    expect(back.result.steps.find((step) => step.kind === 'rolled')?.why).to.contain('the period goes back');
    const hours = countedFromInput({
      ...{ rule: 'FRCP 6(a)(2)', trigger: '2026-06-11T10:00', count: 48, unit: 'hours', zone: ZONE },
    });
    expect(hours.result.steps.at(-1)?.source).to.equal('Fed. R. Civ. P. 6(a)(2)(C)');
  });

  it('call the first day counted no cautious reading where the words ask for it, or where it comes later', () => {
    const first = countedFromInput({
      ...{ rule: 'DEMAND_CALENDAR_INCLUSIVE', trigger: '2026-06-15', count: 5, unit: 'days' },
    });
    expect(first.result.source).to.contain('beginning with').and.not.to.contain('cautious');
  });
});
