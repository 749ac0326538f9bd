import { expect } from 'chai';
import { heldTo } from '../../src/deadlines/deadline.js';
import { stateOf } from '../../src/deadlines/standing.js';
import { countedOn } from '../../src/deadlines/counted.js';
import { reopenDeadline } from '../../src/deadlines/decide-no-response.js';
import { replaceDeadline } from '../../src/deadlines/replace-deadline.js';
import { extendDeadline } from '../../src/deadlines/extensions/extend-deadline.js';
import { lapseExtensions } from '../../src/deadlines/extensions/lapse-extensions.js';
import { listExtensions } from '../../src/deadlines/extensions/extension-store.js';
import { grantAccess, withdrawAccess } from '../../src/matters/grant-access.js';
import { escalateDates } from '../../src/deadlines/escalations/escalate-dates.js';
import { wordsOfDates } from '../../src/letters/words-of-dates.js';
import { expectDone, openMatterOfDates, type MatterOfDates } from './matter-of-dates.js';

const AGREED = {
  extendedTo: '2014-06-20',
  terms: 'Two more weeks',
  agreedWith: 'Randal Milch',
  agreedOn: '2014-06-06',
  confirmBy: '2014-06-10',
};
const STOP = { from: '2014-06-07', reason: 'standstill agreement' };

describe('dates under attack', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const latest = async (id: string) => on.date((await on.date(id)).supersededBy ?? id);
  const preDates = async (id: string) => {
    const dates = await on.preDates(id);
    return dates.map((one) => `${one.title.split(':')[0] ?? ''} ${one.workingOn ?? ''} ${one.state}`);
  };
  const confirm = async (id: string) => {
    const [extension] = await listExtensions(on.started.deps.db, id);
    return on.dana.upload(
      on.path(`/${id}/extensions/${extension?.id ?? ''}/confirmation`),
      [{ name: 'confirmation.txt', content: 'Agreed' }],
      { version: String((await on.date(id)).version) },
    );
  };

  const races: [string, Readonly<Record<string, string>>][] = [
    ['extensions', AGREED],
    ['tolling', STOP],
    ['adoption', { on: '2014-06-12', why: 'as the order says' }],
    ['voiding', { reason: 'entered twice' }],
    ['override', { metOn: '2014-06-06', reason: 'handed over at the hearing' }],
  ];
  for (const [rest, fields] of races)
    it(`two people at once at ${rest}: one is done, the other sees that it was changed`, async () => {
      const id = await on.named('2014-06-12');
      const version = String((await on.date(id)).version);
      const answers = await Promise.all([
        on.omar.post(on.path(`/${id}/${rest}`), { version, ...fields }),
        on.omar.post(on.path(`/${id}/${rest}`), { version, ...fields }),
      ]);
      const statuses = answers.map((one) => one.status).sort();
      expect(statuses[0]).to.equal(303);
      expect([409, 422]).to.include(statuses[1]);
    });

  it('a closed day entered by two at once is entered once', async () => {
    const closure = { on: '2014-06-09', what: 'clerk’s office', authority: 'General Order 7' };
    const path = on.path('/closures');
    await Promise.all([on.dana.post(path, closure), on.omar.post(path, closure)]);
    const rows = await on.started.deps.db.selectFrom('closure').selectAll().execute();
    expect(rows).to.have.length(1);
  });

  for (const [ends, rest, fields] of [
    ['voided', 'voiding', { reason: 'entered twice' }],
    ['met by word', 'override', { metOn: '2014-06-06', reason: 'handed over' }],
    ['decided', 'no-response', { reason: 'nothing is owed' }],
  ] as const)
    it(`what prepares a date that was ${ends} ends with it, and runs again when it is taken up again`, async () => {
      const id = await on.named('2014-06-20');
      expectDone(await on.send(on.dana, id, 'pre-dates'));
      const before = await preDates(id);
      expect(before).to.deep.equal(['Draft 2014-06-17 open', 'Review 2014-06-19 open']);
      const [draft] = await on.preDates(id);
      expectDone(await on.send(on.dana, draft?.id ?? '', 'voiding', { reason: 'there is a draft' }));
      expectDone(await on.send(on.omar, id, rest, fields));
      expect(await preDates(id)).to.deep.equal([]);
      expectDone(await on.send(on.omar, id, 'reopening', { reason: 'on the wrong date' }));
      expect(await preDates((await latest(id)).id)).to.deep.equal(['Review 2014-06-19 open']);
    });

  it('a stop of the clock does not make an extension good that nobody confirmed', async () => {
    const id = await on.named('2014-06-12');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    const stop = await on.send(on.dana, id, 'tolling', { ...STOP, until: '2014-06-07' });
    expect(stop.status).to.equal(422);
    expect(stop.text).to.contain('waits for its confirmation');
    on.started.setToday('2014-06-11');
    expectDone(await on.send(on.dana, id, 'tolling', { ...STOP, until: '2014-06-07' }));
    const now = await latest(id);
    expect(now).to.include({ computedOn: '2014-06-13', pendingOn: null });
    expect((await listExtensions(on.started.deps.db, id))[0]).to.include({ state: 'lapsed' });
  });

  it('no day is given back twice, and stops one after the other are', async () => {
    const id = await on.named('2014-06-12');
    expectDone(await on.send(on.dana, id, 'tolling', { ...STOP, until: '2014-06-20' }));
    const first = await latest(id);
    expect(first.computedOn).to.equal('2014-06-26');
    const over = await on.send(on.dana, first.id, 'tolling', {
      ...STOP,
      from: '2014-06-15',
      until: '2014-06-25',
    });
    expect(over.status).to.equal(409);
    expect(over.text).to.contain('no day is given back twice');
    const next = { ...STOP, from: '2014-06-21', until: '2014-06-25' };
    expectDone(await on.send(on.dana, first.id, 'tolling', next));
    const second = await latest(first.id);
    expect(second.computedOn).to.equal('2014-07-01');
    expect((await on.send(on.dana, second.id, 'tolling', { ...STOP, from: '2014-06-10' })).status).to.equal(
      409,
    );
  });

  it('no day is given back twice where the date was counted anew in between', async () => {
    const id = await on.named('2014-06-12');
    expectDone(await on.send(on.dana, id, 'tolling', { ...STOP, until: '2014-06-20' }));
    const first = await latest(id);
    expectDone(await on.send(on.omar, first.id, 'voiding', { reason: 'entered twice' }));
    expectDone(await on.send(on.omar, first.id, 'reopening', { reason: 'it was not' }));
    const again = await latest(first.id);
    expect(again).to.include({ computedOn: '2014-06-26', state: 'open' });
    const twice = await on.send(on.dana, again.id, 'tolling', { ...STOP, until: '2014-06-20' });
    expect(twice.status).to.equal(409);
    expect(twice.text).to.contain('no day is given back twice');
  });

  it('what is left is left of the date as it stands: a stopped date that is replaced keeps no days of the old', async () => {
    const id = await on.named('2014-06-30');
    expectDone(await on.send(on.dana, id, 'tolling', STOP));
    expect((await on.date(id)).tolledLeft).to.equal(24);
    const { version } = await on.date(id);
    const counted = countedOn('2014-06-12', 'America/Los_Angeles');
    const now = await replaceDeadline(
      on.started.deps,
      on.matterId,
      { id, version, reason: 'the order says 12 June', counted },
      on.started.actor('omar'),
    );
    expect(await on.date(now)).to.include({ tolledFrom: '2014-06-07', tolledLeft: 6 });
    on.started.setToday('2014-06-21');
    expectDone(await on.send(on.dana, now, 'tolling/end', { until: '2014-06-20' }));
    expect((await latest(now)).computedOn).to.equal('2014-06-26');
  });

  it('while a stop is on record, begun or not, the day it stops from stays what it is', async () => {
    const id = await on.named('2014-06-12');
    expectDone(await on.send(on.dana, id, 'tolling', { ...STOP, from: '2014-06-10' }));
    expect((await on.send(on.dana, id, 'extensions', AGREED)).status).to.equal(409);
    expect((await on.send(on.omar, id, 'adoption', { on: '2014-06-12', why: 'x' })).status).to.equal(409);
    expect((await on.send(on.dana, id, 'tolling', STOP)).status).to.equal(409);
    const far = await on.send(on.dana, id, 'tolling/end', { until: '2199-12-31' });
    expect(far.status).to.equal(409);
    expect(far.text).to.contain('too long');
  });

  it('an hour that the clocks skip on the day adopted is refused beside its field, and nothing is saved', async () => {
    const id = await on.named('2015-03-08');
    const answer = await on.send(on.omar, id, 'adoption', {
      on: '2015-03-08',
      time: '02:30',
      why: 'the order',
    });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('02:30 on 2015-03-08 does not exist in America/Los_Angeles');
    expect((await on.date(id)).workingOn).to.equal(null);
  });

  it('an extension by business days past the years of the holiday table is refused, not guessed', async () => {
    const id = await on.named('2035-12-20');
    const { extendedTo: _day, ...agreed } = AGREED;
    const far = await on.send(on.dana, id, 'extensions', { ...agreed, count: '20', unit: 'business_days' });
    expect(far.status).to.equal(422);
    expect(far.text).to.contain('Not verified').and.to.contain('1995 to 2035');
    expect(await on.date(id)).to.include({ pendingOn: null, version: 1 });
  });

  it('no date is set, extended or taken up again in a matter that was closed meanwhile', async () => {
    const id = await on.named('2014-06-12', 'asserted');
    const open = await on.named('2014-06-13', 'asserted');
    expectDone(await on.send(on.dana, id, 'voiding', { reason: 'entered twice' }));
    await on.started.deps.db.updateTable('matter').set({ state: 'closed' }).execute();
    const omar = on.started.actor('omar');
    for (const late of [
      () => on.named('2014-06-12'),
      () => {
        const { extendedTo: to, ...terms } = AGREED;
        const request = { id: open, version: 1, to, count: null, unit: null, documentId: null, ...terms };
        return extendDeadline(on.started.deps, on.matterId, request, omar);
      },
      async () => {
        const { version } = await on.date(id);
        return reopenDeadline(
          on.started.deps,
          on.matterId,
          { id, version, reason: 'it was not' },
          omar,
          wordsOfDates,
        );
      },
    ])
      expect(await late().catch((error: unknown) => String(error))).to.contain('The matter is closed');
    expect((await on.dates()).map((one) => one.state)).to.have.members(['voided', 'open']);
  });

  it('what-if says the day that is held to after saving, a confirmed extension included', async () => {
    const id = await on.fiveDays('binding');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    expectDone(await confirm(id));
    const shown = await on.dana.get(on.path(`/${id}/what-if?trigger=2014-06-06`));
    expect(shown.text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).to.contain(
      'Held to Fri 20 Jun 2014 Fri 20 Jun 2014',
    );
  });

  it('a date centuries ahead is refused in words on every page', async () => {
    const answer = await on.dana.post(on.path(), {
      ...{
        title: 'Lease',
        whose: 'internal',
        rule: 'CUSTOM',
        words: 'Lease, clause 2: ninety-nine years',
        trigger: '2190-01-01',
      },
      ...{
        count: '99',
        unit: 'years',
        zone: 'America/Los_Angeles',
        first: 'excluded',
        roll: 'none',
        intent: 'keep',
      },
    });
    expect(answer.status, answer.text.slice(0, 300)).to.equal(422);
    expect(answer.text).to.contain('2199');
  });

  it('met under an extension that then lapses is met late; confirmed in time it is not', async () => {
    const met = { metOn: '2014-06-10', reason: 'handed over at the hearing' };
    for (const isConfirmed of [true, false]) {
      on.started.setToday('2014-06-06');
      const id = await on.named('2014-06-09');
      expectDone(await on.send(on.dana, id, 'extensions', AGREED));
      on.started.setToday('2014-06-10');
      expectDone(await on.send(on.omar, id, 'override', met));
      if (isConfirmed) expectDone(await confirm(id));
      on.started.setToday('2014-06-11');
      const standing = isConfirmed ? 'met' : 'met-late';
      expect(stateOf(await on.date(id), '2014-06-11')).to.equal(standing);
      await lapseExtensions(on.started.deps);
      expect(stateOf(await on.date(id), '2014-06-11')).to.equal(standing);
    }
  });

  it('an extension of a date that was voided is neither confirmed nor withdrawn', async () => {
    const id = await on.named('2014-06-09');
    expectDone(await on.send(on.dana, id, 'extensions', AGREED));
    expectDone(await on.send(on.dana, id, 'voiding', { reason: 'entered twice' }));
    expect((await confirm(id)).status).to.equal(409);
    const [extension] = await listExtensions(on.started.deps.db, id);
    const withdrawal = await on.send(on.dana, id, `extensions/${extension?.id ?? ''}/withdrawal`, {
      reason: 'x',
    });
    expect(withdrawal.status).to.equal(409);
    expect(heldTo(await on.date(id), '2014-06-06')).to.equal('2014-06-20');
  });

  it('an escalation leaves the Desk of whoever works on the matter no more', async () => {
    await on.named('2014-06-07', 'binding', 'Answer to the complaint');
    await escalateDates(on.started.deps);
    expect((await on.dana.get('/desk')).text).to.contain('not met the day before');
    const [dana, omar] = [on.started.actor('dana'), on.started.actor('omar')];
    await grantAccess(on.started.deps, on.matterId, { accountId: omar.accountId, access: 'lead' }, dana);
    await withdrawAccess(on.started.deps, on.matterId, dana.accountId, omar);
    expect((await on.dana.get('/desk')).text).not.to.contain('not met the day before');
  });
});
