import { expect } from 'chai';
import { listEvents } from '../../src/audit/audit-store.js';
import { whatHoldsOpen } from '../../src/overview/what-holds-open.js';
import { stateOf } from '../../src/deadlines/standing.js';
import { expectDone, openMatterOfDates, type MatterOfDates } from './matter-of-dates.js';

describe('how a date ends, and how it is taken up again', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  for (const whose of ['binding', 'asserted', 'promised', 'internal'] as const)
    it(`no response, by counsel’s decision with a reason: a state of its own (${whose})`, async () => {
      const id = await on.named('2014-06-12', whose);
      expect((await on.send(on.dana, id, 'no-response', { reason: 'x' })).status).to.equal(403);
      expect((await on.send(on.omar, id, 'no-response')).status).to.equal(422);
      expectDone(await on.send(on.omar, id, 'no-response', { reason: 'nothing is owed here' }));
      const date = await on.date(id);
      expect(stateOf(date, '2014-07-01')).to.equal('no-response');
      expect((await on.omar.get(on.path(`/${id}`))).text)
        .to.contain('no response by decision')
        .and.to.contain('No response: nothing is owed here')
        .and.to.contain('Omar');
      expect((await on.omar.get(on.path())).text).to.contain('no response by decision');
      expect(await on.actions()).to.include('deadline.noResponse');
      expect((await on.send(on.omar, id, 'no-response', { reason: 'again' })).status).to.equal(409);
    });

  it('what ended by a word is taken up again by one: the same date runs, the ended one stays beside it', async () => {
    for (const [rest, fields] of [
      ['no-response', { reason: 'nothing is owed' }],
      ['voiding', { reason: 'entered twice' }],
      ['override', { metOn: '2014-06-06', reason: 'by hand' }],
    ] as const) {
      const id = await on.fiveDays();
      await on.send(on.omar, id, 'adoption', { on: '2014-06-09', time: '17:00', why: 'inclusive' });
      expectDone(await on.send(on.omar, id, rest, fields));
      expect((await on.send(on.dana, id, 'reopening', { reason: 'x' })).status).to.equal(403);
      expect((await on.send(on.omar, id, 'reopening')).status).to.equal(422);
      expectDone(await on.send(on.omar, id, 'reopening', { reason: 'recorded on the wrong date' }));
      const old = await on.date(id);
      expect(old).to.include({ state: 'superseded', endedReason: 'recorded on the wrong date' });
      expect(await on.date(old.supersededBy ?? '')).to.include({
        ...{ state: 'open', workingOn: '2014-06-09', workingTime: '17:00', earliestOn: '2014-06-09' },
        words: 'within five days from the date of this letter',
      });
      expect((await on.send(on.omar, id, 'reopening', { reason: 'again' })).status).to.equal(409);
    }
  });

  it('an open date is not taken up again', async () => {
    const id = await on.named('2014-06-12');
    expect((await on.send(on.omar, id, 'reopening', { reason: 'x' })).status).to.equal(409);
    expect(await on.dates()).to.have.length(1);
  });

  it('a matter is not closed while a binding or promised date is open, tolled and extended ones too', async () => {
    const binding = await on.named('2014-06-12');
    const promised = await on.named('2014-06-16', 'promised', 'End the test');
    await on.named('2014-06-16', 'asserted', 'Theirs');
    await on.send(on.dana, binding, 'tolling', { from: '2014-06-06', reason: 'standstill' });
    const holds = () => whatHoldsOpen(on.started.deps.db, on.matterId);
    expect(await holds()).to.deep.equal([
      'the binding date of Thu 12 Jun 2014 “Answer to the complaint”',
      'the date of Mon 16 Jun 2014 we promised, “End the test”',
    ]);
    const version = await on.started.deps.db.selectFrom('matter').select('version').executeTakeFirstOrThrow();
    const close = { version: String(version.version), reason: 'settled' };
    const refused = await on.dana.post(`/matters/${on.matterId}/closure`, close);
    expect(refused.status).to.be.oneOf([409, 422]);
    expect(refused.text).to.contain('End the test');
    for (const id of [binding, promised]) await on.send(on.dana, id, 'voiding', { reason: 'settled' });
    expect(await holds()).to.deep.equal([]);
  });

  it('closing says which dates still run, and asks that whoever closes has seen them', async () => {
    const asserted = await on.named('2014-06-16', 'asserted', 'Their time');
    await on.named('2014-06-17', 'internal', 'Our own aim');
    const team = `/matters/${on.matterId}/team`;
    const page = (await on.dana.get(team)).text;
    expect(page)
      .to.contain('Mon 16 Jun 2014, “Their time” (asserted by them)')
      .and.to.contain('I have seen the 2 dates that still run');
    const runningOn = /name="runningOn" value="(?<ids>[^"]+)"/.exec(page)?.groups?.['ids'] ?? '';
    const { version } = await on.started.deps.db
      .selectFrom('matter')
      .select('version')
      .executeTakeFirstOrThrow();
    const close = (more: Readonly<Record<string, string>>) =>
      on.dana.post(`/matters/${on.matterId}/closure`, {
        version: String(version),
        reason: 'settled',
        ...more,
      });
    const unticked = await close({ runningOn });
    expect(unticked.status).to.equal(422);
    expect(unticked.text)
      .to.contain('Tick that you have seen what is listed: the dates that still run')
      .and.to.contain('settled');
    const partly = await close({ runningOn: asserted, seen: 'on' });
    expect(partly.status).to.equal(409);
    expect(partly.text).to.contain('Our own aim').and.not.to.contain('Their time”');
    expect((await close({})).status).to.equal(409);
    expectDone(await close({ runningOn, seen: 'on' }));
    expect((await on.dana.get(on.path())).text).to.contain(
      'The matter is closed: the 2 dates that still run are on no desk and in no calendar',
    );
    const told = (await listEvents(on.started.deps.db, { matterId: on.matterId }, 1))[0];
    expect(told).to.include({ action: 'matter.closed' });
    expect(told?.text).to.contain('"runningOn":2');
  });

  it('a matter with nothing scheduled is on a list on the Desk', async () => {
    expect((await on.dana.get('/desk')).text).to.contain('Nothing scheduled');
    const id = await on.named('2014-06-12');
    expect((await on.dana.get('/desk')).text).not.to.contain('Nothing scheduled');
    await on.send(on.dana, id, 'voiding', { reason: 'settled' });
    expect((await on.dana.get('/desk')).text).to.contain('Nothing scheduled');
  });
});
