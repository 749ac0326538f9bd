import { expect } from 'chai';
import mammoth from 'mammoth';
import { findActiveAccount } from '../../../src/auth/account-store.js';
import { approveBundle } from '../../../src/bundles/approve-bundle.js';
import { pageText } from '../../../src/pdf/questions.js';
import { ConflictError } from '../../../src/platform/errors.js';
import { setLetter } from '../../../src/replies/paper/set-letter.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { openDispute, respond, type Dispute } from '../../overview/dispute.js';
import { approveReply, buildReply, sentMail } from '../approved-bundle.js';

describe('the letter in front of a bundle', function () {
  this.timeout(60_000);
  let started: Started;
  let dispute: Dispute;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-06' });
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
  });

  it('a draft may have gaps; the final file waits for a response to every demand', async () => {
    const dana = await started.signIn('dana');
    const [first, second, third] = dispute.demandIds;
    const { build } = await buildReply(started, dispute, dana, [first, second]);
    expect((await build('draft')).state).to.equal('built');

    const refused = await build('final');
    expect(refused.state).to.equal('failed');
    expect(refused.reason).to.contain('Demand 3 is neither responded to nor closed.');

    await respond(started, dispute.matterId, third, 'No such list is held.');
    const built = await build('final');
    expect(built.reason).to.equal(null);
    expect(built.state).to.equal('built');
  });

  it('what cannot be printed stands by number in PDF and DOCX, and a note says so before it is approved', async () => {
    const dana = await started.signIn('dana');
    const { at, bundleId, replyId, build } = await buildReply(started, dispute, dana);
    const { db } = started.deps;
    await db
      .updateTable('reply')
      .set({ opening: 'We agree 😀, \u0007in part.' })
      .where('id', '=', replyId)
      .execute();
    const { id, pdfSha256 } = await build('final');
    const path = await started.deps.files.localPath(pdfSha256 ?? '');
    const { pages } = await started.deps.asker.ask(pageText, { path });
    expect(pages[0]?.text.replace(/\s+/g, ' ')).to.contain('We agree [U+1F600], [U+0007]in part.');
    const docx = await dana.bytes(`${at}/replies/${replyId}/letter.docx`);
    const words = (await mammoth.extractRawText({ buffer: docx.body })).value;
    expect(words).to.contain('We agree [U+1F600], [U+0007]in part.');
    const page = (await dana.get(`${at}/bundles/${bundleId}/builds/${id}`)).text;
    expect(page).to.contain('characters that cannot be printed').and.contain('😀 as [U+1F600], [U+0007]');
  });

  it('its citations are links to the page of the exhibit as it goes out', async () => {
    const dana = await started.signIn('dana');
    const { build } = await buildReply(started, dispute, dana);
    const { spec } = await build('final');
    const { letter } = JSON.parse(spec) as { letter: { date: string; citations: { citation: unknown }[] } };
    expect(letter.date).to.equal('2014-06-09');
    expect(letter.citations.map(({ citation }) => citation)).to.deep.include({ exhibit: 'A', page: 1 });
  });

  it('the bundle says that the letter was changed since its final file, before counsel tries to approve it', async () => {
    const dana = await started.signIn('dana');
    const { at, bundleId, build } = await buildReply(started, dispute, dana);
    const { id: buildId, pdfSha256 } = await build('final');
    const [bundle, file] = [`${at}/bundles/${bundleId}`, `${at}/bundles/${bundleId}/builds/${buildId}`];
    await dana.post(`${file}/notes`);
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    expect((await omar.get(bundle)).text).to.contain('waits for approval by Omar');
    expect((await omar.get(file)).text).to.contain('name="pdfSha256"');

    const say = (words: string) =>
      started.deps.db
        .updateTable('response')
        .set({ words })
        .where('demandId', '=', dispute.demandIds[0])
        .execute();
    await say('We decline, again.');
    expect((await dana.get(bundle)).text)
      .to.contain('is outdated and cannot be approved')
      .and.not.contain('waits for approval');
    expect((await omar.get(file)).text)
      .to.contain('<li>The letter was changed since this file was built; build it again. <a href')
      .and.not.contain('name="pdfSha256"');
    const tried = await omar.post(`${file}/approval`, { pdfSha256: pdfSha256 ?? '', readNotes: 'yes' });
    expect(tried.status).to.equal(409);
    expect(tried.text)
      .to.contain('The letter was changed since this file was built')
      .and.contain('error-summary');

    await say('We decline.');
    expect((await omar.get(bundle)).text).to.contain('waits for approval by Omar');
    await started.deps.db
      .updateTable('letter')
      .set({ demandsCompleteAt: null, demandsCompleteBy: null })
      .where('id', '=', dispute.letterId)
      .execute();
    expect((await omar.get(bundle)).text).to.contain(
      'The letter is not ready to go out. Nobody has confirmed',
    );
  });

  it('a letter changed while it is being approved is not approved', async () => {
    const dana = await started.signIn('dana');
    const { at, bundleId, replyId, build } = await buildReply(started, dispute, dana);
    const { id: buildId, pdfSha256 } = await build('final');
    await dana.get(`${at}/bundles/${bundleId}/builds/${buildId}`);
    const read = await dana.post(`${at}/bundles/${bundleId}/builds/${buildId}/notes`);
    expect(read.status, read.text.slice(0, 2_000)).to.equal(303);
    const omar = await findActiveAccount(started.deps.db, started.actor('omar').accountId);
    if (!omar) throw new Error('Omar has no account.');
    const thenChanged: typeof setLetter = async (...given) => {
      const set = await setLetter(...given);
      const { version, ...reply } = (await replyFields(replyId)) ?? { version: 0 };
      await dana.get(`${at}/replies/${replyId}`);
      const saved = await dana.post(`${at}/replies/${replyId}`, {
        ...reply,
        opening: 'Other words.',
        version: String(version),
      });
      expect(saved.status).to.equal(303);
      return set;
    };
    const approved = await approveBundle(
      started.deps,
      { id: dispute.matterId, approvalForm: 'two-people' },
      { bundleId, buildId },
      { pdfSha256: pdfSha256 ?? '', password: '', reason: '', readNotes: 'yes' },
      omar,
      thenChanged,
    ).catch((error: unknown) => error);
    expect(approved).to.be.instanceOf(ConflictError);
    expect((approved as Error).message).to.include('changed while you approved it');
    const approvals = await started.deps.db
      .selectFrom('approval')
      .where('buildId', '=', buildId)
      .selectAll()
      .execute();
    expect(approvals).to.deep.equal([]);
  });

  /** What the reply's form sends back. */
  const replyFields = (replyId: string) =>
    started.deps.db
      .selectFrom('reply')
      .where('id', '=', replyId)
      .select(['datedOn', 'letterhead', 'addressee', 'subject', 'salutation', 'signatory', 'version'])
      .executeTakeFirst();

  it('from the drop of the evidence to the mail that proves the sending, for real', async () => {
    const dana = await started.signIn('dana');
    const { pdf, sha256, buildId } = await approveReply(started, dispute, dana);
    const answered = await started.deps.db
      .selectFrom('approvalDemand')
      .where('buildId', '=', buildId)
      .select('demandId')
      .execute();
    expect(answered.map(({ demandId }) => demandId)).to.have.members([...dispute.demandIds]);
    const mail = sentMail({
      date: 'Fri, 6 Jun 2014 12:00:00 -0700',
      attachment: { name: 'Reply.pdf', content: pdf },
    });
    await dana.upload(`/matters/${dispute.matterId}/deliveries/mail`, [{ name: 'sent.eml', content: mail }]);
    const delivery = await started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(delivery.matchedSha256).to.equal(sha256);
  });

  it('a letter that encloses nothing goes out alone, and its DOCX stays as it was approved', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/desk');
    const at = `/matters/${dispute.matterId}`;
    for (const demandId of dispute.demandIds)
      await respond(started, dispute.matterId, demandId, 'We decline.');
    const begun = await dana.post(`${at}/replies`, { letterId: dispute.letterId });
    const path = begun.location ?? '';
    const replyId = path.split('/').at(-1) ?? '';
    const { version: _version, ...reply } = (await replyFields(replyId)) ?? { version: 0 };
    await dana.post(path, { ...reply, signatory: 'David Hyman', version: '1' });
    const made = await dana.post(`${at}/bundles`, {
      ...{ title: 'Reply', purpose: 'enclosures', paper: 'letter', datedOn: '2014-06-09' },
      ...{ exhibitStyle: 'letters', reply: replyId },
    });
    const bundle = made.location ?? '';
    const asked = await dana.post(`${bundle}/builds`, { kind: 'final' });
    await started.runJobs();
    const built = await started.deps.db
      .selectFrom('bundleBuild')
      .where('id', '=', asked.location?.split('/').at(-1) ?? '')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(built.reason).to.equal(null);
    expect(built.pages).to.equal(1); // the letter, no index, no exhibits
    await dana.post(`${bundle}/builds/${built.id}/notes`);
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    const approval = await omar.post(`${bundle}/builds/${built.id}/approval`, {
      pdfSha256: built.pdfSha256 ?? '',
      readNotes: 'yes',
    });
    expect(approval.status).to.equal(303);

    const before = await dana.bytes(`${path}/letter.docx`);
    await started.deps.db
      .updateTable('response')
      .set({ words: 'Something else.' })
      .where('matterId', '=', dispute.matterId)
      .execute();
    const after = await dana.bytes(`${path}/letter.docx`);
    expect(after.body.equals(before.body)).to.equal(true);
    const words = (await mammoth.extractRawText({ buffer: after.body })).value;
    expect(words).to.contain('We decline.').and.not.contain('DRAFT');
    expect(after.headers.get('content-disposition')).to.contain('.docx').and.not.contain('draft');
  });
});
