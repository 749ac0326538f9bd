import type { NaiveCounts } from './naive-reconcile.js';

/** Two files whose counts are known because of how they are made, not because somebody counted. */
export interface PlantedLists {
  readonly notices: string;
  readonly measurements: string;
  readonly expected: NaiveCounts;
}

export const LEVEL = 3;
export const WITHIN_MS = 30 * 60_000;
export const LAST_DAY = '2014-06-10';
const HOUR = 3_600_000;
const NETWORKS = ['FiOS', 'Cable', 'DSL', 'Fiber "West"', 'Réseau'] as const;
/** Nights on which clocks change in the east of the US and in Europe, and ordinary days around the date to stop. */
const FIRST_HOURS = [
  '2014-03-09T00:00Z',
  '2014-03-30T00:00Z',
  '2014-06-05T00:00Z',
  '2014-11-02T00:00Z',
] as const;
/** Hours in which every pool is planted reading by reading. */
const SPECIAL_FROM = Date.parse('2014-07-01T00:00Z');

type Case =
  | 'below'
  | 'at the level'
  | 'above'
  | 'older below, newer above'
  | 'older above, newer below'
  | 'equal instants, the later below'
  | 'equal instants, the later above'
  | 'at the very start of the window'
  | 'a millisecond before the window'
  | 'at the very instant'
  | 'a second after'
  | 'other network only'
  | 'none';

const CASES: readonly Case[] = [
  'below',
  'at the level',
  'above',
  'older below, newer above',
  'older above, newer below',
  'equal instants, the later below',
  'equal instants, the later above',
  'at the very start of the window',
  'a millisecond before the window',
  'at the very instant',
  'a second after',
  'other network only',
  'none',
];

/** `notices` rows (duplicates among them) and about `readings` rows of measurements. */
export function plantLists(seed: number, notices: number, readings: number): PlantedLists {
  const random = randomFrom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const expected: NaiveCounts = {
    notices: 0,
    measurements: 0,
    supported: 0,
    sharedCause: 0,
    contradicted: 0,
    unmeasured: 0,
    notCompared: 0,
    duplicates: 0,
    networkMismatch: 0,
    afterCease: 0,
  };
  const rows: string[] = [];
  // A group stays in its order when the file is shuffled: of equal instants the later row counts.
  const groups: string[][] = [];
  const measure = (account: string, network: string, taken: number, mbps: number): string => {
    expected.measurements += 1;
    return `${account},${cell(network)},${written(taken, pick(4))},${mbps}`;
  };
  const deliver = (account: string, network: string, shown: number): void => {
    expected.notices += 1;
    if (new Date(shown).toISOString().slice(0, 10) > LAST_DAY) expected.afterCease += 1;
    rows.push(`n${rows.length},${account},${cell(network)},${written(shown, pick(4))}`);
  };

  const hours = FIRST_HOURS.flatMap((first) =>
    Array.from({ length: 48 }, (_, i) => Date.parse(first) + i * HOUR),
  );
  const duplicates = Math.floor(notices / 50);
  const special = 400;
  const ordinary = notices - duplicates - special;
  for (let i = 0; i < ordinary; i += 1) {
    const hourAt = i % hours.length;
    const hour = hours[hourAt] ?? 0;
    const isSlow = hourAt % 2 === 0;
    const network = NETWORKS[pick(NETWORKS.length)] ?? 'FiOS';
    const other = NETWORKS[(NETWORKS.indexOf(network) + 1) % NETWORKS.length] ?? 'Cable';
    const account = `a${i}`;
    // Late enough in the hour for every reading of the window to lie in it.
    const shown = hour + WITHIN_MS + 1_000 + pick(29 * 60_000);
    deliver(account, network, shown);
    const which = CASES[pick(CASES.length)] ?? 'none';
    const below = isSlow ? 'sharedCause' : 'supported';
    switch (which) {
      case 'below':
        groups.push([measure(account, network, shown - 1 - pick(WITHIN_MS), 2.5)]);
        expected[below] += 1;
        break;
      case 'at the level':
        groups.push([measure(account, network, shown - pick(WITHIN_MS), LEVEL)]);
        expected.contradicted += 1;
        break;
      case 'above':
        groups.push([measure(account, network, shown - pick(WITHIN_MS), 4)]);
        expected.contradicted += 1;
        break;
      case 'older below, newer above':
        groups.push(
          [measure(account, network, shown - 60_000, 4)],
          [measure(account, network, shown - 60_001, 1)],
        );
        expected.contradicted += 1;
        break;
      case 'older above, newer below':
        groups.push(
          [measure(account, network, shown - 60_000, 1)],
          [measure(account, network, shown - 60_001, 4)],
        );
        expected[below] += 1;
        break;
      case 'equal instants, the later below':
        groups.push([
          measure(account, network, shown - 5_000, 4),
          measure(account, network, shown - 5_000, 2),
        ]);
        expected[below] += 1;
        break;
      case 'equal instants, the later above':
        groups.push([
          measure(account, network, shown - 5_000, 2),
          measure(account, network, shown - 5_000, 4),
        ]);
        expected.contradicted += 1;
        break;
      case 'at the very start of the window':
        groups.push([measure(account, network, shown - WITHIN_MS, 2)]);
        expected[below] += 1;
        break;
      case 'a millisecond before the window':
        groups.push([measure(account, network, shown - WITHIN_MS - 1, 2)]);
        expected.unmeasured += 1;
        break;
      case 'at the very instant':
        groups.push([measure(account, network, shown, 0)]);
        expected[below] += 1;
        break;
      case 'a second after':
        groups.push([measure(account, network, shown + 1_000, 2)]);
        expected.unmeasured += 1;
        break;
      case 'other network only':
        groups.push([measure(account, other, shown - 60_000, 2)]);
        expected.unmeasured += 1;
        expected.networkMismatch += 1;
        break;
      case 'none':
        expected.unmeasured += 1;
        break;
    }
  }
  // Hours with one delivery each, on one network, and exactly these readings on the others.
  const pools = [
    { others: [], verdict: 'supported', isAlone: true },
    { others: [2.9, 3.1], verdict: 'supported', isAlone: false },
    { others: [2.75, 3.125], verdict: 'sharedCause', isAlone: false },
    { others: [1, 2.5, 9], verdict: 'sharedCause', isAlone: false },
    { others: [1, 3, 9], verdict: 'supported', isAlone: false },
  ] as const;
  for (let i = 0; i < special; i += 1) {
    const hour = SPECIAL_FROM + i * HOUR;
    const pool = pools[i % pools.length] ?? pools[0];
    // Odd ones lie at the start of their hour: their reading is in the hour before, the pool in theirs.
    const shown = i % 2 === 0 ? hour + 31 * 60_000 : hour;
    deliver(`s${i}`, NETWORKS[0], shown);
    groups.push([measure(`s${i}`, NETWORKS[0], shown - 600_000, 1.5)]);
    for (const [k, mbps] of pool.others.entries())
      groups.push([measure(`p${i}-${k}`, NETWORKS[1 + (k % 4)] ?? 'Cable', hour + 1 + pick(HOUR - 1), mbps)]);
    expected[pool.verdict] += 1;
    if (pool.isAlone) expected.notCompared += 1;
  }
  // Enough of every network in every ordinary hour to outvote all that deliveries planted there.
  const each = Math.ceil((readings - expected.measurements) / (hours.length * NETWORKS.length));
  for (const [at, hour] of hours.entries())
    for (const network of NETWORKS)
      for (let k = 0; k < each; k += 1)
        groups.push([
          measure(`f${pick(1_000)}`, network, hour + pick(HOUR), at % 2 === 0 ? 1 + random() : 6 + random()),
        ]);
  shuffle(rows, pick);
  shuffle(groups, pick);
  for (let i = 0; i < duplicates; i += 1) {
    rows.push(rows[pick(notices - duplicates)] ?? '');
    expected.notices += 1;
    expected.duplicates += 1;
  }
  return {
    notices: `notice_id,account,network,shown_at\n${rows.join('\n')}\n`,
    measurements: `account,network,taken_at,download_mbps\n${groups.flat().join('\n')}\n`,
    expected,
  };
}

/** The same instant in four ways of writing it. */
function written(instant: number, way: number): string {
  const shifted = (minutes: number): string =>
    new Date(instant + minutes * 60_000).toISOString().slice(0, -1);
  return (
    [`${shifted(0)}Z`, `${shifted(-240)}-04:00`, `${shifted(120)}+02:00`, `${shifted(345)}+0545`][way] ?? ''
  );
}

function cell(text: string): string {
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
}

function shuffle(list: unknown[], pick: (below: number) => number): void {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = pick(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
}

/** Numbers from 0 up to 1, the same on every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
