import { fork, type ChildProcess } from 'node:child_process';
import type { Log } from '../platform/log.js';

const GRACE_MS = 30_000;

export interface WorkerHandle {
  readonly wake: () => void;
  stop(): Promise<void>;
}

/** Forks the job worker and keeps one running until stopped. */
export function startWorker(settings: Readonly<Record<string, string | null>>, log: Log): WorkerHandle {
  const entry = new URL(`./worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
  const env = {
    ...process.env,
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)),
  } as NodeJS.ProcessEnv;
  let stopping = false;
  let child: ChildProcess = start();

  function start(): ChildProcess {
    const started = fork(entry, [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    started.on('exit', (code, signal) => {
      if (stopping) return;
      log.error({ code, signal }, 'the job worker ended; starting another');
      setTimeout(() => {
        if (!stopping) child = start();
      }, 1_000);
    });
    return started;
  }

  return {
    wake: () => {
      // A worker that is just ending needs no waking: the next one looks by itself.
      if (child.connected)
        child.send('wake', (error) => error && log.debug({ err: error }, 'worker not woken'));
    },
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}
