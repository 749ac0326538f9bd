import type { Deps } from '../platform/deps.js';
import { newId } from '../platform/ids.js';
import { takeLease } from '../platform/lease-store.js';
import type { MailSettings } from './mail-settings.js';
import { planReminders } from './plan-reminders.js';
import { sendReminders } from './send-reminders.js';
import { withdrawReminders } from './withdraw-reminders.js';

/** Something that comes about by the clock alone. Running it twice does nothing more; it returns how much it changed. */
export type Tick = (deps: Deps) => Promise<number>;

export interface TickRunner {
  /** Looks now rather than at the next minute. */
  wake(): void;
  /** Begins nothing new and resolves when the mail in hand has its answer. */
  stop(): Promise<void>;
}

export const EVERY_MS = 60_000;

/**
 * Each minute: what falls due by the clock (`ticks` first), then the reminders about it, then the mail. Of several
 * workers one at a time does the first two; all of them send, and each mail goes to one.
 */
export function runTicks(
  deps: Deps,
  mail: MailSettings,
  ticks: readonly Tick[],
  everyMs = EVERY_MS,
): TickRunner {
  const holder = newId();
  const all: readonly Tick[] = [...ticks, (held) => planReminders(held, mail), withdrawReminders];
  let stopping = false;
  let isWoken = false;
  let wakeUp: () => void = () => undefined;
  // A flag that changes while something is awaited.
  const isStopping = (): boolean => stopping;

  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      deps.log.error({ err: error }, 'what falls due could not be done; trying again at the next tick');
    }
  };
  const tick = async (): Promise<void> => {
    await attempt(async () => {
      if (!(await takeLease(deps, deps.clock, { name: 'tick', holder, ms: 3 * everyMs }))) return;
      for (const one of all) if (!isStopping()) await attempt(() => one(deps));
    });
    await attempt(() => sendReminders(deps, mail, isStopping));
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      if (isWoken || stopping) return resolve();
      const timer = setTimeout(resolve, everyMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async (): Promise<void> => {
    while (!isStopping()) {
      isWoken = false;
      await tick();
      await pause();
    }
  };

  const running = loop();
  return {
    wake: () => {
      isWoken = true;
      wakeUp();
    },
    stop: async () => {
      stopping = true;
      wakeUp();
      await running;
    },
  };
}
