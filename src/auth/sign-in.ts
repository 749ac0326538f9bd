import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { recordEvent } from '../audit/audit-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { actorOf, type Account } from './account.js';
import { findAccountByEmail } from './account-store.js';
import { isPassword } from './password.js';

/** Slows guessing down and never locks anyone out: ten tries, then one in ten seconds; a hundred an hour from one address. */
export interface Throttle {
  /** Seconds to wait before this attempt may be made, or 0. */
  secondsToWait(email: string, address: string): Promise<number>;
  /** The attempt was right: it does not count against anyone. */
  forgive(email: string, address: string): Promise<void>;
}

export type SignIn = { readonly kind: 'welcome'; readonly account: Account } | { readonly kind: 'refused' };

/** How an attempt went: who it was, or the words and the seconds to wait. */
export type Attempt =
  | { readonly kind: 'welcome'; readonly account: Account }
  | { readonly kind: 'refused'; readonly status: 401 | 429; readonly words: string; readonly wait: number };

const REFUSED = 'That address and password do not fit together.';

export function openThrottle(): Throttle {
  const perPair = new RateLimiterMemory({ points: 10, duration: 100, blockDuration: 10 });
  const perAddress = new RateLimiterMemory({ points: 100, duration: 3_600 });
  return {
    async secondsToWait(email, address) {
      try {
        await perPair.consume(`${email.toLowerCase()} ${address}`);
        await perAddress.consume(address);
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
    async forgive(email, address) {
      await perPair.delete(`${email.toLowerCase()} ${address}`);
      await perAddress.reward(address);
    },
  };
}

/** One attempt from one address, slowed down like all of them. */
export async function attemptSignIn(
  deps: Deps,
  throttle: Throttle,
  email: string,
  password: string,
  address: string,
): Promise<Attempt> {
  const wait = await throttle.secondsToWait(email, address);
  if (wait > 0) {
    const words = `Too many attempts. Wait ${wait} seconds and try again.`;
    return { kind: 'refused', status: 429, words, wait };
  }
  const result = await signIn(deps, email, password);
  if (result.kind === 'refused') return { kind: 'refused', status: 401, words: REFUSED, wait: 0 };
  await throttle.forgive(email, address);
  return result;
}

/** Checks the password, in the same time whether or not the account exists, and records how it went. */
export async function signIn(deps: Deps, email: string, password: string): Promise<SignIn> {
  const account = await findAccountByEmail(deps.db, email);
  const usable = account?.disabledAt === null ? account : null;
  const fits = await isPassword(usable?.passwordHash ?? null, password);
  const welcome = fits && usable !== null ? usable : null;
  await inTransaction(deps, (tx) =>
    recordEvent(tx, {
      by: welcome ? actorOf(welcome) : null,
      at: deps.clock.now(),
      action: welcome ? 'account.signedIn' : 'account.refused',
      subject: account?.id ?? 'unknown',
    }),
  );
  return welcome ? { kind: 'welcome', account: welcome } : { kind: 'refused' };
}
