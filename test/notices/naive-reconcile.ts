/** A second counter, as plainly as it can be written; instants are milliseconds. */
export interface NaiveNotice {
  readonly id: string | null;
  readonly account: string;
  readonly network: string;
  readonly shown: number;
}

export interface NaiveReading {
  readonly account: string | null;
  readonly network: string;
  readonly taken: number;
  readonly mbps: number;
}

export interface NaiveCounts {
  notices: number;
  measurements: number;
  supported: number;
  sharedCause: number;
  contradicted: number;
  unmeasured: number;
  notCompared: number;
  duplicates: number;
  networkMismatch: number;
  afterCease: number;
}

const HOUR = 3_600_000;

export function naiveReconcile(
  notices: readonly NaiveNotice[],
  readings: readonly NaiveReading[],
  withinMs: number,
  level: number,
  lastDay: string | null,
): NaiveCounts {
  const counts: NaiveCounts = {
    notices: notices.length,
    measurements: readings.length,
    supported: 0,
    sharedCause: 0,
    contradicted: 0,
    unmeasured: 0,
    notCompared: 0,
    duplicates: 0,
    networkMismatch: 0,
    afterCease: 0,
  };
  const seen = new Set<string>();
  for (const { id, account, network, shown } of notices) {
    const key = id ?? JSON.stringify([account, network, shown]);
    if (seen.has(key)) {
      counts.duplicates += 1;
      continue;
    }
    seen.add(key);
    if (lastDay !== null && new Date(shown).toISOString().slice(0, 10) > lastDay) counts.afterCease += 1;
    const near = readings.filter(
      (one) => one.account === account && one.taken <= shown && one.taken >= shown - withinMs,
    );
    let latest: NaiveReading | null = null;
    for (const one of near)
      if (one.network === network && (latest === null || one.taken >= latest.taken)) latest = one;
    if (latest === null) {
      counts.unmeasured += 1;
      if (near.some((one) => one.network !== network)) counts.networkMismatch += 1;
    } else if (latest.mbps >= level) counts.contradicted += 1;
    else {
      const others = readings
        .filter((one) => one.network !== network && Math.floor(one.taken / HOUR) === Math.floor(shown / HOUR))
        .map((one) => one.mbps)
        .sort((a, b) => a - b);
      if (others.length === 0) counts.notCompared += 1;
      const middle = others.length / 2;
      const median =
        others.length % 2 === 1
          ? (others[Math.floor(middle)] ?? 0)
          : ((others[middle - 1] ?? 0) + (others[middle] ?? 0)) / 2;
      if (others.length > 0 && median < level) counts.sharedCause += 1;
      else counts.supported += 1;
    }
  }
  return counts;
}
