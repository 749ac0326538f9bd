import { expect } from 'chai';
import { addItems } from '../../src/evidence/add-items.js';
import { changeLinks } from '../../src/evidence/link-item.js';
import { openDispute } from '../overview/dispute.js';
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
    expect(await page()).to.contain('Linked to it: R-0001 customers');
  });
});

async function* rows(): AsyncIterable<Uint8Array> {
  yield Buffer.from('name,city\nA,X\nB,Y\n');
}
