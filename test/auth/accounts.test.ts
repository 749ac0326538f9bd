import { expect } from 'chai';
import type { Browser } from '../support/browser.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';

const NEW_PASSWORD = 'another long password';

describe('the accounts', () => {
  let started: Started;
  let ines: Browser;
  beforeEach(async () => {
    started = await startRejoinder();
    ines = await started.signIn('ines');
    await ines.get('/accounts');
  });
  afterEach(() => started.close());

  const at = (name: Parameters<Started['actor']>[0]) => `/accounts/${started.actor(name).accountId}`;
  const trySignIn = async (email: string, password: string): Promise<number> => {
    const browser = started.visitor();
    await browser.get('/sign-in');
    return (await browser.post('/sign-in', { email, password })).status;
  };
  const actions = async () =>
    (await started.deps.db.selectFrom('auditEvent').orderBy('seq').select('action').execute()).map(
      ({ action }) => action,
    );

  it('a new account starts in the zone of whoever makes it', async () => {
    await started.deps.db
      .updateTable('account')
      .set({ zone: 'Europe/London' })
      .where('email', '=', 'ines@firm.example')
      .execute();
    expect((await ines.get('/accounts')).text).to.match(/name="zone"[^>]*value="Europe\/London"/);
  });

  it('says whether reminders go out by mail, as the Desk does', async () => {
    expect((await ines.get('/accounts')).text)
      .to.contain('No mail server is set, so reminders are kept and not sent')
      .and.not.contain('Reminders go out by mail');
  });

  it('whoever forgot a password gets a new one; where they were signed in they no longer are', async () => {
    const dana = await started.signIn('dana');
    const answer = await ines.post(`${at('dana')}/password`, { password: NEW_PASSWORD });
    expect([answer.status, answer.location]).to.deep.equal([303, at('dana')]);
    expect((await ines.get(at('dana'))).text).to.include('Dana has the new password');
    expect((await dana.get('/desk')).location).to.equal('/sign-in');
    expect(await trySignIn('dana@firm.example', 'a long enough password')).to.equal(401);
    expect(await trySignIn('dana@firm.example', NEW_PASSWORD)).to.equal(303);
    expect(await actions()).to.include('account.passwordSet');
    expect((await ines.get('/desk')).status).to.equal(200);
  });

  describe('one’s own', () => {
    const current = 'a long enough password';

    it('whose password somebody else chose is asked on the Desk to choose their own, until they did', async () => {
      const asks = 'Somebody else chose your password';
      await ines.post('/accounts', {
        ...{ name: 'Carl', email: 'carl@firm.example', role: 'counsel', zone: 'Europe/London' },
        password: 'the first of passwords',
      });
      const carl = started.visitor();
      await carl.get('/sign-in');
      await carl.post('/sign-in', { email: 'carl@firm.example', password: 'the first of passwords' });
      expect((await carl.get('/desk')).text)
        .to.contain(asks)
        .and.contain('href="/account"');
      await carl.get('/account');
      const changed = await carl.post('/account/password', {
        ...{ currentPassword: 'the first of passwords', password: NEW_PASSWORD },
      });
      expect(changed.status, changed.text.slice(0, 1500)).to.equal(303);
      expect((await carl.get('/desk')).text).not.to.contain(asks);
    });

    it('anyone changes their password; this browser stays signed in and no other', async () => {
      const [dana, elsewhere] = [await started.signIn('dana'), await started.signIn('dana')];
      await dana.get('/account');
      const answer = await dana.post('/account/password', {
        currentPassword: current,
        password: NEW_PASSWORD,
      });
      expect([answer.status, answer.location]).to.deep.equal([303, '/account']);
      expect((await dana.get('/account')).text).to.include('You have a new password');
      expect((await elsewhere.get('/desk')).location).to.equal('/sign-in');
      expect(await trySignIn('dana@firm.example', NEW_PASSWORD)).to.equal(303);
      expect(await trySignIn('dana@firm.example', current)).to.equal(401);
      expect(await actions()).to.include('account.passwordChanged');
    });

    it('says which field is wrong, keeps no password on the page and changes nothing', async () => {
      const dana = await started.signIn('dana');
      await dana.get('/account');
      const cases: [Record<string, string>, string][] = [
        [
          { currentPassword: 'not this one', password: NEW_PASSWORD },
          'This is not the password you have now',
        ],
        [{ currentPassword: '', password: NEW_PASSWORD }, 'Enter the password you have now'],
        [{ currentPassword: current, password: 'short' }, 'A password needs at least 12 characters'],
        [{ currentPassword: current, password: 'x'.repeat(1_025) }, 'at most 1,024 bytes'],
      ];
      for (const [typed, said] of cases) {
        const answer = await dana.post('/account/password', typed);
        expect([answer.status, answer.text.includes(said)], said).to.deep.equal([422, true]);
        expect(answer.text).to.not.include(NEW_PASSWORD);
      }
      expect(await trySignIn('dana@firm.example', current)).to.equal(303);
    });

    it('guessing the password from an open browser is slowed down', async () => {
      const dana = await started.signIn('dana');
      await dana.get('/account');
      const statuses = [];
      for (let tries = 0; tries < 11; tries += 1)
        statuses.push(
          (
            await dana.post('/account/password', {
              currentPassword: `guess ${tries}`,
              password: NEW_PASSWORD,
            })
          ).status,
        );
      expect(statuses.slice(0, 10).every((status) => status === 422)).to.equal(true);
      expect(statuses[10]).to.equal(429);
    });

    it('a time zone is set by its name; an unknown one is refused and stays as typed', async () => {
      const dana = await started.signIn('dana');
      await dana.get('/account');
      const refused = await dana.post('/account/zone', { zone: 'Mars/Olympus' });
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('Choose a time zone').and.include('Mars/Olympus');
      expect((await dana.post('/account/zone', { zone: 'Europe/London' })).status).to.equal(303);
      expect((await dana.get('/account')).text).to.match(/name="zone"[^>]*value="Europe\/London"/);
      expect(await actions()).to.include('account.zoneChanged');
    });
  });

  it('one’s own new password set by whoever administers keeps this browser signed in and no other', async () => {
    const elsewhere = await started.signIn('ines');
    await ines.post(`${at('ines')}/password`, { password: NEW_PASSWORD });
    expect((await ines.get('/accounts')).status).to.equal(200);
    expect((await elsewhere.get('/accounts')).status).to.equal(303);
  });

  it('an account that is off is signed out and cannot sign in, until it is on again', async () => {
    const dana = await started.signIn('dana');
    await ines.get(at('dana'));
    expect((await ines.post(`${at('dana')}/disabling`)).status).to.equal(303);
    expect((await dana.get('/desk')).location).to.equal('/sign-in');
    expect(await trySignIn('dana@firm.example', 'a long enough password')).to.equal(401);
    expect((await ines.get('/accounts')).text).to.include('switched off');
    expect((await ines.post(`${at('dana')}/enabling`)).status).to.equal(303);
    expect(await trySignIn('dana@firm.example', 'a long enough password')).to.equal(303);
    expect(await actions()).to.include.members(['account.disabled', 'account.enabled']);
    expect((await ines.get('/accounts/audit')).text).to.include('Ines switched an account off');
  });

  it('nobody switches off their own account', async () => {
    const answer = await ines.post(`${at('ines')}/disabling`);
    expect(answer.status).to.equal(409);
    expect(answer.text).to.include('This is your own account');
    expect((await ines.get('/accounts')).status).to.equal(200);
  });

  it('says what nobody else leads before an account is switched off', async () => {
    const matter = {
      title: 'Verizon – Netflix',
      ourParty: 'Netflix',
      theirParty: 'Verizon',
      regime: 'private',
      zone: 'America/New_York',
      legend: 'Privileged',
      approvalForm: 'two-people',
    } as const;
    const id = await openMatter(started.deps, matter, started.actor('omar'));
    expect((await ines.get(at('omar'))).text).to.include('nobody else leads');
    const { accountId } = started.actor('rolf');
    await grantAccess(started.deps, id, { accountId, access: 'lead' }, started.actor('omar'));
    expect((await ines.get(at('omar'))).text).not.to.include('nobody else leads');
  });

  for (const [what, password, status] of [
    ['a short password', 'short', 422],
    ['no password', '', 422],
    ['one of ten thousand bytes', 'x'.repeat(10_000), 422],
  ] as const)
    it(`refuses ${what}; the old one holds`, async () => {
      expect((await ines.post(`${at('dana')}/password`, { password })).status).to.equal(status);
      expect(await trySignIn('dana@firm.example', 'a long enough password')).to.equal(303);
    });

  for (const action of ['/password', '/disabling', '/enabling'])
    it(`refuses ${action} for an unknown account, with a foreign field, and without the token`, async () => {
      const fields = action === '/password' ? { password: NEW_PASSWORD } : {};
      expect((await ines.post(`/accounts/zzzzzzzzzzzzzzzzzzzz${action}`, fields)).status).to.equal(404);
      expect((await ines.post(at('dana') + action, { ...fields, role: 'admin' })).status).to.equal(422);
      expect((await ines.post(at('dana') + action, { ...fields, _csrf: 'x' })).status).to.equal(403);
      expect(await trySignIn('dana@firm.example', 'a long enough password')).to.equal(303);
    });
});
