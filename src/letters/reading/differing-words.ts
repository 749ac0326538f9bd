import type { LimitAt } from './limit-at.js';

/** What tells one thing from another like it: numbers and names. */
export interface Particulars {
  readonly numbers: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** Every word, in lower case: a name may stand elsewhere without its capital. */
  readonly words: ReadonlySet<string>;
}

const WORD = /[\p{L}\d$£€₹][\p{L}\d,.'/-]*/gu;
const COUNTED = new Set(
  'two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth seventh eighth ninth tenth'.split(
    ' ',
  ),
);
/** Written with a capital and no name: those who write and are written to, and their papers. */
const NO_NAME =
  /^(?:mr|mrs|ms|miss|mx|dr|messrs|prof|sir|dame|please|kindly|you|your|we|our|i|my|the|a|an|this|these|that|it|its|and|or|to|of|in|on|at|by|for|from|with|no|not|ltd|limited|inc|llc|plc|company|client|clients|letter|notice|party|parties)$/;

/** The numbers and names in the words of a demand, those of its time limits left out. */
export function particularsOf(
  words: string,
  from: number,
  to: number,
  limits: readonly LimitAt[],
): Particulars {
  const timeless = limits.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    words,
  );
  const numbers = new Set<string>();
  const names = new Set<string>();
  const all = new Set<string>();
  for (const match of timeless.slice(from, to).matchAll(WORD)) {
    const word = match[0].replace(/'s$|[,.'/-]+$/gi, '');
    const low = word.toLowerCase();
    all.add(low);
    if (/\d/.test(low)) numbers.add(plainNumber(low));
    else if (COUNTED.has(low)) numbers.add(low);
    else if (match.index > 0 && /^\p{Lu}\p{Ll}/u.test(word) && !NO_NAME.test(low)) names.add(low);
  }
  return { numbers, names, words: all };
}

/** Whether each has a number, or each a name, that the other has not: “invoice 1041” and “invoice 1042”. */
export function differ(one: Particulars, other: Particulars): boolean {
  const hasOwn = (own: ReadonlySet<string>, theirs: ReadonlySet<string>): boolean =>
    [...own].some((word) => !theirs.has(word));
  if (hasOwn(one.numbers, other.numbers) && hasOwn(other.numbers, one.numbers)) return true;
  return hasOwn(one.names, other.words) && hasOwn(other.names, one.words);
}

/** “$1,041.00” and “1041”, “3rd” and “3”: the same. */
function plainNumber(word: string): string {
  return word
    .replace(/^[$£€₹]|(?<=\d),(?=\d{3})/g, '')
    .replace(/\.0+$/, '')
    .replace(/^(\d+)(?:st|nd|rd|th)$/, '$1');
}
