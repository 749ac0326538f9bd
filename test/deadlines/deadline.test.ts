import { expect } from 'chai';
import { stateOf, type Deadline, type Standing } from '../../src/deadlines/deadline.js';

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
  metDelivery: null,
  metReason: null,
  endedReason: null,
  endedBy: null,
  endedAt: null,
  supersededBy: null,
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
    ['immediately', { state: 'decision', earliestOn: null }, '2014-06-10', 'decision'],
  ];
  for (const [shows, change, today, standing] of cases)
    it(shows, () => expect(stateOf({ ...open, ...change }, today)).to.equal(standing));
});
