import { fork, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { DocumentChildError, type AskOptions, type Asker, type Question } from './ask.js';
import type { Log } from './log.js';

export type ToChild = { readonly id: number; readonly name: string; readonly input: unknown };
export type FromChild =
  | { readonly id: number; readonly kind: 'begun' }
  | {
      readonly id: number;
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number;
      readonly note: string;
    }
  | { readonly id: number; readonly kind: 'answer'; readonly output: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

/** For a child to start in: a document's own clock runs only once it is being read. */
const START_MS = 60_000;
const TIMEOUT_MS = 30_000;
const MEMORY_MB = 768;
const MOST_KEPT_MB = 1_100;
const WATCH_MS = 100;
/**
 * Nearly all that reading a page makes is garbage at once: with little room for what is new the process stays small, and
 * is no slower.
 */
export const CHILD_FLAGS: readonly string[] = ['--max-semi-space-size=4'];
const CLOSED = 'The document process is closed.';

/**
 * Asks questions of a child process without database or secrets, one document at a time in each child.
 * A document that takes too long or too much memory costs that child, never the asker; the next question starts a new one.
 * A child keeps some of what earlier documents took, so one that runs out of memory after others is no word about its
 * document: that is asked once more of a child that has read nothing yet.
 * `entry` is the child's module; at most `children` run at once.
 */
export function openAsker(entry: URL, log: Log, children = 1): Asker {
  const free: ChildProcess[] = [];
  const waiting: (() => void)[] = [];
  const used = new WeakSet<ChildProcess>();
  let running = 0;
  let nextId = 1;
  let closed = false;

  const take = async (): Promise<ChildProcess> => {
    while (running >= children) await new Promise<void>((resolve) => waiting.push(resolve));
    if (closed) throw new DocumentChildError('crashed', CLOSED);
    running += 1;
    // One that ended between two documents must not cost the next document its answer.
    for (let child = free.pop(); child; child = free.pop()) if (isUsable(child)) return child;
    return startChild(entry, log);
  };
  // A child that was allowed much ends with its answer: the next document begins with none of what it still holds.
  const give = (child: ChildProcess, memoryMb: number): void => {
    running -= 1;
    if (closed || memoryMb > MOST_KEPT_MB)
      endChild(child).catch((error: unknown) => log.warn({ err: error }, 'document process'));
    else if (isUsable(child)) free.push(child);
    waiting.shift()?.();
  };

  return {
    async ask<I, O>(asked: Question<I, O>, input: I, options: AskOptions = {}): Promise<O> {
      for (;;) {
        const child = await take();
        const isFresh = !used.has(child);
        used.add(child);
        try {
          return (await askChild(child, { id: nextId++, name: asked.name, input }, options)) as O;
        } catch (error) {
          if (isFresh || !(error instanceof DocumentChildError) || error.reason !== 'memory') throw error;
        } finally {
          give(child, options.memoryMb ?? MEMORY_MB);
        }
      }
    },
    async close() {
      closed = true;
      await Promise.all(free.splice(0).map(endChild));
    },
  };
}

function startChild(entry: URL, log: Log): ChildProcess {
  // Only what Node needs to start: no database address, no secret, no mail server reaches the child.
  const env = Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) =>
      process.env[name] ? [[name, process.env[name]]] : [],
    ),
  );
  const child = fork(entry, [], {
    env,
    execArgv: [...process.execArgv, ...CHILD_FLAGS],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'json',
  });
  child.stderr?.on('data', (words: Buffer) =>
    log.debug({ words: words.toString().slice(0, 2_000) }, 'document process'),
  );
  child.unref();
  return child;
}

/** False for a child that has ended, was killed, or no longer listens. */
function isUsable(child: ChildProcess): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null && !child.killed;
}

function askChild(child: ChildProcess, question: ToChild, options: AskOptions): Promise<unknown> {
  const memoryMb = options.memoryMb ?? MEMORY_MB;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  child.ref();
  return new Promise((resolve, reject) => {
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      clearInterval(watch);
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.off('error', onError);
      child.unref();
      finish();
    };
    const kill = (reason: 'timeout' | 'memory', words: string): void =>
      end(() => {
        child.kill('SIGKILL');
        reject(new DocumentChildError(reason, words));
      });
    const onMessage = (message: FromChild): void => {
      if (message.id !== question.id) return;
      if (message.kind === 'begun') {
        clearTimeout(timer);
        timer = setTimeout(tooLong, timeoutMs);
      } else if (message.kind === 'progress') {
        try {
          options.onProgress?.(message.done, message.total, message.note);
        } catch (error) {
          end(() => {
            child.kill('SIGKILL');
            reject(error instanceof Error ? error : new Error(String(error)));
          });
        }
      } else if (message.kind === 'answer') end(() => resolve(message.output));
      else end(() => reject(new DocumentChildError('failed', message.message)));
    };
    const onExit = (): void =>
      end(() => reject(new DocumentChildError('crashed', 'The document made its reader stop.')));
    const onError = (error: Error): void =>
      end(() => reject(new DocumentChildError('crashed', error.message)));
    const tooLong = (): void =>
      kill('timeout', `The document took longer than ${Math.round(timeoutMs / 1000)} s to read.`);
    let timer = setTimeout(() => kill('timeout', 'The document process did not start.'), START_MS);
    const watch = setInterval(() => {
      residentMb(child.pid).then(
        (mb) => mb > memoryMb && kill('memory', `The document needed more than ${memoryMb} MB to read.`),
        () => undefined, // the child has just ended: its exit is reported by itself
      );
    }, WATCH_MS);
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.on('error', onError);
    if (child.exitCode !== null || child.signalCode !== null) return onExit();
    child.send(question, (error) => error && onError(error));
  });
}

/** The child's resident memory; 0 where the system does not say (then the wall clock alone protects). */
async function residentMb(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0;
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await gone;
  clearTimeout(timer);
}
