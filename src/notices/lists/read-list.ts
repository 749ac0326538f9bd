import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../platform/ask.js';
import { numberOf, openDuck, text, textOf } from '../../tabular/duck.js';
import type { Duck } from '../../tabular/duck.js';
import { DELIVERY_FACTS, DELIVERY_ID } from '../delivery-id.js';
import { prepareNotices } from '../prepare-notices.js';
import type { PreparedNotices } from '../prepare-notices.js';
import { instantCell, safeColumn } from '../safe-columns.js';
import { LIST_FILES, saidColumns } from './notice-list.js';
import type { ListHow, ListProblem, ListProfile, NamedCount, ProblemKind } from './notice-list.js';

export interface ReadListInput {
  readonly path: string;
  readonly fileName: string;
  readonly how: ListHow;
  readonly asOf: string;
  /** An empty folder: the tables of `LIST_FILES` are made in it. */
  readonly out: string;
}

const MOST_NAMES = 100;
const MOST_LISTED = 100;
const UNLIKE =
  'It has the notice id of an earlier line, but another account, network or time: the id may be that of a text.';

/**
 * Reads a list whole: its deliveries as a table, every row with a problem as CSV with its line, and what it holds.
 * Throws in plain words when it cannot be read.
 */
export async function readList(
  { path, fileName, how, asOf, out }: ReadListInput,
  progress: Progress,
): Promise<ListProfile> {
  const work = join(out, 'work');
  await mkdir(work, { recursive: true });
  const prepared = await prepareNotices(
    { path, fileName, given: how.given, zone: how.zone, columns: saidColumns(how.columns) },
    join(work, 'list.parquet'),
    work,
    asOf,
    progress,
  );
  const duck = await openDuck({ files: [], folders: [out], spill: join(work, 'spill'), progress });
  try {
    await loadRows(duck, prepared, how.networks);
    await duck.run(
      `copy (select * from delivery order by line) to ${text(join(out, LIST_FILES.deliveries))} (format parquet, compression snappy)`,
    );
    await loadProblems(duck, prepared);
    await duck.run(
      `copy (select line, case kind when 'uncounted' then 'in no count' when 'repeat' then 'no delivery of its own' else 'counted' end as outcome, ${safeColumn('problem')}, ${safeColumn('notice_id')}, ${safeColumn('network')}, ${instantCell('shown_at')} as shown_at from problem order by line, kind) to ${text(join(out, LIST_FILES.problems))} (format csv, header)`,
    );
    return await profile(duck, prepared, how);
  } finally {
    duck.close();
    await rm(work, { recursive: true, force: true });
  }
}

/** A row that repeats the id of an earlier one is no second delivery; without ids, one that repeats the rest. */
async function loadRows(duck: Duck, prepared: PreparedNotices, networks: readonly string[]): Promise<void> {
  const unknown =
    networks.length === 0
      ? 'null'
      : `case when network not in (${networks.map(text).join(', ')}) then 'The network is not among those that are known.' end`;
  await duck.run(
    `create temp table listed as select *, case when why is null then ${DELIVERY_ID} end as id from ${prepared.sql}`,
  );
  await duck.run(
    `create temp table repeated as select id, min(line) as first_line, arg_min(${DELIVERY_FACTS}, line) as first_facts from listed where id is not null group by id having count(*) > 1`,
  );
  await duck.run(
    `create temp table delivery as
      select line, notice_id, account, network, shown_at, variant, why, undated, case when why is null then coalesce(note, ${unknown}) end as note,
        case when line > first_line then first_line end as repeats_line, line > first_line and first_facts <> ${DELIVERY_FACTS} as is_unlike
      from listed left join repeated using (id)`,
  );
}

async function loadProblems(duck: Duck, { table }: PreparedNotices): Promise<void> {
  await duck.run(
    `create temp table problem as
      select line, case when why is not null then 'uncounted' when repeats_line is not null then 'repeat' else 'marked' end as kind,
        case when why is not null then why when is_unlike then 'It has the notice id of line ' || repeats_line || ', but another account, network or time.' when repeats_line is not null then 'It repeats line ' || repeats_line || '.' else note end as problem,
        case when is_unlike then ${text(UNLIKE)} when repeats_line is not null then 'It repeats an earlier line.' else coalesce(why, note) end as reason,
        notice_id, network, shown_at
      from delivery where why is not null or repeats_line is not null or note is not null`,
  );
  if (table.rejectedPath === null) return;
  const columns = "{'line': 'BIGINT', 'reason': 'VARCHAR', 'stands': 'VARCHAR'}";
  await duck.run(
    `insert into problem select line, 'uncounted', reason, reason, null, null, null from read_csv(${text(table.rejectedPath)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', max_line_size = 16777216, columns = ${columns})`,
  );
}

async function profile(
  duck: Duck,
  { table, keptAside }: PreparedNotices,
  how: ListHow,
): Promise<ListProfile> {
  const counts = `from delivery where why is null and repeats_line is null`;
  const [all = {}] = await duck.rows(
    `select count(*) as n, count(distinct account) as accounts, count(note) as marked, ${instantCell('min(shown_at)')} as first_at, ${instantCell('max(shown_at)')} as last_at ${counts}`,
  );
  const problems = await duck.rows(
    'select kind, reason, count(*) as n from problem group by all order by n desc, reason',
  );
  const first = await duck.rows(`select line, problem from problem order by line, kind limit ${MOST_LISTED}`);
  const days = await duck.rows(
    `select strftime(shown_at at time zone ${text(how.dayZone)}, '%Y-%m-%d') as day, network, count(*) as n ${counts} group by all order by day, network`,
  );
  const found: ListProblem[] = problems.map((row) => ({
    kind: (textOf(row['kind']) ?? 'uncounted') as ProblemKind,
    problem: textOf(row['reason']) ?? '',
    count: numberOf(row['n']),
  }));
  const sum = (kind: ProblemKind): number =>
    found.reduce((total, one) => total + (one.kind === kind ? one.count : 0), 0);
  const { encoding, delimiter, hasHeader } = table.reading;
  return {
    encoding,
    delimiter,
    hasHeader,
    columns: table.columns.map(({ name, kind, nulls }) => ({ name, kind, nulls })),
    records: table.rows + table.rejected.count,
    deliveries: numberOf(all['n']),
    repeats: sum('repeat'),
    uncounted: sum('uncounted'),
    marked: numberOf(all['marked']),
    accounts: numberOf(all['accounts']),
    firstAt: textOf(all['first_at']),
    lastAt: textOf(all['last_at']),
    problems: found,
    firstProblems: first.map((row) => ({
      line: numberOf(row['line']),
      problem: textOf(row['problem']) ?? '',
    })),
    networks: await named(duck, 'network', counts),
    variants: await named(duck, 'variant', `${counts} and variant is not null`),
    days: days.map((row) => ({
      day: textOf(row['day']) ?? '',
      network: textOf(row['network']) ?? '',
      count: numberOf(row['n']),
    })),
    keptAside,
  };
}

async function named(duck: Duck, column: 'network' | 'variant', from: string): Promise<NamedCount[]> {
  const rows = await duck.rows(
    `select ${column} as name, count(*) as n ${from} group by all order by n desc, name limit ${MOST_NAMES}`,
  );
  return rows.map((row) => ({ name: textOf(row['name']) ?? '', count: numberOf(row['n']) }));
}
