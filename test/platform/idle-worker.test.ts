import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect } from 'chai';
import { clockFrom, clockNamed, systemClock } from '../../src/platform/clock.js';
import { openSqlite, type OpenDatabase } from '../../src/platform/database.js';
import { claimJob, recoverJobs } from '../../src/platform/job-store.js';
import { takeLease } from '../../src/platform/lease-store.js';
import { migrate } from '../../src/platform/migrate.js';

describe('an idle worker', () => {
  let folder: string;
  let database: OpenDatabase;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rejoinder-idle-'));
    database = openSqlite(join(folder, 'rejoinder.db'));
    await migrate(database, systemClock);
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('looks for jobs without taking the writer’s turn, also while another process has it', async () => {
    const writer = new BetterSqlite3(join(folder, 'rejoinder.db'));
    writer.exec('begin immediate');
    try {
      const begun = systemClock.machineNow();
      expect(await recoverJobs(database, systemClock, { all: false })).to.equal(0);
      expect(await claimJob(database, systemClock, ['a kind'])).to.equal(null);
      expect(systemClock.machineNow() - begun).to.be.lessThan(1_000);
    } finally {
      writer.exec('rollback');
      writer.close();
    }
  });

  it('waits for its turn at the tick until the other’s time is over', async () => {
    let now = 1_000_000;
    const clock = { now: systemClock.now, machineNow: () => now };
    const take = (holder: string) => takeLease(database, clock, { name: 'tick', holder, ms: 3_000 });
    expect([await take('a'), await take('b'), await take('a')]).to.deep.equal([true, false, true]);
    now += 3_001;
    expect([await take('b'), await take('a')]).to.deep.equal([true, false]);
  });
});

describe('a named clock', () => {
  const cases = [
    // what it shows                   text                                   rate, or null where it is refused
    ['stands still', '2014-06-06T17:30:00.000Z', 1],
    ['runs faster', '2014-06-06T17:30:00.000Z x600', 600],
    ['31 February', '2014-02-31T17:30:00.000Z', null],
    ['no zone', '2014-06-06T17:30:00.000', null],
    ['no rate', '2014-06-06T17:30:00.000Z x0', null],
    ['words', 'yesterday', null],
  ] as const;
  for (const [shows, text, rate] of cases)
    it(`${text}: ${shows}`, () => expect(clockNamed(text)?.rate ?? null).to.equal(rate));

  it('that runs faster begins at its instant', () => {
    const clock = clockFrom('2014-06-06T17:30:00.000Z', 60);
    expect(clock.now() >= '2014-06-06T17:30:00.000Z' && clock.now() < '2014-06-06T17:35:00.000Z').to.equal(
      true,
    );
  });
});
