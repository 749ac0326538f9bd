import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openAsker } from '../src/platform/document-child.js';
import { openLog } from '../src/platform/log.js';
import { askPrepareSource, askSummarise } from '../src/measurements/questions.js';
import { askPrepareNotices, askReconcile } from '../src/notices/questions.js';
import { openDuck, text } from '../src/tabular/duck.js';
import type { Duck } from '../src/tabular/duck.js';

// Millions of rows against DuckDB's own reading of the same files, in one run: ratios, printed, never asserted.
// The document process answers for us; DuckDB alone runs in this process, in the same memory and on the same threads.

const READINGS = 5_000_000;
const DELIVERIES = 1_000_000;
const AS_OF = '2026-01-01T00:00:00Z';
const LIMITS = { timeoutMs: 1_800_000, memoryMb: 1_024 };
const WATCH_MS = 100;

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
  const theirs = await timed(async () => {
    await duck.run(
      `copy (select * from read_csv(${text(readings)})) to ${text(base.readings)} (format parquet)`,
    );
    await duck.rows(
      `select network, hour(taken_at) as hour, count(*), quantile_cont(download_mbps, [0.1, 0.5, 0.9]) from ${text(base.readings)} group by all`,
    );
  });
  const input = {
    path: readings,
    fileName: 'readings.csv',
    out: join(folder, 'ours.parquet'),
    work: join(folder, 'work'),
    asOf: AS_OF,
  };
  const stored = await timed(() => asker.ask(askPrepareSource, input, LIMITS));
  const method = {
    measure: null,
    by: ['network', 'hour'] as const,
    zone: 'UTC',
    below: null,
    peak: null,
    asOf: AS_OF,
  };
  const summed = await timed(() =>
    asker.ask(askSummarise, { sources: [stored.value], method, spill: join(folder, 'spill-2') }, LIMITS),
  );
  line('CSV to Parquet, then the hourly summary', theirs.seconds, stored.seconds + summed.seconds, 1.5);
  console.log(
    `  ours: kept as Parquet and profiled ${stored.seconds.toFixed(2)} s, summarised ${summed.seconds.toFixed(2)} s; ${summed.value.groups.length} groups, ${summed.value.used} rows used`,
  );

  await duck.run(
    `copy (select * from read_csv(${text(deliveries)})) to ${text(base.deliveries)} (format parquet)`,
  );
  const bare = await timed(() =>
    duck.rows(
      `select count(*), count(m.download_mbps), sum(m.download_mbps) from ${text(base.deliveries)} n asof left join ${text(base.readings)} m on n.account = m.account and n.network = m.network and m.taken_at <= n.shown_at`,
    ),
  );
  const listed = {
    path: deliveries,
    fileName: 'deliveries.csv',
    out: join(folder, 'notices.parquet'),
    work: join(folder, 'work'),
    asOf: AS_OF,
  };
  const notices = (await timed(() => asker.ask(askPrepareNotices, listed, LIMITS))).value;
  const rule = { withinMs: 1_800_000, level: 3, cease: '2014-05-20', zone: 'UTC', asOf: AS_OF };
  for (const plan of ['auto', 'asof'] as const) {
    const ours = await timed(() =>
      asker.ask(
        askReconcile,
        {
          notices,
          sources: [stored.value],
          method: rule,
          work: join(folder, 'reconcile'),
          withRows: false,
          plan,
        },
        LIMITS,
      ),
    );
    line(`deliveries against readings (${plan})`, bare.seconds, ours.seconds, 2);
    const { supported, sharedCause, contradicted, unmeasured, networkMismatch, resultHash } = ours.value;
    console.log(
      `  ${JSON.stringify({ supported, sharedCause, contradicted, unmeasured, networkMismatch })} ${resultHash.slice(0, 12)}`,
    );
  }
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

function line(what: string, theirs: number, ours: number, target: number): void {
  console.log(
    `${what.padEnd(42)} DuckDB ${theirs.toFixed(2)} s  ours ${ours.toFixed(2)} s  ratio ${(ours / theirs).toFixed(2)} (target ${target})`,
  );
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const started = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - started) / 1000 };
}

/** The largest resident memory of the children of this process. */
function watchMemory(): { end(): number } {
  let most = 0;
  const timer = setInterval(() => {
    void childrenMb().then((mb) => (most = Math.max(most, mb)));
  }, WATCH_MS);
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      return most;
    },
  };
}

async function childrenMb(): Promise<number> {
  const read = (path: string): Promise<string> => readFile(path, 'latin1').catch(() => '');
  const children = (await read(`/proc/${process.pid}/task/${process.pid}/children`)).trim().split(' ');
  const statuses = await Promise.all(
    children.filter((pid) => pid !== '').map((pid) => read(`/proc/${pid}/status`)),
  );
  return Math.max(0, ...statuses.map((status) => Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024));
}
