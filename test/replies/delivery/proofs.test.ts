import { expect } from 'chai';
import { addDeadline, openDispute, type Dispute } from '../../overview/dispute.js';
import type { Browser } from '../../support/browser.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { outlookFile } from '../../documents/outlook-file.js';
import {
  approvedByRows,
  knowMilch,
  knowParty,
  reportMail,
  sentMail,
  type ApprovedBundle,
} from '../approved-bundle.js';

describe('what a mail proves of one sending', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let omar: Browser;
  let approved: ApprovedBundle;
  let date: string;

  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
    dana = await started.signIn('dana');
    omar = await started.signIn('omar');
    await omar.get('/desk');
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
  });

  const at = (path = ''): string => `/matters/${dispute.matterId}/deliveries${path}`;
  const drop = (content: string, path = '/mail', fields: Readonly<Record<string, string>> = {}) =>
    dana.upload(at(path), [{ name: 'mail.eml', content }], fields);
  const attach = async (content: string, fields: Readonly<Record<string, string>> = {}) =>
    drop(content, `/${(await deliveries())[0]?.id ?? ''}/proof`, fields);
  const record = (change: Readonly<Record<string, string>> = {}) =>
    dana.post(at(), {
      ...{ buildId: approved.buildId, method: 'email', recipient: 'Randal Milch' },
      ...{ address: 'milch@verizon.example', sentOn: '2014-06-09', ...change },
    });
  const deliveries = () =>
    started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .orderBy('recordedAt')
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
  const bundleState = async (): Promise<string> =>
    (
      await started.deps.db
        .selectFrom('bundle')
        .where('id', '=', approved.bundleId)
        .select('state')
        .executeTakeFirstOrThrow()
    ).state;
  const page = async (): Promise<string> => (await dana.get(at())).text.replace(/\s+/g, ' ');
  const theFile = () => ({ name: 'Reply.pdf', content: approved.pdf });
  const theirs = { from: 'Randal Milch <milch@verizon.example>', to: 'Omar <omar@firm.example>' };

  describe('attached as proof', () => {
    const NOTHING = [
      [
        'a mail about lunch',
        { from: 'Anna <anna@lunch.example>', to: 'omar@firm.example', subject: 'Lunch on Friday?' },
        'not the addressee of this sending',
      ],
      [
        'the addressee about something else',
        {
          ...theirs,
          subject: 'Another matter',
          words: 'When can we talk?',
          messageId: '<77@verizon.example>',
        },
        'names neither the mail that was sent nor what went out',
      ],
      [
        'our own word in its own thread',
        {
          from: 'Dana <dana@firm.example>',
          to: 'omar@firm.example',
          subject: 'Re: Reply with its enclosures',
          headers: ['In-Reply-To: <sent@firm.example>'],
          words: 'I saw it go out.',
        },
        'on our own side, which does not prove that anything arrived',
      ],
      [
        'an automatic notice that it was not read',
        { ...theirs, subject: 'Not read: Reply with its enclosures' },
        'an automatic notice that a message was not read',
      ],
      [
        'a mail without a date',
        { ...theirs, subject: 'Re: Reply with its enclosures', date: '' },
        'a mail without a date',
      ],
    ] as const;
    for (const [what, mail, words] of NOTHING)
      it(`${what} proves nothing, and the page keeps it with the reason`, async () => {
        await record();
        expect((await attach(sentMail(mail), { deliveredOn: '2014-06-10' })).status).to.equal(303);
        expect(await state()).to.equal('open');
        await page(); // the message of the moment is gone with this
        expect(await page())
          .to.contain(words)
          .and.contain('sent, no proof yet')
          .and.contain('Proves nothing');
      });

    it('counsel may say all the same that it arrived; the page calls that asserted', async () => {
      await record();
      await attach(sentMail({ ...theirs, subject: 'Another matter', words: 'Thanks.' }));
      const [delivery] = await deliveries();
      const path = at(`/${delivery?.id ?? ''}/override`);
      const override = { deliveredOn: '2014-06-10', reason: 'Milch said so by telephone' };
      expect((await dana.post(path, override)).status).to.equal(403);
      expect((await omar.post(path, override)).status).to.equal(303);
      expect(await state()).to.equal('met');
      expect(await page())
        .to.contain('delivered as counsel asserts, not proven')
        .and.contain('Milch said so by telephone')
        .and.not.contain('delivered, with proof');
    });

    const PROOFS = [
      ['the addressee names the letter', { ...theirs, subject: 'Re: Reply with its enclosures' }, {}],
      [
        'a courier names the tracking number',
        {
          from: 'no-reply@courier.example',
          subject: 'Delivered',
          words: 'Parcel 1Z 999 AA1 was handed over.',
        },
        { method: 'courier', address: 'One Verizon Way', tracking: '1Z999AA1' },
      ],
    ] as const;
    for (const [what, mail, how] of PROOFS)
      it(`${what}: that proves it, and the page says why`, async () => {
        await record(how);
        await attach(sentMail({ ...mail, date: 'Tue, 10 Jun 2014 09:00:00 -0700' }));
        expect(await state()).to.equal('met');
        expect(await page())
          .to.contain('delivered, with proof')
          .and.to.match(/The mail (is from|names)/);
      });

    it('an answer to the Message-ID that went out is of this sending, whatever it says', async () => {
      await record();
      await started.deps.db
        .updateTable('delivery')
        .set({ messageId: '<sent@firm.example>' })
        .where('matterId', '=', dispute.matterId)
        .execute();
      const answer = { subject: 'Got it', words: 'Thanks.', date: 'Tue, 10 Jun 2014 09:00:00 -0700' };
      await attach(
        sentMail({ ...theirs, ...answer, headers: ['References: <0@x.example> <sent@firm.example>'] }),
      );
      expect(await state()).to.equal('met');
      expect(await page()).to.contain('answers the Message-ID of what was sent');
    });
  });

  describe('dropped as the mail that was sent', () => {
    const STAYED = [
      ['our colleague alone', { to: 'Dana <dana@firm.example>' }, 'alone, on our own side'],
      ['a colleague who has no account', { to: 'typist@firm.example' }, 'alone, on our own side'],
      ['a draft of Outlook', { headers: ['X-Unsent: 1'] }, 'a draft that was not sent (X-Unsent: 1)'],
      ['a draft without a Message-ID', { messageId: null }, 'no Message-ID and no server passed it on'],
    ] as const;
    for (const [what, mail, words] of STAYED)
      it(`${what}: nothing is recorded as sent, and the page says why`, async () => {
        await drop(sentMail({ attachment: theFile(), ...mail }));
        expect(await deliveries()).to.deep.equal([]);
        expect(await state()).to.equal('open');
        expect(await bundleState()).to.equal('approved');
        await page();
        expect(await page())
          .to.contain('Kept, and proves no sending')
          .and.contain(words);
      });

    const HELD = [
      [
        'a wrong address',
        { to: 'Randal Milch <milch@verizom.example>' },
        'the address on record for Randal Milch is milch@verizon.example',
      ],
      ['a stranger', { to: 'press@paper.example' }, 'is not an addressee of the letter'],
      [
        'one more attachment',
        { more: [{ name: 'Notes for Omar.pdf', content: Buffer.from('%PDF-1.7 privileged') }] },
        'It also carries “Notes for Omar.pdf”, which was not approved.',
      ],
    ] as const;
    for (const [what, mail, words] of HELD)
      it(`${what}: it left, and meets no date until counsel decides with a reason`, async () => {
        await drop(sentMail({ attachment: theFile(), ...mail }));
        const [delivery] = await deliveries();
        expect(delivery).to.include({ deliveredOn: null, proofDocumentId: null });
        expect(await state()).to.equal('open');
        await page();
        expect(await page())
          .to.contain(words)
          .and.contain('sent, meets no date')
          .and.contain('Only counsel can decide whether it counts: ask Omar');
        const path = at(`/${delivery?.id ?? ''}/override`);
        const shown = (await omar.get(at())).text;
        expect(shown).to.contain('Decide that it counts as delivered').and.contain('value="2014-06-09"');
        expect((await omar.post(path, { deliveredOn: '2014-06-09', reason: '' })).status).to.equal(422);
        expect((await omar.post(path, { deliveredOn: '2014-06-09', reason: 'He has it' })).status).to.equal(
          303,
        );
        expect(await state()).to.equal('met');
        expect(await page())
          .to.contain('delivered as counsel asserts, not proven')
          .and.contain(words);
      });

    it('somebody on neither side is no addressee: it left, and meets no date; named in the letter they are', async () => {
      const nina = 'Nina Neutral <nina@court.example>';
      await knowParty(started, dispute, { name: 'Nina Neutral', email: 'nina@court.example', side: 'other' });
      await drop(sentMail({ attachment: theFile(), to: nina }));
      expect((await deliveries())[0]).to.include({ deliveredOn: null, proofDocumentId: null });
      expect(await state()).to.equal('open');
      await page();
      expect(await page())
        .to.contain('is not an addressee of the letter')
        .and.contain('sent, meets no date');
      const named = { addressee: 'Nina Neutral' };
      await started.deps.db.updateTable('reply').set(named).where('id', '=', approved.replyId).execute();
      const later = { messageId: '<2@firm.example>', date: 'Mon, 9 Jun 2014 17:00:00 -0700' };
      await drop(sentMail({ attachment: theFile(), to: nina, ...later }));
      expect(await state()).to.equal('met');
    });

    it('a warning that counsel checked stays, marked with who, when and what they found', async () => {
      await drop(sentMail({ attachment: theFile(), to: 'press@paper.example' }));
      const [delivery] = await deliveries();
      const path = at(`/${delivery?.id ?? ''}/check`);
      const check = { warning: '0', version: String(delivery?.version), reason: 'Recalled; they deleted it' };
      expect(await page())
        .to.contain('Only counsel can say that it is checked: ask Omar')
        .and.not.contain('Mark it as checked');
      expect((await dana.post(path, check)).status).to.equal(403);
      expect((await omar.get(at())).text).to.contain('Mark it as checked');
      const WRONG = [
        [{ ...check, reason: '' }, 422, 'Say what you checked and found'],
        [{ ...check, warning: 'x' }, 422, 'Choose a warning of this delivery'],
        [{ ...check, warning: '7' }, 409, 'This delivery was changed meanwhile'],
        [{ ...check, version: '99' }, 409, 'This delivery was changed meanwhile'],
      ] as const;
      for (const [values, status, words] of WRONG) {
        const answer = await omar.post(path, values);
        expect([answer.status, answer.text.includes(words)], words).to.deep.equal([status, true]);
        if (values.warning !== 'x') expect(answer.text, 'what was typed is kept').to.contain(values.reason);
      }
      expect((await omar.post(path, check)).status).to.equal(303);
      for (const { text } of [await dana.get(at()), await omar.get(at())]) {
        const shown = text.replace(/\s+/g, ' ');
        expect(shown)
          .to.match(/checked<\/span> press@paper\.example is not an addressee of the letter/i)
          .and.match(/Checked by Omar, [^:]+2014[^:]*:\d\d[^<]*: <q>Recalled; they deleted it<\/q>/)
          .and.contain('sent, meets no date')
          .and.not.contain('flash warn">press@');
      }
      expect(await state()).to.equal('open');
      const again = await omar.post(path, check);
      expect([again.status, again.text.includes('is marked as checked already')]).to.deep.equal([409, true]);
      const events = await started.deps.db
        .selectFrom('auditEvent')
        .where('subject', '=', delivery?.id ?? '')
        .where('action', '=', 'delivery.checked')
        .select('text')
        .execute();
      expect(events).to.have.length(1);
      expect(events[0]?.text).not.to.contain('Recalled');
    });

    it('one about a sending that counts is checked as well, and another version of it is warned of anew', async () => {
      await drop(sentMail({ attachment: theFile(), headers: ['Cc: press@paper.example'] }));
      const [delivery] = await deliveries();
      await started.deps.db
        .updateTable('delivery')
        .set({ proofFacts: JSON.stringify({ differs: ['The mail went to A.'] }) })
        .where('id', '=', delivery?.id ?? '')
        .execute();
      const check = { warning: '0', version: String(delivery?.version), reason: 'It is his' };
      expect((await omar.post(at(`/${delivery?.id ?? ''}/check`), check)).status).to.equal(303);
      expect(await page()).not.to.contain('flash warn">The mail went to A.');
      await started.deps.db
        .updateTable('delivery')
        .set({ proofFacts: JSON.stringify({ differs: ['The mail went to B.'] }) })
        .where('id', '=', delivery?.id ?? '')
        .execute();
      expect(await page()).to.contain('flash warn">The mail went to B.');
    });

    it('after one that went astray the right one counts by itself', async () => {
      await drop(sentMail({ attachment: theFile(), to: 'press@paper.example' }));
      const right = { messageId: '<2@firm.example>', date: 'Mon, 9 Jun 2014 17:00:00 -0700' };
      await drop(sentMail({ attachment: theFile(), ...right }));
      expect(await deliveries()).to.have.length(2);
      expect(await state()).to.equal('met');
    });

    it('copies to our own side beside the addressee change nothing', async () => {
      await drop(sentMail({ attachment: theFile(), headers: ['Cc: dana@firm.example'] }));
      expect(await state()).to.equal('met');
      expect(await page()).to.contain('sent, proved by the mail itself');
    });

    it('a held mail is not cured by a file that somebody attaches', async () => {
      await drop(sentMail({ attachment: theFile(), to: 'press@paper.example' }));
      const [delivery] = await deliveries();
      await dana.upload(at(`/${delivery?.id ?? ''}/proof`), [{ name: 'slip.txt', content: 'Signed' }], {
        deliveredOn: '2014-06-10',
      });
      expect(await state()).to.equal('open');
      expect(await page()).to.contain('counsel decides whether it counts');
    });
  });

  describe('a report', () => {
    const status = (action: string, lines: readonly string[]) =>
      reportMail({
        type: 'delivery-status',
        lines: ['Reporting-MTA: dns; mx.verizon.example', '', ...lines, `Action: ${action}`],
      });
    const to = (address: string): string => `Final-Recipient: rfc822; ${address}`;
    const receipt = (disposition: string, change: readonly string[] = [], headers: readonly string[] = []) =>
      reportMail({
        type: 'disposition-notification',
        headers,
        lines: [
          to('milch@verizon.example'),
          ...(change.length > 0 ? change : ['Original-Message-ID: <1@firm.example>']),
          `Disposition: manual-action/MDN-sent-manually; ${disposition}`,
        ],
      });
    const sent = () => drop(sentMail({ attachment: theFile() }));

    it('that names another Message-ID is not matched by its address', async () => {
      await sent();
      await drop(
        status('failed', [to('milch@verizon.example'), 'Original-Message-ID: <other@firm.example>']),
      );
      expect(await state()).to.equal('met');
      expect(await page()).to.contain('not on record here, &lt;other@firm.example&gt;');
      await attach(
        status('failed', [to('milch@verizon.example'), 'Original-Message-ID: <other@firm.example>']),
      );
      expect(await state()).to.equal('met');
      expect(await page()).to.contain('this was sent as &lt;1@firm.example&gt;');
    });

    it('that Outlook kept counts like one sent over the internet', async () => {
      await sent();
      expect(await state()).to.equal('met');
      const content = outlookFile({
        ...{ subject: 'Undeliverable', messageClass: 'REPORT.IPM.Note.NDR' },
        from: { name: 'Microsoft Outlook', address: 'postmaster@verizon.example' },
        recipients: [{ address: 'milch@verizon.example', supplementaryInfo: '550 5.1.1 unknown' }],
        more: { '1042': '<1@firm.example>' },
      });
      await dana.upload(at('/mail'), [{ name: 'Undeliverable.msg', content }]);
      expect(await state()).to.equal('open');
      expect(await page()).to.contain('550 5.1.1 unknown');
    });

    it('is matched by the whole address, not by a part of one', async () => {
      // With another address on record for him the sending would be held, as a mail to it is.
      await started.deps.db.updateTable('person').set({ email: null }).execute();
      await record({ address: 'r.milch@verizon.example' });
      await drop(status('delivered', [to('milch@verizon.example')]));
      expect(await state()).to.equal('open');
      await drop(status('delivered', [to('r.milch@verizon.example')]));
      expect(await state()).to.equal('met');
      expect(await page()).to.contain('matched by its address alone');
    });

    it('about the message it came back for, not an older one of the thread', async () => {
      await sent();
      const thread = [
        'In-Reply-To: <later@firm.example>',
        'References: <1@firm.example> <later@firm.example>',
      ];
      await drop(receipt('displayed', ['X-Nothing: none'], thread));
      expect(await page()).to.contain('not on record here, &lt;later@firm.example&gt;');
    });

    it('about a copy on our own side says nothing of the addressee', async () => {
      await drop(sentMail({ attachment: theFile(), headers: ['Cc: dana@firm.example'] }));
      await drop(status('failed', [to('dana@firm.example'), 'Original-Message-ID: <1@firm.example>']));
      expect(await state()).to.equal('met');
      expect(await page()).to.contain('says nothing of the addressee');
    });

    for (const [disposition, words] of [
      ['displayed', 'displayed to somebody at that mailbox; whether it was read, it does not say'],
      ['deleted', 'deleted without being displayed'],
      ['denied', 'does not let it be told whether it was displayed'],
    ] as const)
      it(`read receipt “${disposition}” stands in the record of delivery in its own words`, async () => {
        await sent();
        await drop(receipt(disposition));
        const shown = await page();
        expect(shown).to.contain('Read receipt').and.contain(words);
        expect(await state()).to.equal('met');
      });

    it('of which only “displayed” proves a sending that was recorded by hand', async () => {
      await record();
      const [delivery] = await deliveries();
      const unnamed = ['X-Nothing: none'];
      for (const disposition of ['deleted', 'denied', 'dispatched', 'processed', 'failed/error']) {
        await drop(receipt(disposition, unnamed));
        expect(await state(), disposition).to.equal('open');
      }
      expect((await deliveries())[0]?.version).to.equal(delivery?.version);
      await drop(receipt('displayed', unnamed));
      expect(await state()).to.equal('met');
      expect(await page()).to.contain('A read receipt says: displayed to somebody at that mailbox');
    });
  });
});
