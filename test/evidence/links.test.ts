import { expect } from 'chai';
import { atTheDesk, CEASE, EVIDENCE, openTestMatter, reviewedLetter } from '../letters/fixtures.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

interface Told {
  readonly action: string;
  readonly detail: unknown;
}

describe('what items bear on', () => {
  let started: Started;
  let matterId: string;
  let dana: Browser;
  let base: string;
  let demandIds: readonly string[];
  let itemIds: readonly string[];

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
  });
  beforeEach(async () => {
    matterId = await openTestMatter(started);
    dana = await atTheDesk(started, 'dana');
    base = `/matters/${matterId}`;
    const letter = await reviewedLetter(dana, matterId);
    await dana.post(`${letter}/demands`, CEASE);
    await dana.post(`${letter}/demands`, EVIDENCE);
    await dana.upload(
      `${base}/evidence/items`,
      ['a', 'b', 'c'].map((name) => ({ name: `${name}.txt`, content: `${matterId} ${name}` })),
    );
    const { db } = started.deps;
    const idsOf = async (table: 'demand' | 'item'): Promise<string[]> =>
      (
        await db.selectFrom(table).where('matterId', '=', matterId).orderBy('number').select('id').execute()
      ).map((row) => row.id);
    demandIds = await idsOf('demand');
    itemIds = await idsOf('item');
  });
  after(() => started.close());

  const demand = (n: number): string => demandIds[n - 1] ?? '';
  const item = (n: number): string => itemIds[n - 1] ?? '';
  const linked = async (): Promise<string[]> => {
    const rows = await started.deps.db.selectFrom('itemDemand').selectAll().execute();
    return rows
      .filter((row) => itemIds.includes(row.itemId))
      .map((row) => `${itemIds.indexOf(row.itemId) + 1}–${demandIds.indexOf(row.demandId) + 1}`)
      .sort();
  };
  const told = async (): Promise<Told[]> => {
    const rows = await started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', matterId)
      .where('action', 'in', ['item.linked', 'item.unlinked'])
      .orderBy('seq')
      .select(['action', 'text'])
      .execute();
    return rows.map(({ action, text }) => ({
      action,
      detail: (JSON.parse(text) as { detail: unknown }).detail,
    }));
  };
  const pick = (fields: Readonly<Record<string, string | readonly string[]>>) =>
    dana.post(`${base}/evidence/links`, { link: 'on', demand: demand(1), ...fields });

  it('picked rows are linked to a demand at once, without a script, each with an event', async () => {
    const page = (await dana.get(`${base}/evidence`)).text;
    expect(page).to.include(`form="link-picked" name="pick" value="${item(1)}"`);
    expect((await pick({ pick: [item(1), item(3)], back: 'sort=title' })).location).to.equal(
      `${base}/evidence?sort=title`,
    );
    expect(await linked()).to.deep.equal(['1–1', '3–1']);
    expect(await told()).to.deep.equal([
      { action: 'item.linked', detail: { number: 'R-0001', demand: 1 } },
      { action: 'item.linked', detail: { number: 'R-0003', demand: 1 } },
    ]);
    const after = (await dana.get(`${base}/evidence`)).text;
    expect(after).to.include('2 items linked to demand 1.');
    expect(after.match(/aria-label="Demand 1"/g)).to.have.length(2);
  });

  it('picking what is linked already does nothing twice; unlinking takes it off', async () => {
    await pick({ pick: [item(1), item(2)] });
    await pick({ pick: item(1) });
    expect((await told()).length).to.equal(2);
    await pick({ pick: item(1), link: 'off' });
    expect(await linked()).to.deep.equal(['2–1']);
    expect((await told()).at(-1)).to.deep.equal({
      action: 'item.unlinked',
      detail: { number: 'R-0001', demand: 1 },
    });
  });

  const refused = [
    ['nothing is picked', { pick: [] }, 422, 'Pick at least one item'],
    ['no demand is chosen', { demand: '' }, 422, 'Choose the demand'],
    ['it is not said what to do', { link: '' }, 422, 'Choose whether to link'],
    ['a field is not known', { colour: 'red' }, 422, 'a field that is not known'],
    ['the demand is of no matter', { demand: 'zzzzzzzzzzzzzzzzzzzz' }, 404, 'not'],
    ['an item is of no matter', { pick: 'zzzzzzzzzzzzzzzzzzzz' }, 404, 'not'],
    ['the token is wrong', { _csrf: 'wrong' }, 403, ''],
  ] as const;
  for (const [why, fields, status, words] of refused)
    it(`nothing is linked when ${why}: ${status}`, async () => {
      const answer = await pick({ pick: item(1), ...fields });
      expect(answer.status).to.equal(status);
      expect(answer.text).to.include(words);
      expect(await linked()).to.deep.equal([]);
    });

  it('a form that comes back keeps what was picked', async () => {
    const answer = await pick({ pick: [item(1), item(2)], demand: '' });
    expect(answer.text.match(/class="picked"/g)).to.have.length(2);
    expect(answer.text).to.include('href="#f-demand"');
  });

  it('an item withdrawn meanwhile, or a demand voided: 409, and none of the others is linked', async () => {
    const { db } = started.deps;
    await db.updateTable('item').set({ state: 'withdrawn' }).where('id', '=', item(2)).execute();
    const late = await pick({ pick: [item(1), item(2)] });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Item R-0002 was withdrawn meanwhile');
    await db.updateTable('demand').set({ state: 'voided' }).where('id', '=', demand(1)).execute();
    expect((await pick({ pick: item(1) })).status).to.equal(409);
    expect(await linked()).to.deep.equal([]);
  });

  it('the page of a demand links items and unlinks them', async () => {
    const path = `${base}/demands/${demand(2)}`;
    expect((await dana.get(path)).text).to.include('Link items');
    const answer = await dana.post(`${path}/items`, { item: [item(1), item(2)] });
    expect([answer.status, answer.location]).to.deep.equal([303, `${path}#items`]);
    await dana.post(`${path}/items`, { item: item(2), was: [item(1), item(2)] });
    expect(await linked()).to.deep.equal(['2–2']);
    expect((await told()).map((one) => one.action)).to.deep.equal([
      'item.linked',
      'item.linked',
      'item.unlinked',
    ]);
    expect((await dana.post(`${path}/items`, { item: item(1), colour: 'red' })).status).to.equal(422);
    expect((await dana.post(`${path}/items`, { item: 'zzzzzzzzzzzzzzzzzzzz' })).status).to.equal(404);
  });

  it('what somebody else linked meanwhile is not undone, on the demand’s page nor on the item’s', async () => {
    await pick({ pick: item(1) });
    await dana.post(`${base}/demands/${demand(1)}/items`, { item: item(2) });
    expect(await linked()).to.deep.equal(['1–1', '2–1']);
    await dana.post(`${base}/evidence/${item(1)}/demands`, { demand: demand(2) });
    expect(await linked()).to.deep.equal(['1–1', '1–2', '2–1']);
    await dana.post(`${base}/evidence/${item(1)}/demands`, { was: [demand(1), demand(2)] });
    expect(await linked()).to.deep.equal(['2–1']);
  });

  it('a privileged item says so in the table of demands and on the page of one', async () => {
    await pick({ pick: item(1) });
    const chip = '<span class="chip warn">privileged</span>';
    expect((await dana.get(`${base}/demands`)).text).to.not.include(chip);
    const mark = { isPrivileged: 1, privilegeGround: 'Advice of counsel' } as const;
    await started.deps.db.updateTable('item').set(mark).where('id', '=', item(1)).execute();
    const table = (await dana.get(`${base}/demands`)).text;
    expect(table).to.include(chip).and.to.include('<th>Items</th>');
    expect((await dana.get(`${base}/demands/${demand(1)}`)).text).to.include(chip);
  });

  it('a viewer links nothing, and a stranger finds nothing', async () => {
    for (const [name, status] of [['priya', 403] as const, ['rolf', 404] as const]) {
      const other = await atTheDesk(started, name);
      for (const [path, fields] of [
        [`${base}/evidence/links`, { pick: item(1), demand: demand(1), link: 'on' }],
        [`${base}/demands/${demand(1)}/items`, { item: item(1) }],
      ] as const)
        expect((await other.post(path, fields)).status, `${name} ${path}`).to.equal(status);
    }
    expect(await linked()).to.deep.equal([]);
  });
});
