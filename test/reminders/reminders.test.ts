import { expect } from 'chai';
import { listChain } from '../../src/audit/audit-store.js';
import { escalateDates } from '../../src/deadlines/escalations/escalate-dates.js';
import { voidDeadline } from '../../src/deadlines/void-deadline.js';
import { inTransaction } from '../../src/platform/database.js';
import type { Deps } from '../../src/platform/deps.js';
import { mailServerOf, type MailSettings } from '../../src/reminders/mail-settings.js';
import { updateMail } from '../../src/reminders/outbox-store.js';
import { planReminders } from '../../src/reminders/plan-reminders.js';
import { recoverMail, sendReminders } from '../../src/reminders/send-reminders.js';
import { withdrawReminders } from '../../src/reminders/withdraw-reminders.js';
import { startMailServer, type MailServerUnderTest } from '../support/mail-server.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { at, idOf, openMatterFor, setDate } from './set-dates.js';

const NOWHERE: MailSettings = { server: null, publicUrl: 'https://rejoinder.firm.example' };

describe('reminders', () => {
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

  const settings = (): MailSettings => ({ ...NOWHERE, server: mailServerOf(server?.url ?? '') });
  const outbox = (deps: Deps) =>
    deps.db.selectFrom('outbox').orderBy('plannedAt').orderBy('kind').selectAll().execute();

  const due = [
    // what it shows                                                   instant                      due          whose       kinds
    ['four days before there is none', '2014-06-05T12:00:00.000Z', '2014-06-09', 'binding', []],
    [
      'three days before, at seven in the morning',
      '2014-06-06T11:00:00.000Z',
      '2014-06-09',
      'binding',
      ['T-3'],
    ],
    ['one second before seven there is none', '2014-06-06T10:59:59.000Z', '2014-06-09', 'binding', []],
    [
      'a machine that stood still catches up the next day',
      '2014-06-07T15:00:00.000Z',
      '2014-06-09',
      'binding',
      ['T-3'],
    ],
    ['the day before', '2014-06-08T11:00:00.000Z', '2014-06-09', 'binding', ['T-1']],
    ['on the day', '2014-06-09T11:00:00.000Z', '2014-06-09', 'asserted', ['T-0']],
    ['overdue, where it binds', '2014-06-10T11:00:00.000Z', '2014-06-09', 'binding', ['overdue']],
    [
      'what the other side asserted passes and is not overdue',
      '2014-06-10T11:00:00.000Z',
      '2014-06-09',
      'asserted',
      [],
    ],
    ['fourteen days late', '2014-06-23T11:00:00.000Z', '2014-06-09', 'binding', ['overdue']],
  ] as const;

  for (const [shows, instant, earliestOn, whose, kinds] of due)
    it(`a date of ${earliestOn} (${whose}): ${shows}`, async () => {
      await setDate(started, matterId, { earliestOn, whose, responsible: idOf(started, 'dana') });
      await planReminders(at(started.deps, instant), NOWHERE);
      const planned = (await outbox(started.deps)).filter((one) => one.kind !== 'digest');
      expect(planned.map((one) => one.kind)).to.deep.equal(kinds);
      for (const one of planned) expect(one.accountId).to.equal(idOf(started, 'dana'));
    });

  it('go out in the morning of the day itself, also where the hour of the person is in the evening', async () => {
    const dana = idOf(started, 'dana');
    await setDate(started, matterId, { earliestOn: '2014-06-09', responsible: dana });
    await started.deps.db
      .insertInto('reminderSetting')
      .values({ accountId: dana, digest: 1, digestHour: 23, words: 1, version: 1 })
      .execute();
    // 7:30 in New York.
    await planReminders(at(started.deps, '2014-06-09T11:30:00.000Z'), NOWHERE);
    expect((await outbox(started.deps)).map((one) => one.kind)).to.include('T-0');
  });

  it('more than a week late it is told of once a week, also where the machine was down on the day of the week', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-09', responsible: idOf(started, 'dana') });
    const told = async (day: string) => {
      await planReminders(at(started.deps, `${day}T11:00:00.000Z`), NOWHERE);
      const rows = await outbox(started.deps);
      return rows.filter((one) => one.kind === 'overdue').map((one) => one.day);
    };
    expect(await told('2014-06-16')).to.deep.equal(['2014-06-16']);
    expect(await told('2014-06-17')).to.deep.equal(['2014-06-16']);
    expect(await told('2014-06-22')).to.deep.equal(['2014-06-16']);
    expect(await told('2014-06-25')).to.deep.equal(['2014-06-16', '2014-06-23']);
    expect(await told('2014-06-26')).to.deep.equal(['2014-06-16', '2014-06-23']);
  });

  it('go to the responsible and the second person; where nobody is named, to whoever leads the matter', async () => {
    const people = { responsible: idOf(started, 'dana'), second: idOf(started, 'omar') };
    const both = await setDate(started, matterId, { earliestOn: '2014-06-08', ...people });
    const nobody = await setDate(started, matterId, {
      earliestOn: '2014-06-08',
      state: 'provisional',
      whose: 'asserted',
    });
    const stranger = await setDate(started, matterId, {
      earliestOn: '2014-06-08',
      responsible: idOf(started, 'rolf'),
    });
    await planReminders(started.deps, NOWHERE);
    const told = async (id: string) =>
      (await outbox(started.deps))
        .filter((one) => one.about === id)
        .map((one) => one.accountId)
        .sort();
    expect(await told(both)).to.deep.equal([people.responsible, people.second].sort());
    expect(await told(nobody)).to.deep.equal([idOf(started, 'omar')]);
    expect(await told(stranger)).to.deep.equal([idOf(started, 'omar')]);
  });

  it('planned again and again, by several at once, are one row each', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await Promise.all([1, 2, 3].map(() => planReminders(started.deps, NOWHERE)));
    expect(await planReminders(started.deps, NOWHERE)).to.equal(0);
    const rows = await outbox(started.deps);
    expect(rows.map((one) => one.kind).sort()).to.deep.equal(['T-1', 'digest', 'digest']);
    for (const row of rows) expect(row.state).to.equal('no-server');
  });

  it('one digest a day, in the morning of the person’s own zone, also when the clocks change', async () => {
    await setDate(started, matterId, { earliestOn: '2014-12-01', whose: 'internal' });
    const { db } = started.deps;
    await db.updateTable('account').set({ zone: 'America/New_York' }).execute();
    await setDate(started, matterId, { earliestOn: '2014-11-05', responsible: idOf(started, 'dana') });
    const mornings = [
      '2014-11-01T10:59:00Z',
      '2014-11-01T11:00:00Z',
      '2014-11-02T11:59:00Z',
      '2014-11-02T12:00:00Z',
    ];
    const counts: number[] = [];
    for (const morning of mornings) {
      await planReminders(at(started.deps, morning.replace('Z', '.000Z')), NOWHERE);
      const digests = (await outbox(started.deps)).filter(
        (one) => one.kind === 'digest' && one.accountId === idOf(started, 'dana'),
      );
      counts.push(digests.length);
    }
    expect(counts).to.deep.equal([0, 1, 1, 2]);
  });

  it('by default say the matter’s number, the day, whose date it is and a link: no name, no title', async () => {
    server = await startMailServer();
    const id = await setDate(started, matterId, {
      earliestOn: '2014-06-06',
      responsible: idOf(started, 'dana'),
    });
    await planReminders(started.deps, settings());
    expect(await sendReminders(started.deps, settings())).to.equal(3);
    expect(server.received).to.have.length(3);
    for (const mail of server.received) {
      expect(mail.text).to.match(/^Auto-Submitted: auto-generated$/m);
      expect(mail.text).not.to.match(/Verizon|Netflix|demand/i);
      expect(mail.text).to.include('Counting aid, not legal advice');
    }
    const single = server.received.find((mail) =>
      /^Subject: M-0001: due tomorrow, Fri 6 Jun 2014/m.test(mail.text),
    );
    expect(single?.to).to.equal('dana@firm.example');
    expect(single?.text.replaceAll('=\r\n', '')).to.include(
      `https://rejoinder.firm.example/matters/${matterId}/deadlines/${id}`,
    );
    const rows = await outbox(started.deps);
    expect(rows.map((row) => row.state)).to.deep.equal(['sent', 'sent', 'sent']);
    for (const row of rows) expect(row.answer).to.match(/^250 OK: taken as number/);
    expect(server.received.map((mail) => mail.id).sort()).to.deep.equal(
      rows.map((row) => `<reminder-${row.id}@firm.example>`).sort(),
    );
    const events = (await listChain(started.deps.db, 0, 500)).filter(
      (event) => event.action === 'reminder.sent',
    );
    expect(events).to.have.length(3);
  });

  it('an answer that is lost leaves doubt, which nothing sends again by itself', async () => {
    server = await startMailServer({ cutAfterTaking: (to) => to.startsWith('dana') });
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(started.deps, settings());
    for (let n = 0; n < 3; n += 1) await sendReminders(started.deps, settings());
    const ids = server.received.map((mail) => mail.id);
    expect(new Set(ids).size).to.equal(ids.length);
    const states = (await outbox(started.deps)).map((row) => [row.kind, row.state]);
    expect(states).to.deep.include(['T-1', 'in-doubt']);
    expect(states.filter(([, state]) => state === 'in-doubt')).to.have.length(2);
  });

  it('a server that loses every answer puts one mail in doubt at a time; the others wait', async () => {
    server = await startMailServer({ cutAfterTaking: () => true });
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(started.deps, settings());
    await sendReminders(started.deps, settings());
    const states = (await outbox(started.deps)).map((row) => row.state).sort();
    expect(states).to.deep.equal(['in-doubt', 'waiting', 'waiting']);
    expect(server.received).to.have.length(1);
  });

  it('a final no is shown with the server’s words; a passing one is tried again later', async () => {
    server = await startMailServer({
      refuse: (to) =>
        to.startsWith('dana')
          ? { code: 550, words: 'No such user here' }
          : { code: 451, words: 'Try again later' },
    });
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(started.deps, settings());
    await sendReminders(started.deps, settings());
    const rows = await outbox(started.deps);
    const ofDana = rows.filter((row) => row.accountId === idOf(started, 'dana'));
    for (const row of ofDana)
      expect([row.state, row.answer]).to.deep.equal(['failed', '550 No such user here']);
    const ofOmar = rows.find((row) => row.accountId === idOf(started, 'omar'));
    expect([ofOmar?.state, ofOmar?.reason]).to.deep.equal(['waiting', '451 Try again later']);
    expect(ofOmar?.retryMs).to.be.greaterThan(started.deps.clock.machineNow() + 50_000);
  });

  it('a server that is down costs one try, and the mail waits', async () => {
    server = await startMailServer();
    const down = settings();
    await server.close();
    server = null;
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(started.deps, down);
    await sendReminders(started.deps, down);
    const rows = await outbox(started.deps);
    for (const row of rows) expect(row.state).to.equal('waiting');
    expect(rows.filter((row) => row.attempts > 0)).to.have.length(1);
  });

  it('a date that is voided withdraws what has not gone out', async () => {
    const id = await setDate(started, matterId, {
      earliestOn: '2014-06-06',
      responsible: idOf(started, 'dana'),
    });
    await planReminders(started.deps, NOWHERE);
    await voidDeadline(started.deps, matterId, { id, version: 1, reason: 'agreed' }, started.actor('omar'));
    expect(await withdrawReminders(started.deps)).to.equal(1);
    const row = (await outbox(started.deps)).find((one) => one.about === id);
    expect([row?.state, row?.reason]).to.deep.equal(['withdrawn', 'the date is voided']);
  });

  it('what was kept without a mail server goes out once there is one, if its day has not passed', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(at(started.deps, '2014-06-04T12:00:00.000Z'), NOWHERE);
    await planReminders(started.deps, NOWHERE);
    server = await startMailServer();
    await sendReminders(started.deps, settings());
    const rows = await outbox(started.deps);
    expect(rows.filter((row) => row.state === 'sent').map((row) => [row.kind, row.day])).to.have.deep.members(
      [
        ['T-1', '2014-06-06'],
        ['digest', '2014-06-05'],
        ['digest', '2014-06-05'],
      ],
    );
    const withdrawn = rows.filter((row) => row.state === 'withdrawn').map((row) => row.reason);
    expect(withdrawn).to.have.members([
      'the next reminder took its place',
      'its day had passed before it could be sent',
      'its day had passed before it could be sent',
    ]);
  });

  it('what a sender that was cut off had not begun waits again; what it had begun is in doubt', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(started.deps, { ...NOWHERE, server: mailServerOf('smtp://127.0.0.1:9') });
    const [first, second] = await outbox(started.deps);
    if (!first || !second) throw new Error('nothing was planned');
    const gone = started.deps.clock.machineNow() - 1;
    await inTransaction(started.deps, async (tx) => {
      await updateMail(tx, first, ['waiting'], { state: 'claimed', fence: 1, leaseUntilMs: gone });
      await updateMail(tx, second, ['waiting'], { state: 'sending', fence: 1, leaseUntilMs: gone });
    });
    expect(await recoverMail(started.deps)).to.equal(2);
    const states = new Map((await outbox(started.deps)).map((row) => [row.id, row.state]));
    expect([states.get(first.id), states.get(second.id)]).to.deep.equal(['waiting', 'in-doubt']);
  });

  it('an escalation goes to the lead and the admin at any hour; whoever is not on the matter gets no way into it', async () => {
    const night = at(started.deps, '2014-06-05T05:00:00.000Z');
    const id = await setDate(started, matterId, {
      earliestOn: '2014-06-06',
      responsible: idOf(started, 'dana'),
    });
    await started.deps.db.updateTable('matter').set({ legend: 'Privileged: Project Nightjar' }).execute();
    await escalateDates(night);
    server = await startMailServer();
    await planReminders(night, settings());
    await sendReminders(night, settings());
    expect(server.received.map((mail) => mail.to).sort()).to.deep.equal([
      'ines@firm.example',
      'omar@firm.example',
    ]);
    for (const mail of server.received) {
      expect(mail.text).to.include('Subject: M-0001: due tomorrow, Fri 6 Jun 2014');
      expect(mail.text.replaceAll('=\r\n', '').includes(`/deadlines/${id}`)).to.equal(
        mail.to.startsWith('omar'),
      );
      // The legend may name the dispute as its title does.
      expect(mail.text.replaceAll('=\r\n', '').includes('Nightjar')).to.equal(mail.to.startsWith('omar'));
    }
    await planReminders(night, settings());
    expect(await sendReminders(night, settings())).to.equal(0);
  });

  it('an escalation that was acknowledged before its mail went out is withdrawn', async () => {
    await setDate(started, matterId, { earliestOn: '2014-06-06' });
    await escalateDates(started.deps);
    await planReminders(started.deps, NOWHERE);
    const at = started.deps.clock.now();
    await started.deps.db.updateTable('escalation').set({ acknowledgedAt: at }).execute();
    server = await startMailServer();
    await sendReminders(started.deps, settings());
    const rows = (await outbox(started.deps)).filter((row) => row.kind === 'escalation');
    expect(rows).to.have.length(2);
    for (const row of rows)
      expect([row.state, row.reason]).to.deep.equal(['withdrawn', 'the escalation was acknowledged']);
  });

  it('a sender whose mail another has taken over sends not a byte of it', async () => {
    const { deps } = started;
    // Between the recipient and the message, another server takes the mail: as after a pause of a minute.
    server = await startMailServer({
      refuse: async () => {
        await inTransaction(deps, async (tx) => {
          for (const row of await tx
            .selectFrom('outbox')
            .where('state', '=', 'claimed')
            .selectAll()
            .execute())
            await updateMail(tx, row, ['claimed'], { state: 'failed', fence: row.fence + 1 });
        });
        return null;
      },
    });
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(deps, settings());
    expect(await sendReminders(deps, settings())).to.equal(0);
    expect(server.received).to.deep.equal([]);
    for (const row of await outbox(deps)) expect([row.state, row.fence]).to.deep.equal(['failed', 2]);
  });

  it('a late answer resolves the doubt that another server had recorded meanwhile', async () => {
    const { deps } = started;
    server = await startMailServer({
      onReceived: () =>
        inTransaction(deps, async (tx) => {
          for (const row of await tx
            .selectFrom('outbox')
            .where('state', '=', 'sending')
            .selectAll()
            .execute())
            await updateMail(tx, row, ['sending'], { state: 'in-doubt', leaseUntilMs: null });
        }),
    });
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    await planReminders(deps, settings());
    expect(await sendReminders(deps, settings())).to.equal(3);
    for (const row of await outbox(deps)) expect(row.state).to.equal('sent');
  });
});
