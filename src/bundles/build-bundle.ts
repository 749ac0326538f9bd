import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Assembled, IndexRow } from '../pdf/assembly.js';
import { assemblePdf, checkPdf, measureIndex } from '../pdf/questions.js';
import type { Asker } from '../platform/ask.js';
import { ConflictError } from '../platform/errors.js';
import type { BundleRecord } from './bundle-record.js';
import { bundleRecord, documentRecords } from './bundle-record.js';
import type { Entry, LetterPages } from './bundle-entry.js';
import { note, onePerSentence, stop, stopsOf } from './finding.js';
import type { Finding } from './finding.js';
import { gatherEntries } from './gather-entries.js';
import type { OnUnreadable } from './gather-entries.js';
import { indexHeading, planBundle, provisionalIndexRows } from './plan-bundle.js';
import type { Plan } from './plan-bundle.js';
import { paintedChanges } from './painted-changes.js';
import { placedFindings } from './looked-findings.js';
import type { LookCache } from './look-at-pages.js';
import { PLAN_FILE, withoutPaths } from './stored-plan.js';
import { planFindings } from './plan-findings.js';
import { expectUnchanged } from './source-file.js';
import { specHash } from './spec.js';
import type { Spec } from './spec.js';
import { writePackage } from './write-package.js';

const MAX_MEASURES = 4;
const LONG_MS = 30 * 60_000;
const ASSEMBLY_MB = 1024;
const NO_HASH = '0'.repeat(64);

export interface BuildOptions {
  /** Files of the SPEC are found from here, unless `locate` says otherwise. */
  readonly specFolder: string;
  readonly locate?: (file: string) => Promise<string>;
  /** The folder to make: record.json and package/. It appears whole or not at all. */
  readonly out: string;
  /** 'ask' builds with a slip sheet and a stop, so that a person can look and decide. */
  readonly onUnreadable: OnUnreadable;
  readonly selfCheck: boolean;
  readonly isDraft: boolean;
  /** For renditions while building; a folder beside `out` when not given. */
  readonly workFolder?: string;
  /** What was found in the pages of an original before. */
  readonly looks?: LookCache;
  readonly onProgress?: (done: number, total: number, note: string) => void;
}

export interface BuildResult {
  readonly record: BundleRecord;
  /** Those of the record, with the pages of the documents they are about. */
  readonly findings: readonly Finding[];
  /** False when a stop kept the files from being written; then nothing is at `out`. */
  readonly isBuilt: boolean;
  readonly seconds: { readonly inspected: number; readonly assembled: number; readonly checked: number };
}

/** The folder to make is taken by something that is not an earlier bundle. */
export class OutFolderError extends ConflictError {
  override name = 'OutFolderError';
}

/**
 * The whole way from a SPEC to a checked package: open every document, measure the index, plan, assemble, check, write.
 * Throws `MissingFileError` for a file that is not there and `ConflictError` when one changes meanwhile.
 */
export async function buildBundle(asker: Asker, spec: Spec, options: BuildOptions): Promise<BuildResult> {
  const out = resolve(options.out);
  await expectReplaceable(out);
  await mkdir(dirname(out), { recursive: true });
  const temp = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
  try {
    const built = await buildInto(asker, spec, options, temp);
    if (built.isBuilt) await putInPlace(join(temp, 'out'), out);
    return built;
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function buildInto(
  asker: Asker,
  spec: Spec,
  options: BuildOptions,
  temp: string,
): Promise<BuildResult> {
  const started = performance.now();
  const workFolder = options.workFolder ?? join(temp, 'work');
  const folder = join(temp, 'out');
  const packageFolder = join(folder, 'package');
  for (const path of [workFolder, packageFolder]) await mkdir(path, { recursive: true });
  const onProgress = options.onProgress ?? (() => undefined);
  const locate = options.locate ?? (async (file: string) => resolve(options.specFolder, file));

  const gathered = await gatherEntries({
    asker,
    spec,
    locate,
    workFolder,
    onUnreadable: options.onUnreadable,
    onProgress,
    ...(options.looks === undefined ? {} : { looks: options.looks }),
  });
  const { entries, letter, sources } = gathered;
  const plan = await planWithIndex(asker, spec, entries, letter, options.isDraft);
  const findings = [...placedFindings(gathered.findings, plan), ...planFindings(spec, entries, letter, plan)];
  const inspected = performance.now();

  const recordOf = (
    bundle: { sha256: string; pages: number },
    changes: Assembled['changes'],
    all: readonly Finding[],
  ) => bundleRecord(specHash(spec), bundle, documentRecords(spec, letter, entries, plan, changes), all);
  const stopped = (all: readonly Finding[], seconds: BuildResult['seconds']): BuildResult => ({
    record: recordOf({ sha256: NO_HASH, pages: 0 }, [], all),
    findings: all,
    isBuilt: false,
    seconds,
  });
  // What the pages themselves say is for a person to clear or to paint over: they need the file for it.
  const isHeld = (finding: Finding) =>
    finding.sourcePages === undefined &&
    (options.onUnreadable !== 'ask' || !gathered.findings.includes(finding));
  const inspectedS = (inspected - started) / 1000;
  if (stopsOf(findings).some(isHeld))
    return stopped(findings, { inspected: inspectedS, assembled: 0, checked: 0 });

  const bundlePath = join(packageFolder, 'bundle.pdf');
  const copied = await assemble(asker, plan, bundlePath, onProgress).catch(async (error: unknown) => {
    await expectUnchanged(sources); // a changed source is the better reason
    throw error;
  });
  const changes = [...paintedChanges(plan), ...copied.changes].sort((a, b) => a.page - b.page);
  const assembled = { ...copied, changes };
  await writePackage({ asker, spec, plan, sources, assembled, folder: packageFolder });
  await expectUnchanged(sources);
  const assembledAt = performance.now();

  const checked = options.selfCheck ? await selfCheck(asker, plan, bundlePath, assembled) : [];
  const seconds = {
    inspected: inspectedS,
    assembled: (assembledAt - inspected) / 1000,
    checked: (performance.now() - assembledAt) / 1000,
  };
  const all = [...findings, ...onePerSentence([...checked, ...changeNotes(spec, plan, assembled)])];
  if (stopsOf(checked).length > 0) return stopped(all, seconds);

  const record = recordOf(assembled, assembled.changes, all);
  await writeFile(join(folder, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
  await writeFile(join(folder, PLAN_FILE), `${JSON.stringify(withoutPaths(plan.assembly), null, 2)}\n`);
  return { record, findings: all, isBuilt: true, seconds };
}

/** Rows may wrap differently once their numbers are known, so the index is measured until it fits its own plan. */
async function planWithIndex(
  asker: Asker,
  spec: Spec,
  entries: readonly Entry[],
  letter: LetterPages | null,
  isDraft: boolean,
): Promise<Plan> {
  const heading = indexHeading(spec);
  const measure = async (rows: readonly IndexRow[]) =>
    (await asker.ask(measureIndex, { rows, paper: spec.paper, heading })).pages;
  let indexPages = await measure(provisionalIndexRows(spec, entries, isDraft));
  for (let round = 0; round < MAX_MEASURES; round++) {
    const plan = planBundle({ spec, entries, letter, indexPages, isDraft });
    const needed = await measure(indexRowsOf(plan));
    if (needed === indexPages) return plan;
    indexPages = needed;
  }
  throw new ConflictError('The index does not settle on a number of pages; shorten a title.');
}

function indexRowsOf(plan: Plan): readonly IndexRow[] {
  return plan.assembly.parts.find((part) => part.kind === 'index')?.rows ?? [];
}

function assemble(
  asker: Asker,
  { assembly }: Plan,
  out: string,
  onProgress: NonNullable<BuildOptions['onProgress']>,
): Promise<Assembled> {
  return asker.ask(assemblePdf, { assembly, out }, { timeoutMs: LONG_MS, memoryMb: ASSEMBLY_MB, onProgress });
}

/** A failed assembly or check costs the bundle: nothing is offered, the reason is a finding. */
async function selfCheck(asker: Asker, plan: Plan, path: string, assembled: Assembled): Promise<Finding[]> {
  const { assembly } = plan;
  const { pages, findings } = await asker.ask(
    checkPdf,
    { path, assembly },
    { timeoutMs: LONG_MS, memoryMb: ASSEMBLY_MB },
  );
  const counted = [plan.pages, assembled.pages, pages];
  return [
    ...(new Set(counted).size > 1
      ? [stop(null, `The plan has ${plan.pages} pages, the file ${pages}; the bundle is not offered.`)]
      : []),
    ...findings.map(({ level, page, what }) =>
      (level === 'stop' ? stop : note)(fileOnPage(plan, page), what, page),
    ),
  ];
}

/** What copying changed: a person reads it before the file leaves; a layer that was taken away, counsel decides. */
function changeNotes({ purpose }: Spec, plan: Plan, assembled: Assembled): Finding[] {
  return assembled.changes.map(({ page, what }) => {
    const isStop = /\blayers?\b/i.test(what) && purpose !== 'internal';
    return (isStop ? stop : note)(fileOnPage(plan, page), what, page);
  });
}

function fileOnPage(plan: Plan, page: number | null): string | null {
  const placed = plan.placed.find(
    ({ firstPage, lastPage }) => page !== null && page >= firstPage && page <= lastPage,
  );
  return placed?.entry.document.file ?? null;
}

/** Only nothing, or an earlier build of ours, is replaced. */
async function expectReplaceable(out: string): Promise<void> {
  const names: readonly string[] = await readdir(out).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const isOurs = names.includes('record.json') && names.includes('package');
  if (names.length > 0 && !isOurs)
    throw new OutFolderError(`“${out}” is not empty and is not an earlier bundle; choose another folder.`);
}

async function putInPlace(built: string, out: string): Promise<void> {
  const earlier = `${built}-earlier`;
  const isThere = await stat(out).then(
    () => true,
    () => false,
  );
  if (isThere) await rename(out, earlier);
  await rename(built, out);
}
