import { expect } from 'chai';
import { inTransaction } from '../../src/platform/database.js';
import type { Deps } from '../../src/platform/deps.js';
import { takeLease } from '../../src/platform/lease-store.js';
import { mailServerOf, type MailSettings } from '../../src/reminders/mail-settings.js';
import { updateMail } from '../../src/reminders/outbox-store.js';
import { planReminders } from '../../src/reminders/plan-reminders.js';
import { sendReminders } from '../../src/reminders/send-reminders.js';
import { startMailServer, type MailServerUnderTest } from '../support/mail-server.js';
import { startRejoinder, type Started } from '../support/start-rejoinder.js';
import { at, idOf, openMatterFor, setDate } from './set-dates.js';

const MINUTE = 60_000;
const DAYS = 72 * 60 * MINUTE;
const LEASE = { name: 'tick', ms: 3 * MINUTE };

/** The machine's clock ran three days ahead and was then set right. */
describe('a clock that ran ahead and is set back', () => {
  let started: Started;
  let server: MailServerUnderTest;
  let mail: MailSettings;
  before(async () => {
    server = await startMailServer();
    mail = { server: mailServerOf(server.url), publicUrl: 'https://rejoinder.firm.example' };
  });
  after(() => server.close());
  beforeEach(async () => {
    started = await startRejoinder({ today: '2014-06-05' });
  });
  afterEach(() => started.close());

  const ahead = (ms: number): Deps => {
    const { clock } = started.deps;
    return { ...started.deps, clock: { ...clock, machineNow: () => clock.machineNow() + ms } };
  };
  const take = (deps: Deps, holder: string) => takeLease(deps, deps.clock, { ...LEASE, holder });

  it('holds no turn for longer than twice its length', async () => {
    expect(await take(ahead(DAYS), 'before')).to.equal(true);
    expect(await take(started.deps, 'after the restart')).to.equal(true);
    expect(await take(started.deps, 'another')).to.equal(false);
    // Another server whose clock is a little ahead keeps its turn.
    expect(await take(ahead(4 * MINUTE), 'a little ahead')).to.equal(true);
    expect(await take(ahead(2 * MINUTE), 'another')).to.equal(false);
  });

  for (const [what, changes, state] of [
    ['waits for its next try', { state: 'waiting', retryMs: DAYS }, 'sent'],
    ['was claimed', { state: 'claimed', leaseUntilMs: DAYS }, 'sent'],
    ['was being sent', { state: 'sending', leaseUntilMs: DAYS }, 'in-doubt'],
  ] as const)
    it(`mail that ${what} since then is ${state} now`, async () => {
      const matterId = await openMatterFor(started);
      await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
      const morning = at(started.deps, '2014-06-05T15:00:00.000Z');
      await planReminders(morning, mail);
      const rows = () => started.deps.db.selectFrom('outbox').selectAll().execute();
      const now = Date.now();
      const times = {
        ...('retryMs' in changes ? { retryMs: now + changes.retryMs } : {}),
        ...('leaseUntilMs' in changes ? { leaseUntilMs: now + changes.leaseUntilMs } : {}),
      };
      await inTransaction(started.deps, async (tx) => {
        for (const row of await tx.selectFrom('outbox').selectAll().execute())
          await updateMail(tx, row, ['waiting'], { ...times, state: changes.state });
      });
      await sendReminders({ ...morning, clock: { ...morning.clock, machineNow: () => now } }, mail);
      const states = (await rows()).map((one) => one.state);
      expect(states).to.include(state);
      expect(new Set(states)).to.deep.equal(new Set([state]));
    });

  it('a try that is due within the hour is waited for', async () => {
    const matterId = await openMatterFor(started);
    await setDate(started, matterId, { earliestOn: '2014-06-06', responsible: idOf(started, 'dana') });
    const morning = at(started.deps, '2014-06-05T15:00:00.000Z');
    await planReminders(morning, mail);
    const now = Date.now();
    await started.deps.db
      .updateTable('outbox')
      .set({ retryMs: now + 60 * MINUTE })
      .execute();
    expect(
      await sendReminders({ ...morning, clock: { ...morning.clock, machineNow: () => now } }, mail),
    ).to.equal(0);
  });
});
