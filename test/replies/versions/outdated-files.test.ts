import { expect } from 'chai';
import { recordEvent } from '../../../src/audit/audit-store.js';
import { editItems } from '../../../src/evidence/edit-items.js';
import { fingerprint } from '../../../src/evidence/fingerprint.js';
import { getItem } from '../../../src/evidence/item-store.js';
import { inTransaction } from '../../../src/platform/database.js';
import type { Browser } from '../../support/browser.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { openDispute, type Dispute } from '../../overview/dispute.js';
import { buildReply } from '../approved-bundle.js';

/** Every page that lists a built file has to say the same of it. */
describe('a final file that is not what bundle and letter say any more', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let omar: Browser;
  let at: string;
  let bundle: string;
  let reply: string;
  let file: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-09' });
    dispute = await openDispute(started);
    [dana, omar] = [await started.signIn('dana'), await started.signIn('omar')];
    await omar.get('/desk');
    const made = await buildReply(started, dispute, dana);
    const { id, reason } = await made.build('final');
    expect(reason).to.equal(null);
    ({ at } = made);
    bundle = `${at}/bundles/${made.bundleId}`;
    reply = `${at}/replies/${made.replyId}`;
    file = `${bundle}/builds/${id}`;
    await dana.post(`${file}/notes`);
  });
  after(() => started.close());

  const textOf = async (path: string): Promise<string> =>
    (await omar.get(path)).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const listed = (): string[] => [bundle, `${at}/bundles`, at, reply, '/desk', `${at}/demands`, file];
  const everywhere = async (check: (text: string, path: string) => void): Promise<void> => {
    for (const path of listed()) check(await textOf(path), path);
  };
  /** What is written here behind the back of the product is put on record, as the product itself always does. */
  const onRecord = (): Promise<void> =>
    inTransaction(started.deps, (tx) =>
      recordEvent(tx, {
        by: started.actor('dana'),
        at: started.deps.clock.now(),
        action: 'bundle.edited',
        subject: dispute.matterId,
        matterId: dispute.matterId,
        detail: { number: 'B-0001', fields: 'details' },
      }),
    );
  const say = async (words: string): Promise<void> => {
    await started.deps.db
      .updateTable('response')
      .set({ words })
      .where('demandId', '=', dispute.demandIds[0])
      .execute();
    await onRecord();
  };

  it('as long as nothing was changed it says so nowhere, and the demands lead to it in one click', async () => {
    await everywhere((text, path) => expect(text, path).not.to.contain('outdated'));
    const demands = (await omar.get(`${at}/demands`)).text;
    expect(demands).to.contain(`The responses wait for approval: <a href="${file}">`);
    expect((await omar.get(file)).text).to.contain('name="pdfSha256"');
    expect((await dana.get(`${at}/demands`)).text).to.contain('wait for counsel’s approval');
  });

  it('a version is said to be in a final file only where that file was made', async () => {
    const { db } = started.deps;
    const versions = `${reply}/versions`;
    expect(await textOf(versions)).to.contain('in a final file');
    const id = file.split('/').at(-1) ?? '';
    const as = (state: 'built' | 'failed') =>
      db.updateTable('bundleBuild').set({ state }).where('id', '=', id).execute();
    await as('failed');
    expect(await textOf(versions))
      .to.contain('no finished file carries it')
      .and.not.contain('in a final file');
    await as('built');
    expect(await textOf(versions)).to.contain('in a final file');
  });

  it('a response that was changed makes it outdated on every page that lists it, with what changed', async () => {
    await say('We decline, again.');
    await everywhere((text, path) =>
      expect(text, path)
        .to.contain('outdated')
        .and.contain('The letter was changed since this file was built'),
    );
    const page = (await omar.get(file)).text;
    expect(page).not.to.contain('name="pdfSha256"');
    const [, versions = ''] = /href="([^"]*\/versions\?from=\d+&(?:amp;)?to=now)"/.exec(page) ?? [];
    expect(await textOf(versions.replaceAll('&amp;', '&'))).to.contain('again');
    await say('We decline.');
    await everywhere((text, path) => expect(text, path).not.to.contain('outdated'));
  });

  it('a bundle that was changed says what of it, each thing once', async () => {
    const { db } = started.deps;
    const id = bundle.split('/').at(-1) ?? '';
    const before = await db.selectFrom('bundle').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
    await db
      .updateTable('bundle')
      .set({ legend: 'CONFIDENTIAL', version: before.version + 1 })
      .where('id', '=', id)
      .execute();
    await db.updateTable('bundleEntry').set({ title: 'Another title' }).where('bundleId', '=', id).execute();
    await onRecord();
    await everywhere((text, path) =>
      expect(text, path).to.contain('outdated').and.contain('Changed: legend.'),
    );
    const page = await textOf(file);
    expect(page).to.contain('“Another title”: title.');
    expect(page.match(/Changed: legend\./g)).to.have.length(1);
    await db
      .updateTable('bundle')
      .set({ legend: before.legend, version: before.version })
      .where('id', '=', id)
      .execute();
    await db.updateTable('bundleEntry').set({ title: 'Method note' }).where('bundleId', '=', id).execute();
    await onRecord();
    await everywhere((text, path) => expect(text, path).not.to.contain('outdated'));
  });

  it('an item that was marked privileged since makes it outdated, though the bundle is as it was', async () => {
    const { db } = started.deps;
    const { id } = await db
      .selectFrom('item')
      .where('matterId', '=', dispute.matterId)
      .select('id')
      .executeTakeFirstOrThrow();
    const mark = async (isPrivileged: 0 | 1): Promise<void> => {
      const item = await getItem(db, dispute.matterId, id);
      const { title, kind, custodian, source, datedOn, legend } = item;
      const ground = isPrivileged === 1 ? 'Work product' : '';
      const fields = {
        title,
        kind,
        custodian,
        source,
        datedOn,
        legend,
        isPrivileged,
        privilegeGround: ground,
      };
      await editItems(
        started.deps,
        dispute.matterId,
        [{ id, version: item.version, fields, was: fingerprint(item) }],
        started.actor('dana'),
      );
    };
    await mark(1);
    await everywhere((text, path) =>
      expect(text, path).to.contain('outdated').and.contain('It is marked privileged'),
    );
    await mark(0);
    await everywhere((text, path) => expect(text, path).not.to.contain('outdated'));
  });

  it('what is not ready for another reason is not called outdated', async () => {
    const { db } = started.deps;
    const confirmed = await db
      .selectFrom('letter')
      .where('id', '=', dispute.letterId)
      .select(['demandsCompleteAt', 'demandsCompleteBy'])
      .executeTakeFirstOrThrow();
    await db
      .updateTable('letter')
      .set({ demandsCompleteAt: null, demandsCompleteBy: null })
      .where('id', '=', dispute.letterId)
      .execute();
    await onRecord();
    expect(await textOf(bundle))
      .to.contain('cannot be approved.')
      .and.contain('Nobody has confirmed')
      .and.contain('not ready to go')
      .and.not.contain('outdated');
    await db.updateTable('letter').set(confirmed).where('id', '=', dispute.letterId).execute();
    await onRecord();
  });

  it('the page of the file lists what goes out, demand by demand, before it asks for the approval', async () => {
    const page = await textOf(file);
    expect(page)
      .to.contain('What goes out')
      .and.contain('Demand 1 : Declines')
      .and.contain('Exhibit A Method note')
      .and.contain('to Randal Milch');
    expect(page.indexOf('What goes out')).to.be.lessThan(page.indexOf('Approve this exact file'));
  });

  it('a newer file takes its place, and superseded it is no longer offered as built', async () => {
    await dana.post(`${bundle}/builds`, { kind: 'final' });
    await started.runJobs();
    expect(await textOf(bundle)).to.contain('replaced by final file 2');
    expect(await textOf(file))
      .to.contain('replaced by final file 2')
      .and.not.contain('Approve this file');
    const ended = await dana.post(`${bundle}/supersession`, { reason: 'another way' });
    expect(ended.status).to.equal(303);
    for (const path of [bundle, `${at}/bundles`]) {
      const page = (await omar.get(path)).text;
      expect(page, path).to.contain('superseded').and.not.contain('<span class="chip ok">built');
    }
    expect(await textOf(`${at}/demands`)).not.to.contain('wait for approval');
    expect(await textOf('/desk')).not.to.contain('Waiting for approval');
  });
});
