import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface ServerProcess {
  readonly url: string;
  readonly setupCode: string | null;
  readonly child: ChildProcess;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to finish; resolves with its exit code. */
  stop(): Promise<number | null>;
}

let isBuilt = false;

/** Compiles what changed, once for all tests of this run: the servers under test are the built ones. */
export function build(): void {
  if (isBuilt) return;
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  isBuilt = true;
}

/** The server as its users start it, built and in a process of its own. Resolves once it listens. */
export async function startServer(
  dataDir: string,
  port: number,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  build();
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (words: Buffer) => {
      said += words.toString();
      if (/listens on/.test(said)) setTimeout(resolve, 20);
    });
    child.stderr.on('data', (words: Buffer) => (said += words.toString()));
    child.once('exit', (code) =>
      reject(new Error(`The server ended with ${code} before it listened: ${said}`)),
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    setupCode: /One-time code for the first account: (\S+)/.exec(said)?.[1] ?? null,
    child,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

export function freePort(): Promise<number> {
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
