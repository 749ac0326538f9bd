import { expect } from 'chai';
import { listChain } from '../../src/audit/audit-store.js';
import { ConfigError, readConfig } from '../../src/config.js';
import { inTransaction } from '../../src/platform/database.js';
import { mailServerOf, type MailSettings } from '../../src/reminders/mail-settings.js';
import { updateMail } from '../../src/reminders/outbox-store.js';
import { planReminders } from '../../src/reminders/plan-reminders.js';
import { sendReminders } from '../../src/reminders/send-reminders.js';
import { startMailServer, type MailServerUnderTest } from '../support/mail-server.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { idOf, openMatterFor, setDate } from './set-dates.js';

describe('the pages of reminders', () => {
  let started: Started;
  let server: MailServerUnderTest;
  let mail: MailSettings;
  before(async () => {
    server = await startMailServer();
    mail = { server: mailServerOf(server.url), publicUrl: 'https://rejoinder.firm.example' };
    started = await startRejoinder({ today: '2014-06-05', mail });
  });
  after(async () => {
    await started.close();
    await server.close();
  });

  const good = { version: '0', zone: 'America/Los_Angeles', digest: 'on', digestHour: '8', words: 'on' };
  const bad = [
    // what is wrong             what is sent                      what the page says
    ['a zone nobody knows', { zone: 'Mars/Olympus' }, 'Choose a time zone, like America/New_York'],
    ['no zone', { zone: '' }, 'Choose a time zone, like America/New_York'],
    ['hour 24', { digestHour: '24' }, 'Enter a whole number from 0 to 23'],
    ['a negative hour', { digestHour: '-1' }, 'Enter a whole number from 0 to 23'],
    ['half past seven', { digestHour: '7.5' }, 'Enter a whole number from 0 to 23'],
    ['no hour', { digestHour: '' }, 'Enter the hour, from 0 to 23'],
    ['a field nobody knows', { extra: '1' }, 'a field that is not known'],
    ['a field of the language', { ['__proto__']: '1' }, 'a field that is not known'],
  ] as const;

  for (const [shows, fields, words] of bad)
    it(`settings with ${shows} are refused in words and nothing is saved`, async () => {
      const dana = await started.signIn('dana');
      await dana.get('/reminders');
      const answer = await dana.post('/reminders/settings', { ...good, ...fields });
      expect(answer.status).to.equal(422);
      expect(answer.text).to.include(words);
      expect(await started.deps.db.selectFrom('reminderSetting').selectAll().execute()).to.deep.equal([]);
    });

  it('settings are kept with their event; an old form is told of the change', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/reminders');
    expect((await dana.post('/reminders/settings', { ...good, _csrf: 'wrong' })).status).to.equal(403);
    expect((await dana.post('/reminders/settings', good)).status).to.equal(303);
    const row = await started.deps.db.selectFrom('reminderSetting').selectAll().executeTakeFirstOrThrow();
    expect(row).to.include({ digest: 1, digestHour: 8, words: 1, version: 1 });
    const account = await started.deps.db
      .selectFrom('account')
      .where('id', '=', idOf(started, 'dana'))
      .select('zone')
      .executeTakeFirstOrThrow();
    expect(account.zone).to.equal('America/Los_Angeles');
    const stale = await dana.post('/reminders/settings', { ...good, digestHour: '9' });
    expect(stale.status).to.equal(409);
    expect(stale.text).to.include('value="9"');
    const events = await listChain(started.deps.db, 0, 500);
    expect(events.filter((event) => event.action === 'reminder.settingsChanged')).to.have.length(1);
  });

  it('the outbox is the admin’s: a test mail arrives, doubt is shown, sent again only by a person with a reason', async () => {
    const { deps } = started;
    const matterId = await openMatterFor(started);
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'omar') });
    await planReminders(deps, mail);
    const ines = await started.signIn('ines');
    await ines.get('/accounts/mail');
    expect((await ines.post('/accounts/mail/test')).status).to.equal(303);
    const waiting = await deps.db
      .selectFrom('outbox')
      .where('kind', '=', 'T-1')
      .selectAll()
      .executeTakeFirstOrThrow();
    await inTransaction(deps, (tx) =>
      updateMail(tx, waiting, ['waiting'], {
        state: 'in-doubt',
        reason: 'no answer came',
        endedAt: deps.clock.now(),
      }),
    );
    await sendReminders(deps, mail);
    expect(server.received.filter((one) => one.to === 'ines@firm.example')).to.have.length(1);
    const page = await ines.get('/accounts/mail');
    expect(page.text).to.include('Needs a person').and.to.include('no answer came').and.to.include('250 OK');
    expect(page.text).not.to.match(/Verizon|M-0001/);

    const path = `/accounts/mail/${waiting.id}/resending`;
    expect((await ines.post(path, {})).status).to.equal(422);
    expect((await ines.post(path, { reason: 'x', extra: '1' })).status).to.equal(422);
    expect(
      (await ines.post('/accounts/mail/zzzzzzzzzzzzzzzzzzzz/resending', { reason: 'x' })).status,
    ).to.equal(404);
    expect((await ines.post(path, { reason: 'Omar says nothing came' })).status).to.equal(303);
    expect((await ines.post(path, { reason: 'again' })).status).to.equal(409);
    const before = server.received.length;
    await sendReminders(deps, mail);
    expect(server.received.slice(before).map((one) => one.id)).to.deep.equal([
      `<reminder-${waiting.id}@firm.example>`,
    ]);
    const events = await listChain(deps.db, 0, 500);
    expect(events.filter((event) => event.action === 'reminder.resent')).to.have.length(1);
    const dana = await started.signIn('dana');
    expect((await dana.get('/accounts/mail')).status).to.equal(404);
  });

  it('where no mail server is set the pages say so', async () => {
    const without = await startRejoinder({ today: '2014-06-05' });
    try {
      const ines = await without.signIn('ines');
      for (const path of ['/reminders', '/accounts/mail'])
        expect((await ines.get(path)).text).to.include('No mail server is set');
    } finally {
      await without.close();
    }
  });
});

describe('SMTP_URL', () => {
  const env = { DATA_DIR: '/nowhere', SESSION_SECRET: 'a secret that is long enough for this' };

  for (const url of [
    'mail.firm.example',
    'http://mail.firm.example',
    'smtp://',
    'smtp://mail.firm.example/inbox',
    'smtp://mail.firm.example?from=nobody',
    'smtp://mail.firm.example?pool=true',
  ])
    it(`${url} is refused by name, with a good one`, () => {
      expect(() => readConfig({ ...env, SMTP_URL: url })).to.throw(
        ConfigError,
        'SMTP_URL must be the address of a mail server, like SMTP_URL=smtp://user:password@mail.firm.example:587/?from=rejoinder@firm.example',
      );
    });

  it('is read once: server, port, encryption, who and from', () => {
    expect(
      readConfig({ ...env, SMTP_URL: 'smtps://ann%40firm.example:p%3A1@mail.firm.example' }).mailServer,
    ).to.deep.equal({
      host: 'mail.firm.example',
      port: 465,
      isSecure: true,
      user: 'ann@firm.example',
      password: 'p:1',
      from: 'ann@firm.example',
    });
    expect(readConfig({ ...env, SMTP_URL: 'smtp://mail.firm.example' }).mailServer).to.include({
      port: 587,
      isSecure: false,
      user: null,
      from: 'rejoinder@mail.firm.example',
    });
    expect(readConfig({ ...env, SMTP_URL: '' }).mailServer).to.equal(null);
    expect(readConfig(env).mailServer).to.equal(null);
  });
});
