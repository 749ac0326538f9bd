import { expect } from 'chai';
import { escalateDates, escalationOf } from '../../../src/deadlines/escalations/escalate-dates.js';
import type { Whose } from '../../../src/deadlines/deadline.js';
import { expectDone, openMatterOfDates, type MatterOfDates } from '../matter-of-dates.js';

describe('a date that is not met', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const rows = () => on.started.deps.db.selectFrom('escalation').orderBy('raisedAt').selectAll().execute();
  const told = async () => {
    const names = new Map(
      (['dana', 'omar', 'ines'] as const).map((name) => [on.started.actor(name).accountId, name]),
    );
    return (await rows()).map((one) => `${one.kind} ${names.get(one.accountId) ?? '?'}`).sort();
  };

  const cases: [string, Whose, string, string | null][] = [
    ['binding, two days before', 'binding', '2014-06-10', null],
    ['binding, the day before', 'binding', '2014-06-11', 'T-1'],
    ['binding, on the day', 'binding', '2014-06-12', 'T+0'],
    ['binding, a week after', 'binding', '2014-06-19', 'T+0'],
    ['promised, the day before', 'promised', '2014-06-11', 'T-1'],
    ['asserted by them, on the day', 'asserted', '2014-06-12', null],
    ['our own plan, on the day', 'internal', '2014-06-12', null],
  ];
  for (const [shows, whose, today, kind] of cases)
    it(shows, async () => {
      const date = await on.date(await on.named('2014-06-12', whose));
      expect(escalationOf(date, today)?.kind ?? null).to.equal(kind);
    });

  it('goes to who leads the matter and to the admins, once for each day, however often the clock ticks', async () => {
    await on.named('2014-06-12');
    expect(await escalateDates(on.started.deps)).to.equal(0);
    on.started.setToday('2014-06-11');
    expect(await escalateDates(on.started.deps)).to.equal(2);
    expect(await escalateDates(on.started.deps)).to.equal(0);
    on.started.setToday('2014-06-12');
    expect(await escalateDates(on.started.deps)).to.equal(2);
    on.started.setToday('2014-06-15');
    expect(await escalateDates(on.started.deps)).to.equal(0);
    expect(await told()).to.deep.equal(['T+0 dana', 'T+0 ines', 'T-1 dana', 'T-1 ines']);
    expect((await on.actions()).filter((action) => action === 'deadline.escalated')).to.have.length(2);
  });

  it('stands on their Desk until they take note of it; nobody else can', async () => {
    const id = await on.named('2014-06-12');
    on.started.setToday('2014-06-12');
    await escalateDates(on.started.deps);
    const desk = await on.dana.get('/desk');
    expect(desk.text).to.contain('Raised to you').and.to.contain('due today and not met yet');
    expect((await on.dana.get(on.path(`/${id}`))).text).to.contain(
      'Dana was told on the day (Thu 12 Jun 2014)',
    );
    const own = (await rows()).find((one) => one.accountId === on.started.actor('dana').accountId);
    const path = `/desk/escalations/${own?.id ?? ''}/acknowledgement`;
    expect((await on.omar.post(path)).status).to.equal(404);
    expectDone(await on.dana.post(path));
    expect((await on.dana.get('/desk')).text).not.to.contain('Raised to you');
    expect(await on.actions()).to.include('escalation.acknowledged');
  });

  it('tells an admin who is not on the matter which matter it is, and nothing of what it says', async () => {
    await on.named('2014-06-12', 'binding', 'Answer about the Netflix notices');
    on.started.setToday('2014-06-12');
    await escalateDates(on.started.deps);
    const ines = await on.started.signIn('ines');
    const { text } = await ines.get('/desk');
    expect(text)
      .to.contain('A date of matter M-0001')
      .and.not.to.match(/Netflix|Verizon|Answer about/);
  });

  it('says no more once the date is met', async () => {
    const id = await on.named('2014-06-12');
    on.started.setToday('2014-06-12');
    await escalateDates(on.started.deps);
    await on.send(on.omar, id, 'override', { metOn: '2014-06-12', reason: 'by hand' });
    expect((await on.dana.get('/desk')).text).not.to.contain('Raised to you');
    on.started.setToday('2014-06-13');
    expect(await escalateDates(on.started.deps)).to.equal(0);
  });

  for (const [how, move] of [
    [
      'is extended, confirmed in writing',
      (id: string) =>
        on.started.deps.db
          .updateTable('deadline')
          .set({ extendedOn: '2014-06-30' })
          .where('id', '=', id)
          .execute(),
    ],
    [
      'has its clock stopped',
      (id: string) => on.send(on.dana, id, 'tolling', { from: '2014-06-12', reason: 'standstill' }),
    ],
  ] as const)
    it(`is no longer raised once it ${how}`, async () => {
      const id = await on.named('2014-06-12');
      on.started.setToday('2014-06-11');
      await escalateDates(on.started.deps);
      on.started.setToday('2014-06-12');
      await escalateDates(on.started.deps);
      expect((await on.dana.get('/desk')).text).to.contain('Raised to you');
      await move(id);
      expect((await on.dana.get('/desk')).text).not.to.contain('Raised to you');
    });

  it('an extension that stands is the day it is measured by; when it lapses, the old day is', async () => {
    const id = await on.named('2014-06-12');
    const terms = { terms: 't', agreedWith: 'Verizon', agreedOn: '2014-06-06' };
    await on.send(on.dana, id, 'extensions', { ...terms, extendedTo: '2014-06-30', confirmBy: '2014-06-12' });
    on.started.setToday('2014-06-12');
    expect(await escalateDates(on.started.deps)).to.equal(0);
    on.started.setToday('2014-06-13');
    expect(await escalateDates(on.started.deps)).to.equal(2);
    expect((await rows())[0]).to.include({ dueOn: '2014-06-12', kind: 'T+0' });
  });
});
