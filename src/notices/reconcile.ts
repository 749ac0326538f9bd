import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../platform/ask.js';
import { addDays } from '../platform/plain-date.js';
import { numberOf, openDuck, text, textOf } from '../tabular/duck.js';
import type { Duck } from '../tabular/duck.js';
import type { PreparedSource } from '../measurements/prepare-source.js';
import { DELIVERY_FACTS, DELIVERY_ID } from './delivery-id.js';
import { matchReadings } from './match-readings.js';
import type { JoinPlan } from './match-readings.js';
import { writeRowsCsv, writeRowsTable } from './judged-rows.js';
import type { DeliverySource } from './prepare-notices.js';
import { VERDICTS } from './reconciliation.js';
import type { ReasonCount, Reconciliation, ReconcileMethod, Verdict } from './reconciliation.js';

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
const WHY_NOT_JUDGED = 'coalesce(why, undated)';

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
    const all = `(${sources.map(({ sql }, i) => `select *, ${i} as source from ${sql}`).join(' union all ')})`;
    const noReading = `case when why is not null then why when download is null then 'No download was measured.' when network is null then 'The reading names no network.' when taken_at is null then 'The reading has no hour.' end`;
    const readings = `(select line, source, account, network, epoch_us(taken_at) as taken_us, download as value from ${all} where ${noReading} is null)`;
    await loadDeliveries(duck, notices, method);
    await matchReadings(duck, readings, method.withinMs, plan);
    const readingsBy = await poolHours(duck, all, noReading, method.level);
    await judge(duck, method);
    const ofNotices = await reasons(
      duck,
      `select ${WHY_NOT_JUDGED} as reason, count(*) as n from ${notices.sql} where ${WHY_NOT_JUDGED} is not null group by all`,
      notices.keptAside,
    );
    const ofReadings = await reasons(
      duck,
      readingsBy,
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

/**
 * A row that repeats the id of an earlier one is no second delivery; without ids, one that repeats the rest. `listed` has
 * every row, `repeated` those that repeat, `delivery` the others.
 */
async function loadDeliveries(
  duck: Duck,
  notices: DeliverySource,
  { cease, zone }: ReconcileMethod,
): Promise<void> {
  const after = cease === null ? 'false' : isAfter(cease, zone);
  await duck.run(
    `create temp table listed as select line, notice_id, account, network, shown_at, ${after} as after, hash(${DELIVERY_ID}) as id_hash from ${notices.sql} where ${WHY_NOT_JUDGED} is null`,
  );
  // Rows whose hashes differ have different ids: only the few whose hash comes twice are compared by the id itself.
  await duck.run(`create temp table repeated as select line, first_line, is_unlike
    from (select line, min(line) over same as first_line,
        ${DELIVERY_FACTS} <> arg_min(${DELIVERY_FACTS}, line) over same as is_unlike from listed
      where id_hash in (select id_hash from listed group by id_hash having count(*) > 1)
      window same as (partition by ${DELIVERY_ID}))
    where line > first_line`);
  await duck.run(
    `create temp view delivery as select line, notice_id, account, network, shown_at, after from listed where line not in (select line from repeated)`,
  );
}

/** The calendar of a zone is looked into for the days around the date alone: elsewhere the instant says it. */
function isAfter(cease: string, zone: string): string {
  if (cease.length > 10) return `shown_at > timestamptz ${text(cease)}`;
  const [before, later] = [addDays(cease, -2), addDays(cease, 3)];
  return `case when shown_at < timestamptz ${text(`${before} 00:00:00Z`)} then false when shown_at > timestamptz ${text(`${later} 00:00:00Z`)} then true
    else (shown_at at time zone ${text(zone)})::date > date ${text(cease)} end`;
}

/**
 * How many readings each network has in each hour, how many below the level, and the two beside it: enough to say of any
 * pool of networks whether its median is below, without sorting a reading. Gives the SQL that counts the readings by why
 * they are in no pool: they were seen in the same pass.
 */
async function poolHours(duck: Duck, all: string, noReading: string, level: number): Promise<string> {
  const ifUsed = (value: string): string => `case when reason is null then ${value} end`;
  await duck.run(`create temp table hour_seen as
    select reason, ${ifUsed(`epoch_us(taken_at) // ${HOUR_US}`)} as hour, ${ifUsed('network')} as network, count(*) as n,
      count(*) filter (download < ${level}) as below, max(download) filter (download < ${level}) as highest_below,
      min(download) filter (download >= ${level}) as lowest_above
    from (select *, ${noReading} as reason from ${all}) group by all`);
  await duck.run('create temp view hour_of_network as select * from hour_seen where reason is null');
  return 'select reason, sum(n) as n from hour_seen group by reason';
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
      case when m.value is null then 'unmeasured' when m.value >= ${level} then 'contradicted'
        when ${isPoolBelow} then 'sharedCause' else 'supported' end as verdict,
      m.value is null and coalesce(m.is_elsewhere, false) as is_mismatch
    from delivery d left join met m using (line)
    left join pooled p on p.hour = epoch_us(d.shown_at) // ${HOUR_US} and p.network = d.network`);
}

async function countVerdicts(
  duck: Duck,
  measurements: number,
): Promise<Omit<Reconciliation, 'afterCeaseDays' | 'rejected' | 'method' | 'sources' | 'resultHash'>> {
  const [row = {}] = await duck.rows(
    `select ${countsOf()}, count(*) filter (verdict = 'supported' and others = 0) as not_compared, count(*) filter (is_mismatch) as mismatch, count(*) filter (after) as after_cease from judged`,
  );
  const [held = {}] = await duck.rows(
    'select (select count(*) from listed) as n, (select count(*) from repeated) as duplicates, (select count(*) from repeated where is_unlike) as unlike',
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
    repeatsUnlike: numberOf(held['unlike']),
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

function hashOf(result: Omit<Reconciliation, 'resultHash'>): string {
  // What was counted later than results were first kept is no part of what they are known by.
  const { sources, method, repeatsUnlike: _later, ...counts } = result;
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
