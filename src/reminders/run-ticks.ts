import type { Deps } from '../platform/deps.js';
import { newId } from '../platform/ids.js';
import { takeLease } from '../platform/lease-store.js';

/** Something that comes about by the clock alone. Running it twice does nothing more; it returns how much it changed. */
export type Tick = (deps: Deps) => Promise<number>;

export interface TickRunner {
  /** Looks now rather than at the next minute. */
  wake(): void;
  /** Begins nothing new and resolves when the mail that is leaving has its answer. */
  stop(): Promise<void>;
}

export const EVERY_MS = 60_000;

/** Sends what waits; what has not begun to leave when `stop` is aborted waits for the next start. */
export type Post = (deps: Deps, stop: AbortSignal) => Promise<number>;

/**
 * Each minute what falls due by the clock, in order, and then beside it the mail about it: a mail server that keeps
 * silent holds up no date. Of several workers one at a time does the first; all of them send, and each mail goes to one.
 */
export function runTicks(
  deps: Deps,
  { ticks, posts }: { readonly ticks: readonly Tick[]; readonly posts: readonly Post[] },
  everyMs = EVERY_MS,
): TickRunner {
  const holder = newId();
  const ending = new AbortController();
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      deps.log.error({ err: error }, 'what falls due could not be done; trying again at the next tick');
    }
  };
  const post = repeat(everyMs, ending.signal, async () => {
    for (const one of posts) if (!ending.signal.aborted) await attempt(() => one(deps, ending.signal));
  });
  const clock = repeat(everyMs, ending.signal, async () => {
    await attempt(async () => {
      if (!(await takeLease(deps, deps.clock, { name: 'tick', holder, ms: 3 * everyMs }))) return;
      for (const one of ticks) if (!ending.signal.aborted) await attempt(() => one(deps));
    });
    post.wake();
  });
  return {
    wake: clock.wake,
    stop: async () => {
      ending.abort();
      await Promise.all([clock.ended, post.ended]);
    },
  };
}

interface Repeated {
  /** Begins the next round now; one that is under way is followed by another. */
  wake(): void;
  /** Resolves once `stop` is aborted and the round in hand is over. */
  readonly ended: Promise<void>;
}

function repeat(everyMs: number, stop: AbortSignal, round: () => Promise<void>): Repeated {
  let isWoken = false;
  let wakeUp: () => void = () => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      if (isWoken || stop.aborted) return resolve();
      const timer = setTimeout(resolve, everyMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  stop.addEventListener('abort', () => wakeUp(), { once: true });
  const loop = async (): Promise<void> => {
    while (!stop.aborted) {
      isWoken = false;
      await round();
      await pause();
    }
  };
  return {
    wake: () => {
      isWoken = true;
      wakeUp();
    },
    ended: loop(),
  };
}
