import { expect } from 'chai';
import { countedFromInput } from '../../src/deadlines/counted.js';
import { heldTo, type Deadline, type Standing } from '../../src/deadlines/deadline.js';
import { leftText, standingText, stateOf } from '../../src/deadlines/standing.js';

const open: Deadline = {
  id: 'd',
  matterId: 'm',
  letterId: null,
  demandId: null,
  title: 'Respond',
  whose: 'asserted',
  state: 'open',
  words: null,
  rule: 'DEMAND_CALENDAR_EXCLUSIVE',
  input: '',
  result: '',
  computedOn: '2014-06-10',
  earliestOn: '2014-06-09',
  workingOn: null,
  workingTime: null,
  zone: 'America/Los_Angeles',
  adoptedAt: null,
  adoptedBy: null,
  adoptedWhy: null,
  decision: null,
  metOn: null,
  metTime: null,
  metDelivery: null,
  metReason: null,
  endedReason: null,
  endedBy: null,
  endedAt: null,
  supersededBy: null,
  decidedAs: null,
  parentId: null,
  matterRuleId: null,
  extendedOn: null,
  pendingOn: null,
  pendingUntil: null,
  tolledFrom: null,
  tolledUntil: null,
  tolledLeft: null,
  responsible: null,
  second: null,
  setAt: '2014-06-05T19:00:00.000Z',
  setBy: 'a',
  version: 1,
};

describe('where a date stands', () => {
  const cases: [string, Partial<Deadline>, string, Standing][] = [
    ['a week before', {}, '2014-06-02', 'upcoming'],
    ['three days before', {}, '2014-06-06', 'due-soon'],
    ['on the day it is due, not overdue', { whose: 'binding' }, '2014-06-09', 'due-today'],
    ['the day after, asserted', {}, '2014-06-10', 'has-passed'],
    ['the day after, binding', { whose: 'binding' }, '2014-06-10', 'overdue'],
    ['the day after, promised', { whose: 'promised' }, '2014-06-10', 'overdue'],
    ['two weeks after, promised', { whose: 'promised' }, '2014-06-24', 'very-overdue'],
    ['the day after, internal', { whose: 'internal' }, '2014-06-10', 'has-passed'],
    [
      'held to the working date once adopted',
      { whose: 'binding', workingOn: '2014-06-10' },
      '2014-06-10',
      'due-today',
    ],
    ['met in time', { state: 'met', metOn: '2014-06-09' }, '2014-06-30', 'met'],
    ['met late', { state: 'met', metOn: '2014-06-10' }, '2014-06-30', 'met-late'],
    ['found by the plain search', { state: 'provisional' }, '2014-06-10', 'provisional'],
    ['voided stays voided', { state: 'voided' }, '2014-06-10', 'voided'],
    ['superseded stays superseded', { state: 'superseded' }, '2014-06-10', 'superseded'],
    ['the last day before it is very overdue', { whose: 'binding' }, '2014-06-16', 'overdue'],
    ['eight days after, binding', { whose: 'binding' }, '2014-06-17', 'very-overdue'],
    ['four days before', {}, '2014-06-05', 'upcoming'],
    ['the day before', {}, '2014-06-08', 'due-soon'],
    [
      'held to an extension until the day its confirmation is due',
      { whose: 'binding', pendingOn: '2014-06-20', pendingUntil: '2014-06-11' },
      '2014-06-11',
      'upcoming',
    ],
    [
      'an extension nobody confirmed: the old date is back, overdue',
      { whose: 'binding', pendingOn: '2014-06-20', pendingUntil: '2014-06-11' },
      '2014-06-12',
      'overdue',
    ],
    [
      'a confirmed extension, after the old date',
      { whose: 'binding', extendedOn: '2014-06-20' },
      '2014-06-12',
      'upcoming',
    ],
    ['a confirmed extension, on its day', { extendedOn: '2014-06-20' }, '2014-06-20', 'due-today'],
    ['before the clock stops', { tolledFrom: '2014-06-07' }, '2014-06-06', 'due-soon'],
    ['the first day the clock stands', { tolledFrom: '2014-06-07' }, '2014-06-07', 'tolled'],
    ['a year into an open stop', { tolledFrom: '2014-06-07', whose: 'binding' }, '2015-06-07', 'tolled'],
    [
      'the last day of a stop',
      { tolledFrom: '2014-06-01', tolledUntil: '2014-06-03' },
      '2014-06-03',
      'tolled',
    ],
    [
      'the day the clock runs again',
      { tolledFrom: '2014-06-01', tolledUntil: '2014-06-03' },
      '2014-06-04',
      'upcoming',
    ],
    ['no response by decision', { state: 'decided', decidedAs: 'no-response' }, '2014-06-30', 'no-response'],
    ['decided otherwise', { state: 'decided', decidedAs: 'decline' }, '2014-06-30', 'decided'],
    [
      'met under an extension that was confirmed: in time',
      { state: 'met', metOn: '2014-06-19', extendedOn: '2014-06-20' },
      '2014-06-30',
      'met',
    ],
    [
      'met after an extension lapsed: late',
      { state: 'met', metOn: '2014-06-12', pendingOn: '2014-06-20', pendingUntil: '2014-06-11' },
      '2014-06-30',
      'met-late',
    ],
    ['immediately', { state: 'decision', earliestOn: null }, '2014-06-10', 'decision'],
  ];
  for (const [shows, change, today, standing] of cases)
    it(shows, () => expect(stateOf({ ...open, ...change }, today)).to.equal(standing));

  for (const [what, act, before, after, says] of [
    [
      'filing at the court office',
      'court_office',
      '15:59',
      '16:01',
      '16:00 GMT+1 has passed, after which what is filed',
    ],
    ['serving on a party', 'party', '16:29', '16:31', '16:30 GMT+1 has passed, after which what is served'],
  ] as const)
    it(`the hour after which ${what} counts for the next day is said once it has passed`, () => {
      const counted = countedFromInput({
        ...{
          rule: 'CPR 2.8',
          trigger: '2026-06-01',
          count: 14,
          unit: 'clear_days',
          zone: 'Europe/London',
          act,
        },
      });
      const date: Deadline = {
        ...open,
        ...{ earliestOn: '2026-06-15', computedOn: '2026-06-15', zone: 'Europe/London' },
        ...{ input: JSON.stringify(counted.input), result: JSON.stringify(counted.result) },
      };
      expect(leftText(date, '2026-06-15', '2026-06-15', before)).to.equal('due today');
      expect(leftText(date, '2026-06-15', '2026-06-15', after)).to.contain(`due today, but ${says}`);
    });

  it('a stopped clock says what was left', () => {
    const tolled = { ...open, tolledFrom: '2014-06-06', tolledLeft: 4 };
    expect(standingText(tolled, '2014-07-01')).to.equal('tolled, 4 calendar days left');
    expect(standingText({ ...tolled, tolledLeft: 1 }, '2014-07-01')).to.equal('tolled, 1 calendar day left');
    expect(heldTo(tolled, '2014-07-01')).to.equal(null);
  });
});
