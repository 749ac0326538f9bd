import { expect } from 'chai';
import { addItems } from '../../src/evidence/add-items.js';
import { changeLinks } from '../../src/evidence/link-item.js';
import { insertNoticeList } from '../../src/notices/lists/list-store.js';
import { inTransaction } from '../../src/platform/database.js';
import { insertJob } from '../../src/platform/job-store.js';
import { newId } from '../../src/platform/ids.js';
import { addItem, openDispute } from '../overview/dispute.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('a demand for a list that has an item linked to it', function () {
  this.timeout(60_000);
  let started: Started;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
  });
  after(() => started.close());

  it('names the item where it says what answers it', async () => {
    const { deps } = started;
    const omar = await started.signIn('omar');
    const { matterId, demandIds } = await openDispute(started);
    const demandId = demandIds[2];
    await deps.db.updateTable('demand').set({ kind: 'provide-list' }).where('id', '=', demandId).execute();
    const page = async (): Promise<string> =>
      (await omar.get(`/matters/${matterId}/demands/${demandId}`)).text.replace(/<[^>]*>/g, ' ');
    expect(await page())
      .to.contain('Read a notice list first')
      .and.not.contain('Linked to it:');
    const received = await deps.files.receive(rows(), 10_000);
    const by = started.actor('omar');
    const arrived = [{ name: 'customers.csv', received }];
    const [added] = await addItems(deps, matterId, arrived, { custodian: '', source: '' }, by);
    await changeLinks(deps, matterId, [{ itemId: added?.itemId ?? '', demandId, isLinked: true }], by);
    expect(await page())
      .to.contain('Linked to it: R-0001 customers')
      .and.contain('a list is read as a notice list');
  });

  it('asks for no list to be read where one is being read or was read', async () => {
    const { deps, actor } = started;
    const omar = await started.signIn('omar');
    const { matterId, demandIds } = await openDispute(started);
    const demandId = demandIds[2];
    await deps.db.updateTable('demand').set({ kind: 'provide-list' }).where('id', '=', demandId).execute();
    const itemId = await addItem(started, matterId, { number: 1, title: 'Customers', demandIds: [demandId] });
    const listId = newId();
    await inTransaction(deps, async (tx) => {
      const by = actor('omar').accountId;
      const jobId = await insertJob(tx, deps.clock, {
        kind: 'read-list',
        input: {},
        by,
        matterId,
        subject: listId,
      });
      await insertNoticeList(tx, {
        ...{ id: listId, matterId, itemId, sha256: '1'.repeat(64), columnsKey: '', how: '{}' },
        ...{ fileName: 'customers.csv', asOf: deps.clock.now(), cacheKey: '', jobId },
        ...{ enteredAt: deps.clock.now(), enteredBy: by },
      });
    });
    const page = async (): Promise<string> =>
      (await omar.get(`/matters/${matterId}/demands/${demandId}`)).text;
    expect(await page())
      .to.contain(`/notices/lists/${listId}">A notice list is being read`)
      .and.contain('Linked to it:')
      .and.not.match(/Read a notice list first|a list is read as a notice list/);
    await deps.db.updateTable('noticeList').set({ state: 'ready' }).where('id', '=', listId).execute();
    expect(await page())
      .to.contain('Answer by pseudonyms')
      .and.not.match(/Read a notice list first|is being read|a list is read as a notice list/);
  });
});

async function* rows(): AsyncIterable<Uint8Array> {
  yield Buffer.from('name,city\nA,X\nB,Y\n');
}
