import { expect } from 'chai';
import { addItem, openDispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const ITEMS = 120;

describe('picking items for a demand from a file with many pages of them', () => {
  let started: Started;
  let dana: Browser;
  let path: string;
  let demandId: string;
  const ids: string[] = [];

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dana = await started.signIn('dana');
    const { matterId, demandIds } = await openDispute(started);
    demandId = demandIds[1];
    for (let number = 1; number <= ITEMS; number += 1) {
      const title = number % 10 === 0 ? `Log ${number}` : `Paper ${number}`;
      ids.push(await addItem(started, matterId, { number, title }));
    }
    path = `/matters/${matterId}/demands/${demandId}`;
  });
  after(() => started.close());
  beforeEach(async () => {
    await started.deps.db.deleteFrom('itemDemand').execute();
    await dana.get('/matters');
  });

  const item = (number: number): string => ids[number - 1] ?? '';
  const boxes = (page: string, isTicked = false): number[] =>
    [...page.matchAll(/name="item" value="([^"]*)"( checked)?/g)]
      .filter(([, , checked]) => !isTicked || checked !== undefined)
      .map(([, id = '']) => ids.indexOf(id) + 1);
  const hidden = (page: string, name: string): string[] =>
    [...page.matchAll(new RegExp(`type="hidden" name="${name}" value="([^"]*)"`, 'g'))].map(
      ([, value = '']) => value,
    );
  /** What a browser would send of the page as it stands, with some boxes pressed. */
  const formOf = (page: string, pressed: readonly number[] = []) => {
    const ticked = new Set(boxes(page, true));
    for (const number of pressed) if (!ticked.delete(number)) ticked.add(number);
    const [found = ''] = hidden(page, 'found');
    return { item: [...ticked].map(item), was: hidden(page, 'was'), found, find: found };
  };
  const linked = async (): Promise<number[]> => {
    const rows = await started.deps.db
      .selectFrom('itemDemand')
      .where('demandId', '=', demandId)
      .select('itemId')
      .execute();
    return rows.map(({ itemId }) => ids.indexOf(itemId) + 1).sort((a, b) => a - b);
  };
  const link = (...numbers: number[]) =>
    started.deps.db
      .insertInto('itemDemand')
      .values(
        numbers.map((number) => ({
          ...{ itemId: item(number), demandId, linkedAt: '2014-06-06T00:00:00.000Z' },
          linkedBy: started.actor('dana').accountId,
        })),
      )
      .execute();

  it('shows a page of boxes, and leaves every link alone that is not on it', async () => {
    await link(3, 70, 120);
    const page = (await dana.get(path)).text;
    expect(boxes(page)).to.deep.equal(Array.from({ length: 50 }, (_, at) => at + 1));
    expect(boxes(page, true)).to.deep.equal([3]);
    const answer = await dana.post(`${path}/items`, formOf(page, [3, 5]));
    expect([answer.status, answer.location]).to.deep.equal([303, `${path}#items`]);
    expect(await linked()).to.deep.equal([5, 70, 120]);
  });

  it('takes what was ticked and unticked from page to page and through a search; saves nothing before it is told to', async () => {
    await link(2, 60, 110);
    let page = (await dana.get(path)).text;
    page = (await dana.post(`${path}/items`, { ...formOf(page, [1, 2]), go: '2' })).text;
    expect(boxes(page)).to.include.members([1, 2, 51, 100]);
    expect(page).to.include('Picked on other pages');
    page = (await dana.post(`${path}/items`, { ...formOf(page, [60, 61]), find: 'Log', go: 'find' })).text;
    expect(boxes(page)).to.have.members([1, 2, 61, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120]);
    page = (await dana.post(`${path}/items`, { ...formOf(page, [120]), find: '', go: 'find' })).text;
    expect(await linked()).to.deep.equal([2, 60, 110]);
    expect((await dana.post(`${path}/items`, formOf(page))).status).to.equal(303);
    expect(await linked()).to.deep.equal([1, 61, 110, 120]);
  });

  it('a box that is put back as it was on another page is no change', async () => {
    await link(2);
    let page = (await dana.get(path)).text;
    page = (await dana.post(`${path}/items`, { ...formOf(page, [2]), go: '2' })).text;
    page = (await dana.post(`${path}/items`, { ...formOf(page, [2]), go: '3' })).text;
    expect(page).not.to.include('Picked on other pages');
    await dana.post(`${path}/items`, formOf(page));
    expect(await linked()).to.deep.equal([2]);
  });

  it('what was picked stays in sight when an item of it was withdrawn meanwhile, and can be taken off', async () => {
    let page = (await dana.get(path)).text;
    page = (await dana.post(`${path}/items`, { ...formOf(page, [7, 8]), go: '2' })).text;
    await started.deps.db.updateTable('item').set({ state: 'withdrawn' }).where('id', '=', item(7)).execute();
    const refused = await dana.post(`${path}/items`, formOf(page));
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('Item R-0007 was withdrawn meanwhile');
    expect(boxes(refused.text, true)).to.have.members([7, 8]);
    expect((await dana.post(`${path}/items`, formOf(refused.text, [7]))).status).to.equal(303);
    expect(await linked()).to.deep.equal([8]);
    await started.deps.db.updateTable('item').set({ state: 'in-file' }).where('id', '=', item(7)).execute();
  });

  it('a page that is no number is refused; words that find nothing say so', async () => {
    const odd = await dana.post(`${path}/items`, { go: 'everything' });
    expect(odd.status).to.equal(422);
    expect(odd.text).to.include('Choose a page of the items by its number');
    const none = await dana.post(`${path}/items`, { find: 'no such words', go: 'find' });
    expect(none.status).to.equal(200);
    expect(none.text).to.include('No item fits');
  });
});
