import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { sql } from 'kysely';
import { createApp, type Room } from '../../src/app.js';
import type { Actor } from '../../src/audit/event.js';
import { jobHandlers } from '../../src/processes/job-handlers.js';
import { openDeps, type OpenDeps } from '../../src/processes/open-deps.js';
import { openLog } from '../../src/platform/log.js';
import type { MailSettings } from '../../src/reminders/mail-settings.js';
import { runJobs, type JobRunner } from '../../src/platform/run-jobs.js';
import { Browser } from './browser.js';
import { CAST, insertCast, PASSWORD, type Name } from './cast.js';
import { migratedPostgres, putSqlite } from './databases.js';
import { documentAsker } from './document-asker.js';
import { emptyPostgres } from './postgres.js';

export interface Started {
  readonly deps: OpenDeps;
  /** Of this app's own database; null on SQLite. */
  readonly databaseUrl: string | null;
  readonly url: string;
  readonly rooms: readonly Room[];
  readonly actor: (name: Name) => Actor;
  /** Lets days pass: records are of that day from now on, at noon in California unless an instant is given. */
  setToday(day: string): void;
  /** An instant, like `2014-06-11T17:01:00.000Z`. */
  setNow(instant: string): void;
  /** A browser in which that person is signed in. */
  signIn(name: Name): Promise<Browser>;
  /** A browser in which nobody is. */
  visitor(): Browser;
  /** Runs waiting jobs in this process until none is left. */
  runJobs(): Promise<void>;
  close(): Promise<void>;
}

/** The real app on a real, empty database (PostgreSQL when TEST_DATABASE_URL names one), with the cast but no matter. */
export async function startRejoinder(
  options: {
    today?: string;
    setupCode?: string;
    withoutCast?: boolean;
    mail?: MailSettings;
    /** On SQLite whatever the other tests run on. */
    onSqlite?: boolean;
    /** On a database without tables, brought up to date as at a first start, rather than on a copy of one that was. */
    fromNothing?: boolean;
  } = {},
): Promise<Started> {
  const time = { now: instantOf(options.today ?? '2014-06-05') };
  const folder = await mkdtemp(join(tmpdir(), 'rejoinder-test-'));
  const runner: { current: JobRunner | null } = { current: null };
  const databaseUrl = options.onSqlite
    ? null
    : await (options.fromNothing ? emptyPostgres() : migratedPostgres());
  if (databaseUrl === null && !options.fromNothing) await putSqlite(folder);
  const opened = await openDeps({
    dataDir: folder,
    databaseUrl,
    clock: { now: () => time.now, machineNow: () => Date.now() },
    zone: 'America/New_York',
    log: openLog(process.env['TEST_LOG'] ?? 'silent'),
    wakeWorker: () => runner.current?.wake(),
  });
  const deps: OpenDeps = { ...opened, asker: documentAsker() };
  // Nothing here outlives a power cut; what is on disk when the server has answered is asked in test/durability.
  if (deps.engine === 'sqlite') await sql`pragma synchronous = off`.execute(deps.db);
  const ids: ReadonlyMap<string, string> = options.withoutCast ? new Map() : await insertCast(deps);
  const { app, rooms } = createApp(deps, {
    setupCode: options.setupCode ?? 'setup-code',
    sessionSecret: 'a secret for tests only, long enough',
    basePath: '',
    banner: null,
    mail: options.mail ?? { server: null, publicUrl: 'http://localhost' },
    sample: {
      isOffered: async () => true,
      stands: () => 'gone',
      begin: () => undefined,
      reset: async () => undefined,
      throwAway: async () => undefined,
    },
  });
  const server = createServer(express().disable('x-powered-by').use(app));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    deps,
    databaseUrl,
    url,
    rooms,
    actor: (name) => ({ accountId: ids.get(name) ?? '', role: CAST[name] }),
    setToday: (day) => {
      time.now = instantOf(day);
    },
    setNow: (instant) => {
      time.now = instant;
    },
    visitor: () => new Browser(url),
    async signIn(name) {
      const browser = new Browser(url);
      await browser.get('/sign-in');
      const answer = await browser.post('/sign-in', { email: `${name}@firm.example`, password: PASSWORD });
      if (answer.status !== 303) throw new Error(`${name} could not sign in: ${answer.status}`);
      return browser;
    },
    async runJobs() {
      const running = runJobs(deps, jobHandlers);
      runner.current = running;
      for (;;) {
        const left = await deps.db
          .selectFrom('job')
          .where('state', 'in', ['waiting', 'running'])
          .select('id')
          .execute();
        if (left.length === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      runner.current = null;
      await running.stop();
    },
    async close() {
      await closeServer(server);
      await deps.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function instantOf(day: string): string {
  return day.includes('T') ? day : `${day}T19:00:00.000Z`;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
