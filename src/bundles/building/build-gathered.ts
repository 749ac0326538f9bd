import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Assembled, IndexRow } from '../../pdf/assembly.js';
import { assemblePdf, measureIndex } from '../../pdf/questions.js';
import type { Asker } from '../../platform/ask.js';
import { ConflictError } from '../../platform/errors.js';
import { hashOf } from '../../platform/file-store.js';
import { bundleRecord, documentRecords } from './bundle-record.js';
import type { BundleRecord, WrittenFiles } from './bundle-record.js';
import type { Entry, LetterPages } from './bundle-entry.js';
import { changeNotes, selfCheck } from '../check-bundle.js';
import { profileProblems } from './court-profiles.js';
import { onePerSentence, stop, stopsOf } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import type { OpenedCopy } from './document-pages.js';
import type { Gathered } from './gather-entries.js';
import { longWork } from './long-work.js';
import type { LookCache } from '../findings/look-at-pages.js';
import { placedFindings } from '../findings/looked-findings.js';
import { lostAt, LostDocumentError, LostDocumentsError, lostInCheck } from './lost-document.js';
import { paintedChanges } from '../painting/painted-changes.js';
import { changesHeading, indexHeading, planBundle, provisionalRows } from './plan-bundle.js';
import type { Plan } from './plan-bundle.js';
import { planFindings } from '../findings/plan-findings.js';
import { expectUnchanged } from './source-file.js';
import { specHash } from './spec.js';
import type { Spec } from './spec.js';
import { PLAN_FILE, withoutPaths } from '../stored-plan.js';
import { setMails } from './set-mails.js';
import { unreadableEntry, unreadableFinding } from './unreadable-entry.js';
import type { OnUnreadable } from './unreadable-entry.js';
import { writePackage } from '../packaging/write-package.js';

const MAX_MEASURES = 4;
const MAX_RESTARTS = 20;
const NO_HASH = '0'.repeat(64);

export interface BuildOptions {
  /** Files of the SPEC are found from here, unless `locate` says otherwise. */
  readonly specFolder: string;
  readonly locate?: (file: string) => Promise<string>;
  /** The copy of a file that a person had opened, where there is one: its pages go in in place of the file's own. */
  readonly opened?: (file: string) => Promise<OpenedCopy | null>;
  /** The folder to make: record.json and package/. It appears whole or not at all. */
  readonly out: string;
  /** 'ask' builds with a slip sheet and a stop, so that a person can look and decide. */
  readonly onUnreadable: OnUnreadable;
  readonly selfCheck: boolean;
  /** An earlier bundle at `out` makes way; otherwise it is left as it is. */
  readonly replace?: boolean;
  readonly isDraft: boolean;
  /** What is built is one of several volumes. */
  readonly volume?: NonNullable<WrittenFiles['volume']>;
  /** For renditions while building; a folder beside `out` when not given. */
  readonly workFolder?: string;
  /** What was found in the pages of an original before. */
  readonly looks?: LookCache;
  /** Files, by hash, that were made to leave as they are: who they name was decided there. */
  readonly decided?: ReadonlySet<string>;
  /** What is known of pages of the documents beside what is in them. */
  readonly known?: readonly Finding[];
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

/**
 * From documents that were opened to a checked package in `folder`. Copying starts again, with a slip sheet, when it loses
 * a document. Throws `ConflictError` when a source changes meanwhile.
 */
export async function buildGathered(
  asker: Asker,
  spec: Spec,
  options: BuildOptions,
  gathered: Gathered,
  folder: string,
  started: number,
): Promise<BuildResult> {
  const inspected = performance.now();
  const onProgress = options.onProgress ?? (() => undefined);
  let left: Gathered = { ...gathered, findings: [...gathered.findings, ...(options.known ?? [])] };
  for (let restarts = 0; ; restarts++) {
    try {
      return await buildOnce(asker, spec, options, {
        gathered: left,
        folder,
        started,
        inspected,
        onProgress,
      });
    } catch (error) {
      await expectUnchanged(gathered.sources); // a changed source is the better reason
      const lost = lostOf(error);
      if (lost.length === 0 || restarts === MAX_RESTARTS) throw error;
      for (const one of lost) left = withoutLost(left, one, options.onUnreadable);
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function lostOf(error: unknown): readonly LostDocumentError[] {
  if (error instanceof LostDocumentsError) return error.lost;
  return error instanceof LostDocumentError ? [error] : [];
}

interface Begun {
  readonly gathered: Gathered;
  /** Where record.json and package/ are made. */
  readonly folder: string;
  readonly started: number;
  readonly inspected: number;
  readonly onProgress: NonNullable<BuildOptions['onProgress']>;
}

/** Plans, copies and checks. Throws `LostDocumentError`, or one for several, where documents cannot be copied after all. */
async function buildOnce(
  asker: Asker,
  spec: Spec,
  options: BuildOptions,
  { gathered, folder, started, inspected, onProgress }: Begun,
): Promise<BuildResult> {
  const { letter, sources } = gathered;
  const { entries, plan } = await settledPlan(asker, spec, gathered.entries, letter, options.isDraft);
  const findings = [
    ...placedFindings(gathered.findings, plan, gathered.letterFile),
    ...planFindings(spec, entries, letter, plan, gathered.elsewhere),
  ];

  const recordOf = (
    bundle: { sha256: string; pages: number },
    changes: Assembled['changes'],
    all: readonly Finding[],
    written: WrittenFiles = {},
  ) =>
    bundleRecord(specHash(spec), bundle, documentRecords(spec, letter, entries, plan, changes), all, written);
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

  const packageFolder = join(folder, 'package');
  await mkdir(packageFolder, { recursive: true });
  const bundlePath = join(packageFolder, 'bundle.pdf');
  const copied = await assemble(asker, plan, bundlePath, onProgress);
  const changes = [...paintedChanges(plan), ...copied.changes].sort((a, b) => a.page - b.page);
  const assembled = { ...copied, changes };
  const files = await writePackage({ asker, spec, plan, sources, assembled, folder: packageFolder });
  await expectUnchanged(sources);
  const assembledAt = performance.now();

  const tooMuch = profileProblems(spec, assembled).map((what) => stop(null, what));
  const checked = options.selfCheck ? await selfCheck(asker, plan, bundlePath, assembled) : [];
  const lost = lostInCheck(plan, checked);
  if (lost.length > 0) throw new LostDocumentsError(lost);
  const seconds = {
    inspected: inspectedS,
    assembled: (assembledAt - inspected) / 1000,
    checked: (performance.now() - assembledAt) / 1000,
  };
  const all = [
    ...findings,
    ...tooMuch,
    ...onePerSentence([...checked, ...changeNotes(spec, plan, assembled)]),
  ];
  if (stopsOf(checked).length > 0) return stopped(all, seconds);

  const planPath = join(folder, PLAN_FILE);
  await writeFile(planPath, `${JSON.stringify(withoutPaths(plan.assembly), null, 2)}\n`);
  const record = recordOf(assembled, assembled.changes, all, {
    ...(options.volume && { volume: options.volume }),
    plan: await hashOf(planPath),
    files,
  });
  await writeFile(join(folder, 'record.json'), `${JSON.stringify(record, null, 2)}\n`);
  return { record, findings: all, isBuilt: true, seconds };
}

/** The same with a slip sheet for the document that was lost; what was found in its pages no longer matters. */
function withoutLost(
  gathered: Gathered,
  { entry, message }: LostDocumentError,
  onUnreadable: OnUnreadable,
): Gathered {
  const { document } = entry;
  const isOther = (finding: Finding) => finding.document !== document.file;
  return {
    ...gathered,
    entries: gathered.entries.map((one) => (one.document === document ? lostEntry(one, message) : one)),
    findings: [
      ...gathered.findings.filter(isOther),
      unreadableFinding(document, onUnreadable, message, 'copied'),
    ],
  };
}

function lostEntry({ document, section, sha256, attached }: Entry, message: string): Entry {
  const slip = unreadableEntry(document, section, sha256, message);
  return attached === undefined ? slip : { ...slip, attached };
}

/** Mails say where their attachments stand, which may make them longer and move everything behind them. */
async function settledPlan(
  asker: Asker,
  spec: Spec,
  gathered: readonly Entry[],
  letter: LetterPages | null,
  isDraft: boolean,
): Promise<{ entries: readonly Entry[]; plan: Plan }> {
  let entries = gathered;
  for (let round = 0; round < MAX_MEASURES; round++) {
    const plan = await planWithIndex(asker, spec, entries, letter, isDraft);
    const set = await setMails(asker, spec, entries, plan);
    if (set.every((entry, at) => entry === entries[at])) return { entries, plan };
    entries = set;
  }
  throw new ConflictError('A mail does not settle on a number of pages; leave one of its attachments out.');
}

/** Rows may wrap differently once their numbers are known, so the index is measured until it fits its own plan. */
async function planWithIndex(
  asker: Asker,
  spec: Spec,
  entries: readonly Entry[],
  letter: LetterPages | null,
  isDraft: boolean,
): Promise<Plan> {
  const headings = [indexHeading(spec), changesHeading(spec)] as const;
  const measure = async (rows: readonly IndexRow[], at: 0 | 1) =>
    rows.length === 0 && at === 1
      ? 0
      : (await asker.ask(measureIndex, { rows, paper: spec.paper, heading: headings[at] })).pages;
  const rows = provisionalRows(spec, entries, isDraft);
  let indexPages = await measure(rows.index, 0);
  let changesPages = await measure(rows.changes, 1);
  for (let round = 0; round < MAX_MEASURES; round++) {
    const plan = planBundle({ spec, entries, letter, indexPages, changesPages, isDraft });
    const [index, changes] = plan.assembly.parts.filter((part) => part.kind === 'index');
    const needed = [await measure(index?.rows ?? [], 0), await measure(changes?.rows ?? [], 1)] as const;
    if (needed[0] === indexPages && needed[1] === changesPages) return plan;
    [indexPages, changesPages] = needed;
  }
  throw new ConflictError('The index does not settle on a number of pages; shorten a title.');
}

/** Throws `LostDocumentError` when the reader ends while it copies one of the documents. */
async function assemble(
  asker: Asker,
  plan: Plan,
  out: string,
  onProgress: NonNullable<BuildOptions['onProgress']>,
): Promise<Assembled> {
  const { assembly } = plan;
  let at = 0;
  try {
    return await asker.ask(
      assemblePdf,
      { assembly, out },
      {
        ...longWork(plan),
        onProgress: (done, total, words) => {
          at = done + 1;
          onProgress(done, total, words);
        },
      },
    );
  } catch (error) {
    throw lostAt(plan, at, error);
  }
}
