import { execFileSync, fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Assembled } from '../src/pdf/assembly.js';
import type { CheckResult } from '../src/pdf/assemble-questions.js';
import { assemblePdf, checkPdf, inspectPdf, measureIndex } from '../src/pdf/questions.js';
import type { Question } from '../src/platform/ask.js';
import { CHILD_FLAGS } from '../src/platform/document-child.js';
import type { FromChild } from '../src/platform/document-child.js';
import { assemblyOf } from './bundle-assembly.js';
import { fontCorpus, scanCorpus, textCorpus } from './bundle-corpora.js';
import type { Corpus } from './bundle-corpora.js';

// Prints how long bundles take and how much of a processor, which says more on a machine that has other work, beside qpdf
// merely concatenating the same files or openssl merely hashing them, and the peak memory of the document child that
// assembles, its start included. “Assembling” is what comes after the plan: the index was measured in the same child, as
// it always is. Its one thread that matters gives the time it would take if no other program ran. Nothing is asserted:
// machines differ.
//   node --import tsx bench/bundle.ts [text] [fonts] [scans] [volumes]

const FILES = 400;
const SCAN_BYTES = 500_000_000;
const VOLUMES = 5;
const FILES_A_VOLUME = 800;
const RUNS = 3;
/** The kernel counts the time of processes in these, a second. */
const TICKS = 100;
const COMPILED = 'node_modules/.cache/rejoinder-bench';
const CHILD = new URL(`../${COMPILED}/processes/document-child.js`, import.meta.url);

const asked = process.argv.slice(2);
const isWanted = (name: string): boolean => asked.length === 0 || asked.includes(name);
const folder = mkdtempSync(join(tmpdir(), 'rejoinder-bench-'));
try {
  compile();
  if (isWanted('text')) await benchText();
  if (isWanted('fonts'))
    await benchBeside('embedded fonts and pictures', await fontCorpus(join(folder, 'fonts'), FILES), 'qpdf');
  if (isWanted('scans'))
    await benchBeside('scans', await scanCorpus(join(folder, 'scans'), SCAN_BYTES), 'openssl');
  if (isWanted('volumes')) await benchVolumes();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function benchText(): Promise<void> {
  const corpus = textCorpus(join(folder, 'text'), FILES);
  await benchBeside('text', corpus, 'qpdf');
  const child = startChild();
  const started = performance.now();
  for (const path of corpus.files) await child.ask(inspectPdf, { path });
  const inspected = seconds(started);
  const assembly = assemblyOf(corpus);
  const path = join(folder, 'bundle.pdf');
  const again = performance.now();
  const { findings }: CheckResult = await child.ask(checkPdf, { path, assembly });
  row('  first inspection', inspected, null, null);
  row(`  self-check, ${findings.length} findings`, seconds(again), null, null);
  child.end();
}

/** One corpus: assembled `RUNS` times in a new document child each, in turn with the yardstick. */
async function benchBeside(name: string, corpus: Corpus, yardstick: 'qpdf' | 'openssl'): Promise<void> {
  const runs: Built[] = [];
  const others: Took[] = [];
  for (let run = 0; run < RUNS; run++) {
    others.push(...(yardstick === 'qpdf' ? concatenate(corpus.files) : hash(corpus.files)));
    runs.push(await build(corpus));
  }
  const other = others.length > 0 ? middle(others.map(({ wall }) => wall)) : null;
  const otherOwn = others.length > 0 ? middle(others.map((took) => took.own)) : null;
  const whole = middle(runs.map((run) => run.whole));
  const alone = middle(runs.map((run) => run.alone));
  heading(name, corpus, runs[0]?.pages ?? 0);
  if (other !== null)
    row(
      yardstick === 'qpdf' ? '  qpdf --empty --pages' : '  openssl dgst -sha256',
      other,
      1,
      null,
      otherOwn,
      1,
    );
  const megabytes = middle(runs.map((run) => run.megabytes));
  const own = middle(runs.map((run) => run.own));
  const ownRatio = otherOwn && own / otherOwn;
  row('  bundle, its process from start to end', whole, other && whole / other, megabytes, own, ownRatio);
  const thread = middle(runs.map((run) => run.thread));
  const rest = middle(runs.map((run) => run.ownAlone));
  row('  bundle, assembling', alone, other && alone / other, megabytes, rest, otherOwn && rest / otherOwn);
  row('    its main thread', null, null, null, thread, otherOwn && thread / otherOwn);
}

/** 100,000 pages: each volume in turn in one document child. */
async function benchVolumes(): Promise<void> {
  const { files, pagesAFile } = textCorpus(join(folder, 'volumes'), VOLUMES * FILES_A_VOLUME);
  const child = startChild();
  const times: Took[] = [];
  let before = 0;
  let pages = 0;
  for (let volume = 0; volume < VOLUMES; volume++) {
    const own = files.slice(volume * FILES_A_VOLUME, (volume + 1) * FILES_A_VOLUME);
    const assembly = assemblyOf({ files: own, pagesAFile });
    const started = performance.now();
    const built: Assembled = await child.ask(assemblePdf, {
      assembly,
      out: join(folder, `VOL00${volume + 1}.pdf`),
    });
    times.push({ wall: seconds(started), own: child.own() - before });
    before = child.own();
    pages += built.pages;
  }
  heading(`text in ${VOLUMES} volumes`, { files, pagesAFile }, pages);
  const [first] = times;
  times.forEach(({ wall, own }, volume) =>
    row(`  volume ${volume + 1}`, wall, wall / (first?.wall ?? wall), null, own, own / (first?.own ?? own)),
  );
  const sum = (of: (took: Took) => number): number => times.reduce((all, took) => all + of(took), 0);
  row(
    '  all',
    sum(({ wall }) => wall),
    null,
    child.peak(),
    sum(({ own }) => own),
    null,
  );
  child.end();
}

interface Built {
  readonly pages: number;
  readonly whole: number;
  readonly alone: number;
  readonly own: number;
  readonly ownAlone: number;
  readonly thread: number;
  readonly megabytes: number;
}

/** Seconds on the clock, and of processors. */
interface Took {
  readonly wall: number;
  readonly own: number;
}

async function build(corpus: Corpus): Promise<Built> {
  const assembly = assemblyOf(corpus);
  const [index] = assembly.parts.filter((part) => part.kind === 'index');
  const started = performance.now();
  const child = startChild();
  await child.ask(measureIndex, {
    rows: index?.rows ?? [],
    paper: assembly.paper,
    heading: index?.heading ?? '',
  });
  const [own, thread, begun] = [child.own(), child.thread(), performance.now()];
  const { pages } = await child.ask(assemblePdf, { assembly, out: join(folder, 'bundle.pdf') });
  const built = {
    pages,
    whole: seconds(started),
    alone: seconds(begun),
    own: child.own(),
    ownAlone: child.own() - own,
    thread: child.thread() - thread,
    megabytes: child.peak(),
  };
  child.end();
  return built;
}

/** The document child as it is installed; `peak` is its largest resident memory so far, in MB. */
function startChild() {
  const execArgv = [...CHILD_FLAGS];
  const child = fork(CHILD, [], { execArgv, serialization: 'json', env: { PATH: process.env['PATH'] } });
  let id = 0;
  return {
    ask: <I, O>({ name }: Question<I, O>, input: I): Promise<O> =>
      new Promise((resolve, reject) => {
        id += 1;
        const listen = (message: FromChild): void => {
          if (message.kind === 'progress' || message.kind === 'begun') return;
          child.off('message', listen);
          if (message.kind === 'answer') resolve(message.output as O);
          else reject(new Error(message.message));
        };
        child.on('message', listen);
        child.send({ id, name, input });
      }),
    peak: (): number =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'latin1'))?.[1]) / 1024,
    /** Seconds of processors so far, of all its threads. */
    own: (): number => processorSeconds(`/proc/${child.pid}/stat`),
    /** Of the one that assembles. */
    thread: (): number => processorSeconds(`/proc/${child.pid}/task/${child.pid}/stat`),
    end: (): void => child.disconnect(),
  };
}

function processorSeconds(path: string): number {
  const fields = readFileSync(path, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Compiled as it is installed: a loader that translates at run time would be measured too. */
function compile(): void {
  const out = ['--outDir', COMPILED, '--tsBuildInfoFile', join(COMPILED, 'build-info'), '--noCheck'];
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json', ...out], { stdio: 'inherit' });
}

function concatenate(files: readonly string[]): Took[] {
  return timed('qpdf', ['--empty', '--pages', ...files, '--', join(folder, 'qpdf.pdf')]);
}

function hash(files: readonly string[]): Took[] {
  return timed('openssl', ['dgst', '-sha256', ...files]);
}

/** None where the program is not installed. */
function timed(command: string, args: readonly string[]): Took[] {
  const started = performance.now();
  // As the document child runs: pages of the app come before both. The shell says what its children took.
  const { stdout, status } = spawnSync(
    'sh',
    ['-c', 'nice -n 10 "$0" "$@" > /dev/null; code=$?; times; exit $code', command, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'latin1' },
  );
  const wall = seconds(started);
  const children = stdout.trim().split('\n').at(-1) ?? '';
  const own = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return status === 127 ? [] : [{ wall, own }];
}

function seconds(since: number): number {
  return (performance.now() - since) / 1000;
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function heading(name: string, { files }: Corpus, pages: number): void {
  const bytes = files.reduce((all, file) => all + statSync(file).size, 0);
  console.log(
    `\n${name}: ${pages.toLocaleString('en')} pages (${files.length} files, ${(bytes / 1e6).toFixed(1)} MB), Node ${process.version}, load ${loadavg()[0]?.toFixed(1) ?? ''}`,
  );
  row('  middle of the runs', 'seconds', 'ratio', 'peak MB', 'cpu s', 'cpu ratio');
}

function row(
  what: string,
  time: number | string | null,
  ratio: number | string | null,
  megabytes: number | string | null,
  own: number | string | null = null,
  ownRatio: number | string | null = null,
): void {
  const cell = (value: number | string | null, digits: number): string =>
    (typeof value === 'number' ? value.toFixed(digits) : (value ?? '-')).padStart(10);
  const wall = `${cell(time, 2)}${cell(ratio, 2)}${cell(megabytes, 0)}`;
  console.log(`${what.padEnd(42)}${wall}${cell(own, 2)}${cell(ownRatio, 2)}`);
}
