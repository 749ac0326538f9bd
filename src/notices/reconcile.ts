import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../platform/ask.js';
import { numberOf, openDuck, text, textOf } from '../tabular/duck.js';
import type { Duck } from '../tabular/duck.js';
import type { PreparedSource } from '../measurements/prepare-source.js';
import { DELIVERY_ID } from './delivery-id.js';
import { writeRowsCsv, writeRowsTable } from './judged-rows.js';
import type { DeliverySource } from './prepare-notices.js';
import { VERDICTS } from './reconciliation.js';
import type { ReasonCount, Reconciliation, ReconcileMethod, Verdict } from './reconciliation.js';

/** How the latest reading is found. Both ways give the same rows; `auto` takes the one that cannot grow out of hand. */
export type JoinPlan = 'auto' | 'buckets' | 'asof';

export interface ReconcileInput {
  readonly notices: DeliverySource;
  readonly sources: readonly PreparedSource[];
  readonly method: ReconcileMethod;
  /** A folder to spill into, and where `rows.csv` is made when `withRows` says so. */
  readonly work: string;
  readonly withRows: boolean;
  /** Where in `work` the judged rows are kept as a table. */
  readonly rowsTable?: string;
  readonly plan?: JoinPlan;
}

export const ROWS_FILE = 'rows.csv';
/** What stands for no reason at all where rows are counted by reason. */
const USABLE = '';
const HOUR_US = 3_600_000_000;
/** So many deliveries of one account in one window at most, and every reading meets few enough of them. */
const MOST_IN_A_BUCKET = 32;

/**
 * Sets each delivery against the latest reading of the same account on the same network at or before it and within the
 * window, of equal instants the later record of the file; and, where that is below the level, against the median of all
 * readings on the other networks in the delivery's UTC hour.
 */
export async function reconcile(
  { notices, sources, method, work, withRows, rowsTable, plan = 'auto' }: ReconcileInput,
  progress: Progress,
): Promise<Reconciliation> {
  await mkdir(work, { recursive: true });
  const files = [notices.parquet, ...sources.map(({ parquet }) => parquet)];
  const duck = await openDuck({ files, folders: [work], spill: join(work, 'spill'), progress });
  try {
    const all = sources.map(({ sql }, i) => `select *, ${i} as source from ${sql}`).join(' union all ');
    const noReading = `case when why is not null then why when download is null then 'No download was measured.' when network is null then 'The reading names no network.' when taken_at is null then 'The reading has no hour.' end`;
    const readings = `(select line, source, account, network, taken_at, download as value, epoch_us(taken_at)::hugeint * 1099511627776 + source * 4294967296 + line as place from (${all}) where ${noReading} is null)`;
    await loadDeliveries(duck, notices, method);
    const chosen = plan === 'auto' ? await choosePlan(duck, method.withinMs) : plan;
    await (chosen === 'buckets' ? joinByBuckets(duck, readings, method) : joinAsOf(duck, readings, method));
    await poolHours(duck, readings, method.level);
    await judge(duck, method);
    const ofNotices = await reasons(
      duck,
      `select why as reason, count(*) as n from ${notices.sql} where why is not null group by all`,
      notices.keptAside,
    );
    const ofReadings = await reasons(
      duck,
      `select ${noReading} as reason, count(*) as n from (${all}) group by all`,
      sources.flatMap(({ keptAside }) => keptAside),
    );
    const counts = await countVerdicts(duck, ofReadings.find(({ reason }) => reason === USABLE)?.count ?? 0);
    const rejected = {
      notices: ofNotices,
      measurements: ofReadings.filter(({ reason }) => reason !== USABLE),
    };
    const days = await duck.rows(
      `select strftime(shown_at at time zone ${text(method.zone)}, '%Y-%m-%d') as day, ${countsOf()} from judged where after group by all order by day`,
    );
    if (withRows) await writeRowsCsv(duck, join(work, ROWS_FILE));
    if (rowsTable !== undefined) await writeRowsTable(duck, rowsTable);
    const result: Omit<Reconciliation, 'resultHash'> = {
      ...counts,
      afterCeaseDays: days.map((row) => ({
        day: textOf(row['day']) ?? '',
        supported: numberOf(row['supported']),
        sharedCause: numberOf(row['sharedCause']),
        contradicted: numberOf(row['contradicted']),
        unmeasured: numberOf(row['unmeasured']),
      })),
      rejected,
      method,
      sources: [notices, ...sources].map(({ fileName, sha256 }) => ({ file: fileName, sha256 })),
    };
    return { ...result, resultHash: hashOf(result) };
  } finally {
    duck.close();
  }
}

/** A row that repeats the id of an earlier one is no second delivery; without ids, one that repeats the rest. */
async function loadDeliveries(
  duck: Duck,
  notices: DeliverySource,
  { cease, zone }: ReconcileMethod,
): Promise<void> {
  const usable = `(select *, ${DELIVERY_ID} as id from ${notices.sql} where why is null)`;
  await duck.run(
    `create temp table repeated as select id, min(line) as first_line from ${usable} group by id having count(*) > 1`,
  );
  const after =
    cease === null
      ? 'false'
      : cease.length === 10
        ? `(shown_at at time zone ${text(zone)})::date > date ${text(cease)}`
        : `shown_at > timestamptz ${text(cease)}`;
  await duck.run(
    `create temp table delivery as select line, notice_id, account, network, shown_at, ${after} as after, coalesce(line > first_line, false) as is_duplicate, first_line from ${usable} left join repeated using (id)`,
  );
}

/** Buckets cost a hash join; where many deliveries of one account share one, only the sorted way stays bounded. */
async function choosePlan(duck: Duck, withinMs: number): Promise<JoinPlan> {
  const [row] = await duck.rows(
    `select coalesce(max(n), 0) as most from (select count(*) as n from delivery where not is_duplicate group by account, ${bucketOf('shown_at', withinMs)})`,
  );
  return numberOf(row?.['most']) <= MOST_IN_A_BUCKET ? 'buckets' : 'asof';
}

async function joinByBuckets(duck: Duck, readings: string, { withinMs }: ReconcileMethod): Promise<void> {
  const bucket = bucketOf('shown_at', withinMs);
  const isOwn = 'm.network = d.network';
  // Most readings are near no delivery: they are let go before anything is joined.
  await duck.run(`create temp table near_delivery as
    select * from (select *, ${bucketOf('taken_at', withinMs)} as bucket from ${readings} where account is not null)
    where (account, bucket) in (select account, unnest([${bucket}, ${bucket} - 1]) from delivery where not is_duplicate)`);
  await duck.run(`create temp table met as
    select d.line, max(m.place) filter (${isOwn}) as place, arg_max(m.value, m.place) filter (${isOwn}) as value,
      arg_max(m.taken_at, m.place) filter (${isOwn}) as taken_at, arg_max(m.line, m.place) filter (${isOwn}) as reading_line,
      bool_or(m.network <> d.network) as is_elsewhere
    from (select line, account, network, shown_at, unnest([${bucket}, ${bucket} - 1]) as bucket from delivery where not is_duplicate) d
    join near_delivery m
      on m.account = d.account and m.bucket = d.bucket and m.taken_at <= d.shown_at
      and epoch_us(m.taken_at) >= epoch_us(d.shown_at) - ${withinMs * 1000}
    group by d.line`);
}

async function joinAsOf(duck: Duck, readings: string, { withinMs }: ReconcileMethod): Promise<void> {
  const known = `(select * from ${readings} where account is not null)`;
  const isWithin = `epoch_us(m.taken_at) >= epoch_us(d.shown_at) - ${withinMs * 1000}`;
  await duck.run(`create temp table own as
    select d.line, m.place, m.value, m.taken_at, m.line as reading_line
    from (select *, (epoch_us(shown_at)::hugeint + 1) * 1099511627776 - 1 as place from delivery where not is_duplicate) d
    asof join ${known} m on m.account = d.account and m.network = d.network and m.place <= d.place
    where ${isWithin}`);
  await duck.run(`create temp table met as
    select line, place, value, taken_at, reading_line, null::boolean as is_elsewhere from own
    union all
    select d.line, null, null, null, null, true
    from (select * from delivery where not is_duplicate and line not in (select line from own)) d
    asof join ${known} m on m.account = d.account and m.taken_at <= d.shown_at
    where ${isWithin}`);
}

/**
 * How many readings each network has in each hour, how many below the level, and the two beside it: enough to say of any
 * pool of networks whether its median is below, without sorting a reading.
 */
async function poolHours(duck: Duck, readings: string, level: number): Promise<void> {
  await duck.run(`create temp table hour_of_network as
    select epoch_us(taken_at) // ${HOUR_US} as hour, network, count(*) as n, count(*) filter (value < ${level}) as below,
      max(value) filter (value < ${level}) as highest_below, min(value) filter (value >= ${level}) as lowest_above
    from ${readings} group by all`);
}

async function judge(duck: Duck, { level }: ReconcileMethod): Promise<void> {
  await duck.run(`create temp table pooled as
    select q.hour, q.network, sum(p.n) as n, sum(p.below) as below, max(p.highest_below) as highest_below, min(p.lowest_above) as lowest_above
    from (select distinct epoch_us(shown_at) // ${HOUR_US} as hour, network from delivery join met using (line) where value < ${level}) q
    join hour_of_network p on p.hour = q.hour and p.network <> q.network
    group by all`);
  // The median of an even number is the mean of the middle two: below the level where both are, or where their mean is.
  const isPoolBelow = `(2 * p.below > p.n or (2 * p.below = p.n and (p.highest_below + p.lowest_above) / 2 < ${level}))`;
  await duck.run(`create temp table judged as
    select d.line, d.notice_id, d.account, d.network, d.shown_at, d.after, m.value, m.taken_at, m.reading_line,
      case when m.value < ${level} then coalesce(p.n, 0) else 0 end as others,
      case when m.value < ${level} then coalesce(p.below, 0) else 0 end as others_below,
      case when m.place is null then 'unmeasured' when m.value >= ${level} then 'contradicted'
        when ${isPoolBelow} then 'sharedCause' else 'supported' end as verdict,
      m.place is null and coalesce(m.is_elsewhere, false) as is_mismatch
    from delivery d left join met m using (line)
    left join pooled p on p.hour = epoch_us(d.shown_at) // ${HOUR_US} and p.network = d.network
    where not d.is_duplicate`);
}

async function countVerdicts(
  duck: Duck,
  measurements: number,
): Promise<Omit<Reconciliation, 'afterCeaseDays' | 'rejected' | 'method' | 'sources' | 'resultHash'>> {
  const [row = {}] = await duck.rows(
    `select ${countsOf()}, count(*) filter (verdict = 'supported' and others = 0) as not_compared, count(*) filter (is_mismatch) as mismatch, count(*) filter (after) as after_cease from judged`,
  );
  const [held = {}] = await duck.rows(
    'select count(*) as n, count(*) filter (is_duplicate) as duplicates from delivery',
  );
  return {
    notices: numberOf(held['n']),
    measurements,
    supported: numberOf(row['supported']),
    sharedCause: numberOf(row['sharedCause']),
    contradicted: numberOf(row['contradicted']),
    unmeasured: numberOf(row['unmeasured']),
    notCompared: numberOf(row['not_compared']),
    duplicates: numberOf(held['duplicates']),
    networkMismatch: numberOf(row['mismatch']),
    afterCease: numberOf(row['after_cease']),
  };
}

async function reasons(duck: Duck, sql: string, keptAside: readonly ReasonCount[]): Promise<ReasonCount[]> {
  const counts = new Map<string, number>();
  for (const row of await duck.rows(sql)) counts.set(textOf(row['reason']) ?? USABLE, numberOf(row['n']));
  for (const { reason, count } of keptAside) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

function countsOf(): string {
  return (Object.keys(VERDICTS) as Verdict[])
    .map((verdict) => `count(*) filter (verdict = ${text(verdict)}) as "${verdict}"`)
    .join(', ');
}

function bucketOf(time: string, withinMs: number): string {
  return `((epoch_us(${time}) + 9000000000000000) // ${Math.max(withinMs * 1000, 1)})`;
}

function hashOf(result: Omit<Reconciliation, 'resultHash'>): string {
  const { sources, method, ...counts } = result;
  const { withinMs, level, cease, zone } = method;
  return createHash('sha256')
    .update(
      JSON.stringify({
        version: 1,
        sources: sources.map(({ sha256 }) => sha256),
        method: { withinMs, level, cease, zone },
        counts,
      }),
    )
    .digest('hex');
}
