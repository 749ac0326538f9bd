import { hash, verify } from '@node-rs/argon2';

// OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
const SETTINGS = {
  algorithm: 2,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;
const AT_ONCE = 2;
const LONGEST_BYTES = 1_024;

let running = 0;
const waiting: (() => void)[] = [];

/** A hash nobody's password has: an unknown account costs the same time as a known one. */
let nobody: Promise<string> | null = null;

export function isTooLong(password: string): boolean {
  return Buffer.byteLength(password) > LONGEST_BYTES;
}

export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, SETTINGS));
}

/** Whether the password fits; with no stored hash it takes as long and says no. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  if (isTooLong(password)) return false;
  nobody ??= hashPassword('nobody signs in with this');
  const against = stored ?? (await nobody);
  const fits = await inTurn(() => verify(against, password));
  return fits && stored !== null;
}

/** Two hashes at a time: a burst of sign-ins must not starve the pages. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
