import { createHash } from 'node:crypto';
import type { Progress } from '../platform/ask.js';
import { numberOf, openDuck, text, textOf } from '../tabular/duck.js';
import type { Duck, DuckRow } from '../tabular/duck.js';
import { MEASURES, SHOWN } from './measurement.js';
import type { Measure } from './measurement.js';
import type { PreparedSource } from './prepare-source.js';
import { offsetsOf, VALUE } from './runs/run-sql.js';
import { dayOf, hourOf, isWeekday, localSecond } from './runs/zone-sql.js';
import { QUANTILES } from './summary.js';
import type {
  Figures,
  Group,
  Grouping,
  PeakComparison,
  PeakHours,
  Summary,
  SummaryMethod,
} from './summary.js';

/** Summarises prepared files. The same files and method give the same figures and the same hash, on any machine. */
export async function summarise(
  sources: readonly PreparedSource[],
  method: SummaryMethod,
  spill: string,
  progress: Progress,
): Promise<Summary> {
  const duck = await openDuck({ files: sources.map(({ parquet }) => parquet), folders: [], spill, progress });
  try {
    const readings = `(${sources.map(({ sql }) => `select * from ${sql}`).join(' union all ')})`;
    const measure = method.measure ?? (await firstMeasured(duck, readings));
    const why = whySql(measure, method.by);
    const counted = await countByWhy(duck, readings, why);
    const used = counted.reasons.get(null) ?? 0;
    const rejected = rejectedOf(counted.reasons, sources);
    const usable = `(select *, ${VALUE[measure]} as value from ${readings} where ${why} is null)`;
    const figures = figuresSql(method.below);
    const second = localSecond('taken_at', await offsetsOf(duck, sources, method.zone));
    const keys = method.by.map((by) => `${keySql(by, second)} as ${by}`);
    const groups = await duck.rows(
      `select ${[...keys, figures].join(', ')} from ${usable} group by all order by ${method.by.length === 0 ? '1' : method.by.map((by) => `${by} nulls last`).join(', ')}`,
    );
    const summary: Omit<Summary, 'resultHash'> = {
      measure,
      unit: MEASURES[measure],
      zone: method.zone,
      quantiles: QUANTILES,
      rows: used + rejected.reduce((sum, { count }) => sum + count, 0),
      used,
      rejected,
      groups: used === 0 ? [] : groups.map((row) => groupOf(row, method.by, method.below)),
      peak: method.peak === null ? null : await comparePeak(duck, usable, method.peak, second, method.below),
      methods: [...counted.methods]
        .sort(([one], [other]) => byWords(one, other))
        .map(([method, n]) => ({ method, n })),
      clocks: [...counted.clocks]
        .sort(([one], [other]) => byWords(one, other))
        .map(([clock, n]) => ({ clock, n })),
      sources: sources.map(({ fileName, sha256, facts }) => ({ file: fileName, sha256, facts })),
    };
    return { ...summary, resultHash: hashOf(summary, method) };
  } finally {
    duck.close();
  }
}

/** Why a reading is in no figure: what is wrong with its record, or that it does not measure this, or cannot be grouped. */
function whySql(measure: Measure, by: readonly Grouping[]): string {
  const noValue = text(`No ${SHOWN[measure]} was measured.`);
  const noHour = by.includes('hour') ? `when taken_at is null then 'The reading has no hour.'` : '';
  const noDay = by.includes('day')
    ? `when taken_at is null and coalesce(length(period), 0) < 10 then 'The reading has no day.'`
    : '';
  const noMonth = by.includes('month')
    ? `when taken_at is null and period is null then 'The reading has no month.'`
    : '';
  return `case when why is not null then why when ${VALUE[measure]} is null then ${noValue} ${noHour} ${noDay} ${noMonth} end`;
}

/** The first measure that any usable reading has; the looking ends with the first such reading. */
async function firstMeasured(duck: Duck, readings: string): Promise<Measure> {
  for (const measure of Object.keys(MEASURES) as Measure[]) {
    const found = await duck.rows(
      `select 1 as found from ${readings} where why is null and ${VALUE[measure]} is not null limit 1`,
    );
    if (found.length > 0) return measure;
  }
  return 'download';
}

/** Every reading counted once, in one pass: why it is in no figure (null where it is), and of those that are their methods and clocks. */
async function countByWhy(
  duck: Duck,
  readings: string,
  why: string,
): Promise<{
  reasons: Map<string | null, number>;
  methods: Map<string | null, number>;
  clocks: Map<string, number>;
}> {
  const reasons = new Map<string | null, number>();
  const methods = new Map<string | null, number>();
  const clocks = new Map<string, number>();
  const add = <K>(to: Map<K, number>, key: K, n: number): void => void to.set(key, (to.get(key) ?? 0) + n);
  const rows = await duck.rows(
    `select reason, case when reason is null then method end as method, case when reason is null then clock end as clock, count(*) as n
     from (select ${why} as reason, method, clock from ${readings}) group by all`,
  );
  for (const row of rows) {
    const [reason, n] = [textOf(row['reason']), numberOf(row['n'])];
    add(reasons, reason, n);
    if (reason !== null) continue;
    add(methods, textOf(row['method']), n);
    add(clocks, textOf(row['clock']) ?? '', n);
  }
  return { reasons, methods, clocks };
}

function rejectedOf(
  reasons: ReadonlyMap<string | null, number>,
  sources: readonly PreparedSource[],
): Summary['rejected'] {
  const aside = new Map<string, number>();
  for (const [reason, n] of reasons) if (reason !== null) aside.set(reason, n);
  for (const { reason, count } of sources.flatMap(({ keptAside }) => keptAside))
    aside.set(reason, (aside.get(reason) ?? 0) + count);
  return [...aside]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** Nothing stated comes last. */
function byWords(one: string | null, other: string | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function keySql(by: Grouping, second: string): string {
  const date = `(date '1970-01-01' + ${dayOf(second)})`;
  switch (by) {
    case 'network':
      return 'network';
    case 'hour':
      return hourOf(second);
    case 'day':
      return `coalesce(strftime(${date}, '%Y-%m-%d'), period)`;
    case 'month':
      return `coalesce(strftime(${date}, '%Y-%m'), left(period, 7))`;
  }
}

function figuresSql(below: number | null): string {
  const share = below === null ? '' : `, count(*) filter (value < ${below}) as below`;
  return `count(*) as n, quantile_cont(value, [0.1, 0.5, 0.9]) as q${share}`;
}

function figuresOf(row: DuckRow, below: number | null): Figures {
  const q = Array.isArray(row['q']) ? row['q'] : [];
  const n = numberOf(row['n']);
  const figures = { n, p10: numberOf(q[0]), median: numberOf(q[1]), p90: numberOf(q[2]) };
  if (below === null) return figures;
  const fewer = numberOf(row['below']);
  return { ...figures, below: fewer, shareBelow: n === 0 ? 0 : fewer / n };
}

function groupOf(row: DuckRow, by: readonly Grouping[], below: number | null): Group {
  return {
    ...(by.includes('network') && { network: textOf(row['network']) }),
    ...(by.includes('hour') && { hour: numberOf(row['hour']) }),
    ...(by.includes('day') && { day: textOf(row['day']) ?? '' }),
    ...(by.includes('month') && { month: textOf(row['month']) ?? '' }),
    ...figuresOf(row, below),
  };
}

async function comparePeak(
  duck: Duck,
  usable: string,
  peak: PeakHours,
  second: string,
  below: number | null,
): Promise<PeakComparison[]> {
  const hour = hourOf(second);
  const inHours =
    peak.from < peak.to
      ? `${hour} >= ${peak.from} and ${hour} < ${peak.to}`
      : `(${hour} >= ${peak.from} or ${hour} < ${peak.to})`;
  const isPeak = peak.days === 'weekdays' ? `${inHours} and ${isWeekday(dayOf(second))}` : inHours;
  const rows = await duck.rows(
    `select network, (${isPeak}) as is_peak, ${figuresSql(below)} from ${usable} where taken_at is not null group by all order by network nulls last`,
  );
  const networks = [...new Set(rows.map((row) => textOf(row['network'])))];
  return networks.map((network) => {
    const side = (isPeakSide: boolean): Figures | null => {
      const row = rows.find((one) => textOf(one['network']) === network && one['is_peak'] === isPeakSide);
      return row ? figuresOf(row, below) : null;
    };
    const [atPeak, offPeak] = [side(true), side(false)];
    return {
      network,
      peak: atPeak,
      offPeak,
      ratio: atPeak && offPeak && offPeak.median !== 0 ? atPeak.median / offPeak.median : null,
    };
  });
}

/** The order of the keys is fixed by this file, numbers are written as JavaScript writes them: shortest, exact. */
function hashOf(summary: Omit<Summary, 'resultHash'>, method: SummaryMethod): string {
  const { by, zone, below, peak } = method;
  const { measure, rows, used, rejected, groups, sources } = summary;
  const hashed = {
    version: 1,
    sources: sources.map(({ sha256, facts }) => ({
      sha256,
      format: facts.format,
      conversions: facts.conversions,
    })),
    method: { measure, by, zone, below, peak },
    rows,
    used,
    rejected,
    groups,
    peak: summary.peak,
  };
  return createHash('sha256').update(JSON.stringify(hashed)).digest('hex');
}
