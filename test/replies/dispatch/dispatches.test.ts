import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { simpleParser } from 'mailparser';
import { mailServerOf } from '../../../src/reminders/mail-settings.js';
import { sendDispatches } from '../../../src/replies/dispatch/send-dispatches.js';
import { addDeadline, openDispute, type Dispute } from '../../overview/dispute.js';
import type { Browser } from '../../support/browser.js';
import { startMailServer, type MailServerUnderTest } from '../../support/mail-server.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { approvedByRows, type ApprovedBundle } from '../approved-bundle.js';

describe('an approved file mailed by us', () => {
  let smtp: MailServerUnderTest;
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let approved: ApprovedBundle;
  let date: string;
  const says = {
    refuse: null as { code: number; words: string } | null,
    cut: false,
    onReceived: (): void | Promise<void> => undefined,
  };

  before(async () => {
    smtp = await startMailServer({
      refuse: () => says.refuse,
      cutAfterTaking: () => says.cut,
      onReceived: () => says.onReceived(),
    });
    started = await startRejoinder({ today: '2014-06-09', mail: mail() });
    dana = await started.signIn('dana');
  });
  after(async () => {
    await started.close();
    await smtp.close();
  });
  beforeEach(async () => {
    Object.assign(says, { refuse: null, cut: false, onReceived: () => undefined });
    dispute = await openDispute(started);
    await dana.get('/desk');
    approved = await approvedByRows(started, dispute);
    const { matterId, letterId, demandIds } = dispute;
    const on = { workingOn: '2014-06-10', earliestOn: '2014-06-09', matterId, letterId };
    date = await addDeadline(started, { ...on, title: 'Respond to demand 2', demandId: demandIds[1] });
  });

  // Nothing waits for the next one.
  afterEach(async () => {
    await started.deps.db
      .updateTable('dispatch')
      .set({ state: 'withdrawn' })
      .where('state', '=', 'waiting')
      .execute();
  });

  const mail = () => ({ server: mailServerOf(smtp.url), publicUrl: 'http://localhost' });
  const at = (path = ''): string => `/matters/${dispute.matterId}/deliveries${path}`;
  const ask = (change: Readonly<Record<string, string>> = {}) =>
    dana.post(at('/dispatches'), {
      mailBuildId: approved.buildId,
      mailRecipient: 'Randal Milch',
      mailAddress: 'milch@verizon.example',
      mailSubject: 'Response to your letter of June 5, 2014',
      mailWords: 'Please see the attached letter.',
      ...change,
    });
  const send = () => sendDispatches(started.deps, mail());
  const mine = (address = 'milch@verizon.example') =>
    smtp.received.filter(({ to, text }) => to === address && text.includes(`dispatch-`));
  const dispatches = () =>
    started.deps.db
      .selectFrom('dispatch')
      .where('matterId', '=', dispute.matterId)
      .orderBy('askedAt')
      .selectAll()
      .execute();
  const deliveries = () =>
    started.deps.db.selectFrom('delivery').where('matterId', '=', dispute.matterId).selectAll().execute();
  const stateOf = async (id: string): Promise<string> =>
    (
      await started.deps.db
        .selectFrom('deadline')
        .where('id', '=', id)
        .select('state')
        .executeTakeFirstOrThrow()
    ).state;
  const alerts = () =>
    started.deps.db
      .selectFrom('deadline')
      .where('matterId', '=', dispute.matterId)
      .where('whose', '=', 'internal')
      .select(['title', 'state'])
      .execute();

  it('goes out once, with the exact approved bytes, and is its own record of delivery', async () => {
    const before = mine().length;
    expect((await ask()).status).to.equal(303);
    expect(await deliveries()).to.deep.equal([]);
    expect((await dana.get(at())).text).to.contain('not sent yet');
    expect(await send()).to.equal(1);
    expect(await send()).to.equal(0);
    expect(mine().length - before).to.equal(1);

    const message = await simpleParser(mine().at(-1)?.text ?? '');
    expect(message.subject).to.equal('Response to your letter of June 5, 2014');
    expect(message.text)
      .to.contain('Please see the attached letter.')
      .and.to.match(new RegExp(`SHA-256 of “[^”]+\\.pdf”: ${approved.sha256}`))
      .and.to.contain('certutil -hashfile')
      .and.to.contain('shasum -a 256');
    expect(message.replyTo?.value[0]?.address).to.equal('dana@firm.example');
    const [attached] = message.attachments;
    expect(
      createHash('sha256')
        .update(attached?.content ?? '')
        .digest('hex'),
    ).to.equal(approved.sha256);

    const [delivery] = await deliveries();
    expect(delivery).to.include({ method: 'email', address: 'milch@verizon.example', sentOn: '2014-06-09' });
    expect(delivery).to.include({ deliveredOn: '2014-06-09', matchedSha256: approved.sha256 });
    expect(delivery?.messageId).to.equal(message.messageId);
    expect(await stateOf(date)).to.equal('met');
    const { sha256 } = await started.deps.db
      .selectFrom('document')
      .where('id', '=', delivery?.proofDocumentId ?? '')
      .select('sha256')
      .executeTakeFirstOrThrow();
    const kept = readFileSync(await started.deps.files.localPath(sha256));
    expect(kept.toString('utf8')).to.contain(`Message-ID: ${delivery?.messageId ?? 'none'}`);
    expect((await dana.get(at())).text)
      .to.contain('OK: taken as number')
      .and.contain('sent, proved by the mail itself');
    expect(await alerts()).to.deep.equal([]);
  });

  it('is not sent twice by accident: not on its way, not after it went, only when that is meant', async () => {
    await ask();
    const twice = await ask();
    expect(twice.status).to.equal(409);
    expect(twice.text).to.contain('is on its way already').and.contain('Please see the attached letter.');
    await send();
    const after = await ask();
    expect(after.status).to.equal(409);
    expect(after.text).to.contain('Confirm that it was sent again').and.contain('Yes, send it again');
    expect(await dispatches()).to.have.length(1);
    expect((await ask({ mailAgain: 'on' })).status).to.equal(303);
    await send();
    expect(await deliveries()).to.have.length(2);
  });

  it('refused by the server stays “not sent”, meets nothing and stands on the Desk until it has gone', async () => {
    says.refuse = { code: 550, words: 'No such user here' };
    await ask();
    expect(await send()).to.equal(0);
    expect((await dispatches()).map(({ state }) => state)).to.deep.equal(['failed']);
    expect(await deliveries()).to.deep.equal([]);
    expect(await stateOf(date)).to.equal('open');
    expect((await dana.get(at())).text)
      .to.contain('No such user here')
      .and.contain('not sent');
    expect((await dana.get('/desk')).text).to.contain(
      'Not sent: “Reply with its enclosures” to Randal Milch',
    );

    says.refuse = null;
    expect((await ask()).status).to.equal(303);
    await send();
    expect(await stateOf(date)).to.equal('met');
    expect((await alerts()).map(({ state }) => state)).to.deep.equal(['voided']);
    expect((await dana.get(at())).text).not.to.contain('No such user here');
  });

  it('put off by the server waits, says so on the Desk, and can be withdrawn', async () => {
    says.refuse = { code: 451, words: 'Try again later' };
    await ask();
    await send();
    const [waiting] = await dispatches();
    expect(waiting).to.include({ state: 'waiting', attempts: 1 });
    expect((await dana.get('/desk')).text).to.contain('Not sent yet');
    expect(await send()).to.equal(0); // not before its time
    expect((await dana.post(at(`/dispatches/${waiting?.id ?? ''}/withdrawal`), {})).status).to.equal(303);
    expect((await alerts()).map(({ state }) => state)).to.deep.equal(['voided']);
    expect((await dispatches())[0]?.state).to.equal('withdrawn');
  });

  it('put off by the server is not sent once the file went to that address another way', async () => {
    says.refuse = { code: 451, words: 'Try again later' };
    await ask();
    await send();
    const byHand = {
      ...{ buildId: approved.buildId, method: 'email', recipient: 'Randal Milch' },
      ...{ address: 'Randal Milch <Milch@Verizon.example>', sentOn: '2014-06-09' },
    };
    const recorded = await dana.post(at(), byHand);
    expect(recorded.status, recorded.text).to.equal(303);
    says.refuse = null;
    const before = mine().length;
    await started.deps.db
      .updateTable('dispatch')
      .set({ retryMs: 0 })
      .where('state', '=', 'waiting')
      .execute();
    await send();
    expect(mine()).to.have.length(before);
    expect((await dispatches()).at(-1)).to.include({ state: 'failed' });
    expect((await dana.get(at())).text).to.contain('was recorded as sent to Randal Milch');
    expect(await deliveries()).to.have.length(1);
  });

  const closeByRow = () =>
    started.deps.db
      .updateTable('matter')
      .set({ state: 'closed' })
      .where('id', '=', dispute.matterId)
      .execute();

  it('that left from a matter closed meanwhile is recorded as sent: the server’s yes is not lost', async () => {
    await ask();
    const before = mine().length;
    says.onReceived = async () => void (await closeByRow());
    await send();
    expect(mine()).to.have.length(before + 1);
    expect((await dispatches()).at(-1)).to.include({ state: 'sent' });
    expect(await deliveries()).to.have.length(1);
  });

  it('a matter is not closed while a mail waits or is in doubt; the refusal names it', async () => {
    await ask();
    await started.deps.db.deleteFrom('deadline').where('matterId', '=', dispute.matterId).execute();
    const close = async (seen: Readonly<Record<string, string>> = {}) => {
      const { version } = await started.deps.db
        .selectFrom('matter')
        .where('id', '=', dispute.matterId)
        .select('version')
        .executeTakeFirstOrThrow();
      return dana.post(`/matters/${dispute.matterId}/closure`, {
        reason: 'Settled',
        version: String(version),
        ...seen,
      });
    };
    const held = await close();
    expect(held.status).to.equal(409);
    expect(held.text).to.contain('the mail to milch@verizon.example with “Reply with its enclosures”');
    expect(held.text).to.contain('withdraw it or wait until it has');
    says.cut = true;
    await send();
    await started.deps.db.updateTable('dispatch').set({ alertId: null }).execute();
    await started.deps.db
      .updateTable('deadline')
      .set({ state: 'voided' })
      .where('matterId', '=', dispute.matterId)
      .execute();
    expect((await close()).text).to.contain('of which it is not known whether it went out');
    const [doubt] = await dispatches();
    const settle = at(`/dispatches/${doubt?.id ?? ''}/settlement`);
    await dana.post(settle, { outcome: 'not-arrived', reason: 'He has nothing' });
    const unsent = await close();
    expect(unsent.status).to.equal(409);
    expect(unsent.text).to.contain('approved and not recorded as sent');
    const [file] = await started.deps.db
      .selectFrom('bundle')
      .where('matterId', '=', dispute.matterId)
      .where('state', '=', 'approved')
      .select('id')
      .execute();
    expect((await close({ runningOn: file?.id ?? '', seen: 'on' })).status).to.equal(303);
  });

  it('of a matter that was closed all the same waits for nothing: it is not sent', async () => {
    await ask();
    await closeByRow();
    const before = mine().length;
    await send();
    expect(mine()).to.have.length(before);
    expect((await dispatches()).at(-1)?.reason).to.contain('The matter was closed before the mail left');
  });

  const LOST = [
    ['lost access', 'does not work on this matter any more'],
    ['may only read now', 'may only read in this matter now'],
    ['was switched off', 'was switched off'],
  ] as const;
  for (const [how, words] of LOST)
    it(`whose asker ${how} before it leaves is held, and counsel is told`, async () => {
      await ask();
      const { db } = started.deps;
      const { accountId } = started.actor('dana');
      const access = { matterId: dispute.matterId, accountId };
      if (how === 'was switched off')
        await db.updateTable('account').set({ disabledAt: 'now' }).where('id', '=', accountId).execute();
      else if (how === 'lost access')
        await db
          .deleteFrom('matterAccess')
          .where('accountId', '=', accountId)
          .where('matterId', '=', access.matterId)
          .execute();
      else
        await db
          .updateTable('matterAccess')
          .set({ access: 'viewer' })
          .where('accountId', '=', accountId)
          .where('matterId', '=', access.matterId)
          .execute();
      const before = mine().length;
      await send();
      await db.updateTable('account').set({ disabledAt: null }).where('id', '=', accountId).execute();
      expect(mine()).to.have.length(before);
      expect((await dispatches()).at(-1)).to.include({ state: 'failed' });
      const omar = await started.signIn('omar');
      expect((await omar.get(at())).text)
        .to.contain(words)
        .and.contain('was held and not sent');
      expect((await omar.get('/desk')).text).to.contain(
        'Not sent: “Reply with its enclosures” to Randal Milch',
      );
      const alert = await db
        .selectFrom('deadline')
        .where('matterId', '=', dispute.matterId)
        .where('whose', '=', 'internal')
        .select(['state', 'responsible'])
        .executeTakeFirstOrThrow();
      expect(alert).to.deep.equal({ state: 'open', responsible: started.actor('omar').accountId });
    });

  it('that left from a closed matter takes the dates before the one met, and the alert about it, with it', async () => {
    const { matterId } = dispute;
    const on = { workingOn: '2014-06-09', earliestOn: '2014-06-09', matterId, parentId: date };
    const before = await addDeadline(started, { ...on, title: 'Draft: demand 2', whose: 'internal' });
    says.refuse = { code: 451, words: 'try later' };
    await ask();
    await send();
    expect((await alerts()).filter(({ title }) => title.startsWith('Not sent yet'))).to.have.length(1);
    says.refuse = null;
    says.onReceived = async () => void (await closeByRow());
    await started.deps.db
      .updateTable('dispatch')
      .set({ retryMs: 0 })
      .where('matterId', '=', matterId)
      .execute();
    await send();
    expect((await dispatches()).at(-1)).to.include({ state: 'sent' });
    expect(await deliveries()).to.have.length(1);
    expect([await stateOf(date), await stateOf(before)]).to.deep.equal(['met', 'voided']);
    expect((await alerts()).filter(({ state }) => state === 'open')).to.deep.equal([]);
  });

  it('cut off after it left is in doubt: never sent again by itself, until somebody says what happened', async () => {
    says.cut = true;
    await ask();
    const before = mine().length;
    await send();
    await send();
    expect(mine().length - before).to.equal(1);
    const [doubt] = await dispatches();
    expect(doubt?.state).to.equal('in-doubt');
    expect(await stateOf(date)).to.equal('open');
    expect((await dana.get('/desk')).text).to.contain('In doubt whether it was sent');
    says.cut = false;
    const again = await ask();
    expect(again.status).to.equal(409);
    expect(again.text).to.contain('is in doubt');

    const settle = at(`/dispatches/${doubt?.id ?? ''}/settlement`);
    expect((await dana.post(settle, { outcome: 'arrived', reason: '' })).status).to.equal(422);
    expect((await dana.post(settle, { outcome: 'perhaps', reason: 'x' })).status).to.equal(422);
    expect((await dana.post(settle, { outcome: 'arrived', reason: 'He said so' })).status).to.equal(303);
    const [delivery] = await deliveries();
    expect(delivery?.deliveredOn).to.equal(null);
    expect(await stateOf(date)).to.equal('open'); // sent, and not yet proved
    await dana.post(settle, { outcome: 'arrived', reason: 'again' });
    expect(await deliveries()).to.have.length(1);
  });

  it('a sender that was killed while the message left puts it in doubt', async () => {
    await ask();
    await started.deps.db
      .updateTable('dispatch')
      .set({ state: 'sending', leaseUntilMs: 1 })
      .where('matterId', '=', dispute.matterId)
      .execute();
    const before = mine().length;
    await send();
    expect((await dispatches())[0]?.state).to.equal('in-doubt');
    expect(mine().length).to.equal(before);
  });

  it('a bounce that comes back finds its mail, opens the dates again and stands on the Desk', async () => {
    await ask();
    await send();
    const [sent] = await deliveries();
    const dropped = await dana.upload(at('/mail'), [
      { name: 'bounce.eml', content: report('failed', sent?.messageId ?? '', '5.1.1') },
    ]);
    expect(dropped.status).to.equal(303);
    const [delivery] = await deliveries();
    expect(delivery?.refutedWhy).to.contain('mailbox unknown');
    expect(await stateOf(date)).to.equal('open');
    const page = (await dana.get(at())).text;
    expect(page).to.contain('did not arrive').and.contain('bounce.eml');
    expect((await dana.get('/desk')).text).to.contain('Did not arrive: “Reply with its enclosures”');
    const { state } = await started.deps.db
      .selectFrom('bundle')
      .where('id', '=', approved.bundleId)
      .select('state')
      .executeTakeFirstOrThrow();
    expect(state).to.equal('approved');
    // Unsent again, so it goes out without a second thought.
    expect((await ask({ mailAddress: 'r.milch@verizon.example' })).status).to.equal(303);
    await send();
    expect(await stateOf(date)).to.equal('met');
    expect((await alerts()).map(({ state: of }) => of)).to.deep.equal(['voided']);
  });

  it('a copy that failed stays on the Desk though the file goes to somebody else', async () => {
    says.refuse = { code: 550, words: 'No such user here' };
    await ask({ mailRecipient: 'Yuri Victor', mailAddress: 'yuri@paper.example' });
    await send();
    says.refuse = null;
    await ask();
    await send();
    expect((await alerts()).map(({ state }) => state)).to.deep.equal(['open']);
    expect((await dana.get(at())).text).to.contain('yuri@paper.example');
  });

  it('a receipt proves what was recorded by hand once a person says so; a report on something else is kept and says so', async () => {
    await dana.post(at(), {
      ...{ buildId: approved.buildId, method: 'email', recipient: 'Randal Milch' },
      ...{ address: 'milch@verizon.example', sentOn: '2014-06-09' },
    });
    await dana.upload(at('/mail'), [
      { name: 'other.eml', content: report('delivered', '<else@x.example>', '2.0.0', 'someone@x.example') },
    ]);
    expect((await dana.get(at())).text).to.contain(
      'not on record here, &lt;else@x.example&gt; (to someone@x.example)',
    );
    expect(await stateOf(date)).to.equal('open');
    const receipt = { name: 'ok.eml', content: report('delivered', '<x@y.example>', '2.0.0') };
    await dana.upload(at('/mail'), [receipt]);
    expect(await stateOf(date)).to.equal('open');
    expect((await dana.get(at())).text).to.contain('if it is about that, attach it there');
    const [delivery] = await deliveries();
    await dana.upload(at(`/${delivery?.id ?? ''}/proof`), [receipt]);
    expect(await stateOf(date)).to.equal('met');
    expect((await dana.get(at())).text).to.contain('matched by its address alone');
  });

  it('to somebody who is no addressee of the letter is sent, and meets no date until counsel decides', async () => {
    await ask({ mailRecipient: 'Yuri Victor', mailAddress: 'yuri@paper.example' });
    expect((await dana.get(at())).text).to.contain('It will meet no date by itself');
    expect(await send()).to.equal(1);
    expect(await stateOf(date)).to.equal('open');
    const page = (await dana.get(at())).text;
    expect(page)
      .to.contain('sent, meets no date')
      .and.contain('is not an addressee of the letter')
      .and.contain('OK: taken as number');
    const [delivery] = await deliveries();
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    await omar.post(at(`/${delivery?.id ?? ''}/override`), {
      ...{ deliveredOn: '2014-06-09', reason: 'Verizon named him to receive it, in its letter of 8 June' },
    });
    expect(await stateOf(date)).to.equal('met');
    expect((await dana.get(at())).text).to.contain('as counsel asserts, not proven');
  });

  const BAD = [
    ['an address that is none', { mailAddress: 'milch at verizon' }, 'Enter one email address'],
    ['two addresses', { mailAddress: 'a@x.example, b@x.example' }, 'Enter one email address'],
    [
      'a header in the address',
      { mailAddress: 'a@x.example\r\nBcc: b@x.example' },
      'Enter one email address',
    ],
    ['a header in the subject', { mailSubject: 'Hello\r\nBcc: b@x.example' }, 'Write it on one line'],
    ['no words', { mailWords: '' }, 'Write the words of the mail'],
    ['an unknown field', { mailCc: 'b@x.example' }, 'a field that is not known'],
  ] as const;
  for (const [what, change, words] of BAD)
    it(`with ${what} nothing is asked for, and what was typed stays`, async () => {
      const answer = await ask({ mailRecipient: 'Typed before', ...change });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.contain(words).and.contain('Typed before');
      expect(await dispatches()).to.deep.equal([]);
    });

  it('keeps to its matter and its role', async () => {
    expect((await ask({ mailBuildId: 'a'.repeat(20) })).status).to.equal(404);
    await ask();
    const [dispatch] = await dispatches();
    const other = await openDispute(started, { title: 'Another' });
    const foreign = `/matters/${other.matterId}/deliveries/dispatches/${dispatch?.id ?? ''}/withdrawal`;
    expect((await dana.post(foreign, {})).status).to.equal(404);
    const priya = await started.signIn('priya');
    await priya.get('/desk');
    expect((await priya.post(at('/dispatches'), { mailBuildId: approved.buildId })).status).to.equal(403);
  });

  it('what may not leave any more is not sent, though it was asked for', async () => {
    await ask();
    await started.deps.db
      .updateTable('bundle')
      .set({ state: 'superseded' })
      .where('id', '=', approved.bundleId)
      .execute();
    const before = mine().length;
    await send();
    expect(mine().length).to.equal(before);
    expect((await dispatches())[0]?.reason).to.contain('superseded');
  });
});

/** A delivery status report as a mail server writes it (RFC 3464). */
function report(
  action: 'failed' | 'delivered',
  messageId: string,
  status: string,
  address = 'milch@verizon.example',
): string {
  return [
    'From: MAILER-DAEMON@verizon.example',
    'To: rejoinder@firm.example',
    'Subject: Delivery Status Notification',
    'Date: Mon, 9 Jun 2014 12:30:00 -0700',
    'Message-ID: <report@verizon.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'This is about a message you sent.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.verizon.example',
    '',
    `Final-Recipient: rfc822; ${address}`,
    `Action: ${action}`,
    `Status: ${status}`,
    ...(action === 'failed' ? ['Diagnostic-Code: smtp; 550 mailbox unknown'] : []),
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: rejoinder@firm.example',
    'Subject: Response',
    `Message-ID: ${messageId}`,
    '',
    'Please see the attached letter.',
    '--b--',
    '',
  ].join('\r\n');
}
