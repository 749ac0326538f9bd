import { expect } from 'chai';
import { findApprovedBuild, listBuilds } from '../../src/bundles/build-store.js';
import { listEntries } from '../../src/bundles/bundle-store.js';
import { addItems } from '../../src/evidence/add-items.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { pageText } from '../../src/pdf/questions.js';
import type { ReceivedFile } from '../../src/platform/file-store.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { mailWith, pdfOf } from './mixed-files.js';

async function* piecesOf(content: Uint8Array | string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

describe('an item that also came attached to a mail of a bundle', function () {
  this.timeout(120_000);
  let started: Started;
  let dana: Browser;
  let omar: Browser;
  let matterId = '';
  let bundle = '';
  before(async () => {
    started = await startRejoinder({ today: '2014-06-09' });
    dana = await started.signIn('dana');
    omar = await started.signIn('omar');
    for (const browser of [dana, omar]) await browser.get('/matters'); // the token of the session they now have
    matterId = await openMatter(
      started.deps,
      {
        title: 'Verizon – Netflix, letter of 5 June 2014',
        ourParty: 'Netflix',
        theirParty: 'Verizon',
        regime: 'private',
        zone: 'America/Los_Angeles',
        legend: '',
        approvalForm: 'two-people',
      },
      started.actor('omar'),
    );
    const access = { accountId: started.actor('dana').accountId, access: 'member' } as const;
    await grantAccess(started.deps, matterId, access, started.actor('omar'));
    const advice = await pdfOf('Advice', 2);
    const mail = mailWith('Your letter', [{ name: 'advice.pdf', type: 'application/pdf', content: advice }]);
    const arrived: { name: string; received: ReceivedFile }[] = [];
    for (const [name, content] of [
      ['advice.pdf', advice],
      ['mail.eml', mail],
    ] as const)
      arrived.push({ name, received: await started.deps.files.receive(piecesOf(content), 1_000_000) });
    await addItems(started.deps, matterId, arrived, { custodian: '', source: '' }, started.actor('dana'));
    await started.runJobs();
    const item = await started.deps.db
      .selectFrom('item')
      .innerJoin('document', 'document.id', 'item.documentId')
      .where('item.matterId', '=', matterId)
      .where('document.name', '=', 'mail.eml')
      .select('item.id')
      .executeTakeFirstOrThrow();
    const fields = {
      title: 'Enclosures',
      purpose: 'enclosures',
      paper: 'letter',
      datedOn: '2014-06-09',
      exhibitStyle: 'letters',
    };
    const answer = await dana.post(`/matters/${matterId}/bundles`, { ...fields, item: item.id });
    expect(answer.status, answer.text.slice(0, 500)).to.equal(303);
    bundle = answer.location ?? '';
  });
  after(() => started.close());

  const mark = (isPrivileged: 0 | 1): Promise<unknown> =>
    started.deps.db
      .updateTable('item')
      .set({ isPrivileged, privilegeGround: isPrivileged === 1 ? 'Attorney-client privilege' : '' })
      .where('matterId', '=', matterId)
      .where('title', '=', 'advice')
      .execute();

  const build = async (): Promise<{ path: string; words: string; pdfSha256: string }> => {
    const answer = await dana.post(`${bundle}/builds`, { kind: 'final' });
    expect(answer.status, answer.text.slice(0, 500)).to.equal(303);
    await started.runJobs();
    const [last] = await listBuilds(started.deps.db, bundle.split('/').at(-1) ?? '');
    const pdfSha256 = last?.pdfSha256 ?? '';
    expect(last?.state, last?.reason ?? '').to.equal('built');
    const path = await started.deps.files.localPath(pdfSha256);
    const { pages } = await started.deps.asker.ask(pageText, { path });
    return { path: answer.location ?? '', words: pages.map(({ text }) => text).join('\n'), pdfSha256 };
  };

  const fate = async (): Promise<string> => {
    const [entry] = await listEntries(started.deps.db, bundle.split('/').at(-1) ?? '');
    const page = await dana.get(`${bundle}/entries/${entry?.id ?? ''}`);
    return page.text
      .slice(page.text.indexOf('Came attached'))
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ');
  };

  it('goes in behind the mail', async () => {
    expect(await fate()).to.contain('advice.pdf goes in behind its mail Make it an item');
    const { words } = await build();
    expect(words).to.contain('Advice, page 2').and.contain('Attachment 1 to');
    expect(words).to.match(/advice\.pdf[\s\S]*pages\s*5–6/);
  });

  it('stays away, and so says the mail, once it is marked privileged', async () => {
    await mark(1);
    expect(await fate()).to.contain('advice.pdf stays away: its item is marked privileged');
    const { words } = await build();
    expect(words).not.to.contain('Advice, page');
    expect(words).to.match(/advice\.pdf[\s\S]*not\s*enclosed/);
  });

  it('marked after the file was built keeps the file from being approved', async () => {
    await mark(0);
    const { path, words, pdfSha256 } = await build();
    expect(words).to.contain('Advice, page 2');
    await mark(1);
    const findings = await started.deps.db.selectFrom('bundleFinding').selectAll().execute();
    for (const document of new Set(findings.map((finding) => finding.document ?? '')))
      await dana.post(`${path}/notes`, { document });
    const answer = await omar.post(`${path}/approval`, { pdfSha256, readNotes: 'yes' });
    expect(answer.status).to.equal(409);
    expect(answer.text).to.contain('marked privileged or withdrawn meanwhile');
    expect(await findApprovedBuild(started.deps.db, bundle.split('/').at(-1) ?? '')).to.equal(null);
  });

  it('added to the bundle it is decided about for itself', async () => {
    await mark(0);
    const { id } = await started.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .where('title', '=', 'advice')
      .select('id')
      .executeTakeFirstOrThrow();
    const version = /name="version" value="(\d+)"/.exec((await dana.get(`${bundle}/items`)).text)?.[1] ?? '';
    expect((await dana.post(`${bundle}/items`, { version, item: id })).status).to.equal(303);
    expect(await fate()).to.match(/advice\.pdf is decided about for itself: R-0001 in this bundle/);
  });
});
