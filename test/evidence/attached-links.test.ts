import { expect } from 'chai';
import { addItems } from '../../src/evidence/add-items.js';
import { demandsByItem } from '../../src/evidence/item-link-store.js';
import { changeLinks } from '../../src/evidence/link-item.js';
import { mailWith } from '../bundles/mixed-files.js';
import { openDispute } from '../overview/dispute.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

describe('an attachment that is made an item', function () {
  this.timeout(60_000);
  let started: Started;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
  });
  after(() => started.close());

  it('bears on the demands of its mail, whose page says that it goes in anyway', async () => {
    const { deps } = started;
    const omar = await started.signIn('omar');
    await omar.get('/matters'); // the token of the session
    const { matterId, demandIds } = await openDispute(started);
    const by = started.actor('omar');
    const received = await deps.files.receive(mail(), 100_000);
    const arrived = [{ name: 'mail.eml', received }];
    const [added] = await addItems(deps, matterId, arrived, { custodian: '', source: '' }, by);
    await started.runJobs();
    const itemId = added?.itemId ?? '';
    await changeLinks(deps, matterId, [{ itemId, demandId: demandIds[1], isLinked: true }], by);
    const own = `/matters/${matterId}/evidence/${itemId}`;
    const page = (await omar.get(own)).text;
    expect(page).to.contain('Each goes in behind its mail wherever that goes out');
    const [, path = ''] = /action="([^"]*\/attachments\/[^"]*\/item)"/.exec(page) ?? [];
    const answer = await omar.post(path, {});
    expect(answer.status, answer.text.slice(0, 500)).to.equal(303);
    const made = answer.location?.split('/').at(-1) ?? '';
    const links = (await demandsByItem(deps.db, [made])).get(made) ?? [];
    expect(links.map(({ id }) => id)).to.deep.equal([demandIds[1]]);
  });
});

async function* mail(): AsyncIterable<Uint8Array> {
  const readings = { name: 'readings.csv', type: 'text/csv', content: 'day,mbps\n1,2\n' };
  yield Buffer.from(mailWith('The readings', [readings]));
}
