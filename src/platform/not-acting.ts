import { AsyncLocalStorage } from 'node:async_hooks';

const reasons = new AsyncLocalStorage<string>();

/**
 * Runs `answer` so that nothing it does can change anything, for a reason said in words: forms do not pass and no
 * transaction begins. For a form that comes from a session that has ended, shown again for its person to look at.
 */
export function withoutActing<T>(why: string, answer: () => T): T {
  return reasons.run(why, answer);
}

/** Why nothing may be changed just now; null where everything goes its way. */
export function whyNotActing(): string | null {
  return reasons.getStore() ?? null;
}
