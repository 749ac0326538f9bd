import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { computeDeadline, countDeadline } from '../../../src/deadlines/counting/computation.js';
import type { DeadlineInput, Step } from '../../../src/deadlines/counting/deadline-input.js';
import { addMonths, dayOf, isoOf, weekdayOf } from '../../../src/deadlines/counting/day.js';
import { countAgain, type Question } from './second-counter.js';

const seed = Math.floor(Math.random() * 2 ** 31);
const check = <T>(property: fc.IProperty<T>, runs = 200) => fc.assert(property, { seed, numRuns: runs });

const day = fc.integer({ min: dayOf('1996-02-01', ''), max: dayOf('2034-06-01', '') }).map(isoOf);
const count = fc.integer({ min: 1, max: 120 });
const rules = [
  'DEMAND_CALENDAR_EXCLUSIVE',
  'DEMAND_CALENDAR_INCLUSIVE',
  'DEMAND_BUSINESS_DAYS',
  'FRCP 6(a)',
  'CPR 2.8',
  'PD-PAC 6(b)',
  'CCP 12',
];
const rule = fc.constantFrom(...rules);
const input = (
  ruleId: string,
  trigger: string,
  n: number,
  more: Partial<DeadlineInput> = {},
): DeadlineInput => ({
  rule: ruleId,
  trigger,
  count: n,
  unit: 'days',
  ...(ruleId.startsWith('DEMAND') ? { holidays: 'US-FEDERAL' } : {}),
  ...more,
});

describe(`deadlines in general (seed ${seed})`, () => {
  it('a forward date is never before its trigger', () => {
    check(fc.property(rule, day, count, (id, trigger, n) => countDeadline(input(id, trigger, n)) >= trigger));
  });

  it('a later trigger never gives an earlier date', () => {
    check(
      fc.property(rule, day, count, fc.integer({ min: 0, max: 40 }), (id, trigger, n, later) => {
        const next = isoOf(dayOf(trigger, '') + later);
        return countDeadline(input(id, next, n)) >= countDeadline(input(id, trigger, n));
      }),
    );
  });

  it('a longer count never gives an earlier date', () => {
    // CPR 2.8(4) breaks this by design between five days and six, so each side of that line is taken by itself.
    const counts = fc.tuple(count, count).filter(([a, b]) => a <= b && (a > 5 || b <= 5));
    check(
      fc.property(
        rule,
        day,
        counts,
        (id, trigger, [a, b]) => countDeadline(input(id, trigger, a)) <= countDeadline(input(id, trigger, b)),
      ),
    );
  });

  it('one more holiday never makes a forward date earlier', () => {
    check(
      fc.property(
        fc.constantFrom('FRCP 6(a)', 'DEMAND_BUSINESS_DAYS', 'CCP 12', 'CPR 2.8'),
        day,
        count,
        fc.integer({ min: 0, max: 130 }),
        (id, trigger, n, at) => {
          const table = id.startsWith('CPR')
            ? 'GB-EAW'
            : id.startsWith('CCP')
              ? 'US-CA-JUDICIAL'
              : 'US-FEDERAL';
          const more = isoOf(dayOf(trigger, '') + at);
          return (
            countDeadline(input(id, trigger, n, { holidays: `${table}+${more}` })) >=
            countDeadline(input(id, trigger, n, { holidays: table }))
          );
        },
      ),
    );
  });

  it('counting back from where a count ended comes to where it began', () => {
    check(
      fc.property(
        fc.constantFrom('DEMAND_CALENDAR_EXCLUSIVE', 'DEMAND_BUSINESS_DAYS'),
        day,
        count,
        (id, trigger, n) => {
          const there = countDeadline(input(id, trigger, n));
          const back = countDeadline(input(id, there, n, { direction: 'backward' }));
          // From a weekend or holiday the way back ends on the working day before it.
          return id === 'DEMAND_CALENDAR_EXCLUSIVE'
            ? back === trigger
            : back <= trigger && countDeadline(input(id, back, n)) === there;
        },
      ),
    );
  });

  it('as many working days are counted forward as backward between the same two days', () => {
    check(
      fc.property(fc.constantFrom('FRCP 6(a)', 'CCP 12', 'CPR 2.8'), day, count, (id, trigger, n) => {
        const calendar = id === 'CPR 2.8' ? 'GB-EAW' : id === 'CCP 12' ? 'US-CA-JUDICIAL' : 'US-FEDERAL';
        const counted = (on: string, direction: string) =>
          computeDeadline({
            rule: 'DEMAND_BUSINESS_DAYS',
            trigger: on,
            count: n,
            unit: 'business_days',
            holidays: calendar,
            direction,
          });
        const there = counted(trigger, 'forward');
        const back = counted(there.due, 'backward');
        const numbered = (steps: readonly Step[]) => steps.filter((step) => step.count !== null).length;
        expect(numbered(there.steps)).to.equal(n);
        expect(numbered(back.steps)).to.equal(n);
        expect(counted(back.due, 'forward').due).to.equal(there.due);
      }),
    );
  });

  it('every list of steps counts up to its own result', () => {
    const service = fc.constantFrom('personal', 'mail', null);
    check(
      fc.property(rule, day, count, service, fc.boolean(), (id, trigger, n, method, isBackward) => {
        const served = method !== null && (id === 'FRCP 6(a)' || id === 'CCP 12') ? { service: method } : {};
        const result = computeDeadline(
          input(id, trigger, n, { ...served, ...(isBackward ? { direction: 'backward' } : {}) }),
        );
        recount(result.steps, trigger, n, isBackward ? -1 : 1);
        expect(result.steps.at(-1)?.date).to.equal(result.due);
        expect(result.earliest <= result.due).to.equal(true);
        expect(
          countDeadline(
            input(id, trigger, n, { ...served, ...(isBackward ? { direction: 'backward' } : {}) }),
          ),
        ).to.equal(result.due);
      }),
    );
  });

  it('a change of clocks never changes a day count', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/London',
      'Pacific/Kiritimati',
      'America/Los_Angeles',
      'UTC',
    );
    check(
      fc.property(rule, day, count, zones, (id, trigger, n, zone) => {
        const result = computeDeadline(input(id, trigger, n, { zone }));
        expect(result.due).to.equal(countDeadline(input(id, trigger, n)));
        expect(result.dueAt?.local.slice(0, 10)).to.equal(result.due);
      }),
    );
  });

  it('1,000 random counts agree with a second counter written apart', () => {
    const question: fc.Arbitrary<Question> = fc.record({
      rule: fc.constantFrom(
        'private',
        'private-first-day-counts',
        'business',
        'business-first-day-counts',
        'months',
        'hours',
        'frcp',
        'cpr',
        'cpr-office',
        'post',
        'claim-form',
        'ccp',
        'ccp-hearing',
      ),
      trigger: day,
      count: fc.oneof(count, fc.integer({ min: 1, max: 10 })),
      way: fc.constantFrom('forward', 'backward', 'at-least'),
      service: fc.constantFrom('mail', 'electronic'),
      closed: fc.constant(''),
    });
    check(
      fc.property(question, (asked) => {
        const narrowed = shutOnLastDay(narrow(asked));
        expect(countDeadline(ourWords(narrowed)), JSON.stringify(narrowed)).to.equal(countAgain(narrowed));
      }),
      1000,
    );
  });
});

describe('plain days', () => {
  it('agree with Temporal on every day of two hundred years', () => {
    let date = Temporal.PlainDate.from('1900-01-01');
    for (let at = dayOf('1900-01-01', ''); date.year < 2100; at += 1, date = date.add({ days: 1 }))
      if (
        isoOf(at) !== date.toString() ||
        dayOf(date.toString(), '') !== at ||
        weekdayOf(at) !== date.dayOfWeek
      )
        expect.fail(`${isoOf(at)} is not ${date.toString()}`);
  });
  it('agree with Temporal on months', () => {
    check(
      fc.property(day, fc.integer({ min: -600, max: 600 }), (from, months) => {
        const theirs = Temporal.PlainDate.from(from).add({ months }).toString();
        expect(isoOf(addMonths(dayOf(from, ''), months))).to.equal(theirs);
      }),
      500,
    );
  });
});

/** Steps run without a gap, number their counted days 1, 2, 3 … and number each day added for service likewise. */
function recount(steps: readonly Step[], trigger: string, n: number, by: 1 | -1): void {
  expect(steps[0]?.date).to.equal(trigger);
  steps.forEach((step, index) => {
    if (index > 0) expect(dayOf(step.date, '') - dayOf(steps[index - 1]?.date ?? '', '')).to.equal(by);
  });
  const isAdded = (step: Step) => step.kind === 'added' || step.why.startsWith('added');
  const numbers = steps.filter((step) => !isAdded(step) && step.count !== null).map((step) => step.count);
  expect(numbers).to.deep.equal(Array.from({ length: n }, (_, index) => index + 1));
  const added = steps.filter((step) => isAdded(step) && step.count !== null).map((step) => step.count);
  expect(added).to.deep.equal(added.map((_, index) => index + 1));
}

/** Every third federal count meets a clerk's office shut on the very day it would end. */
function shutOnLastDay(asked: Question): Question {
  if (asked.rule !== 'frcp' || asked.service !== undefined || asked.count % 3 !== 0) return asked;
  return {
    ...asked,
    closed: countAgain({ ...asked, way: asked.way === 'at-least' ? 'forward' : asked.way }),
  };
}

function narrow(asked: Question): Question {
  const { service, closed: _, ...rest } = asked;
  if (asked.rule === 'frcp')
    return {
      ...rest,
      ...(service ? { service } : {}),
    };
  if (asked.rule === 'ccp')
    return {
      ...rest,
      way: asked.way === 'backward' ? 'forward' : asked.way,
      ...(service ? { service } : {}),
    };
  if (asked.rule === 'ccp-hearing') return { ...rest, way: 'backward', ...(service ? { service } : {}) };
  if (asked.rule === 'post' || asked.rule === 'claim-form') return { ...rest, count: 2, way: 'forward' };
  return rest;
}

function ourWords(asked: Question): DeadlineInput {
  const names = {
    private: 'DEMAND_CALENDAR_EXCLUSIVE',
    'private-first-day-counts': 'DEMAND_CALENDAR_INCLUSIVE',
    business: 'DEMAND_BUSINESS_DAYS',
    'business-first-day-counts': 'DEMAND_BUSINESS_DAYS_INCLUSIVE',
    months: 'DEMAND_MONTHS',
    hours: 'DEMAND_HOURS',
    'cpr-office': 'CPR 2.8',
    post: 'CPR 6.26',
    'claim-form': 'CPR 6.14',
    frcp: 'FRCP 6(a)',
    cpr: 'CPR 2.8',
    ccp: 'CCP 12',
    'ccp-hearing': 'CCP 1005(b)',
  };
  // Electronic service before 2016 added days in federal court; the second counter knows today's rule only.
  const service = asked.rule === 'frcp' && asked.service === 'electronic' ? undefined : asked.service;
  const units: Partial<Record<Question['rule'], string>> = {
    months: 'months',
    hours: 'hours',
    post: 'deemed_service',
    'claim-form': 'deemed_service',
    'ccp-hearing': 'court_days',
  };
  return {
    ...input(
      names[asked.rule],
      asked.rule === 'hours' ? `${asked.trigger}T12:30` : asked.trigger,
      asked.count,
    ),
    unit: units[asked.rule] ?? 'days',
    direction: asked.way === 'at-least' ? 'at_least_after' : asked.way,
    ...(service === undefined ? {} : { service }),
    ...(asked.rule === 'post' ? { service: 'first_class_post' } : {}),
    ...(asked.rule === 'hours' ? { zone: 'America/New_York' } : {}),
    ...(asked.rule === 'cpr-office' ? { act: 'court_office' as const } : {}),
    ...(asked.closed === undefined ? {} : { closures: [{ on: asked.closed }] }),
  };
}
