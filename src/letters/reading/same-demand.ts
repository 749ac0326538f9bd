import { differ, particularsOf } from './differing-words.js';
import type { Found } from './find-demands.js';
import { limitKey, type LimitAt } from './limit-at.js';
import { isCondition } from './threats.js';
import type { Unit } from './units.js';

/** A demand with the other places where the letter makes it. */
export interface Joined extends Found {
  readonly others: readonly Found[];
}

const EMPTY_WORDS = new Set(
  'the a an and or of to from in on at by for with that this these those any all such your you our we i my it its is are be been was were has have had will shall must should would may not no as which who whom their his her them they us me so if than then there here also further immediately forthwith promptly hereby therefore accordingly demand demands demanded request requests require requires ask insist expect please kindly letter notice client clients under out up down each every other into upon within days day hours writing written confirm provide remove cease desist stop delete send take make made do so done including without limitation above following said same now'.split(
    ' ',
  ),
);
/** Stems of words that say no more than that something is to be paid. */
const OF_ANY_SUM = new Set('pay sum amount balanc du ow outstand full fund money receiv clear'.split(' '));
const NEAR_KINDS: readonly (readonly string[])[] = [
  ['cease', 'remove'],
  ['provide-evidence', 'provide-list'],
  ['sign-undertaking', 'respond-or-confirm'],
  ['retract-or-correct', 'remove'],
];
const SAME_SHARE = 0.7;
const LEAST_OVERLAP = 0.35;

/**
 * Joins a demand made again in other words with the one made before; the fuller wording stands, with the limit of
 * either. Demands that name different things (“invoice 1041”, “invoice 1042”) stay apart. A demand that only a threat implies is dropped where the letter makes one of its kind.
 */
export function joinRepeats(
  found: readonly Found[],
  units: readonly Unit[],
  limitsOf: readonly (readonly LimitAt[])[],
): Joined[] {
  const { differs, hasSame } = differingIn(units, limitsOf);
  const tellingOf = tellingWordsOf(units, limitsOf);
  const made = found.filter((one) => !one.isImplied);
  const implied = found.filter(
    (one) =>
      one.isImplied && !made.some((other) => isAskedFor(one, other, tellingOf) && !differs(one, other)),
  );
  const joined: Joined[] = [];
  // Of many that say the same, one is enough to compare with.
  const named: Found[][] = [];
  const using = placesOfWords(tellingOf);
  for (const one of [...made, ...implied].sort((a, b) => a.unit - b.unit || a.start - b.start)) {
    const index = using
      .sharing(one)
      .find(
        (at) =>
          isSame(joined[at], one, units, tellingOf) && !(named[at] ?? []).some((each) => differs(each, one)),
      );
    const before = index === undefined ? undefined : joined[index];
    if (index === undefined || !before) {
      using.add(one, joined.length);
      joined.push({ ...one, others: [] });
      named.push([one]);
      continue;
    }
    if (named[index]?.every((each) => !hasSame(each, one)) === true) named[index].push(one);
    const stands = fuller(before, one, tellingOf);
    if (stands === one) using.add(one, index);
    const other = stands === one ? before : one;
    const limit = stands.limit ?? other.limit;
    joined[index] = {
      ...stands,
      limit,
      limitRule:
        stands.limit === null && limit !== null ? 'where the demand is made again' : stands.limitRule,
      others: [...before.others, plain(other)],
    };
  }
  return joined.sort((a, b) => a.unit - b.unit || a.start - b.start);
}

function plain(one: Found & { others?: readonly Found[] }): Found {
  const { others: _, ...found } = one;
  return found;
}

/** Whether two demands name different numbers or names, or the same ones; each is read once. */
function differingIn(units: readonly Unit[], limitsOf: readonly (readonly LimitAt[])[]) {
  const known = new Map<string, ReturnType<typeof particularsOf>>();
  const of = ({ unit, content, end }: Found): ReturnType<typeof particularsOf> => {
    const key = `${unit}.${content}.${end}`;
    const read =
      known.get(key) ?? particularsOf(units[unit]?.words ?? '', content, end, limitsOf[unit] ?? []);
    known.set(key, read);
    return read;
  };
  const isEqual = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
    a.size === b.size && [...a].every((word) => b.has(word));
  return {
    differs: (one: Found, other: Found): boolean => differ(of(one), of(other)),
    hasSame: (one: Found, other: Found): boolean =>
      isEqual(of(one).numbers, of(other).numbers) && isEqual(of(one).names, of(other).names),
  };
}

function isAskedFor(implied: Found, other: Found, tellingOf: TellingOf): boolean {
  if (implied.kind === other.kind) return true;
  if (near(implied.kind, other.kind)) return true;
  return share(implied, other, tellingOf) >= SAME_SHARE;
}

function isSame(one: Found | undefined, other: Found, units: readonly Unit[], tellingOf: TellingOf): boolean {
  if (one === undefined || (one.unit === other.unit && !isPlainRepeat(one, other, tellingOf))) return false;
  if (one.stem !== null && one.stem === other.stem) return false;
  const isPaid = isOfThatSum(one, other, tellingOf) || isOfThatSum(other, one, tellingOf);
  if (isPaid) return !one.limit || !other.limit || limitKey(one.limit) === limitKey(other.limit);
  if (one.kind !== other.kind && !near(one.kind, other.kind)) return false;
  if (one.isConditional !== other.isConditional && isCondition(units[other.unit]?.words ?? '')) return false;
  return share(one, other, tellingOf) >= (one.kind === other.kind ? SAME_SHARE : 0.75);
}

/** Two ways of asking in one sentence are two demands unless they say the very same. */
function isPlainRepeat(one: Found, other: Found, tellingOf: TellingOf): boolean {
  const [first, second] = [tellingOf(one), tellingOf(other)];
  const isEqual =
    first.size > 1 && first.size === second.size && [...first].every((word) => second.has(word));
  return isEqual || isOfThatSum(one, other, tellingOf) || isOfThatSum(other, one, tellingOf);
}

/** “Payment must be made”, “payment of this sum”, right beside the demand that names the sum. */
function isOfThatSum(named: Found, payment: Found, tellingOf: TellingOf): boolean {
  if (named.kind !== 'pay' || payment.kind !== 'pay' || Math.abs(named.unit - payment.unit) > 2) return false;
  return [...tellingOf(payment)].every((word) => OF_ANY_SUM.has(word)) && tellingOf(named).size > 0;
}

function near(a: string, b: string): boolean {
  return NEAR_KINDS.some((pair) => pair.includes(a) && pair.includes(b));
}

/** The share of the shorter one's telling words that the other has too. */
function share(a: Found, b: Found, tellingOf: TellingOf): number {
  const [first, second] = [tellingOf(a), tellingOf(b)];
  const least = Math.min(first.size, second.size);
  let both = 0;
  for (const word of first) if (second.has(word)) both += 1;
  const all = first.size + second.size - both;
  // Few words say little: they have to be nearly all of the other's too.
  if (least < 3) return both === least && least > 0 && all - both <= 1 ? 1 : 0;
  return both / all < LEAST_OVERLAP ? 0 : both / least;
}

type TellingOf = (one: Found) => ReadonlySet<string>;

/** The telling words of each demand, found once: a long letter compares each with many. */
function tellingWordsOf(units: readonly Unit[], limitsOf: readonly (readonly LimitAt[])[]): TellingOf {
  const known = new Map<string, ReadonlySet<string>>();
  return (one) => {
    const key = `${one.unit}.${one.content}.${one.end}`;
    const words = known.get(key) ?? tellingWords(one, units, limitsOf[one.unit] ?? []);
    known.set(key, words);
    return words;
  };
}

/** Which places of a list have a word: only demands with a word in common can be the same. */
function placesOfWords(tellingOf: TellingOf) {
  const places = new Map<string, Set<number>>();
  return {
    add: (one: Found, place: number): void => {
      for (const word of tellingOf(one)) {
        const here = places.get(word) ?? new Set<number>();
        places.set(word, here.add(place));
      }
    },
    sharing: (one: Found): number[] =>
      [...new Set([...tellingOf(one)].flatMap((word) => [...(places.get(word) ?? [])]))].sort(
        (a, b) => a - b,
      ),
  };
}

/** The words that tell one demand from another: those of its time say nothing of what is asked. */
function tellingWords(one: Found, units: readonly Unit[], limits: readonly LimitAt[]): Set<string> {
  const timeless = limits.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    units[one.unit]?.words ?? '',
  );
  const words = timeless.slice(one.content, one.end).toLowerCase();
  const stems = (words.match(/[\p{L}\d][\p{L}\d'.-]*/gu) ?? [])
    .filter((word) => !EMPTY_WORDS.has(word.replace(/[.']+$/, '')))
    .map((word) => word.replace(/'s$|[.'-]+$/g, '').replace(/(?:ies|ing|ed|es|s|al|ion|e)$/, ''))
    .map((stem) => (/^(?:payment|payabl|paid)$/.test(stem) ? 'pay' : stem));
  return new Set(stems);
}

function fuller(before: Joined, one: Found, tellingOf: TellingOf): Joined | Found {
  if ((before.stem === null) !== (one.stem === null)) return before.stem === null ? one : before;
  if ((before.limit === null) !== (one.limit === null)) return before.limit === null ? one : before;
  return tellingOf(one).size > tellingOf(before).size + 2 ? one : before;
}
