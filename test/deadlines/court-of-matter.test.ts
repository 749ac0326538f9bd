import { expect } from 'chai';
import { listRecounts } from '../../src/deadlines/recounts/recount-store.js';
import { countedOf } from '../../src/deadlines/deadline.js';
import { expectDone, openMatterOfDates, ZONE, type MatterOfDates } from './matter-of-dates.js';

describe('the state of a federal court', () => {
  let on: MatterOfDates;
  beforeEach(async () => {
    on = await openMatterOfDates();
  });
  afterEach(() => on.started.close());

  const settings = async (court: string) => {
    const page = (await on.dana.get(`/matters/${on.matterId}/settings`)).text;
    return on.dana.post(`/matters/${on.matterId}/settings`, {
      ...{ title: 'Verizon – Netflix', zone: ZONE, approvalForm: 'two-people', legend: '', court },
      version: /name="version" value="(\d+)"/.exec(page)?.[1] ?? '',
    });
  };
  // The 14th day is Tuesday 31 March 2026: César Chávez Day in California, an ordinary day elsewhere.
  const set = async () => {
    expectDone(
      await on.dana.post(on.path(), {
        ...{ title: 'Answer', whose: 'binding', rule: 'FRCP 6(a)', trigger: '2026-03-17', count: '14' },
        ...{ unit: 'days', direction: 'forward', zone: ZONE, intent: 'keep' },
      }),
    );
    const [date] = await on.dates();
    if (!date) throw new Error('no date was set');
    return date;
  };

  it('counts the holidays of the state that the matter names', async () => {
    expectDone(await settings('N.D. Cal.'));
    const date = await set();
    expect(date.computedOn).to.equal('2026-04-01');
    expect(countedOf(date)?.input.jurisdiction).to.equal('N.D. Cal.');
    const page = (await on.dana.get(`/matters/${on.matterId}/settings`)).text;
    expect(page).to.include('value="N.D. Cal."');
  });

  it('is said to be missing where none is named, and where no table of it is held', async () => {
    const unnamed = await set();
    const text = async (id: string) => (await on.dana.get(on.path(`/${id}`))).text;
    expect(await text(unnamed.id))
      .to.include('No state was named')
      .and.to.include('in the settings of the matter');
    expectDone(await settings('S.D.N.Y.'));
    expectDone(
      await on.dana.post(on.path(), {
        ...{ title: 'Reply', whose: 'binding', rule: 'FRCP 6(a)', trigger: '2027-01-29', count: '14' },
        ...{ unit: 'days', direction: 'forward', zone: ZONE, intent: 'keep' },
      }),
    );
    const reply = (await on.dates()).find(({ title }) => title === 'Reply');
    expect(await text(reply?.id ?? '')).to.include('no table of state holidays for “S.D.N.Y.” here');
  });

  it('named later, asks about the dates that move, and moves none', async () => {
    const date = await set();
    expect(date.computedOn).to.equal('2026-03-31');
    const saved = await settings('California');
    expect([saved.status, (await on.dana.get(saved.location ?? '')).text]).to.satisfy(
      ([status, text]: [number, string]) =>
        status === 303 && text.includes('One of its dates is counted differently'),
    );
    expect((await on.date(date.id)).computedOn).to.equal('2026-03-31');
    expect(await listRecounts(on.started.deps.db, date.id)).to.containSubset([
      { state: 'asked', computedOn: '2026-04-01' },
    ]);
  });

  it('is refused for a matter under other rules, what was typed kept', async () => {
    const matters = () => on.started.deps.db.selectFrom('matter').selectAll().execute();
    const open = (regime: string) =>
      on.dana.post('/matters', {
        ...{ title: 'A – B', ourParty: 'A', theirParty: 'B', zone: ZONE, regime, court: 'N.D. Cal.' },
        approvalForm: 'two-people',
      });
    await on.dana.get('/matters/new');
    const refused = await open('private');
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('leave this empty').and.to.include('value="N.D. Cal."');
    expectDone(await open('us-federal'));
    expect((await matters()).map(({ court }) => court)).to.include('N.D. Cal.');
  });
});
