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
import { grantAccess } from '../../src/matters/grant-access.js';
import { insertEscalation } from '../../src/deadlines/escalations/escalation-store.js';
import { addDays } from '../../src/platform/plain-date.js';
import { at, idOf, openMatterFor, setDate } from './set-dates.js';

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
    expect(await planReminders(started.deps, NOWHERE), 'nobody leads: the team is told').to.equal(1);
    expect(await planReminders(started.deps, NOWHERE)).to.equal(0);
  });

  for (const [what, end, instead] of [
    [
      'whose matter was closed',
      () =>
        started.deps.db.updateTable('matter').set({ state: 'closed' }).where('id', '=', matterId).execute(),
      0,
    ],
    [
      'for an account that was disabled',
      () =>
        started.deps.db
          .updateTable('account')
          .set({ disabledAt: '2014-06-05T19:30:00.000Z' })
          .where('id', '=', idOf(started, 'dana'))
          .execute(),
      2,
    ],
  ] as const)
    it(`a date ${what} is told of no more to whom it went, planned or not`, async () => {
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
      const ofDana = async (about: string) =>
        (await outbox(about)).filter((one) => one.accountId === idOf(started, 'dana'));
      expect((await ofDana(planned)).map((one) => one.state)).to.deep.equal(['withdrawn']);
      expect(await ofDana(fresh)).to.deep.equal([]);
      const others = [...(await outbox(planned)), ...(await outbox(fresh))].length - 1;
      expect(others, 'told instead').to.equal(instead);
      const told = server.received.filter((one) => one.to.startsWith('dana'));
      for (const { text } of told) expect(text).not.to.contain('M-0001');
    });

  it('a date whose people are all disabled is told to the lead, where nobody leads to the team, and where none is left to the admin', async () => {
    const disable = (name: 'dana' | 'omar' | 'rolf') =>
      started.deps.db
        .updateTable('account')
        .set({ disabledAt: '2014-06-05T19:30:00.000Z' })
        .where('id', '=', idOf(started, name))
        .execute();
    const about = { whose: 'asserted', responsible: idOf(started, 'dana') } as const;
    const ofDana = await setDate(started, matterId, { earliestOn: '2014-06-06', ...about });
    await disable('dana');
    await planReminders(started.deps, NOWHERE);
    expect((await outbox(ofDana)).map((one) => one.accountId)).to.deep.equal([idOf(started, 'omar')]);
    await grantAccess(
      started.deps,
      matterId,
      { accountId: idOf(started, 'rolf'), access: 'member' },
      started.actor('omar'),
    );
    await disable('omar');
    const ofNobody = await setDate(started, matterId, { earliestOn: '2014-06-06', ...about });
    await planReminders(started.deps, NOWHERE);
    expect((await outbox(ofNobody)).map((one) => one.accountId)).to.deep.equal([idOf(started, 'rolf')]);
    await disable('rolf');
    const ofNoneLeft = await setDate(started, matterId, {
      earliestOn: '2014-06-06',
      title: 'Respond to demand 3',
      ...about,
    });
    server = await startMailServer();
    const settings = { ...NOWHERE, server: mailServerOf(server.url) };
    await planReminders(started.deps, settings);
    await sendReminders(started.deps, settings);
    expect((await outbox(ofNoneLeft)).map((one) => [one.accountId, one.state])).to.deep.equal([
      [idOf(started, 'ines'), 'sent'],
    ]);
    const told = server.received.find((one) => one.text.includes('Nobody works on this matter any more'));
    expect(told?.to).to.match(/^ines/);
    expect(told?.text).to.contain('M-0001').and.not.to.contain('Respond to demand 3');
  });

  it('the date of a letter without a matter, logged by an account that is disabled, stands on the admin’s desk, who is told', async () => {
    const dana = await started.signIn('dana');
    await dana.get('/desk');
    await dana.upload('/desk/letters', [{ name: 'letter.txt', content: 'Dear Mr Hyman' }]);
    const letter = await started.deps.db.selectFrom('letter').selectAll().executeTakeFirstOrThrow();
    const id = await setDate(started, null, {
      letterId: letter.id,
      state: 'provisional',
      whose: 'asserted',
      earliestOn: '2014-06-06',
    });
    await started.deps.db
      .updateTable('account')
      .set({ disabledAt: '2014-06-05T19:30:00.000Z' })
      .where('id', '=', idOf(started, 'dana'))
      .execute();
    server = await startMailServer();
    const settings = { ...NOWHERE, server: mailServerOf(server.url) };
    await planReminders(started.deps, settings);
    await sendReminders(started.deps, settings);
    expect((await outbox(id)).map((one) => [one.accountId, one.state])).to.deep.equal([
      [idOf(started, 'ines'), 'sent'],
    ]);
    const told = server.received.find(
      (one) => one.to.startsWith('ines') && one.text.includes('logged it is disabled'),
    );
    expect(told?.text).to.contain(`/desk/letters/${letter.id}`);
    expect(told?.text).not.to.contain('Respond to demand 2');
    const ines = await started.signIn('ines');
    const desk = await ines.get('/desk');
    expect(desk.text).to.contain(`/desk/letters/${letter.id}`);
    expect((await ines.get(`/desk/letters/${letter.id}`)).status).to.equal(200);
    expect((await ines.get(`/documents/${letter.documentId ?? ''}`)).status).to.equal(200);
    const omar = await started.signIn('omar');
    expect((await omar.get(`/desk/letters/${letter.id}`)).status).to.equal(404);
    expect((await omar.get(`/documents/${letter.documentId ?? ''}`)).status).to.equal(404);
  });

  it('a date that is due soon after a stop of its clock is told of while the clock still stands', async () => {
    const id = await setDate(started, matterId, {
      earliestOn: '2014-06-06',
      tolledFrom: '2014-06-02',
      tolledUntil: '2014-06-05',
      tolledLeft: 1,
      responsible: idOf(started, 'dana'),
    });
    server = await startMailServer();
    const settings = { ...NOWHERE, server: mailServerOf(server.url) };
    await planReminders(started.deps, settings);
    await sendReminders(started.deps, settings);
    expect((await outbox(id)).map((one) => [one.kind, one.state])).to.deep.equal([['T-1', 'sent']]);
    const digest = server.received.find((one) => one.to.startsWith('omar') && one.text.includes('Dates on'));
    expect(digest?.text).to.contain('1 within a week');
  });

  it('a clock that ran a year ahead and was set right costs nobody the digests of that year', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-09' });
    const digestsOf = async () => {
      const rows = await started.deps.db
        .selectFrom('outbox')
        .where('kind', '=', 'digest')
        .selectAll()
        .execute();
      return rows
        .filter((one) => one.accountId === idOf(started, 'omar'))
        .map((one) => one.day)
        .sort();
    };
    await planReminders(at(started.deps, '2015-06-05T16:00:00Z'), NOWHERE);
    await planReminders(at(started.deps, '2014-06-05T16:00:00Z'), NOWHERE);
    await planReminders(at(started.deps, '2014-06-05T16:01:00Z'), NOWHERE);
    await planReminders(at(started.deps, '2014-06-06T16:00:00Z'), NOWHERE);
    await planReminders(at(started.deps, '2014-06-05T16:02:00Z'), NOWHERE);
    expect(await digestsOf()).to.deep.equal(['2014-06-05', '2014-06-06', '2015-06-05']);
  });

  it('a date held to an extension that comes before the day adopted meanwhile is told of and escalated', async () => {
    const id = await setDate(started, matterId, {
      earliestOn: '2014-06-02',
      workingOn: '2014-06-20',
      pendingOn: '2014-06-06',
      pendingUntil: '2014-06-06',
      responsible: idOf(started, 'dana'),
    });
    await escalateDates(started.deps);
    await planReminders(started.deps, NOWHERE);
    expect((await outbox(id)).map((one) => one.kind)).to.deep.equal(['T-1']);
    const raised = await started.deps.db
      .selectFrom('escalation')
      .where('deadlineId', '=', id)
      .selectAll()
      .execute();
    expect(raised.map((one) => [one.kind, one.dueOn])).to.deep.include(['T-1', '2014-06-06']);
  });

  it('escalations of days that stand no more leave room for one that does', async () => {
    const id = await setDate(started, matterId, { earliestOn: '2014-06-06' });
    const accountId = idOf(started, 'ines');
    await inTransaction(started.deps, async (tx) => {
      for (let day = 0; day < 1_001; day += 1)
        await insertEscalation(tx, {
          ...{ deadlineId: id, matterId, accountId, kind: 'T-1', raisedAt: '2014-06-01T12:00:00.000Z' },
          dueOn: addDays('2010-01-01', day),
        });
    });
    await escalateDates(started.deps);
    await planReminders(started.deps, NOWHERE);
    const rows = await started.deps.db
      .selectFrom('outbox')
      .where('kind', '=', 'escalation')
      .selectAll()
      .execute();
    expect(rows.filter((one) => one.accountId === accountId).map((one) => one.day)).to.deep.equal([
      '2014-06-06',
    ]);
    const desk = await (await started.signIn('ines')).get('/desk');
    expect(desk.text).to.contain('not met the day before');
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
