import { expect } from 'chai';
import { openDispute, type Dispute } from '../../overview/dispute.js';
import type { Browser } from '../../support/browser.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import {
  approvedByRows,
  knowMilch,
  knowParty,
  reportMail,
  sentMail,
  type ApprovedBundle,
} from '../approved-bundle.js';

const MILCH = 'Randal Milch <milch@verizon.example>';
const AGAIN = { messageId: '<2@firm.example>', date: 'Tue, 10 Jun 2014 09:00:00 -0700' } as const;

describe('a mail that came back, and was sent again', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let omar: Browser;
  let approved: ApprovedBundle;

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
    await send();
    await bounce();
    expect(await alerts()).to.deep.equal(['open']);
  });

  const at = (path = ''): string => `/matters/${dispute.matterId}/deliveries${path}`;
  const drop = (content: string, path = '/mail') => dana.upload(at(path), [{ name: 'mail.eml', content }]);
  const send = (change: Readonly<Record<string, string>> = {}) =>
    drop(sentMail({ attachment: { name: 'Reply.pdf', content: approved.pdf }, to: MILCH, ...change }));
  const bounce = (id = '<1@firm.example>', to = 'milch@verizon.example') =>
    drop(
      reportMail({
        type: 'delivery-status',
        lines: [
          'Reporting-MTA: dns; mx.verizon.example',
          '',
          `Final-Recipient: rfc822; ${to}`,
          `Original-Message-ID: ${id}`,
          'Action: failed',
        ],
      }),
    );
  const record = async (change: Readonly<Record<string, string>> = {}) => {
    const answer = await dana.post(at(), {
      ...{ buildId: approved.buildId, method: 'courier', recipient: 'Randal Milch' },
      ...{ address: 'One Verizon Way', sentOn: '2014-06-10', again: 'on', ...change },
    });
    expect(answer.status, answer.text).to.equal(303);
  };
  const alerts = async (): Promise<string[]> =>
    (
      await started.deps.db
        .selectFrom('deadline')
        .where('matterId', '=', dispute.matterId)
        .where('title', 'like', 'Did not arrive%')
        .orderBy('title')
        .orderBy('state')
        .select('state')
        .execute()
    ).map(({ state }) => state);
  const lastId = async (): Promise<string> =>
    (
      await started.deps.db
        .selectFrom('delivery')
        .where('matterId', '=', dispute.matterId)
        .where('refutedAt', 'is', null)
        .where('deliveredOn', 'is', null)
        .select('id')
        .executeTakeFirstOrThrow()
    ).id;

  it('by the mail itself: what said that it did not arrive is over, and the log says why', async () => {
    await send(AGAIN);
    expect(await alerts()).to.deep.equal(['voided']);
    expect((await dana.get('/desk')).text).not.to.contain('Did not arrive: “Reply with its enclosures”');
    const [deadline] = await started.deps.db
      .selectFrom('deadline')
      .where('matterId', '=', dispute.matterId)
      .where('title', 'like', 'Did not arrive%')
      .selectAll()
      .execute();
    const events = await started.deps.db
      .selectFrom('auditEvent')
      .where('subject', '=', deadline?.id ?? '')
      .orderBy('seq')
      .select('action')
      .execute();
    expect(events.map(({ action }) => action)).to.deep.equal(['deadline.set', 'deadline.voided']);
  });

  it('another way: it stands until that has its proof', async () => {
    await record();
    expect(await alerts()).to.deep.equal(['open']);
    await dana.upload(at(`/${await lastId()}/proof`), [{ name: 'slip.txt', content: 'Signed: R. Milch' }], {
      deliveredOn: '2014-06-10',
    });
    expect(await alerts()).to.deep.equal(['voided']);
  });

  it('counted by counsel without proof: it is over as well', async () => {
    await record();
    const counted = { deliveredOn: '2014-06-10', reason: 'He said so on the telephone' };
    expect((await omar.post(at(`/${await lastId()}/override`), counted)).status).to.equal(303);
    expect(await alerts()).to.deep.equal(['voided']);
  });

  it('to somebody else: it stands', async () => {
    await send({ ...AGAIN, to: 'press@paper.example' });
    expect(await alerts()).to.deep.equal(['open']);
  });

  describe('that went to two', () => {
    const YOUNG = 'David Young <young@verizon.example>';
    const later = (n: number) => ({
      messageId: `<${n}@firm.example>`,
      date: `Tue, 10 Jun 2014 08:${n}:00 -0700`,
    });

    // The one to Milch alone that came back before is over by it; what is told first is about that one.
    beforeEach(async () => {
      const known = { name: 'David Young', email: 'young@verizon.example', side: 'theirs' } as const;
      await knowParty(started, dispute, known);
      await send({ ...later(10), to: `${MILCH}, ${YOUNG}` });
      await bounce('<10@firm.example>', 'young@verizon.example');
      expect(await alerts()).to.deep.equal(['voided', 'open']);
    });
    const countCourier = async (recipient: string) => {
      await record({ recipient });
      const counted = { deliveredOn: '2014-06-10', reason: 'They said so on the telephone' };
      expect((await omar.post(at(`/${await lastId()}/override`), counted)).status).to.equal(303);
    };

    it('stands once one of them has it by mail; is over once the other has it too', async () => {
      await send({ ...later(11), to: MILCH });
      expect(await alerts()).to.deep.equal(['voided', 'open']);
      await countCourier('David Young');
      expect(await alerts()).to.deep.equal(['voided', 'voided']);
    });

    it('stands where the one to the other came back as well', async () => {
      await send({ ...later(11), to: MILCH });
      await bounce('<11@firm.example>');
      await send({ ...later(12), to: YOUNG });
      expect((await alerts()).filter((state) => state === 'open')).to.have.length(2);
    });

    it('stands once one of them has it by courier', async () => {
      await countCourier('Randal Milch');
      expect(await alerts()).to.deep.equal(['voided', 'open']);
    });

    it('is over once both have it in one mail', async () => {
      await send({ ...later(11), to: 'young@verizon.example, Milch <milch@verizon.example>' });
      expect(await alerts()).to.deep.equal(['voided', 'voided']);
    });

    it('is over once both have it by courier, under their names', async () => {
      await countCourier('Randal Milch and David Young');
      expect(await alerts()).to.deep.equal(['voided', 'voided']);
    });
  });

  it('that comes back once more: one stands, for the second', async () => {
    await send(AGAIN);
    await bounce('<2@firm.example>');
    expect(await alerts()).to.deep.equal(['open', 'voided']);
  });

  it('voided by counsel as recorded in error: it is over', async () => {
    const { id } = await started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .select('id')
      .executeTakeFirstOrThrow();
    const voided = await omar.post(at(`/${id}/voiding`), { reason: 'It was a test' });
    expect(voided.status, voided.text).to.equal(303);
    expect(await alerts()).to.deep.equal(['voided']);
  });
});
