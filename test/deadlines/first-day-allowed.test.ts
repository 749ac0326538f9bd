import { expect } from 'chai';
import { countedFromInput } from '../../src/deadlines/counted.js';
import { escalationOf } from '../../src/deadlines/escalations/escalate-dates.js';
import { setDeadline } from '../../src/deadlines/set-deadline.js';
import { stateOf } from '../../src/deadlines/standing.js';
import { stageOn } from '../../src/reminders/reminder.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from './matter-of-dates.js';

/** FRCP 11(c)(2) with 6(a)(1): a motion is not presented before 21 days have passed; from Fri 6 June 2014 that is Sat 28 June. */
describe('a day before which something is not allowed', () => {
  let on: MatterOfDates;
  let id: string;
  beforeEach(async () => {
    on = await openMatterOfDates();
    const counted = countedFromInput({
      ...{ rule: 'FRCP 6(a)', trigger: '2014-06-06', count: 21, unit: 'days', zone: ZONE },
      direction: 'at_least_after',
    });
    const date = {
      matterId: on.matterId,
      title: 'Motion for sanctions',
      whose: 'binding',
      zone: ZONE,
    } as const;
    id = await setDeadline(on.started.deps, { ...date, counted }, on.started.actor('dana'));
  });
  afterEach(() => on.started.close());

  it('is not allowed yet, then allowed, and never overdue', async () => {
    const date = await on.date(id);
    const days = ['2014-06-24', '2014-06-27', '2014-06-28', '2014-07-30'];
    expect(days.map((day) => stateOf(date, day))).to.deep.equal([
      'not-yet-allowed',
      'not-yet-allowed',
      'allowed',
      'allowed',
    ]);
    const page = await on.dana.get(on.path(`/${id}`));
    expect(page.text)
      .to.contain('not allowed yet')
      .and.to.contain('first day allowed · allowed in 22 days')
      .and.not.to.contain('overdue');
    on.started.setToday('2014-07-30');
    expect((await on.dana.get(on.path())).text)
      .to.contain('allowed now')
      .and.not.to.contain('overdue');
    expect((await on.dana.get('/desk')).text).not.to.contain('overdue');
  });

  it('raises nothing and is told of on its day alone', async () => {
    const date = await on.date(id);
    const days = ['2014-06-25', '2014-06-27', '2014-06-28', '2014-06-29'];
    expect(days.map((day) => escalationOf(date, day))).to.deep.equal([null, null, null, null]);
    expect(days.map((day) => stageOn(date, day))).to.deep.equal([null, null, 'T-0', null]);
  });

  it('a later day is adopted, an earlier one than every reading is not', async () => {
    const early = await on.send(on.omar, id, 'adoption', {
      ...{ on: 'other', otherOn: '2014-06-20', why: 'we are ready' },
    });
    expect(early.status).to.equal(422);
    expect(early.text).to.contain('earlier than every reading; the first day allowed is Sat 28 Jun 2014');
    expectDone(
      await on.send(on.omar, id, 'adoption', {
        on: 'other',
        otherOn: '2014-07-01',
        why: 'after the weekend',
      }),
    );
    expect(await on.date(id)).to.include({ workingOn: '2014-07-01' });
    expect(stateOf(await on.date(id), '2014-06-30')).to.equal('not-yet-allowed');
  });

  it('what was done before it is not called met, and what was done after it is not called late', async () => {
    on.started.setToday('2014-07-10');
    const done = (metOn: string) => on.send(on.omar, id, 'override', { metOn, reason: 'filed' });
    expectDone(await done('2014-07-09'));
    expect(stateOf(await on.date(id), '2014-07-10')).to.equal('met');
    expect(stateOf({ ...(await on.date(id)), metOn: '2014-06-27' }, '2014-07-10')).to.equal('met-early');
  });

  it('where the readings differ, the latest of them is held to: to act on it is early under none', async () => {
    const counted = countedFromInput({
      ...{ rule: 'DEMAND_CALENDAR_EXCLUSIVE', trigger: '2014-06-05', count: 3, unit: 'days', zone: ZONE },
      direction: 'at_least_after',
    });
    const due = counted.result.readings.map((one) => one.due).sort();
    expect(new Set(due).size).to.be.greaterThan(1);
    const date = { matterId: on.matterId, title: 'Wait', whose: 'internal', zone: ZONE } as const;
    const later = await setDeadline(on.started.deps, { ...date, counted }, on.started.actor('dana'));
    expect(await on.date(later)).to.include({ earliestOn: due.at(-1) });
  });
});
