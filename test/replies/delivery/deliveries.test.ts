import { expect } from 'chai';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import type { Browser } from '../../support/browser.js';
import { addDeadline, openDispute, type Dispute } from '../../overview/dispute.js';
import { approvedByRows, knowMilch, sentMail, type ApprovedBundle } from '../approved-bundle.js';

describe('sending and its proof', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let approved: ApprovedBundle;
  let dates: readonly [asserted: string, promised: string];

  // One app for all: starting the document child takes longer than any of these.
  before(async () => {
    started = await startRejoinder({ today: '2014-06-10' });
    dana = await started.signIn('dana');
  });
  after(() => started.close());
  beforeEach(async () => {
    dispute = await openDispute(started);
    await dana.get('/desk');
    approved = await approvedByRows(started, dispute);
    const { matterId, letterId, demandIds } = dispute;
    const on = { workingOn: '2014-06-10', earliestOn: '2014-06-09', matterId };
    dates = [
      await addDeadline(started, { ...on, title: 'Respond to demand 2', letterId, demandId: demandIds[1] }),
      await addDeadline(started, {
        ...on,
        title: 'The test ends',
        whose: 'promised',
        letterId,
        demandId: demandIds[0],
      }),
    ];
  });

  const at = (path = ''): string => `/matters/${dispute.matterId}/deliveries${path}`;
  const sending = (change: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    buildId: approved.buildId,
    method: 'courier',
    recipient: 'Randal Milch',
    address: 'One Verizon Way',
    sentOn: '2014-06-09',
    ...change,
  });
  const stateOf = async (id: string): Promise<string> =>
    (
      await started.deps.db
        .selectFrom('deadline')
        .where('id', '=', id)
        .select('state')
        .executeTakeFirstOrThrow()
    ).state;
  const deliveries = () =>
    started.deps.db.selectFrom('delivery').where('matterId', '=', dispute.matterId).selectAll().execute();
  const drop = (content: string, path = '/mail', fields: Readonly<Record<string, string>> = {}) =>
    dana.upload(at(path), [{ name: 'sent.eml', content }], fields);
  const theFile = (): { name: string; content: Uint8Array } => ({ name: 'Reply.pdf', content: approved.pdf });

  it('the sent mail with the approved file proves who, to whom and when, and meets what it answers', async () => {
    const answer = await drop(sentMail({ attachment: theFile() }));
    expect(answer.status).to.equal(303);
    const [delivery] = await deliveries();
    expect(delivery).to.deep.include({
      method: 'email',
      recipient: 'Randal Milch',
      address: 'Randal Milch <milch@verizon.example>',
      sentOn: '2014-06-09',
      sentTime: '16:30',
      deliveredOn: '2014-06-09',
      matchedSha256: approved.sha256,
    });
    expect(await stateOf(dates[0])).to.equal('met');
    expect(await stateOf(dates[1])).to.equal('open'); // a promise is met by keeping it
    const { db } = started.deps;
    expect(
      (
        await db
          .selectFrom('bundle')
          .where('id', '=', approved.bundleId)
          .select('state')
          .executeTakeFirstOrThrow()
      ).state,
    ).to.equal('sent');
    expect(
      (
        await db
          .selectFrom('reply')
          .where('id', '=', approved.replyId)
          .select('state')
          .executeTakeFirstOrThrow()
      ).state,
    ).to.equal('sent');
    expect((await dana.get(at())).text)
      .to.contain('sent, proved by the mail itself')
      .and.contain('it carries the approved file, to the byte')
      .and.contain('proves that it was sent, not that it arrived')
      .and.not.match(/delivered, with proof|<dt[^>]*>Delivered/);
  });

  for (const method of ['courier', 'post', 'hand', 'fax', 'portal'] as const)
    it(`recorded by hand, ${method}: to a stranger it is held until counsel decides, whatever is attached`, async () => {
      const answer = await dana.post(
        at(),
        sending({ method, recipient: 'Zed Nobody', address: '99 Wrong Road, Nowhere' }),
      );
      expect(answer.status).to.equal(303);
      expect((await dana.get(at())).text)
        .to.contain('Zed Nobody is not an addressee of the letter')
        .and.contain('sent, meets no date')
        .and.contain('Only counsel can decide whether it counts: ask Omar')
        .and.not.contain('as it was sent');
      const [delivery] = await deliveries();
      const path = `/${delivery?.id ?? ''}`;
      await dana.upload(at(`${path}/proof`), [{ name: 'slip.txt', content: 'Signed: Z. Nobody' }], {
        deliveredOn: '2014-06-09',
      });
      expect(await stateOf(dates[0])).to.equal('open');
      expect((await dana.get(at())).text).to.contain('This sending is held: counsel decides');
      const omar = await started.signIn('omar');
      await omar.get(at());
      const decided = { deliveredOn: '2014-06-09', reason: 'He signs for Milch' };
      expect((await omar.post(at(`${path}/override`), decided)).status).to.equal(303);
      expect(await stateOf(dates[0])).to.equal('met');
    });

  it('an address that is not the one on record is warned of, before and beside its proof', async () => {
    await knowMilch(started, dispute);
    await started.deps.db
      .updateTable('person')
      .set({ address: 'One Verizon Way\nBasking Ridge, NJ 07920' })
      .execute();
    const warning =
      'It went to 99 Wrong Road, Nowhere; the address on record for Randal Milch is One Verizon Way, Basking Ridge, NJ 07920. Check it.';
    await dana.post(at(), sending({ address: '99 Wrong Road\nNowhere' }));
    expect((await dana.get(at())).text).to.contain(`flash warn">${warning}`);
    const [delivery] = await deliveries();
    await dana.upload(at(`/${delivery?.id ?? ''}/proof`), [{ name: 'slip.txt', content: 'Signed' }], {
      deliveredOn: '2014-06-09',
    });
    await dana.get(at());
    expect((await dana.get(at())).text)
      .to.contain(`flash warn">${warning}`)
      .and.contain('delivered, with proof');
  });

  it('the address on record, with a room more or a line less, is warned of by nobody', async () => {
    await knowMilch(started, dispute);
    await started.deps.db
      .updateTable('person')
      .set({ address: 'One Verizon Way\nBasking Ridge, NJ 07920' })
      .execute();
    for (const address of ['One Verizon Way', 'Verizon, One Verizon Way, Basking Ridge NJ 07920, USA'])
      await dana.post(at(), sending({ address, again: 'on' }));
    expect(
      (await deliveries()).map(
        ({ proofFacts }) => (JSON.parse(proofFacts) as { held?: unknown }).held ?? null,
      ),
    ).to.deep.equal([null, null]);
    expect((await dana.get(at())).text).not.to.contain('the address on record');
  });

  it('a mail with other bytes is kept and proves nothing; what differs is named', async () => {
    const other = Buffer.from(approved.pdf);
    other[5] = (other[5] ?? 0) ^ 1;
    await drop(sentMail({ attachment: { name: 'Reply.pdf', content: other } }));
    expect((await dana.get(at())).text)
      .to.contain('this is not the approved file')
      .and.contain(approved.sha256.slice(0, 12));
    expect(await deliveries()).to.deep.equal([]);
    expect(await stateOf(dates[0])).to.equal('open');
    const kept = await started.deps.db
      .selectFrom('document')
      .where('name', '=', 'sent.eml')
      .where('matterId', '=', dispute.matterId)
      .select('id')
      .execute();
    expect(kept).to.have.length(1);
  });

  it('a mail dropped by script is told apart by what it proves, and again on the page it changed', async () => {
    await knowMilch(started, dispute);
    const dropped = async (content: Buffer) => {
      const file = { name: 'sent.eml', content: sentMail({ attachment: { name: 'Reply.pdf', content } }) };
      const answer = await dana.upload(at('/mail'), [file], {}, { headers: { accept: 'application/json' } });

      return JSON.parse(answer.text) as { files: { outcome: string; text: string }[]; href: string };
    };
    const { files, href } = await dropped(Buffer.from('%PDF-1.7 another'));
    expect(files).to.have.length(1);
    expect(files[0]?.outcome).to.equal('unproved');
    expect(href).to.equal(at());
    expect((await dana.get(at())).text).to.match(/flash warn[^<]*>[^<]*It is kept, but proves nothing/);
    expect((await dropped(approved.pdf)).files[0]?.outcome).to.equal('kept');
    expect((await dana.get(at())).text).to.match(/flash done[^<]*>[^<]*One date is met/);
  });

  it('what was responded to after the approval is not in the file, and its date is not met by it', async () => {
    await started.deps.db.deleteFrom('approvalDemand').where('demandId', '=', dispute.demandIds[1]).execute();
    expect((await drop(sentMail({ attachment: theFile() }))).status).to.equal(303);
    expect((await deliveries())[0]?.deliveredOn).to.equal('2014-06-09');
    expect(await stateOf(dates[0])).to.equal('open');
  });

  it('a delivery recorded in error is voided with a reason; its dates are open and the file unsent again', async () => {
    const preDate = await addDeadline(started, {
      matterId: dispute.matterId,
      title: 'Draft: respond to demand 2',
      whose: 'internal',
      workingOn: '2014-06-09',
      earliestOn: '2014-06-09',
      parentId: dates[0],
    });
    await drop(sentMail({ attachment: theFile() }));
    const [delivery] = await deliveries();
    const path = at(`/${delivery?.id ?? ''}/voiding`);
    expect((await dana.post(path, { reason: 'Wrong addressee' })).status).to.equal(403);
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    expect((await omar.post(path, { reason: '' })).status).to.equal(422);
    expect(await stateOf(dates[0])).to.equal('met');
    expect(await stateOf(preDate)).to.equal('voided');
    expect((await omar.post(path, { reason: 'Wrong addressee' })).status).to.equal(303);
    expect(await stateOf(dates[0])).to.equal('open');
    expect(await stateOf(preDate)).to.equal('open');
    const { db } = started.deps;
    const bundle = await db.selectFrom('bundle').where('id', '=', approved.bundleId).selectAll().execute();
    expect(bundle[0]?.state).to.equal('approved');
    const ours = await db
      .selectFrom('letter')
      .where('matterId', '=', dispute.matterId)
      .where('direction', '=', 'out')
      .selectAll()
      .execute();
    expect(ours.map(({ state }) => state)).to.deep.equal(['voided']);
    expect((await omar.post(path, { reason: 'Again' })).status).to.equal(409);
    expect((await dana.get(at())).text)
      .to.contain('Wrong addressee')
      .and.contain('voided');

    await drop(sentMail({ attachment: theFile(), date: 'Tue, 10 Jun 2014 16:30:00 -0700' }));
    expect(await stateOf(dates[0])).to.equal('met');
    expect((await deliveries()).map(({ voidedAt }) => voidedAt === null)).to.have.members([false, true]);
  });

  it('what another delivery of the same file proves stays met when one is voided', async () => {
    await drop(sentMail({ attachment: theFile() }));
    const [first] = await deliveries();
    await dana.post(at(), sending({ again: 'on' }));
    const second = (await deliveries()).find(({ id }) => id !== first?.id);
    await dana.upload(at(`/${second?.id ?? ''}/proof`), [{ name: 'receipt.txt', content: 'Signed' }], {
      deliveredOn: '2014-06-10',
    });
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    await omar.post(at(`/${first?.id ?? ''}/voiding`), { reason: 'It bounced' });
    const met = await started.deps.db
      .selectFrom('deadline')
      .where('id', '=', dates[0])
      .select(['state', 'metOn', 'metDelivery'])
      .executeTakeFirstOrThrow();
    expect(met).to.deep.equal({ state: 'met', metOn: '2014-06-10', metDelivery: second?.id });
  });

  describe('by the hour', () => {
    const adoptNine = (zone: string) =>
      started.deps.db
        .updateTable('deadline')
        .set({ workingOn: '2014-06-10', workingTime: '09:00', zone })
        .where('id', '=', dates[0])
        .execute();
    const prove = async (fields: Readonly<Record<string, string>>) => {
      await dana.post(at(), sending());
      const [delivery] = await deliveries();
      const path = at(`/${delivery?.id ?? ''}/proof`);
      return dana.upload(path, [{ name: 'receipt.txt', content: 'Signed for' }], fields);
    };
    const page = async () =>
      (await dana.get(`/matters/${dispute.matterId}/deadlines/${dates[0]}`)).text.replace(/\s+/g, ' ');

    for (const [arrives, says] of [
      ['10:00', 'met late'],
      ['09:01', 'met late'],
      ['09:00', 'met'],
    ] as const)
      it(`due at 09:00 and delivered at ${arrives}: ${says}`, async () => {
        await adoptNine('America/Los_Angeles');
        expect((await prove({ deliveredOn: '2014-06-10', deliveredTime: arrives })).status).to.equal(303);
        expect(await page())
          .to.contain(`>${says}<`)
          .and.to.contain(`Tue 10 Jun 2014, ${arrives}`);
      });

    it('the hours are compared as instants: 09:00 in New York is 06:00 in Los Angeles', async () => {
      await adoptNine('America/New_York');
      await prove({ deliveredOn: '2014-06-10', deliveredTime: '06:30' });
      expect(await page())
        .to.contain('>met late<')
        .and.to.contain('Tue 10 Jun 2014, 09:30');
    });

    it('without the hour of delivery the page says that only the day is known', async () => {
      await adoptNine('America/Los_Angeles');
      await prove({ deliveredOn: '2014-06-10' });
      expect(await page())
        .to.contain('>met<')
        .and.to.contain('to be met by 09:00; the hour of delivery is not on record');
    });

    it('a sent mail brings its own hour', async () => {
      await adoptNine('America/Los_Angeles');
      await drop(sentMail({ attachment: theFile(), date: 'Tue, 10 Jun 2014 09:30:00 -0700' }));
      expect(await page()).to.contain('>met late<');
    });

    for (const [what, fields, words] of [
      [
        'an hour that is none',
        { deliveredOn: '2014-06-10', deliveredTime: '9 am' },
        /Enter a time like 16:30/,
      ],
      ['an hour without its day', { deliveredTime: '09:00' }, /Enter the day of that hour/],
    ] as const)
      it(`${what}: a sentence, and nothing is saved`, async () => {
        const answer = await prove(fields);
        expect(answer.status).to.equal(422);
        expect(answer.text).to.match(words).and.to.contain(`value="${fields.deliveredTime}"`);
        expect(await stateOf(dates[0])).to.equal('open');
      });
  });

  it('recording a sending meets nothing; the proof does', async () => {
    expect((await dana.post(at(), sending())).status).to.equal(303);
    expect(await stateOf(dates[0])).to.equal('open');
    const [delivery] = await deliveries();
    const proof = await dana.upload(
      at(`/${delivery?.id ?? ''}/proof`),
      [{ name: 'receipt.txt', content: 'Signed for by R. Milch' }],
      {
        deliveredOn: '2014-06-10',
      },
    );
    expect(proof.status).to.equal(303);
    expect(await stateOf(dates[0])).to.equal('met');
    const met = await started.deps.db
      .selectFrom('deadline')
      .where('id', '=', dates[0])
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(met.metOn).to.equal('2014-06-10');
    expect(met.metDelivery).to.equal(delivery?.id);
  });

  it('the minute of the approval and the present one are hours it may have left at', async () => {
    expect((await dana.post(at(), sending({ sentOn: '2014-06-06', sentTime: '11:00' }))).status).to.equal(
      303,
    );
    const now = sending({ sentOn: '2014-06-10', sentTime: '12:00', again: 'on' });
    expect((await dana.post(at(), now)).status).to.equal(303);
  });

  it('a mail whose clock cannot be right on the very day is told so beside its proof', async () => {
    await drop(sentMail({ date: 'Fri, 6 Jun 2014 10:52:00 -0700', attachment: theFile() }));
    expect((await deliveries())[0]?.proofDocumentId).not.to.equal(null);
    expect((await dana.get(at())).text).to.contain(
      'it cannot have left at 10:52. Check the hour: the mail names it.',
    );
  });

  it('a mail that names an hour well before the approval proves nothing and meets nothing', async () => {
    await drop(sentMail({ date: 'Fri, 6 Jun 2014 10:30:00 -0700', attachment: theFile() }));
    expect(await deliveries()).to.deep.equal([]);
    expect((await dana.get(at())).text).to.contain('it cannot have left at 10:30. Check the hour');
    expect(await stateOf(dates[0])).to.equal('open');
  });

  it('a demand for which more time is asked stays open: asking is no answer yet', async () => {
    await started.deps.db
      .updateTable('approvalDemand')
      .set({ stance: 'more-time' })
      .where('demandId', '=', dispute.demandIds[1])
      .execute();
    await drop(sentMail({ date: 'Fri, 6 Jun 2014 11:30:00 -0700', attachment: theFile() }));
    expect((await deliveries())[0]?.proofDocumentId).not.to.equal(null);
    expect(await stateOf(dates[0])).to.equal('open');
  });

  it('so is one whose hour is later than when it was kept', async () => {
    await drop(sentMail({ date: 'Tue, 10 Jun 2014 12:20:00 -0700', attachment: theFile() }));
    const told = 'The mail names 12:20; it was kept at 12:00 PDT. Check its clock.';
    expect((await dana.get(at())).text).to.contain(told);
  });

  it('a proof that is not what its name says counts with a warning, and whom to ask stands beside it', async () => {
    await dana.post(at(), sending());
    const [delivery] = await deliveries();
    const page = '<!doctype html><p>Not found</p>';
    await dana.upload(at(`/${delivery?.id ?? ''}/proof`), [{ name: 'courier.pdf', content: page }], {
      deliveredOn: '2014-06-10',
    });
    const shown = await dana.get(at());
    expect(shown.text).to.match(
      /flash warn[^<]*>[^<]*courier\.pdf: The proof is attached\. The name says \.pdf, the content is: [^<]*Open the proof/,
    );
    const again = (await dana.get(at())).text;
    expect(again).to.contain('The name says .pdf').and.contain('Only counsel can void it: ask Omar');
    const omar = await started.signIn('omar');
    expect((await omar.get(at())).text).not.to.contain('Only counsel can void it');
  });

  it('a file of 0 bytes is no proof', async () => {
    await dana.post(at(), sending());
    const [delivery] = await deliveries();
    const answer = await dana.upload(
      at(`/${delivery?.id ?? ''}/proof`),
      [{ name: 'empty.txt', content: '' }],
      { deliveredOn: '2014-06-10' },
    );
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('empty.txt has 0 bytes');
    expect((await deliveries())[0]?.proofDocumentId).to.equal(null);
    expect(await stateOf(dates[0])).to.equal('open');
  });

  it('a mail dated before the file was approved is kept and proves nothing', async () => {
    const early = sentMail({ attachment: theFile() }).replace(
      /^Date: .*$/m,
      'Date: Thu, 5 Jun 2014 16:30:00 -0400',
    );
    await drop(early);
    expect(await deliveries()).to.deep.equal([]);
    expect((await dana.get(at())).text).to.include('The file was approved on');
    await dana.post(at(), sending({ method: 'email', address: 'milch@verizon.example' }));
    const [delivery] = await deliveries();
    await drop(early, `/${delivery?.id ?? ''}/proof`, { deliveredOn: '2014-06-09' });
    expect((await deliveries())[0]?.proofDocumentId).to.equal(null);
  });

  it('names where the mail and what was recorded do not agree', async () => {
    const recorded = { method: 'email', address: 'milch@verizon.example', sentOn: '2014-06-08' };
    await dana.post(at(), sending(recorded));
    const [delivery] = await deliveries();
    await drop(sentMail({ attachment: theFile() }), `/${delivery?.id ?? ''}/proof`);
    expect((await dana.get(at())).text).to.contain('recorded is Sun 8 Jun 2014');
    expect(await stateOf(dates[0])).to.equal('met');
  });

  it('a mail to another address than was recorded is no proof of that sending', async () => {
    await dana.post(at(), sending({ method: 'email', address: 'milch@verizon.example.com' }));
    const [delivery] = await deliveries();
    await drop(sentMail({ attachment: theFile() }), `/${delivery?.id ?? ''}/proof`);
    expect((await dana.get(at())).text).to.contain('recorded is milch@verizon.example.com');
    expect(await stateOf(dates[0])).to.equal('open');
  });

  it('a mail from the future proves nothing yet', async () => {
    await drop(sentMail({ date: 'Thu, 12 Jun 2014 09:00:00 -0700', attachment: theFile() }));
    expect((await dana.get(at())).text).to.contain('its date, Thu 12 Jun 2014, has not come yet');
    expect(await deliveries()).to.deep.equal([]);
  });

  it('the word of the addressee that it came is proof, whatever it carries', async () => {
    await dana.post(at(), sending({ method: 'email', address: 'milch@verizon.example' }));
    const [delivery] = await deliveries();
    const thanks = sentMail({
      from: 'Randal Milch <milch@verizon.example>',
      to: 'Omar <omar@firm.example>',
      subject: 'Re: Reply with its enclosures',
      attachment: { name: 'logo.png', content: Buffer.from('x') },
    });
    await drop(thanks, `/${delivery?.id ?? ''}/proof`);
    expect(await stateOf(dates[0])).to.equal('met');
  });

  it('our letter joins the correspondence once, with the file that went out', async () => {
    await dana.post(at(), sending());
    await dana.post(at(), sending({ again: 'on' }));
    const letters = await started.deps.db
      .selectFrom('letter')
      .innerJoin('document', 'document.id', 'letter.documentId')
      .where('letter.matterId', '=', dispute.matterId)
      .where('letter.direction', '=', 'out')
      .select(['letter.id', 'letter.state', 'letter.inReplyTo', 'document.sha256'])
      .execute();
    expect(letters).to.have.length(1);
    expect(letters[0]).to.deep.include({
      state: 'sent',
      inReplyTo: dispute.letterId,
      sha256: approved.sha256,
    });
    const page = await dana.get(`/matters/${dispute.matterId}/letters/${letters[0]?.id ?? ''}`);
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('Our letter L-2');
    expect((await dana.get(`/matters/${dispute.matterId}`)).status).to.equal(200);
  });

  it('a report of failure is no proof', async () => {
    await dana.post(at(), sending({ method: 'email', address: 'milch@verizon.example' }));
    const [delivery] = await deliveries();
    const report = [
      'From: MAILER-DAEMON@firm.example',
      'To: omar@firm.example',
      'Subject: Undelivered Mail',
      'Date: Mon, 9 Jun 2014 16:31:00 -0700',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'The message could not be delivered to milch@verizon.example.',
      '--b--',
      '',
    ].join('\r\n');
    await drop(report, `/${delivery?.id ?? ''}/proof`, { deliveredOn: '2014-06-09' });
    expect((await dana.get(at())).text).to.contain('did not arrive');
    expect(await stateOf(dates[0])).to.equal('open');
  });

  it('the same file is never sent twice by accident', async () => {
    await dana.post(at(), sending());
    const second = await dana.post(at(), sending());
    expect(second.status).to.equal(409);
    expect(second.text).to.contain('recorded as sent to Randal Milch already').and.contain('name="again"');
    expect(await deliveries()).to.have.length(1);
    expect((await dana.post(at(), sending({ again: 'on', method: 'post' }))).status).to.equal(303);
    expect(await deliveries()).to.have.length(2);
  });

  it('the same mail dropped twice is one delivery', async () => {
    const mail = sentMail({ attachment: theFile() });
    await drop(mail);
    await drop(mail);
    expect(await deliveries()).to.have.length(1);
  });

  it('only counsel counts a sending without proof, with a reason', async () => {
    await dana.post(at(), sending());
    const [delivery] = await deliveries();
    const path = at(`/${delivery?.id ?? ''}/override`);
    const override = { deliveredOn: '2014-06-09', reason: 'Counsel of Verizon confirmed by telephone' };
    expect((await dana.post(path, override)).status).to.equal(403);
    const omar = await started.signIn('omar');
    await omar.get('/desk');
    expect((await omar.post(path, { ...override, reason: '' })).status).to.equal(422);
    expect(await stateOf(dates[0])).to.equal('open');
    expect((await omar.post(path, override)).status).to.equal(303);
    expect(await stateOf(dates[0])).to.equal('met');
    expect((await omar.post(path, override)).status).to.equal(409);
  });

  const BAD = [
    ['31 February', { sentOn: '2014-02-31' }, 'Enter a real day'],
    ['a day that has not come', { sentOn: '2014-06-11' }, 'This day has not come yet'],
    ['a day before the approval', { sentOn: '2014-06-05' }, 'The file was approved on'],
    [
      'an hour that has not come',
      { sentOn: '2014-06-10', sentTime: '12:01' },
      'This hour has not come yet: it is 12:00 PDT',
    ],
    [
      'an hour before the approval',
      { sentOn: '2014-06-06', sentTime: '10:59' },
      'approved on Fri 6 Jun 2014 at 11:00 PDT; it cannot have left at 10:59. Check the hour',
    ],
    ['no address', { address: '' }, 'Enter the address'],
    ['an unknown way', { method: 'pigeon' }, 'Choose how it was sent'],
    ['an unknown field', { matterId: 'x' }, 'a field that is not known'],
    ['a time that is none', { sentTime: '25:00' }, 'Enter a time like 16:30'],
  ] as const;
  for (const [what, change, words] of BAD)
    it(`${what} is answered with what was typed, and nothing is saved`, async () => {
      const answer = await dana.post(at(), sending({ tracking: '1Z 999', ...change }));
      expect(answer.status).to.be.oneOf([409, 422]);
      expect(answer.text).to.contain(words).and.contain('1Z 999');
      expect(await deliveries()).to.deep.equal([]);
    });

  it('keeps to its matter: files nobody approved, foreign ids, readers and strangers', async () => {
    await dana.post(at(), sending());
    const [delivery] = await deliveries();
    const other = await openDispute(started, { title: 'Another' });
    const foreign = `/matters/${other.matterId}/deliveries`;
    expect((await dana.post(foreign, sending())).status).to.equal(404);
    expect((await dana.post(at(), sending({ buildId: 'no-such-build' }))).status).to.equal(404);
    const proof = [{ name: 'a.txt', content: 'x' }];
    expect((await dana.upload(`${foreign}/${delivery?.id ?? ''}/proof`, proof)).status).to.equal(404);
    expect((await dana.post(at(), { ...sending(), _csrf: 'wrong' })).status).to.equal(403);
    const priya = await started.signIn('priya');
    expect((await priya.get(at())).status).to.equal(200);
    expect((await priya.post(at(), sending())).status).to.equal(403);
    expect((await (await started.signIn('rolf')).get(at())).status).to.equal(404);
  });
});
