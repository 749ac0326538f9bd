import { Readable } from 'node:stream';
import { expect } from 'chai';
import {
  getDocumentFor,
  insertDocument,
  listAttached,
  listPageText,
  updateMatterOf,
} from '../../src/documents/document-store.js';
import type { Document } from '../../src/documents/document-store.js';
import { keepDocument } from '../../src/documents/keep-document.js';
import { factsOf } from '../../src/documents/preview.js';
import { readUnread } from '../../src/documents/read-kept.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { inTransaction } from '../../src/platform/database.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const INNER = 'From: c@d.test\nSubject: inner\n\nInner words.\n';
const OUTER = [
  'From: a@b.test',
  'Subject: outer',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=x',
  '',
  '--x',
  'Content-Type: text/plain',
  '',
  'Outer words.',
  '--x',
  'Content-Type: application/octet-stream; name=inner.eml',
  'Content-Disposition: attachment; filename=inner.eml',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(INNER).toString('base64'),
  '--x--',
  '',
].join('\r\n');

describe('keeping a document', () => {
  let app: Started;
  before(async () => (app = await startRejoinder({ today: '2014-06-05' })));
  after(() => app.close());

  async function keep(name: string, content: string | Buffer): Promise<Document> {
    const received = await app.deps.files.receive(Readable.from([Buffer.from(content)]), 1e9);
    return keepDocument(app.deps, { name, received }, { matterId: null }, app.actor('dana'));
  }

  it('keeps a letter that has no matter yet, for whoever received it alone', async () => {
    const letter = await keep('letter.txt', 'Cease at once.');
    expect(letter).to.deep.include({ state: 'readable', label: 'Text', matterId: null });
    expect((await listPageText(app.deps.db, letter.id)).map((page) => page.text)).to.deep.equal([
      'Cease at once.',
    ]);
    expect((await getDocumentFor(app.deps.db, app.actor('dana'), letter.id)).id).to.equal(letter.id);
    const stranger = await getDocumentFor(app.deps.db, app.actor('rolf'), letter.id).catch(
      (error: unknown) => error,
    );
    expect(stranger).to.be.an('error').with.property('name', 'NotFoundError');
  });

  it('makes documents of what came attached to a mail, and of what came attached to that', async () => {
    const mail = await keep('outer.eml', OUTER);
    const [inner, ...others] = await listAttached(app.deps.db, mail.id);
    expect(others).to.deep.equal([]);
    expect(inner).to.deep.include({
      name: 'inner.eml',
      label: 'Email',
      state: 'readable',
      parentId: mail.id,
    });
    expect(inner && factsOf(inner).subject).to.equal('inner');
  });

  it('puts a mail and everything attached to it under a matter together', async () => {
    const mail = await keep('outer.eml', OUTER);
    const matterId = await openMatter(
      app.deps,
      {
        title: 'A – B',
        ourParty: 'A',
        theirParty: 'B',
        regime: 'private',
        zone: 'America/New_York',
        approvalForm: 'two-people',
        legend: 'Privileged',
      },
      app.actor('omar'),
    );
    await inTransaction(app.deps, (tx) => updateMatterOf(tx, mail.id, matterId));
    const [inner] = await listAttached(app.deps.db, mail.id);
    expect(inner?.matterId).to.equal(matterId);
    expect((await getDocumentFor(app.deps.db, app.actor('omar'), mail.id)).id).to.equal(mail.id);
  });

  it('keeps and marks what cannot be read, with the reason', async () => {
    const broken = await keep('broken.pdf', '%PDF-1.7 and no more');
    expect(broken.state).to.equal('damaged');
    expect(broken.reason).to.be.a('string').that.is.not.empty;
    expect(await app.deps.files.isWhole(broken.sha256)).to.equal(true);
  });

  it('reads later what a stop of the machine left unread', async () => {
    const received = await app.deps.files.receive(Readable.from([Buffer.from('Left behind.')]), 1e9);
    await app.deps.files.keep(received);
    const id = await inTransaction(app.deps, (tx) =>
      insertDocument(tx, {
        matterId: null,
        parentId: null,
        sha256: received.sha256,
        bytes: received.bytes,
        name: 'left.txt',
        mediaType: 'application/octet-stream',
        label: 'Not yet read',
        state: 'unread',
        reason: null,
        pages: null,
        receivedAt: '2014-06-05T19:00:00.000Z',
        receivedBy: app.actor('dana').accountId,
      }),
    );
    expect(await readUnread(app.deps)).to.equal(1);
    expect((await getDocumentFor(app.deps.db, app.actor('dana'), id)).state).to.equal('readable');
  });
});
