import { expect } from 'chai';
import fc from 'fast-check';
import { itemsByDemand } from '../../src/evidence/items-by-demand.js';
import { countLinks, listFirstPlain } from '../../src/evidence/linked-in-short-store.js';
import { countMatter } from '../../src/overview/matter-page-store.js';
import { addItem, openDispute, type Dispute } from '../overview/dispute.js';
import { plansOf } from '../support/query-plans.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const AT = '2014-06-05T19:00:00.000Z';
const ITEMS = 60;

const number = fc.integer({ min: 0, max: ITEMS - 1 });
const links = fc.uniqueArray(fc.record({ item: number, demand: fc.integer({ min: 0, max: 2 }) }), {
  selector: ({ item, demand }) => `${item} ${demand}`,
  maxLength: 150,
  size: 'max',
});
const marked = fc.uniqueArray(number, { maxLength: 30, size: 'max' });
const sizes = fc.record({ each: fc.integer({ min: 1, max: 6 }), stretch: fc.integer({ min: 1, max: 12 }) });

describe('the items that bear on demands, in short', () => {
  let started: Started;
  let dispute: Dispute;
  const ids: string[] = [];

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
    dispute = await openDispute(started);
    for (let at = 1; at <= ITEMS; at += 1)
      ids.push(await addItem(started, dispute.matterId, { number: at, title: `Paper ${at}` }));
  });
  after(() => started.close());

  it('are counted, and the first of each found, a stretch of the file at a time, as by reading every link', () =>
    fc.assert(
      fc.asyncProperty(links, marked, marked, sizes, async (linked, privileged, withdrawn, size) => {
        const { db } = started.deps;
        const by = started.actor('dana').accountId;
        await db.deleteFrom('itemDemand').execute();
        await db.updateTable('item').set({ isPrivileged: 0, state: 'in-file' }).execute();
        const of = (list: readonly number[]) => list.map((at) => ids[at] ?? '');
        await db
          .updateTable('item')
          .set({ isPrivileged: 1 })
          .where('id', 'in', ['', ...of(privileged)])
          .execute();
        await db
          .updateTable('item')
          .set({ state: 'withdrawn' })
          .where('id', 'in', ['', ...of(withdrawn)])
          .execute();
        const rows = linked.map(({ item, demand }) => ({
          ...{ itemId: ids[item] ?? '', demandId: dispute.demandIds[demand] ?? '' },
          ...{ linkedAt: AT, linkedBy: by },
        }));
        if (rows.length > 0) await db.insertInto('itemDemand').values(rows).execute();

        const counts = await countLinks(db, dispute.matterId);
        const first = await listFirstPlain(db, dispute.matterId, counts, size);

        for (const [at, demandId] of dispute.demandIds.entries()) {
          const own = linked.filter(({ demand }) => demand === at).map(({ item }) => item);
          const inFile = own.filter((item) => !withdrawn.includes(item)).sort((a, b) => a - b);
          const plain = inFile.filter((item) => !privileged.includes(item));
          expect(counts.find((one) => one.demandId === demandId)).to.deep.equal({
            ...{ demandId, links: own.length, plain: plain.length },
            privileged: inFile.length - plain.length,
          });
          const found = first.filter((one) => one.demandId === demandId).map((one) => one.number - 1);
          expect(found).to.deep.equal(plain.slice(0, size.each));
        }
      }),
      { numRuns: 60 },
    ));

  it('cost no page of a matter the opening of every item', async () => {
    // The plans are SQLite's, whatever the other tests run on.
    const onSqlite = await startRejoinder({ today: '2014-06-06', onSqlite: true });
    const { matterId } = await openDispute(onSqlite);
    const plans = await plansOf(onSqlite.deps.db, async (db) => {
      await countMatter(db, matterId);
      await itemsByDemand(db, matterId);
    });
    await onSqlite.close();
    expect(plans.filter((line) => /^(SEARCH|SCAN) item\b/.test(line))).not.to.be.empty;
    expect(plans.filter((line) => /^SCAN (item|item_demand|document)\b/.test(line))).to.deep.equal([]);
    // Of a whole matter only an index is read; rows are opened by id, or a stretch of numbers at a time.
    expect(plans.filter((line) => /^SEARCH item USING INDEX .*\(matter_id=\?\)/.test(line))).to.deep.equal(
      [],
    );
  });
});
