import { expect } from 'chai';
import { listFindings } from '../../../src/bundles/build-store.js';
import { readList, readSource } from '../../notices/made-lists.js';
import { idOf, openBundleRoom, valuesIn, type BundleRoom } from '../bundle-room.js';

const LIST = 'notice_id,account,network,shown_at\nN1,acct-ann,North,2014-06-03T23:10:00Z\n';
const READINGS = 'account,network,taken_at,download_mbps\nacct-ann,North,2014-06-03T23:05:00Z,1.5\n';

describe('files that name accounts in a bundle', function () {
  this.timeout(60_000);
  let room: BundleRoom;
  before(async () => {
    room = await openBundleRoom();
  });
  after(() => room.started.close());

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
});
