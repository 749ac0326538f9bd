import { createHash } from 'node:crypto';

const MOST = 24;

/** What reading words gave, for the letters looked at last: a page is seen many times, its words hardly change. */
export interface Remembered<T> {
  readonly find: (key: string) => T | undefined;
  readonly keep: (key: string, result: T) => T;
}

export function remembered<T>(): Remembered<T> {
  const known = new Map<string, T>();
  const keep = (key: string, result: T): T => {
    // What was used last stands last, so that the first is the one to go.
    known.delete(key);
    known.set(key, result);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return result;
  };
  const find = (key: string): T | undefined => {
    const result = known.get(key);
    return result === undefined ? undefined : keep(key, result);
  };
  return { find, keep };
}

/** Everything that is read, in full, as one short key. */
export function keyOf(words: readonly string[]): string {
  const hash = createHash('sha256');
  for (const one of words) hash.update(`${one.length}:`).update(one);
  return hash.digest('base64');
}
