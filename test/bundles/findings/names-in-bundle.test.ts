import { expect } from 'chai';
import { listFindings } from '../../../src/bundles/build-store.js';
import { linkItem } from '../../../src/evidence/link-item.js';
import { openDispute } from '../../overview/dispute.js';
import { readList, readSource } from '../../notices/made-lists.js';
import { idOf, openBundleRoom, valuesIn, type BundleRoom } from '../bundle-room.js';
import { mailWith } from '../mixed-files.js';

const LIST = 'notice_id,account,network,shown_at\nN1,acct-ann,North,2014-06-03T23:10:00Z\n';
const READINGS = 'account,network,taken_at,download_mbps\nacct-ann,North,2014-06-03T23:05:00Z,1.5\n';

describe('files that name accounts in a bundle', function () {
  this.timeout(60_000);
  let room: BundleRoom;
  before(async () => {
    room = await openBundleRoom();
  });
  after(() => room.started.close());

  const stopsIn = async (build: string) =>
    (await listFindings(room.started.deps.db, idOf(build))).filter(({ level }) => level === 'stop');

  it('a notice list is in no file that is built, not even a draft', async () => {
    const matterId = await room.open();
    const { itemId } = await readList(room.started, room.dana, matterId, 'list.csv', LIST);
    const build = await room.build(await room.begin(matterId, [itemId]), 'draft');
    const page = await room.dana.get(build);
    expect(page.text).to.include('enclose a disclosure of it instead');
    for (const part of ['download', 'package', 'bundle.pdf']) {
      const answer = await room.dana.get(`${build}/${part}`);
      expect([answer.status, answer.text.includes('acct-')], part).to.deep.equal([404, false]);
    }
  });

  it('a file that is read as a notice list only after it was built in is not approved', async () => {
    const matterId = await room.open();
    const [itemId = ''] = await room.drop(matterId, { 'list.csv': LIST });
    const build = await room.build(await room.begin(matterId, [itemId]), 'final');
    await room.readAll(build);
    for (const { id } of await stopsIn(build))
      await room.omar.post(`${build}/stops/${id}`, { reason: 'Their consent of 3 June' });
    const [pdfSha256 = ''] = valuesIn((await room.omar.get(build)).text, 'pdfSha256');
    const mapping = { account: 'account', network: 'network', shown: 'shown_at' };
    const read = await room.dana.post(`/matters/${matterId}/notices/items/${itemId}`, mapping);
    expect(read.status).to.equal(303);
    const answer = await room.omar.post(`${build}/approval`, { pdfSha256, readNotes: 'yes' });
    expect([answer.status, answer.text.includes('was read as a notice list meanwhile')]).to.deep.equal([
      409,
      true,
    ]);
    // Whoever opens the page now is not even asked.
    expect(valuesIn((await room.omar.get(build)).text, 'pdfSha256')).to.deep.equal([]);
  });

  it('measurements with a column of accounts are stopped until counsel says on what basis they go', async () => {
    const matterId = await room.open();
    const { itemId } = await readSource(room.started, room.dana, matterId, 'readings.csv', READINGS);
    const build = await room.build(await room.begin(matterId, [itemId]), 'final');
    const stops = (await listFindings(room.started.deps.db, idOf(build))).filter(
      ({ level }) => level === 'stop',
    );
    expect(stops.map(({ what }) => what)).to.deep.equal([
      'It names accounts in its column “account”: enclose the summary of it instead, or clear this with the legal basis on which they are named.',
    ]);
  });

  const said = (column: string): string =>
    `It names accounts in its column “${column}”: enclose the summary of it instead, or clear this with the legal basis on which they are named.`;

  it('tables that nobody had read are stopped all the same, and clear with the basis', async () => {
    const matterId = await room.open();
    const items = await room.drop(matterId, {
      'list.csv': LIST,
      'readings.tsv': READINGS.replaceAll(',', '\t'),
      'rows.ndjson': '{"account_id":"acct-ann","mbps":1}\n{"account_id":"acct-bob","mbps":2}\n',
      'plain.csv': 'network,accounts\nNorth,12\n',
    });
    const build = await room.build(await room.begin(matterId, items), 'final');
    const stops = await stopsIn(build);
    expect(stops.map(({ document, what }) => [document, what])).to.deep.equal([
      ['R-0001 list.csv', said('account')],
      ['R-0002 readings.tsv', said('account')],
      ['R-0003 rows.ndjson', said('account_id')],
    ]);
    await room.readAll(build);
    expect((await room.approve(build)).status).to.equal(422); // nobody is even asked
    for (const { id } of stops) {
      const answer = await room.omar.post(`${build}/stops/${id}`, { reason: 'Their consent of 3 June' });
      expect(answer.status, answer.text.slice(0, 2000)).to.equal(303);
    }
    expect((await room.approve(build)).status).to.equal(303);
  });

  it('one that came with a mail is stopped too, but none where the bundle stays in the house', async () => {
    const matterId = await room.open();
    const attached = { name: 'readings.csv', type: 'text/csv', content: Buffer.from(READINGS) };
    const items = await room.drop(matterId, {
      'mail.eml': mailWith('The readings', [attached]),
      'list.csv': LIST,
    });
    const outside = await room.build(await room.begin(matterId, items), 'draft');
    expect((await stopsIn(outside)).map(({ what }) => what)).to.deep.equal([
      said('account'),
      said('account'),
    ]);
    const inside = await room.build(await room.begin(matterId, items, { purpose: 'internal' }), 'draft');
    expect(await stopsIn(inside)).to.deep.equal([]);
  });

  it('a bundle begins with none of them ticked, and says that they name persons', async () => {
    const { matterId, demandIds } = await openDispute(room.started);
    const items = await room.drop(matterId, {
      'readings.csv': READINGS,
      'speeds.csv': 'network,mbps\nN,9\n',
    });
    await room.started.runJobs();
    await room.started.deps.db.updateTable('item').set({ kind: 'measurements' }).execute();
    for (const item of items)
      await linkItem(room.started.deps, matterId, item, [demandIds[2]], room.started.actor('dana'));
    const page = (await room.dana.get(`/matters/${matterId}/bundles/new`)).text;
    expect(items.map((id) => page.includes(`value="${id}" checked`))).to.deep.equal([false, true]);
    expect(page.match(/names persons</g)).to.have.lengthOf(1);
  });
});
