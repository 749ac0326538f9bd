import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { addDeadline } from '../overview/dispute.js';

const FIRST = {
  code: 'the-code',
  name: 'Ines',
  email: 'ines@firm.example',
  password: 'a long enough password',
  zone: 'America/New_York',
};
const MATTER = {
  title: 'Verizon – Netflix',
  ourParty: 'Netflix',
  theirParty: 'Verizon',
  regime: 'private',
  zone: 'America/Los_Angeles',
  legend: '',
  approvalForm: 'one-person',
};

describe('the first account', () => {
  let started: Started;
  let ines: Browser;
  beforeEach(async () => {
    started = await startRejoinder({ withoutCast: true, setupCode: 'the-code', today: '2014-06-06' });
    ines = started.visitor();
    await ines.get('/first-account');
  });
  afterEach(() => started.close());

  /** A matter with one date that waits to be adopted; gives the addresses of both. */
  async function matterWithDate(): Promise<{ matter: string; deadline: string }> {
    await ines.get('/matters/new');
    const matter = (await ines.post('/matters', MATTER)).location ?? '';
    const { id } = await started.deps.db.selectFrom('account').select('id').executeTakeFirstOrThrow();
    const deadlineId = await addDeadline(
      { ...started, actor: () => ({ accountId: id, role: 'counsel' }) },
      {
        matterId: matter.split('/').at(-1) ?? '',
        title: 'Answer',
        workingOn: null,
        earliestOn: '2014-06-09',
      },
    );
    return { matter, deadline: `${matter}/deadlines/${deadlineId}` };
  }
  const account = () => started.deps.db.selectFrom('account').selectAll().executeTakeFirstOrThrow();
  const lastEvent = async (action: string) =>
    (
      await started.deps.db
        .selectFrom('auditEvent')
        .where('action', '=', action)
        .orderBy('seq', 'desc')
        .select('text')
        .executeTakeFirst()
    )?.text;

  it('says before it is made what it may not do, and offers to be counsel too', async () => {
    expect((await ines.get('/first-account')).text)
      .to.include('adopting a working date, deciding and approving what goes out are for counsel')
      .and.to.include('I am counsel myself');
  });

  it('of a sole practitioner is counsel and administers: both rooms are open, dates can be adopted', async () => {
    expect((await ines.post('/first-account', { ...FIRST, isCounsel: 'on' })).status).to.equal(303);
    const { role, administers } = await account();
    expect([role, administers]).to.deep.equal(['counsel', 1]);
    expect(await lastEvent('account.created')).to.include('"administers":true,"role":"counsel"');
    expect((await ines.get('/accounts')).text)
      .to.include('counsel, administers')
      .and.not.to.include('only administers');
    for (const page of ['/accounts/audit', '/accounts/mail'])
      expect((await ines.get(page)).status).to.equal(200);
    const { matter, deadline } = await matterWithDate();
    expect((await ines.get(matter)).text).to.match(/>adopt</);
    const date = (await ines.get(deadline)).text;
    expect(date).to.include(`${deadline}/adoption`).and.not.to.include('only administers');
  });

  it('of who only administers is told so where counsel acts, and led to Accounts; it may become counsel there', async () => {
    await ines.post('/first-account', FIRST);
    expect((await account()).role).to.equal('admin');
    expect((await ines.get('/desk')).text).to.include('make accounts for counsel');
    const { matter, deadline } = await matterWithDate();
    for (const page of [matter, deadline])
      expect((await ines.get(page)).text)
        .to.include('Your account only administers')
        .and.to.include('href="/accounts#counsel"')
        .and.not.to.match(/>adopt<|\/adoption"/);

    const elsewhere = started.visitor();
    await elsewhere.get('/sign-in');
    await elsewhere.post('/sign-in', { email: FIRST.email, password: FIRST.password });
    expect((await ines.get('/accounts')).text).to.include('id="counsel"');
    expect((await ines.post('/accounts/counsel')).location).to.equal('/accounts');
    expect((await ines.get('/accounts')).text).to.include('You are counsel as well');
    expect((await ines.get(deadline)).text).to.include(`${deadline}/adoption`);
    expect((await elsewhere.get('/desk')).location).to.equal('/sign-in');
    expect(await lastEvent('account.roleChanged')).to.include('"administers":true,"role":"counsel"');
    expect((await ines.get('/accounts/audit')).text).to.include(
      'Ines changed the role of an account to counsel, which also administers',
    );
    expect((await ines.post('/accounts/counsel')).status).to.equal(409);
  });
});
