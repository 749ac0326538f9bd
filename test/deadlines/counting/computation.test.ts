import { expect } from 'chai';
import { computeDeadline, countDeadline } from '../../../src/deadlines/counting/computation.js';
import type { DeadlineInput } from '../../../src/deadlines/counting/deadline-input.js';

type Row = readonly [shows: string, input: DeadlineInput, due: string];

const PRIVATE = 'DEMAND_CALENDAR_EXCLUSIVE';
const days = (
  rule: string,
  trigger: string,
  count: number,
  more: Partial<DeadlineInput> = {},
): DeadlineInput => ({
  rule,
  trigger,
  count,
  unit: 'days',
  ...more,
});

const privateLetters: Row[] = [
  // what it shows                                        input                                              due
  ['the first day is left out', days(PRIVATE, '2014-06-05', 5), '2014-06-10'],
  ['a day is a day, weekend or not', days(PRIVATE, '2026-07-02', 2), '2026-07-04'],
  ['seven days from 29 February', days(PRIVATE, '2024-02-29', 7), '2024-03-07'],
  ['two weeks over the new year', { ...days(PRIVATE, '2025-12-24', 2), unit: 'weeks' }, '2026-01-07'],
  ['the first day counted', days('DEMAND_CALENDAR_INCLUSIVE', '2026-07-02', 10), '2026-07-11'],
  [
    'one day, the first counted, is that day',
    days('DEMAND_CALENDAR_INCLUSIVE', '2026-07-02', 1),
    '2026-07-02',
  ],
  [
    'business days over Labor Day',
    days('DEMAND_BUSINESS_DAYS', '2026-09-03', 3, { holidays: 'US-FEDERAL' }),
    '2026-09-09',
  ],
  [
    'business days over Juneteenth observed on a Friday',
    days('DEMAND_BUSINESS_DAYS', '2021-06-16', 3, { holidays: 'US-FEDERAL' }),
    '2021-06-22',
  ],
  [
    'no Juneteenth before 2021',
    days('DEMAND_BUSINESS_DAYS', '2020-06-17', 3, { holidays: 'US-FEDERAL' }),
    '2020-06-22',
  ],
  [
    'business days in England over Easter',
    days('DEMAND_BUSINESS_DAYS', '2026-04-02', 3, { holidays: 'GB-EAW' }),
    '2026-04-09',
  ],
  [
    'business days when the first, a Saturday, cannot count',
    days('DEMAND_BUSINESS_DAYS_INCLUSIVE', '2026-08-01', 2, { holidays: 'US-FEDERAL' }),
    '2026-08-04',
  ],
  ['a month from 31 August', { ...days('DEMAND_MONTHS', '2026-08-31', 1), unit: 'months' }, '2026-09-30'],
  [
    'a month from 30 September ends on the 30th',
    { ...days('DEMAND_MONTHS', '2026-09-30', 1), unit: 'months' },
    '2026-10-30',
  ],
  ['a year from 29 February', { ...days('DEMAND_MONTHS', '2024-02-29', 1), unit: 'years' }, '2025-02-28'],
  ['a date named', { ...days('DEMAND_FIXED_DATE', '2026-08-01', 0), unit: 'fixed_date' }, '2026-08-01'],
  [
    'a Saturday moved on where the words say so',
    days(PRIVATE, '2026-07-27', 5, { roll: 'next_business_day', holidays: 'US-FEDERAL' }),
    '2026-08-03',
  ],
  [
    'at least ten clear days before',
    days('DEMAND_CLEAR_DAYS', '2026-08-20', 10, { direction: 'backward' }),
    '2026-08-09',
  ],
];

const federalCourt: Row[] = [
  ['the trigger day is not counted', days('FRCP 6(a)(1)', '2026-03-02', 10), '2026-03-12'],
  ['a last day on Saturday runs to Monday', days('FRCP 6(a)(1)(C)', '2026-03-04', 10), '2026-03-16'],
  ['a last day on Memorial Day runs to Tuesday', days('FRCP 6(a)(1)(C)', '2026-05-15', 10), '2026-05-26'],
  [
    'a holiday observed on a Friday runs over the weekend',
    days('FRCP 6(a)(1)(C)', '2026-06-19', 14),
    '2026-07-06',
  ],
  [
    'backward: a Saturday goes to Friday',
    days('FRCP 6(a)(5)', '2026-03-28', 7, { direction: 'backward' }),
    '2026-03-20',
  ],
  [
    'mail: three days after the period would expire',
    days('FRCP 6(d)', '2026-03-02', 14, { service: 'mail' }),
    '2026-03-19',
  ],
  [
    'mail: rolled, then three days, then rolled',
    days('FRCP 6(d)', '2026-08-14', 21, { service: 'mail (5(b)(2)(C))' }),
    '2026-09-08',
  ],
  [
    'email in 2016 still added three days',
    days('FRCP 6(d)', '2016-11-07', 14, { service: 'email' }),
    '2016-11-25',
  ],
  ['email in 2017 adds none', days('FRCP 6(d)', '2017-11-06', 14, { service: 'email' }), '2017-11-20'],
  [
    'Cesar Chavez Day counts in the Central District of California',
    days('FRCP 6(a)(6)(C)', '2026-03-17', 14, { jurisdiction: 'US-FEDERAL (C.D. Cal.)' }),
    '2026-04-01',
  ],
  [
    'but not in New York',
    days('FRCP 6(a)(6)(C)', '2026-03-17', 14, { jurisdiction: 'US-FEDERAL (S.D.N.Y.)' }),
    '2026-03-31',
  ],
  [
    'and not when counting back',
    days('FRCP 6(a)(6)(C)', '2026-04-14', 14, { direction: 'backward', holidays: 'US-FEDERAL+US-CA' }),
    '2026-03-31',
  ],
  [
    'a clerk’s office closed on the last day',
    days('FRCP 6(a)(3)', '2026-02-09', 14, { closures: [{ on: '2026-02-23' }] }),
    '2026-02-24',
  ],
  [
    'a closure inside the period changes nothing',
    days('FRCP 6(a)(3)', '2026-02-09', 14, { closures: [{ on: '2026-02-20' }] }),
    '2026-02-23',
  ],
];

const england: Row[] = [
  ['within fourteen days', days('CPR 2.8(3)', '2026-09-01', 14), '2026-09-15'],
  ['five days leave out the weekend', days('CPR 2.8(4)', '2026-09-03', 5), '2026-09-10'],
  ['six days do not', days('CPR 2.8(4)', '2026-09-03', 6), '2026-09-09'],
  ['five days leave out the late summer bank holiday', days('CPR 2.8(4)', '2026-08-27', 5), '2026-09-04'],
  [
    'three clear days before a hearing',
    days('CPR 2.8(3)', '2026-09-11', 3, { direction: 'backward' }),
    '2026-09-07',
  ],
  [
    'fourteen clear days before a hearing',
    days('CPR 2.8(3)', '2026-09-30', 14, { direction: 'backward' }),
    '2026-09-15',
  ],
  [
    'at least ten days after',
    days('CPR 2.8(3)', '2026-09-01', 10, { direction: 'at_least_after' }),
    '2026-09-12',
  ],
  [
    'court office closed on Boxing Day’s substitute',
    days('CPR 2.8(5)', '2026-12-14', 14, { act: 'court_office' }),
    '2026-12-29',
  ],
  ['the same day stands for a letter', days('CPR 2.8(3)', '2026-12-14', 14, { act: 'party' }), '2026-12-28'],
  ['the state funeral of 2022 was a bank holiday', days('CPR 2.8(4)', '2022-09-15', 3), '2022-09-21'],
  [
    'post on a Wednesday is served on Friday',
    {
      ...days('CPR 6.26 row 1', '2026-09-02T15:00', 2, { service: 'first_class_post' }),
      unit: 'deemed_service',
    },
    '2026-09-04',
  ],
  [
    'post on a Friday is served on Monday',
    {
      ...days('CPR 6.26 row 1', '2026-09-04T09:00', 2, { service: 'first_class_post' }),
      unit: 'deemed_service',
    },
    '2026-09-07',
  ],
  [
    'document exchange before Easter',
    { ...days('CPR 6.26 row 2', '2026-04-01T09:00', 2, { service: 'dx' }), unit: 'deemed_service' },
    '2026-04-07',
  ],
  [
    'left at the address at 16:30 is late',
    { ...days('CPR 6.26 row 3', '2026-09-02T16:30', 0, { service: 'leaving' }), unit: 'deemed_service' },
    '2026-09-03',
  ],
  [
    'fax on a Saturday',
    { ...days('CPR 6.26 row 4', '2026-09-05T10:00', 0, { service: 'fax' }), unit: 'deemed_service' },
    '2026-09-07',
  ],
  [
    'email at 16:29',
    { ...days('CPR 6.26 row 5', '2026-09-02T16:29', 0, { service: 'email' }), unit: 'deemed_service' },
    '2026-09-02',
  ],
  [
    'by hand after hours on a Friday',
    { ...days('CPR 6.26 row 6', '2026-09-04T18:00', 0, { service: 'personal' }), unit: 'deemed_service' },
    '2026-09-07',
  ],
  [
    'seven days from deemed service',
    {
      ...days('CPR 6.26 + 2.8', '2026-09-04T12:00', 7, { service: 'first_class_post' }),
      unit: 'clear_days_after_deemed_service',
    },
    '2026-09-14',
  ],
  [
    'a claim form before a bank holiday',
    { ...days('CPR 6.14', '2026-08-27', 2, { service: 'claim_form' }), unit: 'deemed_service_claim_form' },
    '2026-09-01',
  ],
  ['a pre-action reply', days('PD-PAC 6(b)', '2026-09-10', 14, { act: 'party' }), '2026-09-24'],
];

const california: Row[] = [
  [
    'thirty days ending on Thanksgiving run over its Friday',
    days('CCP 12, 12a', '2026-10-27', 30),
    '2026-11-30',
  ],
  ['Columbus Day is a court day since 2022', days('CCP 12, 12a', '2026-09-12', 30), '2026-10-12'],
  ['Native American Day is not', days('CCP 12, 12a', '2026-08-26', 30), '2026-09-28'],
  [
    'mail in the state: five days more',
    days('CCP 1013(a)', '2026-08-03', 30, { service: 'mail_in_state' }),
    '2026-09-08',
  ],
  [
    'electronic: two court days more',
    days('CCP 1010.6', '2026-08-03', 30, { service: 'electronic' }),
    '2026-09-04',
  ],
  [
    'overnight: two court days more',
    days('CCP 1013(c)', '2026-08-05', 30, { service: 'overnight' }),
    '2026-09-09',
  ],
  [
    'sixteen court days back from a hearing',
    { ...days('CCP 12c, 1005(b)', '2026-09-24', 16), unit: 'court_days' },
    '2026-09-01',
  ],
  [
    'and two calendar days more by fax',
    {
      ...days('CCP 12c(b), 1005(b)', '2026-09-22', 16, { service: 'fax' }),
      unit: 'court_days',
      direction: 'backward',
    },
    '2026-08-26',
  ],
];

function check(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    for (const [shows, input, due] of rows)
      it(`${input.rule}: ${shows}`, () => {
        expect(computeDeadline(input).due).to.equal(due);
        expect(countDeadline(input), 'without steps').to.equal(due);
      });
  });
}

check('private letters', privateLetters);
check('federal rules', federalCourt);
check('England and Wales', england);
check('California', california);

describe('hours and the ends of days', () => {
  it('elapsed hours over the change to summer time', () => {
    const result = computeDeadline({
      rule: 'DEMAND_HOURS',
      trigger: '2025-03-08T18:00',
      count: 24,
      unit: 'hours',
      zone: 'America/Chicago',
    });
    expect(result.dueAt).to.deep.equal({
      instant: '2025-03-10T00:00:00Z',
      zone: 'America/Chicago',
      local: '2025-03-09T19:00',
    });
    expect(result.due).to.equal('2025-03-09');
  });
  it('hours that end on a Sunday run to the same hour on Monday under Rule 6(a)(2)', () => {
    const result = computeDeadline({
      rule: 'FRCP 6(a)(2)',
      trigger: '2026-09-10T14:15',
      count: 72,
      unit: 'hours',
      zone: 'America/New_York',
    });
    expect(result.dueAt?.local).to.equal('2026-09-14T14:15');
    expect(result.steps.map((step) => `${step.date} ${step.kind}`)).to.deep.equal([
      '2026-09-10 trigger',
      '2026-09-11 counted',
      '2026-09-12 counted',
      '2026-09-13 rolled',
      '2026-09-14 last',
    ]);
  });
  it('an e-filing day ends at midnight where the court sits', () => {
    const result = computeDeadline({
      rule: 'FRCP 6(a)(4)(A)',
      trigger: '2026-11-01',
      count: 0,
      unit: 'end_of_day_utc',
      zone: 'America/Denver',
    });
    expect(result.dueAt?.instant).to.equal('2026-11-02T06:59:59Z');
  });
  it('an hour of the day may be set', () => {
    const result = computeDeadline(
      days(PRIVATE, '2014-06-05', 4, { zone: 'America/Los_Angeles', cutOff: '17:00' }),
    );
    expect(result.dueAt?.instant).to.equal('2014-06-10T00:00:00Z');
  });
});

describe('what a result says besides its date', () => {
  it('lists the three readings of “within five days”, earliest among them', () => {
    const result = computeDeadline(days(PRIVATE, '2014-06-05', 5, { holidays: 'US-FEDERAL' }));
    expect(result.readings.map((one) => [one.due, one.ruleId])).to.deep.equal([
      ['2014-06-10', 'DEMAND_CALENDAR_EXCLUSIVE'],
      ['2014-06-09', 'DEMAND_CALENDAR_INCLUSIVE'],
      ['2014-06-12', 'DEMAND_BUSINESS_DAYS'],
    ]);
    expect(result.earliest).to.equal('2014-06-09');
  });
  it('gives the day of observance as a doubt, not as the only answer', () => {
    expect(computeDeadline(days('FRCP 6(a)(1)', '2026-06-19', 14)).earliest).to.equal('2026-07-03');
  });
  it('names the closing by order that a count ends on', () => {
    const result = computeDeadline(days('FRCP 6(a)(1)', '2025-12-10', 14));
    expect(result.due).to.equal('2025-12-24');
    expect(result.readings.map((one) => one.due)).to.include('2025-12-29');
    expect(result.notes.join(' ')).to.contain('for the court');
  });
  it('says why each day was skipped and where that is written', () => {
    const result = computeDeadline(days('DEMAND_BUSINESS_DAYS', '2026-07-01', 2, { holidays: 'US-FEDERAL' }));
    const skipped = result.steps.filter((step) => step.kind === 'skipped');
    expect(skipped.map((step) => step.why)).to.deep.equal([
      'Independence Day (observed)',
      'Independence Day',
      'Sunday',
    ]);
    expect(skipped[0]?.source).to.contain('5 U.S.C. 6103(b)');
  });
  it('warns when a day that is not a working day stands', () => {
    expect(
      computeDeadline(days('CPR 2.8(3)', '2025-04-04', 14, { act: 'party' })).notes.join(' '),
    ).to.contain('Good Friday');
  });
  it('is not verified outside the table, without a table, or before its rule', () => {
    expect(computeDeadline(days('FRCP 6(a)(1)', '2035-12-20', 14)).verified).to.equal(false);
    expect(computeDeadline(days('DEMAND_BUSINESS_DAYS', '2026-03-02', 5)).verified).to.equal(false);
    expect(computeDeadline(days('FRCP 6(a)(1)', '2008-03-03', 5)).verified).to.equal(false);
    expect(computeDeadline(days(PRIVATE, '2051-03-02', 5)).verified, 'plain days need no table').to.equal(
      true,
    );
  });
  it('leaves out the days on which the clock stands still', () => {
    const stop = [{ from: '2026-03-04', to: '2026-03-10', why: 'standstill agreement of 3 March' }];
    const result = computeDeadline(days(PRIVATE, '2026-03-02', 5, { tolling: stop }));
    expect(result.due).to.equal('2026-03-14');
    expect(result.steps.find((step) => step.date === '2026-03-05')?.source).to.contain('standstill');
    expect(
      computeDeadline({ ...days('DEMAND_MONTHS', '2026-03-02', 1, { tolling: stop }), unit: 'months' }).due,
    ).to.equal('2026-04-09');
  });
  it('a period that runs on over a day off does not end on a day on which the clock stands still', () => {
    const stop = [{ from: '2025-07-06', to: '2025-07-31', why: 'order of 3 July' }];
    for (const [rule, service, due] of [
      // Day 21 is Fri 4 July; Sat 5 is off and from Sun 6 the clock stands still until Thu 31.
      ['FRCP 6(a)(1)', {}, '2025-08-01'],
      ['CCP 12', {}, '2025-08-01'],
      ['FRCP 6(d)', { service: 'mail' }, '2025-08-04'],
    ] as const) {
      const result = computeDeadline(days(rule, '2025-06-13', 21, { ...service, tolling: stop }));
      expect(result.due, rule).to.equal(due);
      expect(result.steps.find((step) => step.date === '2025-07-07')?.source).to.contain('order of 3 July');
    }
  });
  describe('a clock of hours, or of a day that is named, that stands still for whole days', () => {
    const stop = (from: string, to: string) => ({ tolling: [{ from, to, why: 'standstill' }] });
    const hours = (trigger: string, count: number, more: Partial<DeadlineInput> = {}): DeadlineInput => ({
      ...{ rule: 'DEMAND_HOURS', trigger, count, unit: 'hours', zone: 'America/Los_Angeles' },
      ...more,
    });
    const cases: [string, DeadlineInput, string][] = [
      ['14 hours run before it, 34 after', hours('2014-06-09T10:00', 48, stop('2014-06-10', '2014-06-12')), '2014-06-14T10:00'],
      ['the day of the end itself', hours('2014-06-06T09:00', 72, stop('2014-06-08', '2014-06-10')), '2014-06-12T09:00'],
      ['from the day it starts: that day gives back what it had left', hours('2014-06-09T10:00', 48, stop('2014-06-09', '2014-06-09')), '2014-06-12T00:00'],
      ['two stops', hours('2014-06-09T10:00', 48, { tolling: [{ from: '2014-06-10', to: '2014-06-10' }, { from: '2014-06-12', to: '2014-06-12' }] }), '2014-06-13T10:00'],
      ['before it starts: nothing is given back', hours('2014-06-09T10:00', 48, stop('2014-06-01', '2014-06-08')), '2014-06-11T10:00'],
      ['after its end: nothing is given back', hours('2014-06-09T10:00', 48, stop('2014-06-12', '2014-06-20')), '2014-06-11T10:00'],
      ['over a day of 23 hours: elapsed hours are counted', hours('2014-03-08T10:00', 48, stop('2014-03-09', '2014-03-09')), '2014-03-11T10:00'],
      ['FRCP 6(a)(2): the end runs on over a weekend', hours('2014-06-09T10:00', 48, { rule: 'FRCP 6(a)(2)', ...stop('2014-06-10', '2014-06-12') }), '2014-06-16T10:00'],
      ['a day named with an hour', { rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-12T17:00', count: 0, unit: 'fixed_date', zone: 'America/Los_Angeles', ...stop('2014-06-10', '2014-06-11') }, '2014-06-14T17:00'],
      ['a day named until an hour', { rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-12', cutOff: '17:00', count: 0, unit: 'fixed_date', zone: 'America/Los_Angeles', ...stop('2014-06-12', '2014-06-12') }, '2014-06-13T17:00'],
      ['a day named that comes before it', { rule: 'DEMAND_FIXED_DATE', trigger: '2014-06-12', count: 0, unit: 'fixed_date', zone: 'America/Los_Angeles', ...stop('2014-06-13', '2014-06-20') }, '2014-06-12T23:59:59'],
    ]; // prettier-ignore
    for (const [shows, input, local] of cases)
      it(shows, () => expect(computeDeadline(input).dueAt?.local).to.equal(local));
    it('each stopped day stands in the working with its reason', () => {
      const { steps } = computeDeadline(hours('2014-06-09T10:00', 48, stop('2014-06-10', '2014-06-12')));
      expect(steps.map(({ date, kind, count }) => `${date.slice(8)} ${kind} ${count}`)).to.deep.equal([
        ...['09 trigger null', '10 skipped null', '11 skipped null', '12 skipped null'],
        ...['13 counted 38', '14 last 48'],
      ]);
      expect(steps[1]?.source).to.equal('standstill');
    });
    it('hours counted back are refused: a stop gives no time for them', () => {
      expect(() =>
        computeDeadline(
          hours('2014-06-12T10:00', 48, { direction: 'backward', ...stop('2014-06-11', '2014-06-11') }),
        ),
      ).to.throw('counted back');
    });
  });
  it('says what it leaves aside: a method of service, a court whose state has no table', () => {
    const notesOf = (input: DeadlineInput) => computeDeadline(input).notes.join(' ');
    expect(notesOf(days('CPR 2.8', '2026-06-01', 14, { service: 'first_class_post' }))).to.contain(
      'CPR 2.8 adds no days for service by “first_class_post”',
    );
    expect(notesOf(days(PRIVATE, '2026-06-01', 14, { service: 'email' }))).to.contain('adds no days');
    const federal = (jurisdiction: string) => notesOf(days('FRCP 6(a)', '2025-03-17', 14, { jurisdiction }));
    expect(federal('S.D.N.Y.')).to.contain('no table of state holidays for “S.D.N.Y.”');
    expect(federal('US-FEDERAL (C.D. Cal.)')).not.to.contain('no table');
    expect(federal('US-FEDERAL')).not.to.contain('no table');
    expect(federal('US-FEDERAL')).to.contain('No state was named');
  });
  for (const place of [
    'US-CA',
    'CA',
    'ca',
    'California',
    'N.D. Cal.',
    'N.D. Cal',
    'C.D. CAL.',
    'US-FEDERAL (US-CA)',
  ])
    it(`knows California by “${place}”: its holiday of 31 March counts after an event`, () => {
      const result = computeDeadline(days('FRCP 6(a)', '2026-03-21', 10, { jurisdiction: place }));
      expect(result.due).to.equal('2026-04-01');
      expect(result.notes.join(' ')).not.to.contain('no table').and.not.to.contain('No state was named');
    });
  it('says that no state was named, where its holidays could move the day', () => {
    // Fri 12 Feb 2027 is Lincoln's Birthday, a public holiday of New York: the 14 days end on Tue 16 Feb there.
    const result = computeDeadline(days('FRCP 6(a)', '2027-01-29', 14));
    expect(result.due).to.equal('2027-02-12');
    expect(result.notes.join(' ')).to.contain('No state was named').and.to.contain('Rule 6(a)(6)(C)');
    const named = (more: Partial<DeadlineInput>) =>
      computeDeadline(days('FRCP 6(a)', '2027-01-29', 14, more)).notes.join(' ');
    expect(named({ holidays: 'US-FEDERAL+US-CA' })).not.to.contain('No state was named');
    expect(named({ direction: 'backward' })).not.to.contain('No state was named');
  });
  it('an extension to a day off is said to be one, whatever the rule does with its own last day', () => {
    const result = computeDeadline(days('FRCP 6(a)', '2026-01-01', 5, { extendedTo: '2026-01-10' }));
    expect(result.due).to.equal('2026-01-10');
    expect(result.notes.join(' ')).to.contain('Sat 10 Jan 2026, not a working day, and is not moved');
  });
  it('an extension keeps the working of the date it extends', () => {
    const result = computeDeadline(days(PRIVATE, '2026-03-02', 5, { extendedTo: '2026-03-10' }));
    expect(result.due).to.equal('2026-03-10');
    expect(result.steps.filter((step) => step.kind === 'added')).to.have.length(2);
  });
  it('a rule of one matter carries its own authority', () => {
    const custom = {
      name: 'Order of 2 March',
      authority: 'Order, para 4: “within three court days”',
      first: 'excluded',
      roll: 'none',
      calendar: 'US-FEDERAL',
    } as const;
    const result = computeDeadline({
      rule: 'CUSTOM',
      trigger: '2026-03-05',
      count: 3,
      unit: 'court_days',
      custom,
    });
    expect(result.due).to.equal('2026-03-10');
    expect(result.source).to.contain('para 4');
  });

  it('whether the day after Thanksgiving is a state holiday in California is contested: both days are given, the earlier held to', () => {
    const result = computeDeadline({
      ...{ rule: 'FRCP 6(a)', trigger: '2026-10-28', count: 30, unit: 'days', holidays: 'US-FEDERAL+US-CA' },
    });
    expect([result.due, result.earliest]).to.deep.equal(['2026-11-27', '2026-11-27']);
    expect(result.readings.map(({ due }) => due)).to.include('2026-11-30');
    expect(result.notes.join(' ')).to.contain('Dwyer v. Duffy').and.to.contain('is for the court');
  });

  it('“calendar days” leaves no reading in business days open, plain days do', () => {
    const lettered = { ...days(PRIVATE, '2026-11-20', 15), workingDays: 'US-FEDERAL' };
    const read = (unit: string) => computeDeadline({ ...lettered, unit }).readings.map(({ due }) => due);
    expect(read('calendar_days')).to.deep.equal(['2026-12-05', '2026-12-04']);
    expect(read('days')).to.deep.equal(['2026-12-05', '2026-12-04', '2026-12-14']);
  });

  it('CPR 2.8 leaves both ends out of business days too, before a hearing and before an act allowed', () => {
    const three = (direction: string) =>
      computeDeadline({ ...days('CPR 2.8', '2027-01-04', 3), unit: 'business_days', direction });
    // Back from Mon 4 Jan 2027: Thu 31, Wed 30, Tue 29 Dec are clear; Mon 28 Dec is a bank holiday.
    expect(three('backward').due).to.equal('2026-12-24');
    expect(three('backward').earliest).to.equal('2026-12-24');
    expect(three('forward').due).to.equal('2027-01-07');
    expect(three('at-least').due).to.equal('2027-01-08');
  });
  it('a day beside the corresponding date is not called that date', () => {
    const month = computeDeadline({
      ...days('CPR 2.8', '2026-12-03', 1),
      unit: 'months',
      direction: 'before',
    });
    expect(month.steps.at(-1)).to.include({ date: '2026-11-02' });
    expect(month.steps.at(-1)?.why).to.equal(
      'the day before Tue 3 Nov 2026, the corresponding date, or the last of its month: both ends are left out',
    );
    const first = computeDeadline({ ...days('DEMAND_CALENDAR_INCLUSIVE', '2026-12-03', 1), unit: 'months' });
    expect(first.steps.at(-1)?.why)
      .to.contain('the day before Sun 3 Jan 2027')
      .and.to.contain('first day is counted');
  });

  it('days said by hand are not called days for service, and say that they stand in place of those', () => {
    const said = { extension: { count: 7, unit: 'days' } };
    const both = computeDeadline(days('CCP 12', '2026-12-02', 10, { service: 'mail', ...said }));
    // 10 days from Wed 2 Dec 2026 are Sat 12 Dec, 7 more Sat 19 Dec, so Mon 21 Dec.
    expect(both.due).to.equal('2026-12-21');
    expect(both.notes.join(' ')).to.contain(
      'The 7 calendar days said stand in place of the 5 calendar days that',
    );
    const alone = computeDeadline(days('FRCP 6(a)', '2026-12-02', 10, said));
    const added = alone.steps.filter((step) => step.why.startsWith('added'));
    expect(added).to.have.length(7);
    expect(added.map((step) => `${step.why} ${step.source}`).join(' '))
      .not.to.contain('for service')
      .and.not.to.contain('6(d)');
  });
  it('days for service are added to hours too, at the same hour, and the hours without them are held to', () => {
    const hours = (more: Partial<DeadlineInput>) =>
      computeDeadline({
        ...{ rule: 'FRCP 6(a)(2)', trigger: '2026-06-01T10:00', count: 72, unit: 'hours' },
        ...{ zone: 'America/Los_Angeles', jurisdiction: 'C.D. Cal.', ...more },
      });
    // 72 hours from Mon 1 June 10:00 are Thu 4 June 10:00; three days more are Sunday the 7th, so Mon 8 June.
    const mailed = hours({ service: 'mail' });
    expect([mailed.dueAt?.local, mailed.earliest]).to.deep.equal(['2026-06-08T10:00', '2026-06-04']);
    expect(mailed.readings.map((one) => one.dueAt?.local)).to.include('2026-06-04T10:00');
    expect(mailed.steps.filter((step) => step.kind === 'added')).to.have.length(2); // the third day is rolled on
    expect(hours({ extension: { count: 5, unit: 'days' } }).dueAt?.local).to.equal('2026-06-09T10:00');
    expect(hours({ service: 'personal' }).dueAt?.local).to.equal('2026-06-04T10:00');
    expect(() => hours({ direction: 'backward', service: 'mail' })).not.to.throw();
  });

  it('Native American Day, in Gov. Code 6700 from 2015 and a court holiday from 2022, is contested between', () => {
    // 21 days from 4 Sep 2020 are Fri 25 Sep 2020, the fourth Friday; the next open day is Mon 28 Sep.
    const read = (trigger: string) =>
      computeDeadline(days('FRCP 6(a)', trigger, 21, { jurisdiction: 'C.D. Cal.' }));
    const contested = read('2020-09-04');
    expect([contested.due, contested.earliest]).to.deep.equal(['2020-09-25', '2020-09-25']);
    expect(contested.readings.map((one) => one.due)).to.include('2020-09-28');
    expect(contested.notes.join(' ')).to.contain('AB 1973').and.to.contain('is for the court');
    // Before AB 1973 it was no state holiday: 21 days from 5 Sep 2014 end on Fri 26 Sep 2014, and that is all.
    expect(read('2014-09-05').readings.map((one) => one.due)).to.deep.equal(['2014-09-26']);
    expect(read('2022-09-02').due).to.equal('2022-09-26');
  });
});
