import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { findActiveAccount } from '../auth/account-store.js';
import { actorOf } from '../auth/account.js';
import { getMatter } from '../matters/matter-store.js';
import { inTransaction } from '../platform/database.js';
import type { Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { DocumentChildError } from '../platform/ask.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { ConflictError, IntegrityError, NotFoundError } from '../platform/errors.js';
import { failJob, finishJob } from '../platform/job-store.js';
import type { HeldJob, Job } from '../platform/job-store.js';
import type { JobHandler } from '../platform/run-jobs.js';
import { buildBundle } from './building/build-bundle.js';
import type { BuildResult } from './building/build-gathered.js';
import type { BundleRecord } from './building/bundle-record.js';
import { bundleNumber, marksByItem, showsPrivileged } from './bundle.js';
import type { Build, Bundle, ListedEntry } from './bundle.js';
import { getBuildById, insertFindings, nextBatesNumber, updateBuild } from './build-store.js';
import { getBundle, listEntries } from './bundle-store.js';
import { findingText, stop, stopsOf } from './findings/finding.js';
import type { Finding } from './findings/finding.js';
import { namesElsewhere } from './findings/names-elsewhere.js';
import { keptLooks } from './findings/page-look-store.js';
import { MissingFileError } from './building/source-file.js';
import { fileOf, LETTER_FILE, storedSpec } from './stored-spec.js';
import type { StoredSpec, WrittenLetter } from './stored-spec.js';
import { zipPackage } from './packaging/zip-package.js';

const LARGEST_FILE = 8 * 2 ** 30;

/**
 * Sets the letter of a bundle as a PDF at `out`, its citations in the exhibit marks given by item id; only a draft
 * may have gaps. Comes from the folder that knows letters; null where the bundle has none.
 */
export type WriteLetter = (
  deps: Deps,
  bundle: Bundle,
  marks: ReadonlyMap<string, string>,
  out: string,
  isDraft: boolean,
) => Promise<WrittenLetter | null>;

interface Kept {
  readonly pdf: { readonly sha256: string; readonly bytes: number };
  readonly package: string;
  readonly record: string;
}

/** Builds what a bundle says and keeps the result; the build row, its findings and the event come together or not at all. */
export function buildStoredBundle(writeLetter: WriteLetter): JobHandler {
  return async (deps, job, held, progress) => {
    const build = await getBuildById(deps.db, buildIdOf(job));
    const bundle = await getBundle(deps.db, build.matterId, build.bundleId);
    const by = await builderOf(deps, build);
    const workFolder = await deps.files.workFolder();
    try {
      const entries = await listEntries(deps.db, bundle.id);
      if (bundle.version !== build.bundleVersion) throw new ConflictError(STALE);
      const stored = await specOf(deps, bundle, entries, writeLetter, workFolder, build.isDraft === 1);
      const out = join(workFolder, 'out');
      const result = await buildBundle(deps.asker, stored.spec, {
        specFolder: workFolder,
        locate: (file) => locate(deps, stored, workFolder, file),
        out,
        onUnreadable: 'ask',
        selfCheck: true,
        isDraft: build.isDraft === 1,
        onProgress: progress,
        looks: keptLooks(deps),
        known: by === null ? [] : await namesElsewhere(deps.db, bundle, entries, by),
      });
      const findings = [...result.findings, ...privilegeStops(entries)];
      if (!result.isBuilt)
        return await recordFailure(deps, held, bundle, build, by, stopsText(result), findings);
      const kept = await keepResult(deps, out, workFolder);
      await recordBuilt(deps, held, bundle, build, by, stored, result, findings, kept);
    } catch (error) {
      if (!isOurs(error)) throw error;
      await recordFailure(deps, held, bundle, build, by, error.message, []);
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  };
}

const STALE = 'The bundle was changed after this build was asked for; build it again.';

function buildIdOf(job: Job): string {
  const input: unknown = JSON.parse(job.input);
  if (typeof input === 'object' && input !== null && 'buildId' in input && typeof input.buildId === 'string')
    return input.buildId;
  throw new NotFoundError('build');
}

async function builderOf(deps: Deps, build: Build): Promise<Actor | null> {
  const account = await findActiveAccount(deps.db, build.builtBy);
  return account === null ? null : actorOf(account);
}

async function specOf(
  deps: Deps,
  bundle: Bundle,
  entries: readonly ListedEntry[],
  writeLetter: WriteLetter,
  workFolder: string,
  isDraft: boolean,
): Promise<StoredSpec> {
  const out = join(workFolder, LETTER_FILE);
  const letter = await writeLetter(deps, bundle, marksByItem(bundle, entries), out, isDraft);
  const { title } = await getMatter(deps.db, bundle.matterId);
  const start =
    bundle.batesPrefix === null ? 1 : await nextBatesNumber(deps.db, bundle.matterId, bundle.batesPrefix);
  return storedSpec(bundle, title, entries, letter, start);
}

function locate(deps: Deps, stored: StoredSpec, workFolder: string, file: string): Promise<string> {
  const hash = stored.hashes.get(file);
  return hash === undefined ? Promise.resolve(join(workFolder, file)) : deps.files.localPath(hash);
}

/** Nothing marked privileged goes out by an oversight: the mark on the item stops the bundle whatever the entry says. */
function privilegeStops(entries: readonly ListedEntry[]): Finding[] {
  return entries.flatMap((entry) => {
    const isOut = entry.itemState === 'withdrawn' && entry.treatment !== 'leave-out';
    return [
      ...(showsPrivileged(entry)
        ? [stop(fileOf(entry), 'It is marked privileged: hold it back, or lift the mark on the item.')]
        : []),
      ...(isOut
        ? [stop(fileOf(entry), 'The item was withdrawn from the file: take it out of the bundle.')]
        : []),
    ];
  });
}

async function keepResult(deps: Deps, out: string, workFolder: string): Promise<Kept> {
  const zip = join(workFolder, 'package.zip');
  await zipPackage(join(out, 'package'), zip);
  const keep = async (path: string) => {
    const received = await deps.files.receive(createReadStream(path), LARGEST_FILE);
    await deps.files.keep(received);
    return received;
  };
  const pdf = await keep(join(out, 'package', 'bundle.pdf'));
  return { pdf, package: (await keep(zip)).sha256, record: (await keep(join(out, 'record.json'))).sha256 };
}

async function recordBuilt(
  deps: Deps,
  held: HeldJob,
  bundle: Bundle,
  build: Build,
  by: Actor | null,
  stored: StoredSpec,
  { record }: BuildResult,
  findings: readonly Finding[],
  kept: Kept,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await finishJob(tx, held, { sha256: kept.pdf.sha256, pages: record.pages }); // throws when fenced off
    await expectStill(tx, bundle, findings);
    await updateBuild(tx, build.id, {
      state: 'built',
      spec: canonicalJson(stored.spec),
      specSha256: record.spec,
      pdfSha256: kept.pdf.sha256,
      pdfBytes: kept.pdf.bytes,
      packageSha256: kept.package,
      recordSha256: kept.record,
      pages: record.pages,
      batesPages: batesPages(record),
      letterSha256: stored.spec.letter === null ? null : (record.documents[0]?.sha256 ?? null),
      builtAt: at,
    });
    await insertFindings(tx, build, findings);
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.built',
      subject: bundle.id,
      matterId: bundle.matterId,
      detail: {
        number: bundleNumber(bundle.number),
        pages: record.pages,
        draft: build.isDraft === 1 ? 'draft' : 'final',
        sha256: kept.pdf.sha256,
      },
    });
  });
}

/** How many Bates numbers the file carries. */
function batesPages({ documents }: BundleRecord): number {
  return documents.reduce((sum, { batesFirst, pages }) => sum + (batesFirst === null ? 0 : pages), 0);
}

/** An item that was marked privileged, or an entry that changed, while the file was built makes it stale. */
async function expectStill(tx: Tx, bundle: Bundle, findings: readonly Finding[]): Promise<void> {
  const now = await getBundle(tx, bundle.matterId, bundle.id);
  const fresh = privilegeStops(await listEntries(tx, bundle.id)).filter(
    (one) => !findings.some(({ document, what }) => document === one.document && what === one.what),
  );
  if (now.version !== bundle.version || fresh.length > 0) throw new ConflictError(STALE);
}

async function recordFailure(
  deps: Deps,
  held: HeldJob,
  bundle: Bundle,
  build: Build,
  by: Actor | null,
  reason: string,
  findings: readonly Finding[],
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await failJob(tx, held, reason);
    await updateBuild(tx, build.id, { state: 'failed', reason, builtAt: at });
    await insertFindings(tx, build, findings);
    const detail = { number: bundleNumber(bundle.number), stops: stopsOf(findings).length };
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.buildFailed',
      subject: bundle.id,
      matterId: bundle.matterId,
      detail,
    });
  });
}

function stopsText({ record }: BuildResult): string {
  const stops = stopsOf(record.findings);
  const [first] = stops;
  if (first === undefined) return 'The bundle could not be built.';
  const more = stops.length === 1 ? '' : ` (and ${stops.length - 1} more)`;
  return `${findingText(first).replace(/^stop: /, '')}${more}`;
}

/** Errors whose sentence a person can act on; anything else is a fault of the program and goes to the log. */
function isOurs(error: unknown): error is Error {
  return [ConflictError, MissingFileError, IntegrityError, DocumentChildError].some(
    (kind) => error instanceof kind,
  );
}
