import { expect } from 'chai';
import { insertExtension, updateExtension } from '../../src/deadlines/extensions/extension-store.js';
import { inTransaction } from '../../src/platform/database.js';
import { mailServerOf, type MailSettings } from '../../src/reminders/mail-settings.js';
import { planReminders } from '../../src/reminders/plan-reminders.js';
import { sendReminders } from '../../src/reminders/send-reminders.js';
import { startMailServer, type MailServerUnderTest } from '../support/mail-server.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { at, idOf, openMatterFor, setDate } from './set-dates.js';

const NOWHERE: MailSettings = { server: null, publicUrl: 'https://rejoinder.firm.example' };
const MORNING = 'T12:00:00.000Z';

/** A binding date of 12 June, extended to 30 July if that is confirmed in writing by 16 June. Omar leads, ines administers. */
describe('the written confirmation of an extension', () => {
  let started: Started;
  let matterId: string;
  let deadlineId: string;
  let extensionId: string;
  let server: MailServerUnderTest;
  before(async () => {
    server = await startMailServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-05' });
    matterId = await openMatterFor(started);
    const responsible = idOf(started, 'dana');
    deadlineId = await setDate(started, matterId, {
      ...{ earliestOn: '2014-06-12', pendingOn: '2014-07-30', pendingUntil: '2014-06-16', responsible },
    });
    extensionId = await inTransaction(started.deps, (tx) =>
      insertExtension(tx, {
        ...{ matterId, deadlineId, fromOn: '2014-06-12', extendedTo: '2014-07-30', count: null, unit: null },
        ...{ terms: 'By telephone', agreedWith: 'Verizon', agreedOn: '2014-06-05', confirmBy: '2014-06-16' },
        ...{ documentId: null, recordedAt: started.deps.clock.now(), recordedBy: idOf(started, 'omar') },
        ...{ state: 'unconfirmed', confirmedAt: null, confirmedBy: null },
      }),
    );
  });
  afterEach(() => started.close());

  const plan = (day: string) => planReminders(at(started.deps, `${day}${MORNING}`), NOWHERE);
  const planned = async () => {
    const rows = await started.deps.db
      .selectFrom('outbox')
      .innerJoin('account', 'account.id', 'outbox.accountId')
      .where('outbox.kind', '!=', 'digest')
      .select(['outbox.kind', 'outbox.day', 'account.name'])
      .execute();
    return rows.map(({ kind, day, name }) => `${name} ${kind} ${day}`).sort();
  };

  for (const [day, mails] of [
    ['2014-06-12', []],
    ['2014-06-13', ['Dana T-3 2014-06-16']],
    ['2014-06-15', ['Dana T-1 2014-06-16', 'Ines escalation 2014-06-15', 'Omar escalation 2014-06-15']],
    ['2014-06-16', ['Dana T-0 2014-06-16', 'Ines escalation 2014-06-16', 'Omar escalation 2014-06-16']],
  ] as const)
    it(`on ${day} is told of: ${mails.length === 0 ? 'nobody' : mails.join(', ')}; once`, async () => {
      await plan(day);
      await plan(day);
      expect(await planned()).to.deep.equal(mails);
    });

  it('a date that binds nobody is told of, and not raised to the lead', async () => {
    await started.deps.db.updateTable('deadline').set({ whose: 'asserted' }).execute();
    await plan('2014-06-15');
    expect(await planned()).to.deep.equal(['Dana T-1 2014-06-16']);
  });

  it('the mails say what is to be confirmed, by when, and what returns; an administrator learns no more than the number', async () => {
    const settings = { ...NOWHERE, server: mailServerOf(server.url) };
    const deps = at(started.deps, `2014-06-16${MORNING}`);
    await planReminders(deps, settings);
    const before = server.received.length;
    await sendReminders(deps, settings);
    const sent = server.received.slice(before);
    const texts = sent
      .map((mail) => ({ to: mail.to, text: mail.text.replaceAll('=\r\n', '').replaceAll('\r\n', ' ') }))
      .filter(({ text }) => text.includes('Subject: M-0001'));
    expect(texts.map(({ to }) => to).sort()).to.deep.equal([
      'dana@firm.example',
      'ines@firm.example',
      'omar@firm.example',
    ]);
    for (const { to, text } of texts) {
      expect(text).to.include('confirmation of an extension due today, Mon 16 Jun 2014');
      expect(text).to.include('extended to Wed 30 Jul 2014 only if it is confirmed in writing');
      expect(text).to.include('Thu 12 Jun 2014 will have passed when it returns');
      expect(text.includes(deadlineId)).to.equal(!to.startsWith('ines'));
    }
    const digest = sent.find((mail) => mail.to.startsWith('dana') && !mail.text.includes('Subject: M-0001'));
    expect(digest?.text).to.include('1 waiting for a written confirmation');
  });

  it('a confirmation that came before its mail went out takes it back', async () => {
    const settings = { ...NOWHERE, server: mailServerOf(server.url) };
    const deps = at(started.deps, `2014-06-16${MORNING}`);
    await planReminders(deps, settings);
    await inTransaction(started.deps, (tx) =>
      updateExtension(tx, { id: extensionId, state: 'unconfirmed' }, { state: 'confirmed' }),
    );
    await started.deps.db
      .updateTable('deadline')
      .set({ extendedOn: '2014-07-30', pendingOn: null, pendingUntil: null })
      .execute();
    await sendReminders(deps, settings);
    const rows = await started.deps.db
      .selectFrom('outbox')
      .where('about', '=', extensionId)
      .selectAll()
      .execute();
    expect(rows).to.have.length(3);
    for (const row of rows)
      expect([row.state, row.reason]).to.deep.equal(['withdrawn', 'no confirmation is waited for any more']);
  });

  it('the Desk lists it beside the date', async () => {
    const desk = await (await started.signIn('omar')).get('/desk');
    expect(desk.text).to.include('Extensions waiting for their written confirmation');
    expect(desk.text).to.include(
      'if the written confirmation is attached by Mon 16 Jun 2014 (in 11 days); without it Thu 12 Jun 2014 returns. That is after the old date',
    );
  });
});
