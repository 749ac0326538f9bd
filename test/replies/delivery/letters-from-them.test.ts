import { expect } from 'chai';
import { openDispute, type Dispute } from '../../overview/dispute.js';
import type { Browser } from '../../support/browser.js';
import { startRejoinder, type Started } from '../../support/start-rejoinder.js';
import { approvedByRows, knowMilch, sentMail, type ApprovedBundle } from '../approved-bundle.js';

const ANSWER = {
  from: 'Randal Milch <milch@verizon.example>',
  to: 'Omar <omar@firm.example>',
  subject: 'Re: Response to your letter',
  date: 'Tue, 10 Jun 2014 09:00:00 -0700',
  messageId: '<answer@verizon.example>',
  words: 'We disagree. We demand that you withdraw the notices by 13 June 2014.',
} as const;

describe('an answer of the other side dropped as a mail that was sent', () => {
  let started: Started;
  let dispute: Dispute;
  let dana: Browser;
  let approved: ApprovedBundle;

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
  });

  const at = (path = ''): string => `/matters/${dispute.matterId}/deliveries${path}`;
  const drop = (content: string) => dana.upload(at('/mail'), [{ name: 'mail.eml', content }]);
  const page = async (path = at()): Promise<string> => (await dana.get(path)).text;
  const send = () => drop(sentMail({ attachment: { name: 'Reply.pdf', content: approved.pdf } }));
  const letters = () =>
    started.deps.db
      .selectFrom('letter')
      .where('matterId', '=', dispute.matterId)
      .where('direction', '=', 'in')
      .where('id', '!=', dispute.letterId)
      .selectAll()
      .execute();
  const logPath = async (): Promise<string> =>
    /action="([^"]*\/set-aside\/[^"]*\/letter)"/.exec(await page())?.[1] ?? 'no button';
  const received = async (): Promise<number> =>
    (
      await started.deps.db
        .selectFrom('auditEvent')
        .where('matterId', '=', dispute.matterId)
        .where('action', '=', 'letter.received')
        .select('subject')
        .execute()
    ).length;

  it('is said to be a letter from them that answers ours, and is logged in one click, its original kept', async () => {
    await send();
    await drop(sentMail({ ...ANSWER, headers: ['In-Reply-To: <1@firm.example>'] }));
    expect(await page())
      .to.contain('It is a letter from Randal Milch &lt;milch@verizon.example&gt;, not a mail of ours')
      .and.contain('It answers what was sent to Randal Milch on Mon 9 Jun 2014')
      .and.not.contain('The bytes differ')
      .and.not.contain('counts for nothing');
    expect(await letters()).to.deep.equal([]);
    const before = await received();

    const logged = await dana.post(await logPath());
    expect(logged.status).to.equal(303);
    const [letter, ...more] = await letters();
    expect(more).to.deep.equal([]);
    expect(letter).to.deep.include({ state: 'unreviewed', direction: 'in', earliestOn: '2014-06-13' });
    expect(logged.location).to.equal(`/matters/${dispute.matterId}/letters/${letter?.id ?? ''}`);
    const aside = await started.deps.db
      .selectFrom('proofSetAside')
      .where('matterId', '=', dispute.matterId)
      .selectAll()
      .execute();
    expect(aside.map(({ documentId }) => documentId)).to.deep.equal([letter?.documentId]);
    expect(await received()).to.equal(before + 1);
    expect(await page()).to.contain(`is logged as <a href="/matters/${dispute.matterId}/letters/`);
    expect(await logPath()).to.equal('no button');
  });

  it('stands in one thread with the letter of ours that it answers', async () => {
    await send();
    await drop(
      sentMail({ ...ANSWER, subject: 'Quite another matter', headers: ['References: <1@firm.example>'] }),
    );
    const location = (await dana.post(await logPath())).location ?? '';
    const ours = await started.deps.db
      .selectFrom('letter')
      .where('matterId', '=', dispute.matterId)
      .where('direction', '=', 'out')
      .selectAll()
      .executeTakeFirstOrThrow();
    const [theirs] = await letters();
    expect(await page(location))
      .to.contain(`/letters/${ours.id}"`)
      .and.contain('by its References');
    expect(await page(`/matters/${dispute.matterId}/letters/${ours.id}`)).to.contain(
      `/letters/${theirs?.id ?? ''}"`,
    );
  });

  it('is logged once, however often the button is pressed or the mail is dropped', async () => {
    await send();
    await drop(sentMail(ANSWER));
    const path = await logPath();
    await Promise.all([dana.post(path), dana.post(path)]);
    expect(await letters()).to.have.length(1);
    const again = await dana.post(path);
    expect(again.status).to.equal(303);
    expect(await page(again.location ?? '')).to.contain('is a letter of this matter already');
    await drop(sentMail(ANSWER));
    expect(await logPath()).to.equal('no button');
    expect(await letters()).to.have.length(1);
  });

  it('is a letter too where it sends our own file back', async () => {
    await send();
    const attachment = { name: 'Reply.pdf', content: approved.pdf };
    await drop(sentMail({ ...ANSWER, attachment }));
    expect(await page()).to.contain('not a mail of ours');
    const sent = await started.deps.db
      .selectFrom('delivery')
      .where('matterId', '=', dispute.matterId)
      .selectAll()
      .execute();
    expect(sent).to.have.length(1);
  });

  it('of somebody nobody knows is offered as a letter, and why it proves nothing is said', async () => {
    await drop(sentMail({ ...ANSWER, from: 'Zed <zed@else.example>' }));
    expect(await page())
      .to.contain('It has no attachment')
      .and.contain('It is from Zed &lt;zed@else.example&gt;, who is not on our side');
    expect(await logPath()).to.match(/\/letter$/);
  });

  it('a mail of ours that proves nothing is offered as no letter', async () => {
    await drop(sentMail({ attachment: null }));
    expect(await page()).to.contain('It has no attachment');
    expect(await logPath()).to.equal('no button');
  });

  it('keeps to its matter: what was not set aside here is no letter by this way', async () => {
    await drop(sentMail(ANSWER));
    const path = await logPath();
    const other = await openDispute(started);
    await dana.get('/desk');
    const elsewhere = path.replace(dispute.matterId, other.matterId);
    expect((await dana.post(elsewhere)).status).to.equal(404);
    expect(await letters()).to.deep.equal([]);
  });
});
