import { readConfig } from '../config.js';
import { readUnread } from '../documents/read-kept.js';
import { queueReadAgain } from '../letters/again/read-files-again.js';
import { findAgain } from '../letters/find-again.js';
import { findEarliestLeft } from '../letters/find-earliest.js';
import { clockOf } from './clock-of.js';
import { jobHandlers } from './job-handlers.js';
import { openDeps } from './open-deps.js';
import { recoverJobs } from '../platform/job-store.js';
import { lockFolder } from '../platform/lock.js';
import { openLog } from '../platform/log.js';
import { runJobs } from '../platform/run-jobs.js';
import { planReminders } from '../reminders/plan-reminders.js';
import { EVERY_MS, runTicks } from '../reminders/run-ticks.js';
import { sendReminders } from '../reminders/send-reminders.js';
import { withdrawReminders } from '../reminders/withdraw-reminders.js';
import { sendDispatches } from '../replies/dispatch/send-dispatches.js';
import { ticks } from './ticks.js';

// The job worker: trusted, with the database; forked by serve, and ended by it.
const { DATABASE_URL, ...rest } = process.env;
const config = readConfig({ ...rest, ...(DATABASE_URL ? { DATABASE_URL } : {}) });
const log = openLog(config.logLevel);
// The sample's clock stands still; a test's runs faster. Only records go by it.
const named = clockOf(process.env);
// On PostgreSQL any number of workers share the table, and only the folder of derived files is their own.
const unlock = config.databaseUrl ? () => undefined : lockFolder(config.dataDir, 'worker');
const deps = await openDeps({
  dataDir: config.dataDir,
  databaseUrl: config.databaseUrl,
  clock: named.clock,
  zone: config.zone,
  log,
});
// Only one worker owns a SQLite folder, so what a killed one left behind need not wait for its lease to end.
if (deps.engine === 'sqlite') await recoverJobs(deps, deps.clock, { all: true });
const runner = runJobs(deps, jobHandlers);
const mail = {
  server: config.mailServer,
  publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
};
const ticker = runTicks(
  deps,
  {
    ticks: [...ticks, (held) => planReminders(held, mail), withdrawReminders],
    posts: [
      (held, ending) => sendDispatches(held, mail, ending),
      (held, ending) => sendReminders(held, mail, ending),
    ],
  },
  Math.max(50, EVERY_MS / named.rate),
);
// Whatever was kept but not read when we last stopped is read now, and its letters get their provisional dates; then
// what an older reader has found or read is found and read again.
readUnread(deps)
  .then(() => findEarliestLeft(deps))
  .then(() => findAgain(deps))
  .then(() => queueReadAgain(deps))
  .catch((error: unknown) => log.error({ err: error }, 'what was left unread could not be read'));

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await Promise.all([runner.stop(), ticker.stop()]);
  await deps.close();
  unlock();
  process.exit(0);
};
process.on('message', () => {
  runner.wake();
  ticker.wake();
});
process.on('disconnect', () => void stop());
// Serve may have ended while the database was opened: nobody would end us then, and the folder would stay ours.
if (process.send !== undefined && !process.connected) void stop();
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => undefined); // the terminal's Ctrl-C reaches serve, which ends us in order
