import { createHash } from 'node:crypto';
import type { Progress } from '../../platform/ask.js';
import { addDays } from '../../platform/plain-date.js';
import { numberOf, openDuck, textOf } from '../../tabular/duck.js';
import type { Duck, DuckRow } from '../../tabular/duck.js';
import { bucketEdges } from '../charts/distribution.js';
import type { Bucket } from '../charts/distribution.js';
import { MEASURES } from '../measurement.js';
import type { PreparedSource } from '../prepare-source.js';
import { findRepeats } from '../repeated-readings.js';
import { QUANTILES } from '../summary.js';
import type { Figures, Group, PeakComparison } from '../summary.js';
import type { RunFigures, RunMethod } from './run-figures.js';
import { allReadings, monthWords, offsetsOf, usableReadings, whyNotUsed } from './run-sql.js';

export interface RunInput {
  readonly sources: readonly PreparedSource[];
  readonly method: RunMethod;
  readonly spill: string;
}

const MOST_NETWORKS = 500;
const MOST_DAYS = 50_000;

/**
 * Every figure of a run. The same sources and method give the same figures and the same hash, on any machine. Throws in
 * plain words when the readings name more networks than anyone compares.
 */
export async function makeRun({ sources, method, spill }: RunInput, progress: Progress): Promise<RunFigures> {
  const duck = await openDuck({ files: sources.map(({ parquet }) => parquet), folders: [], spill, progress });
  try {
    const { used, reasons } = await countRecords(duck, sources, method);
    const offsets = await offsetsOf(duck, sources, method.zone);
    await duck.run(
      `create temp table usable as select network, hour, day, month, is_peak, value from ${usableReadings(allReadings(sources), method, offsets)}`,
    );
    await refuseTooManyNetworks(duck);
    const by = async (key: 'hour' | 'day' | 'month'): Promise<Group[]> =>
      (
        await duck.rows(
          `select network, ${key}, ${figuresSql(method.level)} from usable where ${key} is not null group by all order by network nulls last, ${key}`,
        )
      ).map((row) => ({ network: textOf(row['network']), ...keyOf(key, row), ...figuresOf(row) }));
    const [times = {}] = await duck.rows(
      `select count(*) filter (hour is null) as hours, count(*) filter (day is null) as days, count(distinct (network, day)) as groups from usable`,
    );
    const all = usableReadings(allReadings(sources), method, offsets);
    const figures: Omit<RunFigures, 'resultHash'> = {
      method,
      unit: MEASURES[method.measure],
      quantiles: QUANTILES,
      records: used + reasons.reduce((sum, { count }) => sum + count, 0),
      used,
      reasons,
      repeats: await countRepeats(duck, sources),
      withoutHour: numberOf(times['hours']),
      withoutDay: numberOf(times['days']),
      networks: (
        await duck.rows(
          `select network, ${figuresSql(method.level)} from usable group by all order by network nulls last`,
        )
      ).map((row) => ({ network: textOf(row['network']), ...figuresOf(row) })),
      hours: await by('hour'),
      days: numberOf(times['groups']) > MOST_DAYS ? null : await by('day'),
      months: await by('month'),
      peak: await comparePeak(duck, method.level),
      buckets: await spread(duck, method.level),
      methods: (
        await duck.rows(`select method, count(*) as n from ${all} group by all order by method nulls last`)
      ).map((row) => ({ method: textOf(row['method']), n: numberOf(row['n']) })),
      clocks: (await duck.rows(`select clock, count(*) as n from ${all} group by all order by clock`)).map(
        (row) => ({ clock: textOf(row['clock']) ?? '', n: numberOf(row['n']) }),
      ),
      sources: sources.map(({ fileName, sha256, facts }) => ({ file: fileName, sha256, facts })),
    };
    return { ...figures, resultHash: hashOf(figures) };
  } finally {
    duck.close();
  }
}

function figuresSql(level: number): string {
  return `count(*) as n, quantile_cont(value, [0.1, 0.5, 0.9]) as q, count(*) filter (value < ${level}) as below`;
}

async function countRecords(
  duck: Duck,
  sources: readonly PreparedSource[],
  { measure }: RunMethod,
): Promise<Pick<RunFigures, 'used' | 'reasons'>> {
  const counts = new Map<string | null, number>();
  const rows = await duck.rows(
    `select ${whyNotUsed(measure)} as reason, count(*) as n from ${allReadings(sources)} group by all`,
  );
  for (const row of rows) counts.set(textOf(row['reason']), numberOf(row['n']));
  const used = counts.get(null) ?? 0;
  counts.delete(null);
  for (const { reason, count } of sources.flatMap(({ keptAside }) => keptAside))
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  const reasons = [...counts]
    .map(([reason, count]) => ({ reason: reason ?? '', count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  return { used, reasons };
}

/** Of one file it is known; several may hold the same readings too. */
async function countRepeats(duck: Duck, sources: readonly PreparedSource[]): Promise<number> {
  const known = sources.length === 1 ? sources[0]?.repeats : undefined;
  return known ?? (await findRepeats(duck, allReadings(sources))).count;
}

async function refuseTooManyNetworks(duck: Duck): Promise<void> {
  const [row] = await duck.rows(`select count(distinct network) as n from usable`);
  const n = numberOf(row?.['n']);
  if (n > MOST_NETWORKS)
    throw new Error(
      `The readings name ${n.toLocaleString('en-US')} networks; at most ${MOST_NETWORKS} are compared. Read the file again and choose the column that names the network.`,
    );
}

async function comparePeak(duck: Duck, level: number): Promise<PeakComparison[]> {
  const rows = await duck.rows(
    `select network, is_peak, ${figuresSql(level)} from usable where hour is not null group by all order by network nulls last, is_peak`,
  );
  const networks = [...new Set(rows.map((row) => textOf(row['network'])))];
  return networks.map((network) => {
    const side = (isPeak: boolean): Figures | null => {
      const row = rows.find((one) => textOf(one['network']) === network && one['is_peak'] === isPeak);
      return row ? figuresOf(row) : null;
    };
    const [peak, offPeak] = [side(true), side(false)];
    const ratio = peak && offPeak && offPeak.median !== 0 ? peak.median / offPeak.median : null;
    return { network, peak, offPeak, ratio };
  });
}

/** How many readings of each network lie between fixed edges, none of which has the level inside. */
async function spread(duck: Duck, level: number): Promise<Bucket[]> {
  const [top] = await duck.rows(`select max(value) as most from usable`);
  const edges = bucketEdges(level, numberOf(top?.['most']));
  const later = edges.slice(1);
  const place = `case ${later.map((edge, i) => `when value < ${edge} then ${i}`).join(' ')} else ${later.length} end`;
  const rows = await duck.rows(
    `select network, ${place} as place, count(*) as n from usable group by all order by network nulls last, place`,
  );
  return rows.flatMap((row) => {
    const at = numberOf(row['place']);
    const from = edges[at];
    return from === undefined
      ? []
      : [{ network: textOf(row['network']), from, to: edges[at + 1] ?? null, n: numberOf(row['n']) }];
  });
}

function figuresOf(row: DuckRow): Figures {
  const q = Array.isArray(row['q']) ? row['q'] : [];
  const [n, below] = [numberOf(row['n']), numberOf(row['below'])];
  return {
    n,
    p10: numberOf(q[0]),
    median: numberOf(q[1]),
    p90: numberOf(q[2]),
    below,
    shareBelow: n === 0 ? 0 : below / n,
  };
}

function keyOf(key: 'hour' | 'day' | 'month', row: DuckRow): Pick<Group, 'hour' | 'day' | 'month'> {
  const value = numberOf(row[key]);
  if (key === 'hour') return { hour: value };
  return key === 'month' ? { month: monthWords(value) } : { day: addDays('1970-01-01', value) };
}

/** The order of the keys is fixed by this file, numbers are written as JavaScript writes them: shortest, exact. */
function hashOf(figures: Omit<RunFigures, 'resultHash'>): string {
  const { method, records, used, reasons, networks, hours, days, months, peak, buckets, sources } = figures;
  const { measure, level, zone } = method;
  const hashed = {
    version: 1,
    sources: sources.map(({ sha256, facts }) => ({
      sha256,
      format: facts.format,
      conversions: facts.conversions,
    })),
    method: {
      ...{ measure, level, zone },
      peak: { from: method.peak.from, to: method.peak.to, days: method.peak.days },
    },
    ...{ records, used, reasons, networks, hours, days, months, peak, buckets },
  };
  return createHash('sha256').update(JSON.stringify(hashed)).digest('hex');
}
