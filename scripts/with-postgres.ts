/**
 * Runs a command with TEST_DATABASE_URL naming a private, throw-away PostgreSQL server: own folder, own port,
 * on loopback only, as an unprivileged user (the server refuses to run as root). Ends with the command.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Nothing of it outlives the command, so nothing is written for a crash or for a copy elsewhere; and its hundreds of small
 * databases need no cleaner going round them, nor plans compiled to machine code.
 */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'max_connections=200',
  'log_min_messages=fatal',
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'autovacuum=off',
  'jit=off',
];

const [command, ...args] = process.argv.slice(2);
if (!command) fail('Name the command to run, like: npm run test:postgres');

const programs = findPrograms();
const folder = mkdtempSync(join(tmpdir(), 'rejoinder-postgres-'));
const port = await freePort();
const user = process.getuid?.() === 0 ? unprivileged() : null;
if (user) chownSync(folder, user.uid, user.gid);

const identity = user ? { uid: user.uid, gid: user.gid } : {};
const options = { ...identity, cwd: folder, env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' } } as const;
execFileSync(
  join(programs, 'initdb'),
  ['-D', join(folder, 'data'), '-U', 'rejoinder', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
  {
    ...options,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
const server = spawn(
  join(programs, 'postgres'),
  [
    ['-D', join(folder, 'data'), '-p', String(port)],
    [...SETTINGS, `unix_socket_directories=${folder}`].flatMap((setting) => ['-c', setting]),
  ].flat(),
  { ...options, stdio: ['ignore', 'ignore', 'ignore'] },
);

let code: number;
try {
  await untilReady(server);
  const url = `postgres://rejoinder@127.0.0.1:${port}/postgres`;
  const ran = spawnSync(process.platform === 'win32' ? `${command}.cmd` : command, args, {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url },
  });
  code = ran.status ?? 1;
} finally {
  await ended(server);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(code);

function findPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  for (const version of versions)
    if (existsSync(join(debian, version, 'bin', 'initdb'))) return join(debian, version, 'bin');
  const onPath = (process.env['PATH'] ?? '').split(':').find((path) => existsSync(join(path, 'initdb')));
  return onPath ?? fail('PostgreSQL is not installed. On Debian: apt-get install postgresql');
}

function unprivileged(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
    const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  return fail('No unprivileged user to run PostgreSQL as was found.');
}

async function untilReady(started: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (started.exitCode !== null) fail('PostgreSQL did not start.');
    const ready = spawnSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q']);
    if (ready.status === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  fail('PostgreSQL did not answer within 10 seconds.');
}

async function ended(started: ChildProcess): Promise<void> {
  if (started.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => started.once('exit', () => resolve()));
  started.kill('SIGINT');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
