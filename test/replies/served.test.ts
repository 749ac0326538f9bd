import { expect } from 'chai';
import { openDispute, type Dispute } from '../overview/dispute.js';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { approvedByRows, knowMilch, knowParty, sentMail, type ApprovedBundle } from './approved-bundle.js';

const ON_RECORD = 'One Verizon Way\nBasking Ridge, NJ 07920';

describe('sendings that change after they were recorded', () => {
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
    await livesAt(ON_RECORD);
    approved = await approvedByRows(started, dispute);
  });

  const at = (path = ''): string => `/matters/${dispute.matterId}${path}`;
  const db = () => started.deps.db;
  const livesAt = (address: string | null) =>
    started.deps.db.updateTable('person').set({ address }).where('name', '=', 'Randal Milch').execute();
  const textOf = async (path: string, who = dana): Promise<string> =>
    (await who.get(path)).text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const record = async (change: Readonly<Record<string, string>> = {}) => {
    const answer = await dana.post(at('/deliveries'), {
      ...{ buildId: approved.buildId, method: 'courier', recipient: 'Randal Milch' },
      ...{ address: ON_RECORD, sentOn: '2014-06-09', sentTime: '09:15', ...change },
    });
    expect(answer.status, answer.text).to.equal(303);
  };
  const delivery = () =>
    db()
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .orderBy('recordedAt')
      .orderBy('id')
      .selectAll()
      .executeTakeFirstOrThrow();
  const certificate = async (): Promise<string> => {
    const begun = await dana.post(at('/replies'), { letterId: dispute.letterId, kind: 'service' });
    return begun.location ?? '';
  };
  const check = async (warning: number, words: string) => {
    const { id, version } = await delivery();
    const seen = { warning: String(warning), version: String(version), words };
    return omar.post(at(`/deliveries/${id}/check`), { ...seen, reason: 'It was his address then' });
  };
  const warned = async (): Promise<string> =>
    /name="words" value="([^"]*)"/.exec((await omar.get(at('/deliveries'))).text)?.[1] ?? 'no warning';

  describe('a certificate of service that was written before', () => {
    it('may not go out with a sending that was voided since, and says which', async () => {
      await record();
      const path = await certificate();
      expect(await textOf(path))
        .to.contain('at 09:15 PDT')
        .and.not.contain('that sending was voided');
      const { id } = await delivery();
      await omar.post(at(`/deliveries/${id}/voiding`), { reason: 'The courier never came' });
      expect(await textOf(path)).to.contain(
        'The certificate names “Reply with its enclosures” to Randal Milch, and that sending was voided.',
      );
    });

    it('nor with one that is held since, until counsel has decided', async () => {
      await record({ method: 'email', address: 'milch@verizon.example', sentTime: '' });
      const path = await certificate();
      const { id } = await delivery();
      const other = { name: 'Memo.pdf', content: Buffer.from('%PDF-1.7 not approved') };
      const mail = sentMail({
        attachment: { name: 'a.pdf', content: approved.pdf },
        more: [other],
      });
      await dana.upload(at(`/deliveries/${id}/proof`), [{ name: 'sent.eml', content: mail }]);
      expect(await textOf(path)).to.contain('counsel has yet to decide whether that counts');
      const decided = { deliveredOn: '2014-06-09', reason: 'The memo is harmless' };
      expect((await omar.post(at(`/deliveries/${id}/override`), decided)).status).to.equal(303);
      expect(await textOf(path)).to.not.contain('yet to decide');
    });

    it('nor where the record says another address now, until counsel has checked it', async () => {
      await record();
      const path = await certificate();
      await livesAt('7 Elm Row\nNewark, NJ 07102');
      expect(await textOf(path)).to.contain('a warning of that is not checked: It went to One Verizon Way');
      expect((await check(0, await warned())).status).to.equal(303);
      expect(await textOf(path)).to.not.contain('is not checked');
    });

    it('stands where the same was sent again and that counts', async () => {
      await record();
      await record({ again: 'on' });
      const path = await certificate();
      const { id } = await delivery();
      await omar.post(at(`/deliveries/${id}/voiding`), { reason: 'Entered twice' });
      expect(await textOf(path)).to.not.contain('The certificate names');
    });

    it('may not go out with one by courier because a mail of the same day to the same person stands', async () => {
      await record({ sentTime: '' });
      const attachment = { name: 'a.pdf', content: approved.pdf };
      await record({ method: 'email', address: 'milch@verizon.example', sentTime: '', again: 'on' });
      await dana.upload(at('/deliveries/mail'), [{ name: 'sent.eml', content: sentMail({ attachment }) }]);
      const path = await certificate();
      const { id } = await db()
        .selectFrom('delivery')
        .where('matterId', '=', dispute.matterId)
        .where('method', '=', 'courier')
        .select('id')
        .executeTakeFirstOrThrow();
      await omar.post(at(`/deliveries/${id}/voiding`), { reason: 'The courier never came' });
      expect(await textOf(path)).to.contain('and that sending was voided');
    });

    it('is found though a person put it in other words', async () => {
      await record();
      const path = await certificate();
      await db()
        .updateTable('reply')
        .set({ opening: 'On June 9, 2014 I sent “Reply with its enclosures” to Randal Milch by FedEx.' })
        .where('id', '=', path.split('/').at(-1) ?? '')
        .execute();
      const { id } = await delivery();
      await omar.post(at(`/deliveries/${id}/voiding`), { reason: 'The courier never came' });
      expect(await textOf(path)).to.contain('and that sending was voided');
    });
  });

  describe('a sending recorded before the people on record changed', () => {
    it('is checked by them anew; what it met stays, and counsel says what they found', async () => {
      await record();
      expect(await textOf(at('/deliveries'))).to.not.contain('So the record has it now');
      await livesAt('7 Elm Row\nNewark, NJ 07102');
      const words = await warned();
      expect(words)
        .to.contain('the address on record for Randal Milch is 7 Elm Row, Newark, NJ 07102')
        .and.contain('So the record has it now');
      const before = await delivery();
      expect((await check(0, words)).status).to.equal(303);
      expect(await delivery()).to.deep.equal(before);
      expect(await textOf(at('/deliveries'))).to.contain('Checked by Omar');
      // Changed once more, it is warned of anew.
      await livesAt('1 Other Street\nNewark, NJ 07102');
      expect(await warned()).to.contain('1 Other Street');
    });

    it('a check of a warning that has changed meanwhile is refused', async () => {
      await record();
      await livesAt('7 Elm Row\nNewark, NJ 07102');
      const words = await warned();
      await livesAt('1 Other Street\nNewark, NJ 07102');
      const answer = await check(0, words);
      expect(answer.status).to.equal(409);
      expect(answer.text).to.contain('It was his address then');
    });

    it('a mail that reached the addressee as a blind copy is not warned of', async () => {
      await dana.upload(at('/deliveries/mail'), [
        {
          name: 'sent.eml',
          content: sentMail({
            attachment: { name: 'a.pdf', content: approved.pdf },
            to: 'Dana <dana@firm.example>',
            headers: ['Bcc: Randal Milch <milch@verizon.example>'],
          }),
        },
      ]);
      expect((await delivery()).deliveredOn).to.equal('2014-06-09');
      expect(await warned()).to.equal('no warning');
    });
  });

  describe('a bundle without a letter', () => {
    beforeEach(async () => {
      await db().updateTable('bundle').set({ replyId: null }).where('id', '=', approved.bundleId).execute();
    });

    it('to somebody nobody knows is recorded with a warning, and to the other side without', async () => {
      await record({ recipient: 'Zed Nobody', address: '99 Wrong Road' });
      expect(await textOf(at('/deliveries')))
        .to.contain('Zed Nobody is nobody on record in this matter outside our own side.')
        .and.not.contain('meets no date until');
      await omar.post(at(`/deliveries/${(await delivery()).id}/voiding`), { reason: 'Not him' });
      await record();
      expect((await textOf(at('/deliveries'))).match(/nobody on record/g)).to.have.length(1);
    });

    it('to somebody on neither side is recorded without a warning: they are on record', async () => {
      await knowParty(started, dispute, { name: 'Nina Neutral', email: 'nina@court.example', side: 'other' });
      await record({ recipient: 'Nina Neutral', address: '1 Court Square' });
      expect(await textOf(at('/deliveries'))).to.not.contain('nobody on record');
    });

    it('mailed to our own side alone was not sent', async () => {
      const attachment = { name: 'a.pdf', content: approved.pdf };
      const mail = sentMail({ attachment, to: 'Dana <dana@firm.example>' });
      await dana.upload(at('/deliveries/mail'), [{ name: 'sent.eml', content: mail }]);
      expect(await textOf(at('/deliveries'))).to.contain('alone, on our own side');
      expect(
        await db().selectFrom('delivery').where('matterId', '=', dispute.matterId).selectAll().execute(),
      ).to.deep.equal([]);
    });

    it('mailed to a stranger counts, and says to check it', async () => {
      const attachment = { name: 'a.pdf', content: approved.pdf };
      const mail = sentMail({ attachment, to: 'Carol Stray <carol@stray.example>' });
      await dana.upload(at('/deliveries/mail'), [{ name: 'sent.eml', content: mail }]);
      expect(await delivery()).to.include({ deliveredOn: '2014-06-09' });
      expect(await textOf(at('/deliveries'))).to.contain('Check that it may go there.');
    });
  });
});
