import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { verifyChain } from '../../src/audit/verify-chain.js';
import { listBatesRanges } from '../../src/bundles/bates-store.js';
import { listBuilds, listFindings } from '../../src/bundles/build-store.js';
import { listBundles, listEntries } from '../../src/bundles/bundle-store.js';
import { addItems } from '../../src/evidence/add-items.js';
import { linkItem } from '../../src/evidence/link-item.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { openMatter } from '../../src/matters/open-matter.js';
import type { ReceivedFile } from '../../src/platform/file-store.js';
import { enterStatement } from '../../src/statements/edit-statement.js';
import { linkEvidence, reviewAdverse } from '../../src/statements/link-evidence.js';
import { listLinks } from '../../src/statements/statement-store.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { openDispute } from '../overview/dispute.js';
import { encryptedPdf, pdfOf } from './mixed-files.js';

type MatterForm = Parameters<typeof openMatter>[1];

const MATTER: MatterForm = {
  title: 'Verizon – Netflix, letter of 5 June 2014',
  ourParty: 'Netflix',
  theirParty: 'Verizon',
  regime: 'private',
  zone: 'America/Los_Angeles',
  legend: 'Privileged and confidential',
  approvalForm: 'two-people',
};

async function* piecesOf(content: Uint8Array | string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}

describe('bundles through the front door', function () {
  this.timeout(120_000);
  let started: Started;
  let dana: Browser;
  let omar: Browser;
  before(async () => {
    started = await startRejoinder({ today: '2014-06-09' });
    dana = await started.signIn('dana');
    omar = await started.signIn('omar');
    for (const browser of [dana, omar]) await browser.get('/matters'); // the token of the session they now have
  });
  after(() => started.close());

  const open = async (more: Partial<MatterForm> = {}): Promise<string> => {
    const id = await openMatter(started.deps, { ...MATTER, ...more }, started.actor('omar'));
    for (const [name, access] of [
      ['dana', 'member'],
      ['priya', 'viewer'],
    ] as const)
      await grantAccess(
        started.deps,
        id,
        { accountId: started.actor(name).accountId, access },
        started.actor('omar'),
      );
    return id;
  };
  const drop = async (matterId: string, files: Record<string, Uint8Array | string>): Promise<string[]> => {
    const arrived: { name: string; received: ReceivedFile }[] = [];
    for (const [name, content] of Object.entries(files))
      arrived.push({ name, received: await started.deps.files.receive(piecesOf(content), 10_000_000) });
    await addItems(started.deps, matterId, arrived, { custodian: '', source: '' }, started.actor('dana'));
    const items = await started.deps.db
      .selectFrom('item')
      .where('matterId', '=', matterId)
      .orderBy('number')
      .select('id')
      .execute();
    return items.map(({ id }) => id);
  };
  const fields = {
    title: 'Enclosures to our letter of 9 June 2014',
    purpose: 'enclosures',
    paper: 'letter',
    datedOn: '2014-06-09',
    exhibitStyle: 'letters',
  };
  const begin = async (
    matterId: string,
    item: readonly string[],
    more: Record<string, string> = {},
  ): Promise<string> => {
    const answer = await dana.post(`/matters/${matterId}/bundles`, { ...fields, ...more, item });
    expect(answer.status, answer.text.slice(0, 2000)).to.equal(303);
    return answer.location ?? '';
  };
  const idOf = (path: string) => path.split('/').at(-1) ?? '';
  const build = async (bundle: string, kind: 'draft' | 'final'): Promise<string> => {
    const answer = await dana.post(`${bundle}/builds`, { kind });
    expect(answer.status, answer.text.slice(0, 2000)).to.equal(303);
    await started.runJobs();
    return answer.location ?? '';
  };
  const readAll = async (buildPath: string): Promise<void> => {
    const findings = await listFindings(started.deps.db, idOf(buildPath));
    for (const document of new Set(
      findings.filter(({ level }) => level === 'note').map((f) => f.document ?? ''),
    ))
      expect((await dana.post(`${buildPath}/notes`, { document })).status).to.equal(303);
  };
  const escapedAsShown = (words: string): string =>
    words.replaceAll('&', '&amp;').replaceAll('"', '&#34;').replaceAll("'", '&#39;');
  const shaOf = (page: string) => /name="pdfSha256" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? '';

  it('from items to an approved file: draft, notes read, final, another person approves, the package leaves', async () => {
    const matterId = await open();
    const [letter = '', memo = ''] = await drop(matterId, {
      'letter.pdf': await pdfOf('Letter', 2),
      'memo.pdf': await pdfOf('Memo to dana@firm.example'),
    });
    const bundle = await begin(matterId, [letter, memo]);

    const draft = await build(bundle, 'draft');
    const shown = await dana.get(draft);
    expect(shown.text)
      .to.include('7 pages')
      .and.to.include('<iframe class="pdf"')
      .and.not.to.include('Approve this file');
    expect((await dana.get(`${draft}/package`)).status).to.equal(404);
    expect((await dana.bytes(`${draft}/download`)).status).to.equal(200);

    const final = await build(bundle, 'final');
    await readAll(final);
    const own = await dana.get(final);
    expect(own.text).to.include('Only counsel can approve');
    const [last] = await listBuilds(started.deps.db, idOf(bundle));
    expect((await dana.post(`${final}/approval`, { pdfSha256: last?.pdfSha256 ?? '' })).status).to.equal(403);

    const seen = await omar.get(final);
    const pdfSha256 = shaOf(seen.text);
    expect((await omar.get(`${final}/download`)).status).to.equal(404);
    const pdf = await omar.bytes(`${final}/bundle.pdf`);
    expect(createHash('sha256').update(pdf.body).digest('hex')).to.equal(pdfSha256);
    expect(pdf.headers.get('content-disposition')).to.equal('inline');
    expect(
      (await omar.post(`${final}/approval`, { pdfSha256: '0'.repeat(64), readNotes: 'yes' })).status,
    ).to.be.oneOf([409, 500]);
    expect(seen.text).to.include('I have read the notes the preparer cleared (');
    const notes = (await listFindings(started.deps.db, idOf(final))).filter(({ level }) => level === 'note');
    expect(notes).not.to.deep.equal([]);
    for (const { what } of notes)
      expect(seen.text.split(escapedAsShown(what)), `“${what}” is listed once`).to.have.length(2);
    const unread = await omar.post(`${final}/approval`, { pdfSha256 });
    expect(unread.status).to.equal(422);
    expect(unread.text).to.include('Tick that you have read the notes the preparer cleared');
    const forged = await omar.post(`${final}/approval`, { pdfSha256, readNotes: 'no' });
    expect(forged.status).to.equal(422);
    expect((await omar.post(`${final}/approval`, { pdfSha256, readNotes: 'yes' })).status).to.equal(303);
    expect((await omar.get(final)).text)
      .to.include('Approved')
      .and.to.include('Download the package');

    const zip = await dana.bytes(`${final}/package`);
    expect([zip.status, zip.headers.get('content-type')]).to.deep.equal([200, 'application/zip']);
    expect(zip.body.subarray(0, 2).toString()).to.equal('PK');
    expect((await dana.post(`${bundle}/builds`, { kind: 'final' })).status).to.equal(409);
    expect(await verifyChain(started.deps.db)).to.containSubset({ broken: null });
    const audit = await started.deps.db
      .selectFrom('auditEvent')
      .where('matterId', '=', matterId)
      .select(['action', 'text'])
      .execute();
    expect(audit.map(({ action }) => action)).to.include.members([
      'bundle.created',
      'bundle.buildQueued',
      'bundle.built',
      'bundle.approved',
      'bundle.viewed',
      'bundle.downloaded',
    ]);
    expect(audit.map(({ text }) => text).join())
      .not.to.include('letter.pdf')
      .and.not.to.include('Enclosures to our letter');
  });

  it('one person approves with the password and a reason, where the matter says so', async () => {
    const matterId = await open({ approvalForm: 'one-person' });
    const items = await drop(matterId, { 'letter.pdf': await pdfOf('Letter') });
    const bundle = await begin(matterId, items);
    const final = await build(bundle, 'final');
    await readAll(final);
    const pdfSha256 = shaOf((await omar.get(final)).text);
    const wrong = await omar.post(`${final}/approval`, {
      pdfSha256,
      password: 'not it',
      reason: 'I am alone',
    });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('This is not your password').and.to.include('I am alone');
    const without = await omar.post(`${final}/approval`, { pdfSha256, password: 'a long enough password' });
    expect(without.status).to.equal(422);
    const neither = await omar.post(`${final}/approval`, { pdfSha256, password: '', reason: '' });
    expect([neither.status, neither.text.includes('Type your password again')]).to.deep.equal([422, true]);
    expect(neither.text).to.include('Say why one person approves this');
    const right = { pdfSha256, password: 'a long enough password', reason: 'Sole counsel' };
    expect((await omar.post(`${final}/approval`, right)).status).to.equal(303);
    expect((await omar.post(`${final}/approval`, right)).status).to.equal(409);
  });

  it('a password is no quicker to guess at an approval than at the sign-in', async () => {
    const matterId = await open({ approvalForm: 'one-person' });
    const bundle = await begin(matterId, await drop(matterId, { 'letter.pdf': await pdfOf('Letter') }));
    const final = await build(bundle, 'final');
    await readAll(final);
    const pdfSha256 = shaOf((await omar.get(final)).text);
    const guess = { pdfSha256, password: 'not it', reason: 'I am alone' };
    const tried = [];
    for (let at = 0; at < 12; at++) tried.push((await omar.post(`${final}/approval`, guess)).status);
    expect(tried.slice(0, 5)).to.deep.equal([422, 422, 422, 422, 422]);
    const slowed = await omar.post(`${final}/approval`, guess);
    expect(slowed.status).to.equal(429);
    expect(slowed.text).to.include('Too many tries; wait');
  });

  it('what is held back leaves no trace, what cannot be read waits for a decision', async () => {
    const matterId = await open();
    const [letter = '', locked = '', secret = ''] = await drop(matterId, {
      'a letter.pdf': await pdfOf('Letter'),
      'b locked.pdf': await encryptedPdf('Locked'),
      'c canary.pdf': await pdfOf('canarywords'),
    });
    await started.deps.db
      .updateTable('item')
      .set({ isPrivileged: 1, privilegeGround: 'Advice' })
      .where('id', '=', secret)
      .execute();
    const bundle = await begin(matterId, [letter, locked, secret]);
    const page = await dana.get(bundle);
    expect(page.text).to.include('One document cannot be read as pages').and.to.include('held back');
    expect((await dana.post(`${bundle}/builds`, { kind: 'final' })).status).to.equal(409);

    const draft = await build(bundle, 'draft');
    const findings = await listFindings(started.deps.db, idOf(draft));
    expect(findings).to.containSubset([{ level: 'stop', document: 'R-0002 b locked.pdf' }]);
    const record = await started.deps.db
      .selectFrom('bundleBuild')
      .where('id', '=', idOf(draft))
      .selectAll()
      .executeTakeFirstOrThrow();
    const pdf = (await dana.bytes(`${draft}/bundle.pdf`)).body.toString('latin1');
    expect(pdf.toLowerCase()).not.to.include('canary');
    expect(record.state).to.equal('built');

    const entries = await listEntries(started.deps.db, idOf(bundle));
    const undecided = entries.find(({ treatment }) => treatment === 'undecided');
    const entryPath = `${bundle}/entries/${undecided?.id ?? ''}`;
    expect((await dana.get(draft)).text).to.include(`href="${entryPath}">Change R-0002 in the bundle</a>`);
    const version = /name="version" value="(\d+)"/.exec((await dana.get(entryPath)).text)?.[1] ?? '';
    const typed = { version, title: 'A locked file', treatment: 'slip-sheet', section: 'Letters' };
    expect((await dana.post(entryPath, typed)).status).to.equal(303);
    const late = await dana.post(entryPath, { ...typed, title: 'Typed later' });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Typed later').and.to.include('A locked file');

    const final = await build(bundle, 'final');
    expect(
      (await listFindings(started.deps.db, idOf(final))).filter(({ level }) => level === 'stop'),
    ).to.deep.equal([]);
  });

  it('an item marked privileged after all stops the bundle, and counsel sees it before approving', async () => {
    const matterId = await open();
    const items = await drop(matterId, { 'letter.pdf': await pdfOf('Letter') });
    const bundle = await begin(matterId, items);
    const final = await build(bundle, 'final');
    await readAll(final);
    const pdfSha256 = shaOf((await omar.get(final)).text);
    await started.deps.db
      .updateTable('item')
      .set({ isPrivileged: 1 })
      .where('matterId', '=', matterId)
      .execute();
    const refused = await omar.post(`${final}/approval`, { pdfSha256, readNotes: 'yes' });
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('was marked privileged meanwhile');
    const again = await build(bundle, 'final');
    expect((await omar.get(again)).text)
      .to.include('It is marked privileged')
      .and.to.include('One stop is to be cleared');
  });

  it('a page that names a party of another matter stops the bundle, without saying whose party it is', async () => {
    await open({ theirParty: 'Harborline Freight' });
    const matterId = await open();
    const items = await drop(matterId, { 'misfiled.pdf': await pdfOf('From harborline freight') });
    await started.runJobs();
    const final = await build(await begin(matterId, items), 'final');
    const findings = await listFindings(started.deps.db, idOf(final));
    expect(findings.filter(({ level }) => level === 'stop').map(({ what }) => what)).to.deep.equal([
      'It names “harborline freight”, who has no part in this matter; see that it belongs here.',
    ]);
    expect((await omar.get(final)).text).to.include('One stop is to be cleared.');
  });

  it('a slip sheet would show the title of what is marked privileged: that stops the bundle too', async () => {
    const matterId = await open();
    const [letter = '', advice = ''] = await drop(matterId, {
      'letter.pdf': await pdfOf('Letter'),
      'advice on settlement.pdf': await encryptedPdf('Advice'),
    });
    const bundle = await begin(matterId, [letter, advice]);
    const entries = await listEntries(started.deps.db, idOf(bundle));
    const entry = entries.find(({ itemId }) => itemId === advice)?.id ?? '';
    const version = /name="version" value="(\d+)"/.exec((await dana.get(bundle)).text)?.[1] ?? '';
    const decided = { version, title: 'Advice on settlement', treatment: 'slip-sheet' };
    expect((await dana.post(`${bundle}/entries/${entry}`, decided)).status).to.equal(303);
    const before = await build(bundle, 'final');
    await readAll(before);
    const pdfSha256 = shaOf((await omar.get(before)).text);
    await started.deps.db.updateTable('item').set({ isPrivileged: 1 }).where('id', '=', advice).execute();
    expect((await omar.get(before)).text)
      .to.include('It is marked privileged')
      .and.not.include('name="pdfSha256"');
    expect((await omar.post(`${before}/approval`, { pdfSha256, readNotes: 'yes' })).status).to.equal(409);
    expect((await omar.get(await build(bundle, 'final'))).text).to.include('It is marked privileged');
  });

  it('an approved file and its package stay in the house once an item of it is marked privileged, or it is superseded', async () => {
    const matterId = await open();
    const items = await drop(matterId, { 'letter.pdf': await pdfOf('Letter') });
    const bundle = await begin(matterId, items);
    const final = await build(bundle, 'final');
    await readAll(final);
    const pdfSha256 = shaOf((await omar.get(final)).text);
    expect((await omar.post(`${final}/approval`, { pdfSha256, readNotes: 'yes' })).status).to.equal(303);
    for (const way of ['package', 'download'])
      expect((await dana.bytes(`${final}/${way}`)).status).to.equal(200);
    const mark = (isPrivileged: 0 | 1) =>
      started.deps.db.updateTable('item').set({ isPrivileged }).where('matterId', '=', matterId).execute();
    await mark(1);
    const refused = await dana.get(`${final}/package`);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('was marked privileged after the approval');
    expect((await dana.get(`${final}/download`)).status).to.equal(409);
    await mark(0);
    expect((await dana.post(`${bundle}/supersession`, { reason: 'A page was missing' })).status).to.equal(
      303,
    );
    for (const way of ['package', 'download'])
      expect((await dana.get(`${final}/${way}`)).status).to.equal(409);
  });

  it('a draft that shows what is marked privileged is looked at and not downloaded', async () => {
    const matterId = await open();
    const items = await drop(matterId, { 'letter.pdf': await pdfOf('Letter') });
    const [enclosures, internal] = [
      await begin(matterId, items),
      await begin(matterId, items, { purpose: 'internal' }),
    ];
    const [draft, own] = [await build(enclosures, 'draft'), await build(internal, 'draft')];
    expect((await dana.bytes(`${draft}/download`)).status).to.equal(200);
    await started.deps.db
      .updateTable('item')
      .set({ isPrivileged: 1 })
      .where('matterId', '=', matterId)
      .execute();
    const page = (await dana.get(draft)).text;
    expect(page)
      .to.include('This draft shows R-0001 “letter”, which is marked privileged')
      .and.not.include(`${draft}/download`);
    const refused = await dana.get(`${draft}/download`);
    expect([refused.status, refused.text.includes('marked privileged')]).to.deep.equal([409, true]);
    expect((await dana.bytes(`${draft}/bundle.pdf`)).status).to.equal(200);
    expect((await dana.bytes(`${own}/download`)).status).to.equal(200);
  });

  it('Bates numbers are allotted at approval, follow one another over bundles, and never twice', async () => {
    const matterId = await open();
    const items = await drop(matterId, { 'a.pdf': await pdfOf('A', 3), 'b.pdf': await pdfOf('B', 2) });
    const production = { purpose: 'production', batesPrefix: 'NFLX', batesDigits: '6' };
    const seen = async (final: string): Promise<string> => {
      await readAll(final);
      return shaOf((await omar.get(final)).text);
    };
    const approve = async (final: string, pdfSha256?: string) =>
      omar.post(`${final}/approval`, { pdfSha256: pdfSha256 ?? (await seen(final)), readNotes: 'yes' });
    const first = await begin(matterId, items.slice(0, 1), production);
    const second = await begin(matterId, items.slice(1), production);
    const [finalOne, finalTwo] = [await build(first, 'final'), await build(second, 'final')];
    const two = await seen(finalTwo);
    expect((await approve(finalOne)).status).to.equal(303);
    expect((await omar.get(finalTwo)).text).to.include('Changed: Bates numbers.');
    const clash = await approve(finalTwo, two);
    expect(clash.status).to.equal(409);
    expect(clash.text).to.include('went to another bundle meanwhile');
    expect((await approve(await build(second, 'final'))).status).to.equal(303);
    expect(await listBatesRanges(started.deps.db, matterId)).to.containSubset([
      { prefix: 'NFLX', firstNumber: 1, lastNumber: 3 },
      { prefix: 'NFLX', firstNumber: 4, lastNumber: 5 },
    ]);
  });

  it('what bears on a demand is offered ticked, but a list of persons is not', async () => {
    const dispute = await openDispute(started);
    const items = await drop(dispute.matterId, {
      'note.txt': 'A note.',
      'notices.csv': 'notice_id,account,network,shown_at\n1,a-1,Vale,2014-06-01T20:00:00Z\n',
    });
    const by = started.actor('dana');
    for (const item of items)
      await linkItem(started.deps, dispute.matterId, item, [dispute.demandIds[2]], by);
    const page = (await dana.get(`/matters/${dispute.matterId}/bundles/new`)).text;
    const ticked = items.map((id) => new RegExp(`value="${id}" checked`).test(page));
    expect(ticked).to.deep.equal([true, false]);
    expect(page).to.include('names persons');
  });

  it('a production waits until counsel has reviewed what is linked against us', async () => {
    const matterId = await open();
    const items = await drop(matterId, {
      'a.pdf': await pdfOf('A', 1),
      'fast.csv': 'network,mbps\nVale,9\n',
    });
    const by = started.actor('omar');
    const words = { madeWords: 'It is crowded', madeBy: 'Netflix', madeTo: '', madeOn: null, madeWhere: '' };
    const request = { ...words, shownBy: '', shownAt: '', putWords: 'solely', putLetter: '', demand: [] };
    const rest = { difference: '', position: '' };
    const statement = await enterStatement(started.deps, matterId, { ...request, ...rest }, by);
    const against = { itemId: items[1] ?? '', bearing: 'against', place: '', note: '' } as const;
    await linkEvidence(started.deps, matterId, statement.id, against, by);
    const production = { purpose: 'production', batesPrefix: 'ADV', batesDigits: '6' };
    const final = await build(await begin(matterId, items.slice(0, 1), production), 'final');
    await readAll(final);
    const approve = async () =>
      omar.post(`${final}/approval`, {
        pdfSha256: shaOf((await omar.get(final)).text),
        readNotes: 'yes',
      });
    const refused = await approve();
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('R-0002: linked against us').and.include('under Statements');
    const [link] = await listLinks(started.deps.db, matterId);
    const review = { review: 'goes', reason: '', version: 1 } as const;
    await reviewAdverse(started.deps, matterId, statement.id, link?.id ?? '', review, by);
    expect((await approve()).status).to.equal(303);
  });

  it('the order is what a person makes it, by buttons or by dragging', async () => {
    const matterId = await open();
    const items = await drop(matterId, { 'a.txt': 'A text.', 'b.txt': 'B text.', 'c.txt': 'C text.' });
    const bundle = await begin(matterId, items);
    const entries = () => listEntries(started.deps.db, idOf(bundle));
    const versionNow = async () =>
      /name="version" value="(\d+)"/.exec((await dana.get(bundle)).text)?.[1] ?? '';
    const [a, b, c] = (await entries()).map(({ id }) => id);
    const sections = ['Documents', 'Documents', 'Documents'];
    const send = async (more: Record<string, string | string[]>) =>
      dana.post(`${bundle}/order`, { version: await versionNow(), ...more });
    const whole = { entry: [a ?? '', b ?? '', c ?? ''], entrySection: sections };
    expect((await send({ ...whole, move: `${c}:up` })).status).to.equal(303);
    expect((await entries()).map(({ id }) => id)).to.deep.equal([a, c, b]);
    expect(
      (await send({ entry: [b ?? '', a ?? '', c ?? ''], entrySection: ['Letters', 'Letters', 'Records'] }))
        .status,
    ).to.equal(303);
    expect((await entries()).map(({ id, section }) => [id, section])).to.deep.equal([
      [b, 'Letters'],
      [a, 'Letters'],
      [c, 'Records'],
    ]);
    expect((await send({ entry: ['abcdefghjkmnpqrstvwx'], entrySection: ['Letters'] })).status).to.equal(404);
    expect((await dana.post(`${bundle}/order`, { version: '1', ...whole })).status).to.equal(409);
  });

  it('changing the bundle makes a file stale, and one build at a time is enough', async () => {
    const matterId = await open();
    const items = await drop(matterId, { 'a.pdf': await pdfOf('A') });
    const bundle = await begin(matterId, items);
    const final = await build(bundle, 'final');
    const version =
      /name="version" value="(\d+)"/.exec((await dana.get(`${bundle}/details`)).text)?.[1] ?? '';
    const { purpose: _purpose, ...details } = fields;
    expect(
      (await dana.post(`${bundle}/details`, { ...details, version, title: 'Another title' })).status,
    ).to.equal(303);
    expect((await omar.get(final)).text).to.include('The bundle was changed since this file was built');
    expect((await dana.post(`${bundle}/builds`, { kind: 'draft' })).status).to.equal(303);
    expect((await dana.post(`${bundle}/builds`, { kind: 'draft' })).status).to.equal(409);
    await started.runJobs();
    expect((await dana.post(`${bundle}/supersession`, {})).status).to.equal(422);
    expect((await dana.post(`${bundle}/supersession`, { reason: 'Begun anew' })).status).to.equal(303);
    expect((await listBundles(started.deps.db, matterId))[0]?.state).to.equal('superseded');
  });

  it('shows how far it is, without scripts and with them, and can be stopped', async () => {
    const matterId = await open();
    const items = await drop(matterId, { 'a.pdf': await pdfOf('A') });
    const bundle = await begin(matterId, items);
    const waiting = (await dana.post(`${bundle}/builds`, { kind: 'draft' })).location ?? '';
    const page = await dana.get(waiting);
    expect(page.text).to.include('http-equiv="refresh"').and.to.include(`hx-get="${waiting}/progress"`);
    expect((await dana.get(`${waiting}/progress`)).text).to.include('waiting');
    expect((await dana.post(`${waiting}/stop`)).status).to.equal(303);
    const stopped = await dana.get(`${waiting}/progress`);
    expect(stopped.headers.get('hx-refresh')).to.equal('true');
    expect((await dana.get(waiting)).text).to.include('There is no file.');
  });

  describe('what a form may not say', () => {
    let matterId = '';
    let items: string[] = [];
    before(async () => {
      matterId = await open();
      items = await drop(matterId, { 'a.pdf': await pdfOf('A') });
    });
    const cases: readonly [shows: string, change: Record<string, string>, words: string][] = [
      ['no title', { title: '' }, 'Give the bundle a title'],
      ['a day that is none', { datedOn: '2014-02-31' }, 'Enter a real day'],
      ['a purpose that is none', { purpose: 'trial' }, 'Choose what the bundle is for'],
      ['a production without a prefix', { purpose: 'production' }, 'A production needs a Bates prefix'],
      ['a prefix with a slash', { batesPrefix: 'NF/LX' }, 'cannot hold a slash'],
      ['a prefix with a space', { batesPrefix: 'NF LX' }, 'cannot hold a space'],
      ['a field that is not known', { colour: 'red' }, 'a field that is not known: colour'],
    ];
    for (const [shows, change, words] of cases)
      it(`${shows}: 422, the words, what was typed, nothing saved`, async () => {
        const before = (await listBundles(started.deps.db, matterId)).length;
        const answer = await dana.post(`/matters/${matterId}/bundles`, {
          ...fields,
          legend: 'KEPT WORDS',
          ...change,
          item: items,
        });
        expect(answer.status).to.equal(422);
        expect(answer.text).to.include(words).and.to.include('KEPT WORDS');
        expect((await listBundles(started.deps.db, matterId)).length).to.equal(before);
      });

    it('an item, a reply or a bundle of another matter reads as not there', async () => {
      const other = await open();
      const path = `/matters/${other}/bundles`;
      expect((await dana.post(path, { ...fields, item: items })).status).to.equal(404);
      expect((await dana.post(path, { ...fields, reply: 'abcdefghjkmnpqrstvwx' })).status).to.equal(404);
      const bundle = await begin(matterId, items);
      expect((await dana.get(`${path}/${idOf(bundle)}`)).status).to.equal(404);
      const rolf = await started.signIn('rolf');
      expect((await rolf.get(bundle)).status).to.equal(404);
    });

    it('a wrong token and a viewer change nothing', async () => {
      const path = `/matters/${matterId}/bundles`;
      expect((await dana.post(path, { ...fields, item: items, _csrf: 'wrong' })).status).to.equal(403);
      const priya = await started.signIn('priya');
      expect((await priya.get(path)).status).to.equal(200);
      expect((await priya.post(path, { ...fields, item: items })).status).to.equal(403);
    });

    it('an entry held back without a ground, and pages that run backwards', async () => {
      const bundle = await begin(matterId, items);
      const [entry] = await listEntries(started.deps.db, idOf(bundle));
      const path = `${bundle}/entries/${entry?.id ?? ''}`;
      const version = /name="version" value="(\d+)"/.exec((await dana.get(path)).text)?.[1] ?? '';
      const noGround = await dana.post(path, { version, title: 'T', treatment: 'withhold' });
      expect([noGround.status, noGround.text.includes('Say on what ground')]).to.deep.equal([422, true]);
      const backwards = await dana.post(path, { version, title: 'T', treatment: 'include', pages: '5-3' });
      expect([backwards.status, backwards.text.includes('runs backwards')]).to.deep.equal([422, true]);
    });
  });
});
