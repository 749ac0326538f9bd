import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Temporal } from 'temporal-polyfill';
import { insertAccount } from '../../src/auth/account-store.js';
import { insertDeadline } from '../../src/deadlines/deadline-store.js';
import { openMatter } from '../../src/matters/open-matter.js';
import { insertAccess } from '../../src/matters/matter-store.js';
import { clockAt, systemClock } from '../../src/platform/clock.js';
import { inTransaction } from '../../src/platform/database.js';
import { openLog } from '../../src/platform/log.js';
import { openDeps, type OpenDeps } from '../../src/processes/open-deps.js';
import { startMailServer, type MailServerUnderTest } from '../support/mail-server.js';
import { emptyPostgres } from '../support/postgres.js';
import { build } from '../support/server-process.js';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.js';

const KILLS = 30;
/** From this kill on, two workers share the outbox. */
const TWO_FROM = 20;
const SEED = Number(process.env['KILL_SEED'] ?? 20140605);
/** Hours of the people's morning pass in a minute, so that something falls due whenever a worker is cut off. */
const RATE = 400;
const START = '2014-06-05T00:00:00.000Z';
/** Zones in which it is between midnight and six when the clock begins: no day ends before the test does. */
const ZONES = Array.from({ length: 7 }, (_, hours) => (hours === 0 ? 'UTC' : `Etc/GMT-${hours}`));
/** Each person is reminded in one of the first seven hours; there are four for each zone and hour. */
const HOURS = 7;
const PEOPLE_PER_HOUR = 4;

interface Expected {
  readonly accountId: string;
  readonly zone: string;
  readonly hour: number;
  readonly dates: readonly { readonly id: string; readonly dueOn: string }[];
}

/** Each reminder that falls due goes out once, or is in doubt and says so, whenever its sender is cut off. */
describe('kill -9 while reminders fall due', function () {
  this.timeout(240_000);

  it(`${KILLS} times, from ${TWO_FROM} on with two workers: 0 lost, 0 doubled, every doubt on record (seed ${SEED})`, async () => {
    build(); // before the clock runs
    const folder = await mkdtemp(join(tmpdir(), 'rejoinder-remind-'));
    const random = seeded(SEED);
    let onReceived: () => void = () => undefined;
    const server = await startMailServer({
      answerMs: () => random() * 60,
      onReceived: () => onReceived(),
    });
    const databaseUrl = await emptyPostgres();
    const deps = await openDeps({
      dataDir: folder,
      databaseUrl,
      clock: clockAt(START),
      zone: 'UTC',
      log: openLog('silent'),
    });
    let worker: WorkerProcess | null = null;
    let other: WorkerProcess | null = null;
    try {
      const second = await folderBeside(folder, databaseUrl);
      const people = await setUp(deps);
      let now = Temporal.Instant.from(START);
      const start = (dataDir: string): WorkerProcess =>
        startWorkerProcess({
          DATA_DIR: dataDir,
          ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
          SMTP_URL: server.url,
          PUBLIC_URL: 'https://rejoinder.firm.example',
          REJOINDER_CLOCK: `${now.toString({ smallestUnit: 'millisecond' })} x${RATE}`,
        });

      for (let kill = 0; kill < KILLS; kill += 1) {
        const begunMs = systemClock.machineNow();
        worker = start(folder);
        if (kill >= TWO_FROM) other ??= start(second);
        // Soon after a mail of this round reached the server, often before the server has answered.
        await new Promise<void>((resolve) => {
          const latest = setTimeout(resolve, 2_500 + random() * 500);
          onReceived = () => {
            clearTimeout(latest);
            setTimeout(resolve, random() * 150);
          };
        });
        onReceived = () => undefined;
        await worker.kill();
        // Now the one of the two is cut off, now the other.
        if (other !== null && kill % 3 === 0) {
          await other.kill();
          other = null;
        }
        now = now.add({ milliseconds: (systemClock.machineNow() - begunMs) * RATE });
      }
      await other?.kill();
      other = null;
      // One worker more, undisturbed, its clock standing: leases of the dead run out, and all that is left is done.
      const end = now.toString({ smallestUnit: 'millisecond' });
      worker = startWorkerProcess({
        DATA_DIR: folder,
        ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
        SMTP_URL: server.url,
        PUBLIC_URL: 'https://rejoinder.firm.example',
        REJOINDER_CLOCK: `${end} x${RATE}`,
      });
      await untilDone(deps);
      await worker.kill();
      expect(worker.said()).to.equal('');
      await compare(deps, server, people, end);
    } finally {
      await worker?.kill();
      await other?.kill();
      await deps.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
      await rm(`${folder}-second`, { recursive: true, force: true });
    }
  });
});

/** A second worker has a folder of its own, on the same rows. */
async function folderBeside(folder: string, databaseUrl: string | null): Promise<string> {
  const second = `${folder}-second`;
  await mkdir(second, { recursive: true });
  if (databaseUrl === null) await symlink(join(folder, 'rejoinder.db'), join(second, 'rejoinder.db'));
  return second;
}

/** People whose hour comes one after the other, and for each of them a date due today, tomorrow or in three days. */
async function setUp(deps: OpenDeps): Promise<Expected[]> {
  const lead = await inTransaction(deps, (tx) => insertAccount(tx, account('lead', 'UTC', deps)));
  await inTransaction(deps, async (tx) => {
    // The lead is told of nothing here: every date has its own people.
    await tx.insertInto('reminderSetting').values({ accountId: lead, digest: 0, digestedOn: null }).execute();
  });
  const matterId = await openMatter(
    deps,
    {
      title: 'A – B',
      ourParty: 'B',
      theirParty: 'A',
      regime: 'private',
      zone: 'UTC',
      legend: 'Privileged',
      approvalForm: 'one-person',
    },
    { accountId: lead, role: 'counsel' },
  );
  const people: Expected[] = [];
  await inTransaction(deps, async (tx) => {
    for (const [offset, zone] of ZONES.entries())
      for (let n = 0; n < HOURS * PEOPLE_PER_HOUR; n += 1) {
        const hour = offset + (n % HOURS);
        const accountId = await insertAccount(tx, account(`p${people.length}`, zone, deps));
        await insertAccess(tx, {
          matterId,
          accountId,
          access: 'member',
          grantedAt: deps.clock.now(),
          grantedBy: lead,
        });
        await tx
          .insertInto('reminderSetting')
          .values({ accountId, digestHour: hour, digestedOn: null })
          .execute();
        const dueOn = ['2014-06-05', '2014-06-06', '2014-06-08'][n % 3] ?? '';
        const id = await insertDeadline(tx, {
          matterId,
          title: 'Respond',
          whose: 'binding',
          state: 'open',
          rule: 'DEMAND_EXCLUSIVE',
          input: '',
          result: '',
          earliestOn: dueOn,
          zone,
          responsible: accountId,
          setAt: deps.clock.now(),
          setBy: lead,
        });
        people.push({ accountId, zone, hour, dates: [{ id, dueOn }] });
      }
  });
  return people;
}

function account(name: string, zone: string, deps: OpenDeps) {
  return {
    email: `${name}@firm.example`,
    name,
    role: 'counsel' as const,
    passwordHash: 'nobody signs in here',
    zone,
    createdAt: deps.clock.now(),
  };
}

async function untilDone(deps: OpenDeps): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const left = await deps.db
      .selectFrom('outbox')
      .where('state', 'in', ['waiting', 'claimed', 'sending'])
      .select('id')
      .execute();
    if (left.length === 0) return;
  }
}

/** What must have fallen due by `end` is worked out here again, apart from the product, and held against both sides. */
async function compare(
  deps: OpenDeps,
  server: MailServerUnderTest,
  people: readonly Expected[],
  end: string,
): Promise<void> {
  const rows = await deps.db.selectFrom('outbox').selectAll().execute();
  const keys = new Map(rows.map((row) => [`${row.about} ${row.kind} ${row.day} ${row.accountId}`, row]));
  expect(keys.size).to.equal(rows.length);

  const missing = people.flatMap((person) => expectedOf(person, end)).filter((key) => !keys.has(key));
  expect(missing, 'reminders that fell due and are not in the outbox').to.deep.equal([]);

  const arrivals = new Map<string, number>();
  for (const mail of server.received) arrivals.set(mail.id, (arrivals.get(mail.id) ?? 0) + 1);
  const times = (id: string): number => arrivals.get(`<reminder-${id}@firm.example>`) ?? 0;
  const inState = (state: string) => rows.filter((row) => row.state === state);

  expect(
    [...arrivals].filter(([, n]) => n > 1),
    'mail that arrived twice',
  ).to.deep.equal([]);
  expect(
    inState('sent').filter((row) => times(row.id) !== 1),
    'sent, and not at the server once',
  ).to.deep.equal([]);
  const doubts = inState('in-doubt');
  const others = rows.filter((row) => row.state !== 'sent' && row.state !== 'in-doubt');
  expect(
    others.map((row) => [row.state, row.reason]),
    'neither sent nor in doubt',
  ).to.deep.equal([]);
  const ids = new Set(rows.map((row) => `<reminder-${row.id}@firm.example>`));
  expect(
    [...arrivals.keys()].filter((id) => !ids.has(id)),
    'mail nobody planned',
  ).to.deep.equal([]);

  const told = await deps.db
    .selectFrom('auditEvent')
    .where('action', '=', 'reminder.doubted')
    .select('subject')
    .execute();
  expect(told.map((event) => event.subject).sort()).to.deep.equal(doubts.map((row) => row.id).sort());
  expect(rows.length).to.be.greaterThan(100);
  const arrived = doubts.filter((row) => times(row.id) === 1).length;
  console.log(
    `      ${rows.length} reminders fell due: ${inState('sent').length} sent, ${doubts.length} in doubt ` +
      `(${arrived} of them had arrived); 0 lost, 0 doubled`,
  );
}

/** Every key a person's reminders must have by then: the hour of each of their days, and the date's own stage on it. */
function expectedOf({ accountId, zone, hour, dates }: Expected, end: string): string[] {
  const from = Temporal.Instant.from(START).toZonedDateTimeISO(zone);
  const until = Temporal.Instant.from(end).toZonedDateTimeISO(zone);
  const keys: string[] = [];
  for (
    let day = from.toPlainDate();
    Temporal.PlainDate.compare(day, until.toPlainDate()) <= 0;
    day = day.add({ days: 1 })
  ) {
    const due = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) });
    if (Temporal.ZonedDateTime.compare(due, until) > 0) continue;
    keys.push(`digest digest ${day.toString()} ${accountId}`);
    for (const { id, dueOn } of dates) {
      const left = day.until(dueOn).days;
      if (left < 0) keys.push(`${id} overdue ${day.toString()} ${accountId}`);
      else if (left === 0) keys.push(`${id} T-0 ${dueOn} ${accountId}`);
      else if (left === 1) keys.push(`${id} T-1 ${dueOn} ${accountId}`);
      else if (left <= 3) keys.push(`${id} T-3 ${dueOn} ${accountId}`);
    }
  }
  return keys;
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
