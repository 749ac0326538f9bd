import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openAsker } from '../src/platform/document-child.js';
import { openLog } from '../src/platform/log.js';
import type { PreparedSource } from '../src/measurements/prepare-source.js';
import {
  askFindRows,
  askMakeRun,
  askPrepareSource,
  askStoreReadings,
  askSummarise,
} from '../src/measurements/questions.js';
import { LIST_FILES } from '../src/notices/lists/notice-list.js';
import {
  askListRows,
  askPrepareNotices,
  askReadList,
  askReconcile,
  askReconcileList,
  askRunRows,
} from '../src/notices/questions.js';
import { openDuck, text } from '../src/tabular/duck.js';
import type { Duck } from '../src/tabular/duck.js';
import { watchMemory } from './watch-memory.js';

// Millions of rows against DuckDB's own reading of the same files, in one run: ratios, printed, never asserted.
// The document process answers for us; DuckDB alone runs in this process, in the same memory and on the same threads.

const READINGS = 5_000_000;
const DELIVERIES = 1_000_000;
const AS_OF = '2026-01-01T00:00:00Z';
const LIMITS = { timeoutMs: 1_800_000, memoryMb: 1_024 };
const ROUNDS = 3;
const QUANTILES = 'quantile_cont(download_mbps, [0.1, 0.5, 0.9])';
const SUMMARY = {
  measure: null,
  by: ['network', 'hour'],
  zone: 'UTC',
  below: null,
  peak: null,
} as const;
const RECONCILED = { withinMs: 1_800_000, level: 3, cease: '2014-05-20', zone: 'UTC', asOf: AS_OF } as const;
const RUN = {
  measure: 'download',
  level: 3,
  peak: { from: 19, to: 23, days: 'all' },
  zone: 'America/New_York',
} as const;
const COLUMNS = {
  notice: 'notice_id',
  account: 'account',
  network: 'network',
  shown: 'shown_at',
  variant: null,
} as const;

// The document process steps back behind the web pages: so must what it is measured against.
setPriority(10);

const folder = await mkdtemp(join(tmpdir(), 'bench-tables-'));
const [readings, deliveries] = [join(folder, 'readings.csv'), join(folder, 'deliveries.csv')];
const asker = openAsker(new URL('../src/processes/document-child.ts', import.meta.url), openLog('error'));
const duck = await openDuck({ files: [], folders: [folder], spill: join(folder, 'spill') });
try {
  await makeFiles(duck);
  const [mb] = [(await stat(readings)).size / 1e6];
  console.log(
    `${READINGS.toLocaleString('en')} readings, ${mb.toFixed(0)} MB of CSV; ${DELIVERIES.toLocaleString('en')} deliveries\n`,
  );

  const base = {
    readings: join(folder, 'base-readings.parquet'),
    deliveries: join(folder, 'base-deliveries.parquet'),
  };
  // A warm-up for both: the document process starts, the files are in the system's cache.
  await duck.rows(`select count(*) from read_csv(${text(readings)})`);
  const small = join(folder, 'small.csv');
  await duck.run(`copy (select * from read_csv(${text(readings)}) limit 1000) to ${text(small)} (header)`);
  await asker.ask(
    askPrepareSource,
    {
      path: small,
      fileName: 'small.csv',
      out: join(folder, 'small.parquet'),
      work: join(folder, 'work'),
      asOf: AS_OF,
    },
    LIMITS,
  );

  const peak = watchMemory();
  const sources = { csv: readings, parquet: base.readings };
  const ours = { path: readings, fileName: 'readings.csv', work: join(folder, 'work'), asOf: AS_OF };
  const stored = { ...ours, out: join(folder, 'ours.parquet') };
  let source = await asker.ask(askPrepareSource, stored, LIMITS);
  await compared(
    'CSV to Parquet, then the hourly summary',
    1.5,
    () => storeBare(sources),
    async () => {
      source = await asker.ask(askPrepareSource, stored, LIMITS);
      const method = { ...SUMMARY, asOf: AS_OF };
      const summary = await asker.ask(
        askSummarise,
        { sources: [source], method, spill: join(folder, 'spill-2') },
        LIMITS,
      );
      return `${summary.groups.length} groups, ${summary.used} rows used`;
    },
  );

  await duck.run(
    `copy (select * from read_csv(${text(deliveries)})) to ${text(base.deliveries)} (format parquet)`,
  );
  const listed = { path: deliveries, fileName: 'deliveries.csv', work: join(folder, 'work'), asOf: AS_OF };
  const notices = await asker.ask(
    askPrepareNotices,
    { ...listed, out: join(folder, 'notices.parquet') },
    LIMITS,
  );
  const bare = (): Promise<unknown> =>
    duck.rows(
      `select count(*), count(m.download_mbps), sum(m.download_mbps) from ${text(base.deliveries)} n asof left join ${text(base.readings)} m on n.account = m.account and n.network = m.network and m.taken_at <= n.shown_at`,
    );
  for (const plan of ['auto', 'asof'] as const)
    await compared(`deliveries against readings (${plan})`, 2, bare, async () => {
      const input = { notices, sources: [source], method: RECONCILED, work: join(folder, 'reconcile') };
      const result = await asker.ask(askReconcile, { ...input, withRows: false, plan }, LIMITS);
      const { supported, sharedCause, contradicted, unmeasured, resultHash } = result;
      return `${JSON.stringify({ supported, sharedCause, contradicted, unmeasured })} ${resultHash.slice(0, 12)}`;
    });

  const { source: readWhole } = await asker.ask(
    askStoreReadings,
    { ...ours, out: join(folder, 'stored.parquet') },
    LIMITS,
  );
  await compared(
    'a run: five groupings, spread, reasons',
    null,
    () => groupBare(base.readings),
    async () => {
      const run = { sources: [readWhole], method: RUN, spill: join(folder, 'spill-3') };
      const { used, resultHash } = await asker.ask(askMakeRun, run, LIMITS);
      return `${used} rows used ${resultHash.slice(0, 12)}`;
    },
  );
  await printPages(readWhole);
  console.log(`\nthe document process at most ${peak.end().toFixed(0)} MB resident (target 1,024)`);
} finally {
  duck.close();
  await asker.close();
  await rm(folder, { recursive: true, force: true });
}

async function makeFiles(made: Duck): Promise<void> {
  const network = (i: string): string => `['FiOS', 'Cable', 'DSL', 'Fiber', 'Mobile', 'Other'][1 + ${i} % 6]`;
  const written = (ms: string): string =>
    `strftime(timestamp '2014-05-01' + to_milliseconds(${ms}), '%Y-%m-%dT%H:%M:%SZ')`;
  // An account has one network, as accounts do; one delivery in three follows a reading of its account within the half hour.
  await made.run(`copy (select 'a' || (i * 7919 % 200000) as account, ${network('(i * 7919 % 200000)')} as network, ${written('(i * 518)::bigint')} as taken_at,
    round(1 + i * 48271 % 2147483647 / 2147483647.0 * 5, 3) as download_mbps, round(10 + i * 16807 % 2147483647 / 2147483647.0 * 90, 1) as rtt_ms, 'v1' as method
    from range(${READINGS}) t(i)) to ${text(readings)} (header)`);
  await made.run(`copy (select 'n' || i as notice_id, 'a' || (k * 7919 % 200000) as account, ${network('(k * 7919 % 200000)')} as network,
    ${written('(k * 518 + i * 104729 % 5400000)::bigint')} as shown_at
    from (select i, (i * 1299709) % ${READINGS} as k from range(${DELIVERIES}) t(i))) to ${text(deliveries)} (header)`);
}

async function storeBare({ csv, parquet }: { csv: string; parquet: string }): Promise<void> {
  await duck.run(`copy (select * from read_csv(${text(csv)})) to ${text(parquet)} (format parquet)`);
  await duck.rows(
    `select network, hour(taken_at) as hour, count(*), ${QUANTILES} from ${text(parquet)} group by all`,
  );
}

async function groupBare(parquet: string): Promise<void> {
  const keys = [
    'hour(taken_at)',
    'taken_at::date',
    'month(taken_at)',
    'hour(taken_at) between 19 and 22',
    '1',
  ];
  for (const key of keys)
    await duck.rows(`select network, ${key}, count(*), ${QUANTILES} from ${text(parquet)} group by all`);
}

/** The slowest kinds of page: far back, behind a condition on time, behind one that most rows fail. */
async function printPages(source: PreparedSource): Promise<void> {
  const list = join(folder, 'list');
  await mkdir(list);
  const how = { columns: COLUMNS, zone: null, dayZone: RUN.zone, networks: [], given: {} };
  await asker.ask(
    askReadList,
    { path: deliveries, fileName: 'deliveries.csv', how, asOf: AS_OF, out: list },
    LIMITS,
  );
  const table = join(list, LIST_FILES.deliveries);
  const judged = join(folder, 'judged.parquet');
  const work = join(folder, 'reconcile');
  const keptAside: never[] = [];
  const given = { fileName: 'deliveries.csv', sha256: '', deliveries: table, keptAside };
  await asker.ask(
    askReconcileList,
    { list: given, sources: [source], method: RECONCILED, work, rowsTable: join(work, 'judged.parquet') },
    LIMITS,
  );
  await rename(join(work, 'judged.parquet'), judged);
  const spill = join(folder, 'spill-4');
  const readingPage = { sources: [source], method: RUN, pageSize: 50, spill };
  const listPage = { deliveries: table, network: null, day: null, dayZone: RUN.zone, spill };
  const spans = [{ networks: ['FiOS'], fromOn: '2014-05-01', toOn: '2014-05-20', code: '' }];
  const runPage = { rows: judged, network: null, day: null, zone: RUN.zone, spill };
  const pages: readonly (readonly [string, () => Promise<{ total: number }>])[] = [
    [
      'readings, the last page of all',
      () => asker.ask(askFindRows, { ...readingPage, filter: {}, page: READINGS / 50 }, LIMITS),
    ],
    [
      'readings of one network at peak, page 2,000',
      () =>
        asker.ask(
          askFindRows,
          { ...readingPage, filter: { network: 'FiOS', side: 'peak' }, page: 2_000 },
          LIMITS,
        ),
    ],
    [
      'deliveries no campaign covers, page 10,000',
      () => asker.ask(askListRows, { ...listPage, which: 'outside', spans, page: 10_000 }, LIMITS),
    ],
    [
      'deliveries without a reading, page 10,000',
      () => asker.ask(askRunRows, { ...runPage, which: 'unmeasured', page: 10_000 }, LIMITS),
    ],
  ];
  console.log('\npages of rows, the first time and the second (target 300 ms)');
  for (const [what, ask] of pages) {
    const [first, second] = [await timed(ask), await timed(ask)];
    const ms = ({ seconds }: { seconds: number }): string => `${(seconds * 1000).toFixed(0)} ms`;
    console.log(
      `  ${what.padEnd(46)} ${ms(first)}, ${ms(second)} of ${first.value.total.toLocaleString('en')} rows`,
    );
  }
}

/** Theirs and ours in turn, so that a machine that is busy is busy for both; of the ratios the middle one. */
async function compared(
  what: string,
  target: number | null,
  theirs: () => Promise<unknown>,
  ours: () => Promise<string>,
): Promise<void> {
  const rounds: { theirs: number; ours: number; ratio: number }[] = [];
  let said = '';
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = await timed(theirs);
    const other = await timed(ours);
    said = other.value;
    rounds.push({ theirs: one.seconds, ours: other.seconds, ratio: other.seconds / one.seconds });
  }
  rounds.sort((a, b) => a.ratio - b.ratio);
  const middle = rounds[Math.floor(ROUNDS / 2)];
  if (!middle) throw new Error('no round was run');
  const all = rounds.map(({ ratio }) => ratio.toFixed(2)).join(', ');
  console.log(
    `${what.padEnd(42)} DuckDB ${middle.theirs.toFixed(2)} s  ours ${middle.ours.toFixed(2)} s  ratio ${middle.ratio.toFixed(2)}${target === null ? '' : ` (target ${target})`}, of ${all}`,
  );
  console.log(`  ${said}`);
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const started = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - started) / 1000 };
}
