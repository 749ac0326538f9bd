import { Temporal } from 'temporal-polyfill';
import { seededRandom, type Random } from './random.js';

/** The level below which a session counts as slow, in Mbps, as the sample's notices were triggered. */
export const SAMPLE_LEVEL_MBPS = 3;

/** How long before a delivery a reading still speaks for it, in minutes. */
export const SAMPLE_WINDOW_MINUTES = 30;

/** An invented network: local time as hours from UTC in May and June, usual speed, and what is left of it in the evening. */
export interface SyntheticNetwork {
  readonly name: string;
  readonly hoursFromUtc: number;
  readonly usualMbps: number;
  readonly eveningShare: number;
  readonly weight: number;
}

export const SYNTHETIC_NETWORKS: readonly SyntheticNetwork[] = [
  { name: 'Network North', hoursFromUtc: -4, usualMbps: 3.9, eveningShare: 0.46, weight: 28 },
  { name: 'Network South', hoursFromUtc: -4, usualMbps: 4.6, eveningShare: 0.96, weight: 22 },
  { name: 'Network East', hoursFromUtc: -4, usualMbps: 4.1, eveningShare: 0.66, weight: 20 },
  { name: 'Network West', hoursFromUtc: -7, usualMbps: 4.4, eveningShare: 0.84, weight: 16 },
  { name: 'Network Vale', hoursFromUtc: -7, usualMbps: 4.9, eveningShare: 0.97, weight: 14 },
];

/** One reading of one session. Null: not measured, which is not zero. */
export interface SyntheticReading {
  readonly account: string;
  readonly network: string;
  /** Seconds since 1970, UTC. */
  readonly at: number;
  readonly mbps: number | null;
}

/** One showing of the notice; a repeated row keeps its number, as a log line written twice would. */
export interface SyntheticDelivery {
  readonly noticeId: string;
  readonly account: string;
  readonly network: string;
  readonly at: number;
}

export interface Synthetic {
  readonly readings: readonly SyntheticReading[];
  readonly deliveries: readonly SyntheticDelivery[];
}

export const READING_COLUMNS = ['account', 'network', 'taken_at', 'download_mbps', 'note'];
export const DELIVERY_COLUMNS = ['notice_id', 'account', 'network', 'shown_at', 'note'];

const SEED = 20_140_605;
const ACCOUNTS = 1_600;
const READINGS = 20_000;
const DELIVERIES = 2_000;
const REPEATED_DELIVERIES = 12;
const MISNAMED_DELIVERIES = 9;
const FIRST_DAY = Temporal.Instant.from('2014-05-01T00:00:00Z').epochMilliseconds / 1000;
const DAYS = 47;
const FIRST_NOTICE_DAY = 12;
const HOUR = 3_600;
const DAY = 24 * HOUR;
// The evening of 28 May, US Eastern: every network is slow at once, so not every slow session is the network's own doing.
const SHARED_SLOWDOWN = { from: FIRST_DAY + 28 * DAY, to: FIRST_DAY + 28 * DAY + 3 * HOUR, share: 0.5 };
const SESSIONS_BY_LOCAL_HOUR = [
  3, 2, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 6, 6, 6, 7, 8, 10, 14, 20, 24, 24, 18, 9,
] as const;
// After a slow reading, after a reading at or above the level, with no reading in the window.
const DELIVERY_MIX = [62, 12, 26] as const;

interface Account {
  readonly id: string;
  readonly network: SyntheticNetwork;
  /** How this household differs from its network's usual speed. */
  readonly share: number;
}

/**
 * The sample's sessions and notice deliveries: invented, and the same on every run. 20,000 readings from 1 May to
 * 16 June 2014 (local days) and 2,000 deliveries from 13 May (UTC), in order of time.
 */
export function makeSynthetic(): Synthetic {
  const random = seededRandom(SEED);
  const accounts = makeAccounts(random);
  const readings = makeReadings(random, accounts);
  return { readings, deliveries: makeDeliveries(random, accounts, readings) };
}

/** CSV with the columns `account, network, taken_at, download_mbps, note`; every row says it is synthetic. */
export function readingsCsv(readings: readonly SyntheticReading[]): string {
  return csv(
    READING_COLUMNS.join(','),
    readings.map(({ account, network, at, mbps }) => [
      account,
      network,
      instantText(at),
      mbps?.toFixed(2) ?? '',
    ]),
  );
}

/** CSV with the columns `notice_id, account, network, shown_at, note`; every row says it is synthetic. */
export function deliveriesCsv(deliveries: readonly SyntheticDelivery[]): string {
  return csv(
    DELIVERY_COLUMNS.join(','),
    deliveries.map(({ noticeId, account, network, at }) => [noticeId, account, network, instantText(at)]),
  );
}

function makeAccounts(random: Random): Account[] {
  return Array.from({ length: ACCOUNTS }, (_, index) => ({
    id: `acct-${String(index + 1).padStart(5, '0')}`,
    network: pick(SYNTHETIC_NETWORKS, random.weighted(SYNTHETIC_NETWORKS.map(({ weight }) => weight))),
    share: Math.exp(0.14 * random.normal()),
  }));
}

function makeReadings(random: Random, accounts: readonly Account[]): SyntheticReading[] {
  const readings = Array.from({ length: READINGS }, () => {
    const account = pick(accounts, random.between(0, accounts.length - 1));
    const at = localMoment(random, account.network, random.between(0, DAYS - 1));
    const share = eveningShare(account.network, at) * sharedSlowdown(at);
    const mbps = account.network.usualMbps * account.share * share * Math.exp(0.22 * random.normal());
    return {
      account: account.id,
      network: account.network.name,
      at,
      mbps: random.next() < 0.004 ? null : round(mbps),
    };
  });
  return readings.sort(byTime);
}

function makeDeliveries(random: Random, accounts: readonly Account[], readings: readonly SyntheticReading[]) {
  const noticed = readings.filter(({ at }) => at >= FIRST_DAY + FIRST_NOTICE_DAY * DAY);
  const slow = noticed.filter(({ mbps }) => mbps !== null && mbps < SAMPLE_LEVEL_MBPS);
  const fast = noticed.filter(({ mbps }) => mbps !== null && mbps >= SAMPLE_LEVEL_MBPS);
  const readingsOf = groupByAccount(readings);

  const shown = Array.from({ length: DELIVERIES - REPEATED_DELIVERIES }, () => {
    const kind = random.weighted(DELIVERY_MIX);
    if (kind === 2) return unmeasuredDelivery(random, accounts, readingsOf);
    const of = kind === 0 ? slow : fast;
    const reading = pick(of, random.between(0, of.length - 1));
    return {
      account: reading.account,
      network: reading.network,
      at: reading.at + random.between(60, 25 * 60),
    };
  });

  const numbered = shown
    .sort(byTime)
    .map((delivery, index) => ({ noticeId: `N-${String(index + 1).padStart(5, '0')}`, ...delivery }));
  for (const index of distinct(random, MISNAMED_DELIVERIES, numbered.length)) {
    const delivery = pick(numbered, index);
    const others = SYNTHETIC_NETWORKS.filter(({ name }) => name !== delivery.network);
    numbered[index] = { ...delivery, network: pick(others, random.between(0, others.length - 1)).name };
  }
  const repeated = new Set(distinct(random, REPEATED_DELIVERIES, numbered.length));
  return numbered.flatMap((delivery, index) => (repeated.has(index) ? [delivery, delivery] : [delivery]));
}

function groupByAccount(
  readings: readonly SyntheticReading[],
): ReadonlyMap<string, readonly SyntheticReading[]> {
  const groups = new Map<string, SyntheticReading[]>();
  for (const reading of readings) {
    const group = groups.get(reading.account);
    if (group) group.push(reading);
    else groups.set(reading.account, [reading]);
  }
  return groups;
}

function unmeasuredDelivery(
  random: Random,
  accounts: readonly Account[],
  readingsOf: ReadonlyMap<string, readonly SyntheticReading[]>,
) {
  for (;;) {
    const account = pick(accounts, random.between(0, accounts.length - 1));
    const at = localMoment(random, account.network, random.between(FIRST_NOTICE_DAY, DAYS - 1));
    const window = SAMPLE_WINDOW_MINUTES * 60;
    if (!readingsOf.get(account.id)?.some((reading) => reading.at <= at && reading.at >= at - window))
      return { account: account.id, network: account.network.name, at };
  }
}

function localMoment(random: Random, network: SyntheticNetwork, day: number): number {
  const localHour = random.weighted(SESSIONS_BY_LOCAL_HOUR);
  return FIRST_DAY + day * DAY + (localHour - network.hoursFromUtc) * HOUR + random.between(0, HOUR - 1);
}

/** What is left of the usual speed: the evening runs from 19 to 23 local time, with an hour of slope on either side. */
function eveningShare(network: SyntheticNetwork, at: number): number {
  const local = (((at + network.hoursFromUtc * HOUR) % DAY) + DAY) % DAY;
  const depth = Math.min(1, Math.max(0, local / HOUR - 18), Math.max(0, 24 - local / HOUR));
  return 1 - depth * (1 - network.eveningShare);
}

function sharedSlowdown(at: number): number {
  return at >= SHARED_SLOWDOWN.from && at < SHARED_SLOWDOWN.to ? SHARED_SLOWDOWN.share : 1;
}

function distinct(random: Random, count: number, below: number): number[] {
  const found = new Set<number>();
  while (found.size < count) found.add(random.between(0, below - 1));
  return [...found];
}

function byTime(one: { at: number; account: string }, other: { at: number; account: string }): number {
  return one.at - other.at || (one.account < other.account ? -1 : Number(one.account > other.account));
}

function pick<T>(from: readonly T[], index: number): T {
  const found = from[index];
  if (found === undefined) throw new RangeError(`No element ${index} among ${from.length}.`);
  return found;
}

function round(mbps: number): number {
  return Math.round(mbps * 100) / 100;
}

/** `2014-05-27T23:00:34Z` for seconds since 1970. */
export function instantText(seconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
}

function csv(header: string, rows: readonly (readonly string[])[]): string {
  return [header, ...rows.map((cells) => [...cells, 'synthetic'].join(',')), ''].join('\n');
}
