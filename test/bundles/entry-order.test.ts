import { expect } from 'chai';
import { placeOf, sortedInSections, withMoved, withReordered } from '../../src/bundles/entry-order.js';
import { listEntries } from '../../src/bundles/bundle-store.js';
import { inBundleOrder } from '../../src/bundles/bundle.js';
import { idOf, openBundleRoom, type BundleRoom } from './bundle-room.js';

const entry = (id: string, section = 'Documents', datedOn: string | null = null, itemNumber = 1) => ({
  ...{ id, section, datedOn, itemNumber },
  title: `Paper ${id}`,
});
const ids = (order: readonly { readonly id: string }[]): string => order.map(({ id }) => id).join('');

describe('the order of the entries of a bundle', () => {
  const two = [entry('a', 'One'), entry('b', 'Two'), entry('c', 'One'), entry('d', 'Two')];

  it('entries of a page share the places they had, wherever the others stand', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((id) => entry(id));
    const put = ['d', 'b', 'c'].map((id) => ({ id, section: 'Documents' }));
    expect(ids(withReordered(all, put))).to.equal('adbce');
  });

  it('what was added to an earlier section later is taken where the paper has it', () => {
    expect(
      ids(
        withReordered(two, [
          { id: 'c', section: 'One' },
          { id: 'a', section: 'One' },
        ]),
      ),
    ).to.equal('cabd');
  });

  it('goes over into another section', () => {
    const put = [entry('a', 'One'), entry('c', 'Two')];
    expect(withReordered(two, put).map(({ id, section }) => `${id} ${section}`)).to.deep.equal([
      'a One',
      'c Two',
      'b Two',
      'd Two',
    ]);
  });

  it('is sorted within each section, without a date last, and alike by number', () => {
    const all = [
      entry('a', 'One', null, 1),
      entry('b', 'One', '2014-05-02', 4),
      entry('c', 'Two', '2014-01-01', 5),
      entry('d', 'One', '2014-05-02', 3),
      entry('e', 'One', '2013-05-02', 9),
    ];
    expect(ids(sortedInSections(all, 'date'))).to.equal('edbac');
    expect(ids(sortedInSections(all, 'item'))).to.equal('adbec');
  });

  it('is sorted by title as a person counts', () => {
    const all = [entry('10'), entry('9'), entry('b'), entry('A')];
    expect(sortedInSections(all, 'title').map(({ id }) => id)).to.deep.equal(['9', '10', 'A', 'b']);
  });

  it('one entry goes to another place of its section, past the end to the end', () => {
    expect(ids(withMoved(two, 'c', 1))).to.equal('cabd');
    expect(ids(withMoved(two, 'b', 99))).to.equal('acdb');
    expect(placeOf(two, 'd')).to.deep.equal({ place: 2, of: 2, page: 1 });
    expect(placeOf(two, 'x')).to.equal(null);
  });
});

describe('putting a bundle of more than a page in order', () => {
  const COUNT = 230;
  let room: BundleRoom;
  let bundle: string;
  before(async () => {
    room = await openBundleRoom();
    const matterId = await room.open();
    const files = Object.fromEntries(
      Array.from({ length: COUNT }, (_, at) => [`${String(at + 1).padStart(3, '0')}.txt`, `Paper ${at + 1}`]),
    );
    const items = await room.drop(matterId, files);
    bundle = await room.begin(matterId, items);
  });
  after(() => room.started.close());

  const order = async (): Promise<number[]> =>
    inBundleOrder(await listEntries(room.started.deps.db, idOf(bundle))).map(({ itemNumber }) => itemNumber);
  const entryIds = async (): Promise<string[]> =>
    inBundleOrder(await listEntries(room.started.deps.db, idOf(bundle))).map(({ id }) => id);
  const shown = (page: string): string[] =>
    [...page.matchAll(/name="entry" value="([^"]*)"/g)].map(([, id = '']) => id);

  it('shows 200 a page', async () => {
    const all = await entryIds();
    expect(shown((await room.dana.get(bundle)).text)).to.deep.equal(all.slice(0, 200));
    const second = (await room.dana.get(`${bundle}?page=2`)).text;
    expect(shown(second)).to.deep.equal(all.slice(200));
    expect(second).to.include('201–230 of 230 documents');
    expect(shown((await room.dana.get(`${bundle}?page=99`)).text)).to.deep.equal(all.slice(200));
  });

  it('the second page is put in order without the first one, and is where one comes back to', async () => {
    const all = await entryIds();
    const page = [...all.slice(200)].reverse();
    const answer = await room.save(
      `${bundle}?page=2`,
      { entry: page, entrySection: page.map(() => 'Documents'), page: '2' },
      `${bundle}/order`,
    );
    expect(answer.location).to.equal(`${bundle}?page=2`);
    expect(await entryIds()).to.deep.equal([...all.slice(0, 200), ...page]);
  });

  it('all of it is put in order at once', async () => {
    const answer = await room.save(bundle, { sort: 'title' }, `${bundle}/order/sorted`);
    expect(answer.status).to.equal(303);
    expect(await order()).to.deep.equal(Array.from({ length: COUNT }, (_, at) => at + 1));
    expect((await room.dana.get(bundle)).text).to.include('In order by title, each section for itself.');
  });

  it('one document is moved over the pages from its own page', async () => {
    const [first = ''] = await entryIds();
    const path = `${bundle}/entries/${first}`;
    const answer = await room.save(path, { place: '229' }, `${path}/place`);
    expect(answer.location).to.equal(path);
    expect((await order()).at(-2)).to.equal(1);
    const page = (await room.dana.get(path)).text;
    expect(page).to.include('It stands at 229 of 230 now.');
    expect(page).to.include(`${bundle}?page=2`);
  });

  it('a place or an order that is none is said, and nothing moves', async () => {
    const [first = ''] = await entryIds();
    const path = `${bundle}/entries/${first}`;
    const before = await order();
    const answer = await room.save(path, { place: 'top' }, `${path}/place`);
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('value="top"');
    expect(answer.text).to.include('Enter a whole number from 1 to 100000');
    expect((await room.save(bundle, { sort: 'size' }, `${bundle}/order/sorted`)).status).to.equal(422);
    const strange = await room.save(
      bundle,
      { entry: 'x'.repeat(20), entrySection: 'Documents' },
      `${bundle}/order`,
    );
    expect(strange.status).to.equal(404);
    expect(await order()).to.deep.equal(before);
  });

  it('an order made from a page that is out of date is refused', async () => {
    const before = await order();
    const answer = await room.dana.post(`${bundle}/order/sorted`, { version: '1', sort: 'item' });
    expect(answer.status).to.equal(409);
    expect(await order()).to.deep.equal(before);
  });
});
