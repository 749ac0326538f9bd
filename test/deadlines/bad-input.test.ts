import { expect } from 'chai';
import { computeDeadline } from '../../src/deadlines/counting/computation.js';
import { DeadlineInputError } from '../../src/deadlines/counting/deadline-input-error.js';
import type { DeadlineInput } from '../../src/deadlines/counting/deadline-input.js';

const fine: DeadlineInput = { rule: 'FRCP 6(a)', trigger: '2026-03-02', count: 14, unit: 'days' };
const hours: DeadlineInput = {
  rule: 'DEMAND_HOURS',
  trigger: '2026-03-02T09:00',
  count: 48,
  unit: 'hours',
  zone: 'America/New_York',
};

// what is wrong, what was asked, the box it belongs to, what the sentence must say
const cases: [string, DeadlineInput, string, RegExp][] = [
  ['an unknown rule', { ...fine, rule: 'FRCP 99' }, 'rule', /no rule “FRCP 99”/],
  ['an unknown calendar', { ...fine, holidays: 'FR' }, 'holidays', /no holiday calendar “FR”/],
  ['a calendar left empty', { ...fine, holidays: '' }, 'holidays', /Name a holiday calendar/],
  ['a unit with the name of a part of the language', { ...fine, unit: 'constructor' }, 'unit', /not a unit/],
  ['such a direction', { ...fine, direction: 'constructor' }, 'direction', /not a direction/],
  ['such a roll', { ...fine, roll: 'constructor' }, 'roll', /not a way to roll/],
  [
    'a stop of the clock in a count of hours back from an event',
    { ...hours, direction: 'backward', tolling: [{ from: '2026-03-03', to: '2026-03-03' }] },
    'tolling',
    /counted back/,
  ],
  [
    'a stop of the clock of one day that ends',
    {
      rule: 'FRCP 6(a)',
      trigger: '2026-03-07',
      count: 0,
      unit: 'end_of_day_utc',
      zone: 'UTC',
      tolling: [{ from: '2026-03-01', to: '2026-03-08' }],
    },
    'tolling',
    /what was left/,
  ],
  ['an unknown zone', { ...fine, zone: 'Mars/Olympus' }, 'zone', /not a time zone/],
  ['a count of nothing', { ...fine, count: 0 }, 'count', /count at least 1/],
  ['a negative count', { ...fine, count: -3 }, 'count', /count at least 1/],
  ['a count of 10,000', { ...fine, count: 10_000 }, 'count', /the most is 9999/],
  ['half a day', { ...fine, count: 2.5 }, 'count', /whole number/],
  ['31 February', { ...fine, trigger: '2026-02-31' }, 'trigger', /February 2026 has 28 days/],
  [
    '29 February of a common year',
    { ...fine, trigger: '2026-02-29' },
    'trigger',
    /February 2026 has 28 days/,
  ],
  ['a thirteenth month', { ...fine, trigger: '2026-13-01' }, 'trigger', /no month 13/],
  ['something that is no date', { ...fine, trigger: '5 June' }, 'trigger', /write it like 2014-06-05/],
  ['a year of the past millennium’s past', { ...fine, trigger: '0026-02-01' }, 'trigger', /1900 to 2199/],
  ['an hour that clocks skip', { ...hours, trigger: '2026-03-08T02:30' }, 'trigger', /clocks go forward/],
  ['an hour of 25', { ...hours, trigger: '2026-03-08T25:30' }, 'trigger', /not a time of day/],
  [
    'hours without a zone',
    { rule: 'DEMAND_HOURS', trigger: '2026-03-02T09:00', count: 48, unit: 'hours' },
    'zone',
    /needs a time zone/,
  ],
  ['hours without an hour', { ...hours, trigger: '2026-03-02' }, 'trigger', /needs the hour/],
  ['service before the event', { ...fine, servedOn: '2026-03-01' }, 'servedOn', /before the event/],
  [
    'an extension to an earlier date',
    { ...fine, extendedTo: '2026-03-10' },
    'extendedTo',
    /earlier than the date it extends/,
  ],
  ['an unknown unit', { ...fine, unit: 'moons' }, 'unit', /not a unit of time/],
  [
    'a unit the rule does not count',
    { ...fine, rule: 'DEMAND_CALENDAR_EXCLUSIVE', unit: 'business_days' },
    'unit',
    /does not count business days/,
  ],
  ['an unknown direction', { ...fine, direction: 'sideways' }, 'direction', /not a direction/],
  ['an unknown roll', { ...fine, roll: 'over' }, 'roll', /not a way to roll/],
  [
    'an unknown method of service',
    { ...fine, service: 'pigeon' },
    'service',
    /no method of service “pigeon”/,
  ],
  [
    'deemed service by an unnamed method',
    { rule: 'CPR 6.26', trigger: '2026-03-02', count: 0, unit: 'deemed_service' },
    'service',
    /needs the method/,
  ],
  ['a closing hour without a zone', { ...fine, cutOff: '17:00' }, 'zone', /needs a time zone/],
  [
    'a day named with an hour and no zone',
    { rule: 'DEMAND_FIXED_DATE', trigger: '2028-02-29T17:00', count: 0, unit: 'fixed_date' },
    'zone',
    /needs a time zone/,
  ],
  [
    'a day named with two hours',
    {
      ...{ rule: 'DEMAND_FIXED_DATE', trigger: '2028-02-29T17:00', count: 0, unit: 'fixed_date' },
      ...{ zone: 'America/Los_Angeles', cutOff: '12:00' },
    },
    'cutOff',
    /ends at 17:00 or at 12:00: say one hour/,
  ],
  [
    'a stop of the clock that ends before it starts',
    { ...fine, tolling: [{ from: '2026-03-05', to: '2026-03-04' }] },
    'tolling',
    /cannot stop/,
  ],
];

describe('what cannot be counted', () => {
  for (const [what, input, field, says] of cases)
    it(`${what}: one sentence, about ${field}`, () => {
      let caught: unknown;
      try {
        computeDeadline(input);
      } catch (error) {
        caught = error;
      }
      expect(caught).to.be.instanceOf(DeadlineInputError);
      if (!(caught instanceof DeadlineInputError)) return;
      expect(caught.message).to.match(says);
      expect(caught.field).to.equal(field);
      expect(caught.message.endsWith('.'), caught.message).to.equal(true);
    });

  it('a year the holiday table does not have: not verified, and said so', () => {
    const result = computeDeadline({ ...fine, trigger: '2040-03-02' });
    expect(result.verified).to.equal(false);
    expect(result.notes[0]).to.match(
      /^Not verified: the table “US federal legal holidays” covers 1995 to 2035/,
    );
  });
});
