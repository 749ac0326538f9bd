import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './server-process.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface WorkerProcess {
  /** What it wrote to its log, for a test that fails. */
  readonly said: () => string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** The job worker as serve starts it, built and in a process of its own, without the pages. */
export function startWorkerProcess(env: Readonly<Record<string, string>>): WorkerProcess {
  build();
  const child = spawn(process.execPath, ['dist/processes/worker.js'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (words: Buffer) => (said += words.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    said: () => said,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
