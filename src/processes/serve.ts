import { createServer, type Server } from 'node:http';
import express from 'express';
import { createApp } from '../app.js';
import { countAccounts } from '../auth/account-store.js';
import { findSampleVisitor } from '../auth/sample-holder.js';
import { sweepSessions } from '../auth/session-store.js';
import { findSetting } from '../auth/setting-store.js';
import { ConfigError, readConfig, type Config } from '../config.js';
import { openDeps, type OpenDeps } from './open-deps.js';
import { clockOf } from './clock-of.js';
import type { Clock } from '../platform/clock.js';
import { ConflictError } from '../platform/errors.js';
import { newSecret } from '../platform/ids.js';
import { recoverJobs } from '../platform/job-store.js';
import { lockFolder } from '../platform/lock.js';
import { openLog, type Log } from '../platform/log.js';
import { mountSample } from './mount-sample.js';
import { startWorker, type WorkerHandle } from './start-worker.js';

const HEADER_MS = 15_000;
const GRACE_MS = 30_000;

/**
 * Serves until SIGTERM or SIGINT; then finishes what is in hand: web first, then worker, then document child. What
 * was begun ends in that order too where serving cannot begin, so that the process ends.
 */
export async function serve(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env);
  const { clock } = clockOf(env);
  const log = openLog(config.logLevel);
  const signalled = onceSignalled(); // heard from here on, so that a signal during the start ends it in order too
  const endings: (() => unknown)[] = [lockFolder(config.dataDir, 'web')];
  try {
    await begin(config, clock, log, endings);
    await signalled;
    log.info('stopping');
  } finally {
    for (const end of endings.reverse()) await end();
  }
}

/** Opens everything and listens; what ends each is added to `endings` as soon as it runs. */
async function begin(config: Config, clock: Clock, log: Log, endings: (() => unknown)[]): Promise<void> {
  const workers: { handle: WorkerHandle | null } = { handle: null };
  const live = await openLive(config, clock, log, () => workers.handle?.wake());
  endings.push(() => live.close());
  const sample = mountSample(config, log, {
    isOffered: () => isSampleOffered(live),
    visitorOf: (req) => findSampleVisitor(live, req),
  });
  endings.push(() => sample.close());

  const setupCode = newSecret().slice(0, 12);
  const root = express().disable('x-powered-by');
  root.use('/sample', sample.handle);
  root.use(
    createApp(live, {
      sample,
      setupCode,
      sessionSecret: config.sessionSecret,
      basePath: config.basePath,
      banner: null,
      mail: { server: config.mailServer, publicUrl: config.publicUrl ?? `http://localhost:${config.port}` },
    }).app,
  );

  const server = createServer(
    { headersTimeout: HEADER_MS, requestTimeout: 0, connectionsCheckingInterval: 5_000 },
    root,
  );
  const isNew = (await countAccounts(live.db)) === 0;
  await listen(server, config.port);
  endings.push(() => closeServer(server));
  const address = `Rejoinder listens on ${config.publicUrl ?? `http://localhost:${config.port}/`}`;
  // In one piece, so that whoever waits for the first line has the second too.
  console.log(isNew ? `${address}\nOne-time code for the first account: ${setupCode}` : address);
  // Only now: pages come first, and what a worker has in hand is not to be taken for what the last one left behind.
  const worker = startWorker(
    {
      DATA_DIR: config.dataDir,
      DATABASE_URL: config.databaseUrl,
      LOG_LEVEL: config.logLevel,
      ZONE: config.zone,
    },
    log,
  );
  workers.handle = worker;
  endings.splice(-1, 0, () => worker.stop()); // after the pages have ended
}

async function openLive(config: Config, clock: Clock, log: Log, wakeWorker: () => void): Promise<OpenDeps> {
  const live = await openDeps({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    clock,
    zone: config.zone,
    log,
    isSecure: config.isSecure,
    wakeWorker,
  });
  // Only one web process owns a SQLite folder, so whatever is half-done there is nobody's.
  if (live.engine === 'sqlite') await recoverJobs(live, live.clock, { all: true });
  await live.files.sweepTemp();
  await sweepSessions(live.db, live.clock);
  return live;
}

async function isSampleOffered(live: OpenDeps): Promise<boolean> {
  if ((await countAccounts(live.db)) === 0) return true;
  return (await findSetting(live.db, 'sample')) === 'on';
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigError(`PORT: ${port} is in use; choose another, like PORT=3001.`)
          : error,
      ),
    );
    server.listen(port, resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  });
}

function onceSignalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/** Exit codes: 78 for a configuration that cannot be used, 75 when another process has the folder. */
export async function serveOrExit(): Promise<void> {
  try {
    await serve(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ConflictError)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof ConfigError ? 78 : 75;
  }
}
