import { expect } from 'chai';
import { listFindings, listBuilds } from '../../../src/bundles/build-store.js';
import { listBundles, listEntries } from '../../../src/bundles/bundle-store.js';
import { addItems } from '../../../src/evidence/add-items.js';
import { grantAccess } from '../../../src/matters/grant-access.js';
import { openMatter } from '../../../src/matters/open-matter.js';
import { pageText } from '../../../src/pdf/questions.js';
import type { Browser } from '../../support/browser.js';
import { hiddenWordsPdf } from '../../support/hiding-places.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';

const BOX = { left: '60', top: '80', width: '300', height: '30', reason: 'PII' };

async function* piecesOf(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}

describe('pages that go in as pictures, through the front door', function () {
  this.timeout(120_000);
  let started: Started;
  let dana: Browser;
  let priya: Browser;
  let matterId = '';
  let bundle = '';
  let bundleId = '';
  let entry = '';
  before(async () => {
    started = await startRejoinder({ today: '2014-06-09' });
    dana = await started.signIn('dana');
    priya = await started.signIn('priya');
    for (const browser of [dana, priya]) await browser.get('/matters');
    const omar = started.actor('omar');
    matterId = await openMatter(
      started.deps,
      {
        title: 'Verizon – Netflix',
        ourParty: 'Netflix',
        theirParty: 'Verizon',
        regime: 'private',
        zone: 'America/Los_Angeles',
        legend: '',
        approvalForm: 'two-people',
      },
      omar,
    );
    for (const [name, access] of [
      ['dana', 'member'],
      ['priya', 'viewer'],
    ] as const)
      await grantAccess(started.deps, matterId, { accountId: started.actor(name).accountId, access }, omar);
    const received = await started.deps.files.receive(
      piecesOf(await hiddenWordsPdf(['under-box', 'white-on-white'])),
      10_000_000,
    );
    const arrived = [{ name: 'words.pdf', received }];
    await addItems(started.deps, matterId, arrived, { custodian: '', source: '' }, started.actor('dana'));
    await started.runJobs();
    const [item] = await started.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .select('id')
      .execute();
    const answer = await dana.post(`/matters/${matterId}/bundles`, {
      title: 'A production',
      purpose: 'production',
      paper: 'letter',
      datedOn: '2014-06-09',
      exhibitStyle: 'letters',
      batesPrefix: 'NFLX',
      batesDigits: '6',
      legend: '',
      item: item?.id ?? '',
    });
    bundle = answer.location ?? '';
    expect(bundle, answer.text).to.match(/bundles\//);
    bundleId = (await listBundles(started.deps.db, matterId))[0]?.id ?? '';
    entry = `${bundle}/entries/${(await listEntries(started.deps.db, bundleId))[0]?.id ?? ''}`;
  });
  after(() => started.close());

  const version = async (): Promise<string> =>
    String((await listBundles(started.deps.db, matterId))[0]?.version ?? 0);
  const build = async (): Promise<{ path: string; id: string; text: string }> => {
    const path = (await dana.post(`${bundle}/builds`, { kind: 'draft' })).location ?? '';
    await started.runJobs();
    const id = path.split('/').at(-1) ?? '';
    const row = (await listBuilds(started.deps.db, bundleId)).find((one) => one.id === id);
    expect(row?.state, row?.reason ?? '').to.equal('built');
    const pdf = await started.deps.files.localPath(row?.pdfSha256 ?? '');
    const { pages } = await started.deps.asker.ask(pageText, { path: pdf });
    return { path, id, text: pages.map(({ text }) => text).join('\n') };
  };
  const hiddenFindings = async (id: string) =>
    (await listFindings(started.deps.db, id)).filter(({ what }) => what.includes('CANARY'));

  it('a finding is ended by rasterising its page with one click, once the bundle is built again', async () => {
    const first = await build();
    const found = await hiddenFindings(first.id);
    expect(found.map(({ what }) => what)).to.have.length(2);
    expect(found.every(({ level, page }) => level === 'stop' && page !== null)).to.equal(true);
    expect((await dana.get(first.path)).text).to.include('Rasterise this page');
    for (const { id } of found) {
      const sent = { version: await version() };
      const path = `${first.path}/findings/${id}/rasterisation`;
      expect((await priya.post(path, sent)).status).to.equal(403);
      expect((await dana.post(path, sent)).status).to.equal(303);
    }
    const second = await build();
    expect(await hiddenFindings(second.id)).to.deep.equal([]);
    expect(second.text).not.to.include('CANARY');
  });

  it('a box is burnt in, no text lies under it, and its code is printed on it', async () => {
    const sent = { ...BOX, version: await version() };
    expect((await priya.post(`${entry}/pages/1/boxes`, sent)).status).to.equal(403);
    expect((await dana.post(`${entry}/pages/1/boxes`, sent)).status).to.equal(303);
    expect((await dana.get(`${entry}/pages/1`)).text).to.include('60 from the left');
    const { text } = await build();
    expect(text).to.include('PII').and.not.to.include('Visible words of page 1');
  });

  for (const [name, more, says] of [
    ['no reason', { reason: ' ' }, 'Give a reason code'],
    ['a box outside of the page', { left: '600' }, 'runs out of the page, which is 612 by 792 points'],
    ['no number', { top: 'here' }, 'Give the upper edge in points'],
    ['no width', { width: '0' }, 'at least 1 point wide'],
  ] as const)
    it(`${name} is refused in words, and what was typed stays`, async () => {
      const answer = await dana.post(`${entry}/pages/1/boxes`, { ...BOX, ...more, version: await version() });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include(says).and.to.include('value="30"');
    });

  it('a page that is not there is not found, and a change by someone else keeps what was typed', async () => {
    expect((await dana.get(`${entry}/pages/3`)).status).to.equal(404);
    expect((await dana.post(`${entry}/pages/3/boxes`, { ...BOX, version: await version() })).status).to.equal(
      404,
    );
    const late = await dana.post(`${entry}/pages/1/boxes`, { ...BOX, left: '61', version: '1' });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('value="61"');
  });

  it('a box is taken away, and a page taken as it is again', async () => {
    const gone = await dana.post(`${entry}/pages/1/boxes/removal`, { version: await version(), box: '0' });
    expect(gone.status).to.equal(303);
    const asItIs = await dana.post(`${entry}/pages/1/picture`, { version: await version(), picture: 'no' });
    expect(asItIs.status).to.equal(303);
    expect((await dana.get(`${entry}/pages/1`)).text).to.include('Rasterise this page');
  });
});
