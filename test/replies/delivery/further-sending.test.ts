import { expect } from 'chai';
import { addDeadline, openDispute, type Dispute } from '../../overview/dispute.js';
import { newId } from '../../../src/platform/ids.js';
import type { Browser } from '../../support/browser.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { approvedByRows, knowMilch, reportMail, sentMail, type ApprovedBundle } from '../approved-bundle.js';

const OFFERED = /<form method="post" action="(?<path>[^"]+\/set-aside\/[^"]+\/sending)">/;

describe('the sent mail of a file that went another way, too', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let approved: ApprovedBundle;
  let date: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
    await knowMilch(started, dispute);
    approved = await approvedByRows(started, dispute);
    const { matterId, letterId, demandIds } = dispute;
    const on = { workingOn: '2014-06-10', earliestOn: '2014-06-09', matterId, letterId };
    date = await addDeadline(started, { ...on, title: 'Respond to demand 2', demandId: demandIds[1] });
    await record();
  });

  const at = (path = ''): string => `/matters/${dispute.matterId}/deliveries${path}`;
  const record = (change: Readonly<Record<string, string>> = {}) =>
    dana.post(at(), {
      ...{ buildId: approved.buildId, method: 'courier', recipient: 'Randal Milch' },
      ...{ address: 'One Verizon Way', sentOn: '2014-06-09', ...change },
    });
  const theMail = (change: Parameters<typeof sentMail>[0] = {}): string =>
    sentMail({ attachment: { name: 'Reply.pdf', content: approved.pdf }, ...change });
  const drop = (content: string) => dana.upload(at('/mail'), [{ name: 'mail.eml', content }]);
  const attach = async (content: string) =>
    dana.upload(at(`/${(await deliveries())[0]?.id ?? ''}/proof`), [{ name: 'mail.eml', content }]);
  const deliveries = () =>
    started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .orderBy('recordedAt')
      .orderBy('id')
      .selectAll()
      .execute();
  const byEmail = async () => (await deliveries()).filter(({ method }) => method === 'email');
  const setAside = () =>
    started.deps.db
      .selectFrom('proofSetAside')
      .where('matterId', '=', dispute.matterId)
      .orderBy('id')
      .selectAll()
      .execute();
  const state = async (): Promise<string> =>
    (
      await started.deps.db
        .selectFrom('deadline')
        .where('id', '=', date)
        .select('state')
        .executeTakeFirstOrThrow()
    ).state;
  /** The page without the message of the moment. */
  const page = async (): Promise<string> => {
    await dana.get(at());
    return (await dana.get(at())).text.replace(/\s+/g, ' ');
  };
  const offered = async (): Promise<string> => OFFERED.exec(await page())?.groups?.['path'] ?? 'no button';

  it('attached to the courier: it is the approved file, and a mail proves no sending by courier', async () => {
    expect((await attach(theMail())).status).to.equal(303);
    expect((await deliveries())[0]).to.include({ method: 'courier', proofDocumentId: null });
    expect(await state()).to.equal('open');
    const shown = await page();
    expect(shown)
      .to.contain('carries “Reply with its enclosures” as it was approved, to the byte')
      .and.contain('a mail proves no sending by courier')
      .and.contain('attach the receipt or the tracking page')
      .and.contain('Record it as a further sending by email')
      .and.not.contain('The bytes differ')
      .and.not.contain('not the approved file');
    expect((await setAside()).map(({ words }) => words).join()).not.to.contain('bytes differ');
  });

  it('another file attached to the courier still differs, and is offered as nothing', async () => {
    await attach(sentMail({ attachment: { name: 'Reply.pdf', content: Buffer.from('%PDF-1.7 another') } }));
    expect(await page()).to.contain('The bytes differ');
    expect(await offered()).to.equal('no button');
  });

  it('what was said wrongly of the approved file before is not said any more', async () => {
    await attach(theMail());
    const [row] = await setAside();
    if (row === undefined) throw new Error('nothing was set aside');
    const words = 'It is kept. The bytes differ, so this is not the approved file.';
    await started.deps.db
      .insertInto('proofSetAside')
      .values({ ...row, id: newId(), words })
      .execute();
    expect(await page())
      .to.contain('a mail proves no sending by courier')
      .and.not.contain('The bytes differ');
  });

  for (const [where, put] of [
    ['dropped', drop],
    ['attached to the courier', attach],
  ] as const)
    it(`${where}: one click records it as a further sending, once, and it proves nothing no more`, async () => {
      await put(theMail());
      expect(await byEmail(), 'never by itself').to.deep.equal([]);
      const path = await offered();
      expect((await dana.post(path)).status).to.equal(303);
      expect((await dana.get(at())).text).to.match(/flash done[^<]*>[^<]*proved by the mail itself/);
      expect((await dana.post(path)).status).to.equal(303);
      expect((await dana.get(at())).text).to.contain('This mail is on record already.');
      const [mailed, ...more] = await byEmail();
      expect(more).to.deep.equal([]);
      expect(mailed).to.deep.include({
        ...{ recipient: 'Randal Milch', sentOn: '2014-06-09', sentTime: '16:30' },
        ...{ buildId: approved.buildId, matchedSha256: approved.sha256, messageId: '<1@firm.example>' },
      });
      expect(mailed?.proofDocumentId).to.equal((await setAside())[0]?.documentId);
      expect(await state()).to.equal('met');
      expect(await page())
        .to.contain('sent, proved by the mail itself')
        .and.contain('sent, no proof yet')
        .and.not.contain('Kept, and proves no sending')
        .and.not.contain('Proves nothing');
      expect(await offered()).to.equal('no button');
      const letters = await started.deps.db
        .selectFrom('letter')
        .where('matterId', '=', dispute.matterId)
        .where('direction', '=', 'out')
        .select('id')
        .execute();
      expect(letters, 'our letter is one, however often it went').to.have.length(1);
    });

  it('two clicks at once record one sending', async () => {
    await drop(theMail());
    const path = await offered();
    await Promise.all([dana.post(path), dana.post(path)]);
    expect(await byEmail()).to.have.length(1);
  });

  it('dropped, recorded by hand and attached anew: it goes from what proves no sending', async () => {
    await drop(theMail());
    expect(await page()).to.contain('Kept, and proves no sending');
    await record({ method: 'email', address: 'milch@verizon.example', again: 'on' });
    const [mailed] = await byEmail();
    expect(await page()).to.contain('Take it as proof of the sending by email to Randal Milch');
    await dana.upload(at(`/${mailed?.id ?? ''}/proof`), [{ name: 'mail.eml', content: theMail() }]);
    expect(await page())
      .to.contain('sent, proved by the mail itself')
      .and.not.contain('Kept, and proves no sending');
    expect(await byEmail()).to.have.length(1);
  });

  it('where the email is recorded by hand meanwhile, the click proves that and records no second', async () => {
    await drop(theMail());
    const path = await offered();
    await record({ method: 'email', address: 'milch@verizon.example', again: 'on' });
    await dana.post(path);
    const mailed = await byEmail();
    expect(mailed).to.have.length(1);
    expect(mailed[0]?.matchedSha256).to.equal(approved.sha256);
  });

  it('to a stranger, the further sending is held until counsel decides', async () => {
    await drop(theMail({ to: 'press@paper.example' }));
    expect((await dana.post(await offered())).status).to.equal(303);
    expect(await state()).to.equal('open');
    expect(await page())
      .to.contain('sent, meets no date')
      .and.not.contain('Kept, and proves no sending');
  });

  it('when the further sending is voided, the mail is there again and can be recorded again', async () => {
    await drop(theMail());
    await dana.post(await offered());
    const [mailed] = await byEmail();
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    await omar.post(at(`/${mailed?.id ?? ''}/voiding`), { reason: 'Not meant' });
    expect(await page()).to.contain('Kept, and proves no sending');
    await dana.post(await offered());
    expect((await byEmail()).filter(({ voidedAt }) => voidedAt === null)).to.have.length(1);
  });

  it('a mail that came back is not recorded again as sent', async () => {
    await drop(theMail());
    const path = await offered();
    await dana.post(path);
    const lines = ['Final-Recipient: rfc822; milch@verizon.example', 'Action: failed'];
    const about = ['Reporting-MTA: dns; mx.example', 'Original-Message-ID: <1@firm.example>', ''];
    await drop(reportMail({ type: 'delivery-status', lines: [...about, ...lines] }));
    expect((await byEmail()).map(({ refutedAt }) => refutedAt === null)).to.deep.equal([false]);
    expect(await offered()).to.equal('no button');
    await dana.post(path);
    expect((await dana.get(at())).text).to.contain('A report says that this mail did not arrive');
    expect(await byEmail()).to.have.length(1);
  });

  const NO_SENDING = [
    ['a draft', { headers: ['X-Unsent: 1'] }],
    ['a mail to our own side alone', { to: 'Dana <dana@firm.example>' }],
    [
      'their own mail with our file',
      { from: 'Randal Milch <milch@verizon.example>', to: 'omar@firm.example' },
    ],
  ] as const;
  for (const [what, change] of NO_SENDING)
    it(`${what} is offered as no sending, and refused when it is asked for`, async () => {
      await drop(theMail(change));
      expect(await offered()).to.equal('no button');
      const [row] = await setAside();
      await dana.post(at(`/set-aside/${row?.documentId ?? ''}/sending`));
      expect((await dana.get(at())).text).to.contain('flash warn');
      expect(await byEmail()).to.deep.equal([]);
    });

  it('a document that was not set aside here is not found', async () => {
    const [row] = await started.deps.db.selectFrom('document').select('id').limit(1).execute();
    expect((await dana.post(at(`/set-aside/${row?.id ?? ''}/sending`))).status).to.equal(404);
  });
});
