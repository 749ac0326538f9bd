import { numberOf } from '../tabular/duck.js';
import type { Duck } from '../tabular/duck.js';

/** How the latest reading is found. Both ways give the same rows; `auto` takes the one that cannot grow out of hand. */
export type JoinPlan = 'auto' | 'buckets' | 'asof';

/** So many deliveries of one account in one bucket at most, and every reading meets few enough of them. */
const MOST_IN_A_BUCKET = 32;
/** How many windows a bucket is long: the longer, the fewer deliveries reach into a second one. */
const WINDOWS_IN_A_BUCKET = 8;
/** Added before a division, so that times before 1970 round down too. */
const SHIFT_US = 9_000_000_000_000_000;
/** Of readings of one instant the later record of the later file counts: one number orders them all. */
const PLACES_AT_ONCE = '1099511627776';
const PLACE = `(m.taken_us::hugeint * ${PLACES_AT_ONCE} + m.source * 4294967296 + m.line)`;

/**
 * Makes the table `met` of the view `delivery` and of readings (`line`, `source`, `account`, `network`, `taken_us`,
 * `value`): for each delivery the latest reading of the same account on the same network at or before it and within the
 * window, both ends counted; and `is_elsewhere` where the account has a reading in the window on another network. A
 * delivery without either may be missing.
 */
export async function matchReadings(
  duck: Duck,
  readings: string,
  withinMs: number,
  plan: JoinPlan,
): Promise<void> {
  const windowUs = withinMs * 1000;
  const bucketUs = Math.max(windowUs * WINDOWS_IN_A_BUCKET, 1);
  const bucket = (us: string): string => `((${us} + ${SHIFT_US}) // ${bucketUs})`;
  const [last, first] = [bucket('epoch_us(shown_at)'), bucket(`(epoch_us(shown_at) - ${windowUs})`)];
  const spans = `(select *, hash(account, ${last}) as bucket from delivery
    union all select *, hash(account, ${first}) from delivery where ${first} <> ${last})`;
  await duck.run(
    `create temp table bucket_of_deliveries as select bucket, count(*) as n from ${spans} group by bucket`,
  );
  // Most readings are near no delivery, those of no account to begin with: they are let go before anything is joined.
  await duck.run(`create temp table near_delivery as
    select * from (select *, hash(account, ${bucket('taken_us')}) as bucket from ${readings})
    where bucket in (select bucket from bucket_of_deliveries)`);
  const isWithin = `m.taken_us <= epoch_us(d.shown_at) and m.taken_us >= epoch_us(d.shown_at) - ${windowUs}`;
  const chosen = plan === 'auto' ? await choosePlan(duck) : plan;
  await (chosen === 'buckets' ? joinByBuckets(duck, spans, isWithin) : joinAsOf(duck, isWithin));
}

/** Buckets cost a hash join; where many deliveries of one account share one, only the sorted way stays bounded. */
async function choosePlan(duck: Duck): Promise<JoinPlan> {
  const [row] = await duck.rows('select coalesce(max(n), 0) as most from bucket_of_deliveries');
  return numberOf(row?.['most']) <= MOST_IN_A_BUCKET ? 'buckets' : 'asof';
}

/** A delivery whose window reaches into two buckets stands in both; what two accounts with one hash share falls out again. */
async function joinByBuckets(duck: Duck, spans: string, isWithin: string): Promise<void> {
  const latest = (what: string): string => `arg_max(${what}, place) filter (is_own)`;
  await duck.run(`create temp table met as
    select line, ${latest('value')} as value, make_timestamptz(${latest('taken_us')}) as taken_at, ${latest('reading_line')} as reading_line,
      bool_or(not is_own) as is_elsewhere
    from (select d.line, m.value, m.taken_us, m.line as reading_line, ${PLACE} as place, m.network = d.network as is_own
      from ${spans} d join near_delivery m on m.bucket = d.bucket and m.account = d.account and ${isWithin})
    group by line`);
}

/**
 * The latest reading of the account on whatever network says it for most deliveries: it is on their network, or there is
 * none. Only where it is on another one is the network's own looked for beside it.
 */
async function joinAsOf(duck: Duck, isWithin: string): Promise<void> {
  const delivered = `(select *, (epoch_us(shown_at)::hugeint + 1) * ${PLACES_AT_ONCE} - 1 as place from delivery)`;
  const placed = `(select *, ${PLACE} as place from near_delivery m)`;
  const found = 'd.line, m.value, make_timestamptz(m.taken_us) as taken_at, m.line as reading_line';
  await duck.run(`create temp table latest as
    select ${found}, d.account, coalesce(m.network = d.network, false) as is_own
    from ${delivered} d asof join ${placed} m on m.account = d.account and m.place <= d.place
    where ${isWithin}`);
  await duck.run('create temp table elsewhere as select line, account from latest where not is_own');
  await duck.run(`create temp table own as
    select line, value, taken_at, reading_line from latest where is_own
    union all
    select ${found}
    from (select * from ${delivered} where line in (select line from elsewhere)) d
    asof join (select * from ${placed} where account in (select account from elsewhere)) m
      on m.account = d.account and m.network = d.network and m.place <= d.place
    where ${isWithin}`);
  await duck.run(`create temp table met as
    select line, value, taken_at, reading_line, null::boolean as is_elsewhere from own
    union all
    select line, null, null, null, true from elsewhere where line not in (select line from own)`);
}
