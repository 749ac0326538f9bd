import { expect } from 'chai';
import { escalateDates } from '../../src/deadlines/escalations/escalate-dates.js';
import { inTransaction } from '../../src/platform/database.js';
import { mailServerOf, type MailSettings } from '../../src/reminders/mail-settings.js';
import { insertMail, updateMail } from '../../src/reminders/outbox-store.js';
import { planReminders } from '../../src/reminders/plan-reminders.js';
import { dayBegun } from '../../src/reminders/reminder.js';
import { sendReminders } from '../../src/reminders/send-reminders.js';
import { withdrawReminders } from '../../src/reminders/withdraw-reminders.js';
import { startMailServer, type MailServerUnderTest } from '../support/mail-server.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { idOf, openMatterFor, setDate } from './set-dates.js';

const NOWHERE: MailSettings = { server: null, publicUrl: 'https://rejoinder.firm.example' };

describe('reminders under attack', () => {
  let started: Started;
  let matterId: string;
  let server: MailServerUnderTest | null = null;
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-05' });
    matterId = await openMatterFor(started);
  });
  afterEach(async () => {
    await started.close();
    await server?.close();
    server = null;
  });

  const outbox = (about: string) =>
    started.deps.db.selectFrom('outbox').where('about', '=', about).selectAll().execute();
  const setTo = (id: string, changes: { state?: 'open' | 'met'; earliestOn?: string }) =>
    started.deps.db.updateTable('deadline').set(changes).where('id', '=', id).execute();

  for (const [what, away, back] of [
    ['met by a delivery that is then voided', { state: 'met' }, { state: 'open' }],
    ['moved away and back', { earliestOn: '2014-06-20' }, { earliestOn: '2014-06-06' }],
  ] as const)
    it(`a date ${what} before its mail went out is told of after all, once`, async () => {
      const id = await setDate(started, matterId, {
        earliestOn: '2014-06-06',
        responsible: idOf(started, 'dana'),
      });
      await planReminders(started.deps, NOWHERE);
      server = await startMailServer();
      const settings = { ...NOWHERE, server: mailServerOf(server.url) };
      await setTo(id, away);
      await withdrawReminders(started.deps);
      await sendReminders(started.deps, settings);
      expect((await outbox(id)).map((one) => one.state)).to.deep.equal(['withdrawn']);
      expect(await planReminders(started.deps, settings)).to.equal(0);
      await setTo(id, back);
      expect(await planReminders(started.deps, settings)).to.equal(1);
      expect(await planReminders(started.deps, settings)).to.equal(0);
      await sendReminders(started.deps, settings);
      expect((await outbox(id)).map((one) => [one.kind, one.state])).to.deep.equal([['T-1', 'sent']]);
    });

  it('an escalation to a lead who lost access before the mail went out is withdrawn; the admin is told', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-06' });
    await escalateDates(started.deps);
    await planReminders(started.deps, NOWHERE);
    await started.deps.db.deleteFrom('matterAccess').where('accountId', '=', idOf(started, 'omar')).execute();
    server = await startMailServer();
    await sendReminders(started.deps, { ...NOWHERE, server: mailServerOf(server.url) });
    const rows = await started.deps.db
      .selectFrom('outbox')
      .where('kind', '=', 'escalation')
      .selectAll()
      .execute();
    const states = new Map(rows.map((row) => [row.accountId, row.state]));
    expect(states.get(idOf(started, 'omar'))).to.equal('withdrawn');
    expect(states.get(idOf(started, 'ines'))).to.equal('sent');
    expect(await planReminders(started.deps, NOWHERE)).to.equal(0);
  });

  for (const [what, end] of [
    [
      'whose matter was closed',
      () =>
        started.deps.db.updateTable('matter').set({ state: 'closed' }).where('id', '=', matterId).execute(),
    ],
    [
      'for an account that was disabled',
      () =>
        started.deps.db
          .updateTable('account')
          .set({ disabledAt: '2014-06-05T19:30:00.000Z' })
          .where('id', '=', idOf(started, 'dana'))
          .execute(),
    ],
  ] as const)
    it(`a date ${what} is told of no more, planned or not`, async () => {
      const about = { whose: 'asserted', responsible: idOf(started, 'dana') } as const;
      const planned = await setDate(started, matterId, { earliestOn: '2014-06-06', ...about });
      await planReminders(started.deps, NOWHERE);
      expect((await outbox(planned)).map((one) => one.state)).to.deep.equal(['no-server']);
      await end();
      const fresh = await setDate(started, matterId, { earliestOn: '2014-06-08', ...about });
      server = await startMailServer();
      const settings = { ...NOWHERE, server: mailServerOf(server.url) };
      await planReminders(started.deps, settings);
      await sendReminders(started.deps, settings);
      expect((await outbox(planned)).map((one) => one.state)).to.deep.equal(['withdrawn']);
      expect(await outbox(fresh)).to.deep.equal([]);
      const told = server.received.filter((one) => one.to.startsWith('dana'));
      for (const { text } of told) expect(text).not.to.contain('M-0001');
    });

  it('a title with line breaks or of great length changes no header and breaks no line', async () => {
    const title = `Answer\r\nBcc: thief@elsewhere.example\r\n\r\n<script>${'x'.repeat(5_000)}`;
    await setDate(started, matterId, { title, earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await started.deps.db
      .insertInto('reminderSetting')
      .values({ accountId: idOf(started, 'dana'), digest: 1, digestHour: 7, words: 1, version: 1 })
      .execute();
    server = await startMailServer();
    const settings = { ...NOWHERE, server: mailServerOf(server.url) };
    await planReminders(started.deps, settings);
    await sendReminders(started.deps, settings);
    expect(server.received).to.have.length(3);
    for (const { to, text } of server.received) {
      expect(to).to.match(/@firm\.example$/);
      expect(text.slice(0, text.indexOf('\r\n\r\n'))).not.to.match(/^bcc:/im);
      expect(Math.max(...text.split('\r\n').map((line) => line.length))).to.be.at.most(998);
      expect(text.slice(text.indexOf('Content-Type: text/html'))).not.to.contain('<script>');
    }
  });

  const mornings = [
    // what it shows                                 instant                     hour  zone                     day
    ['an hour the clocks skip is the one after', '2014-03-09T06:59:59.000Z', 2, 'America/New_York', null],
    ['and then it has begun', '2014-03-09T07:00:00.000Z', 2, 'America/New_York', '2014-03-09'],
    ['an hour that comes twice begins once', '2014-11-02T05:00:00.000Z', 1, 'America/New_York', '2014-11-02'],
    ['midnight', '2014-06-05T04:00:00.000Z', 0, 'America/New_York', '2014-06-05'],
    ['a midnight that does not exist', '2014-10-19T03:00:00.000Z', 0, 'America/Sao_Paulo', '2014-10-19'],
    ['a day ahead', '2014-06-04T17:00:00.000Z', 7, 'Pacific/Kiritimati', '2014-06-05'],
    ['half an hour off', '2014-06-05T01:29:59.000Z', 7, 'Asia/Kolkata', null],
  ] as const;
  for (const [shows, instant, hour, zone, day] of mornings)
    it(`${hour}:00 in ${zone}: ${shows}`, () => {
      expect(dayBegun(instant, hour, zone)).to.equal(day);
    });

  it('an admin who knows that a mail in doubt arrived says so, with a reason; it is sent and on the record', async () => {
    const mail = {
      kind: 'test',
      about: 'test 1',
      day: '2014-06-05',
      deadlineId: null,
      matterId: null,
    } as const;
    const id = await inTransaction(started.deps, async (tx) => {
      const at = started.deps.clock.now();
      const made = await insertMail(tx, { ...mail, accountId: idOf(started, 'ines') }, at, 'waiting');
      await updateMail(tx, { id: made ?? '', fence: 0 }, ['waiting'], { state: 'in-doubt' });
      return made ?? '';
    });
    const ines = await started.signIn('ines');
    expect((await ines.get('/accounts/mail')).text).to.contain('It did arrive');
    const path = `/accounts/mail/${id}/arrival`;
    expect((await ines.post(path, { reason: '' })).status).to.equal(422);
    expect((await ines.post(path, { reason: 'Dana has it' })).status).to.equal(303);
    expect((await outbox('test 1'))[0]).to.include({ state: 'sent', reason: 'it did arrive: Dana has it' });
    expect((await ines.post(path, { reason: 'again' })).status).to.equal(409);
    const events = await started.deps.db
      .selectFrom('auditEvent')
      .where('action', '=', 'reminder.arrived')
      .selectAll()
      .execute();
    expect(events).to.have.length(1);
  });
});
