import type { Figures, Group, RunFigures } from './run-figures.js';

export interface Difference {
  readonly what: string;
  readonly then: string;
  readonly now: string;
}

/** What differs between two runs. They are equal where their hashes are: then nothing is listed. */
export interface Comparison {
  readonly isEqual: boolean;
  readonly differences: readonly Difference[];
  /** Differences beyond those that are listed. */
  readonly more: number;
}

const MOST_LISTED = 40;
const NONE = 'none';

/** Compares a run with an earlier one, from what goes into them down to the single figure. */
export function compareRuns(then: RunFigures, now: RunFigures): Comparison {
  if (then.resultHash === now.resultHash) return { isEqual: true, differences: [], more: 0 };
  const all = [
    ...differ('Level', String(then.method.level), String(now.method.level)),
    ...differ('Measure', then.method.measure, now.method.measure),
    ...differ('Zone', then.method.zone, now.method.zone),
    ...differ('Peak', peakOf(then), peakOf(now)),
    ...differ('Sources', sourcesOf(then), sourcesOf(now)),
    ...differ('Conversions', conversionsOf(then), conversionsOf(now)),
    ...differ('Records', count(then.records), count(now.records)),
    ...differ('Readings used', count(then.used), count(now.used)),
    ...differ('Exclusions', reasonsOf(then), reasonsOf(now)),
    ...groupsDiffer(then.networks, now.networks, nameOf),
    ...groupsDiffer(peakGroups(then), peakGroups(now), (one) => `${nameOf(one)}, ${one.side}`),
    ...groupsDiffer(then.hours, now.hours, (one) => `${nameOf(one)}, hour ${one.hour ?? ''}`),
    ...groupsDiffer(then.days ?? [], now.days ?? [], (one) => `${nameOf(one)}, ${one.day ?? ''}`),
    ...groupsDiffer(then.months, now.months, (one) => `${nameOf(one)}, ${one.month ?? ''}`),
  ];
  if (all.length === 0)
    all.push({ what: 'Spread of the readings', then: then.resultHash, now: now.resultHash });
  return {
    isEqual: false,
    differences: all.slice(0, MOST_LISTED),
    more: Math.max(0, all.length - MOST_LISTED),
  };
}

function differ(what: string, then: string, now: string): Difference[] {
  return then === now ? [] : [{ what, then, now }];
}

function groupsDiffer<G extends Figures>(
  then: readonly G[],
  now: readonly G[],
  nameOfGroup: (group: G) => string,
): Difference[] {
  const [before, after] = [then, now].map(
    (groups) => new Map(groups.map((group) => [nameOfGroup(group), figuresOf(group)])),
  );
  const names = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...names].flatMap((name) => differ(name, before?.get(name) ?? NONE, after?.get(name) ?? NONE));
}

function figuresOf({ n, p10, median, p90, below }: Figures): string {
  return `n ${count(n)}, p10 ${p10}, median ${median}, p90 ${p90}, below ${count(below ?? 0)}`;
}

function peakGroups({ peak }: RunFigures): (Group & { readonly side: string })[] {
  return peak.flatMap(({ network, peak: at, offPeak }) => [
    ...(at ? [{ network, side: 'peak', ...at }] : []),
    ...(offPeak ? [{ network, side: 'off peak', ...offPeak }] : []),
  ]);
}

function nameOf({ network }: { readonly network?: string | null }): string {
  return network ?? 'network not named';
}

function peakOf({ method: { peak } }: RunFigures): string {
  return `${peak.from} to ${peak.to}, ${peak.days}`;
}

function sourcesOf({ sources }: RunFigures): string {
  return sources.map(({ file, sha256 }) => `${file} (${sha256.slice(0, 12)})`).join(', ');
}

function conversionsOf({ sources }: RunFigures): string {
  return sources.flatMap(({ facts }) => facts.conversions).join('; ');
}

function reasonsOf({ reasons }: RunFigures): string {
  return reasons.map(({ reason, count: n }) => `${count(n)} × ${reason}`).join(' ') || NONE;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
