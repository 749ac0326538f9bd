import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { findActiveAccount } from '../auth/account-store.js';
import { actorOf } from '../auth/account.js';
import { getMatter } from '../matters/matter-store.js';
import { listHashesOfDisclosures } from '../notices/identities/names-inside-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { DocumentChildError } from '../platform/ask.js';
import { canonicalJson } from '../platform/canonical-json.js';
import { ConflictError, IntegrityError, NotFoundError } from '../platform/errors.js';
import { failJob, finishJob } from '../platform/job-store.js';
import type { HeldJob, Job } from '../platform/job-store.js';
import type { JobHandler } from '../platform/run-jobs.js';
import { firstNumber, gapNotesOf } from './bates-memory.js';
import { expectStillHeldBack } from './attached-items.js';
import { listHeldBack } from './held-back-store.js';
import { buildBundle, buildVolumes } from './building/build-bundle.js';
import type { BuildResult } from './building/build-gathered.js';
import { volumeLimits } from './building/court-profiles.js';
import { bundleNumber, marksByItem, showsPrivileged } from './bundle.js';
import type { Build, Bundle, ListedEntry } from './bundle.js';
import { getBuildById, insertFindings, updateBuild } from './build-store.js';
import { getBundle, listEntries } from './bundle-store.js';
import { continuesOf, earlierProductions } from './continued-bundle.js';
import { findingText, note, stop, stopsOf, type Finding } from './findings/finding.js';
import { fileNameTitles } from './findings/file-name-titles.js';
import { namesElsewhere } from './findings/names-elsewhere.js';
import { namesStops } from './findings/names-stops.js';
import { sourceStops } from './findings/source-stops.js';
import { keptLooks } from './findings/page-look-store.js';
import { openedOf } from './opened-entry.js';
import { MissingFileError } from './building/source-file.js';
import { specHash } from './building/spec.js';
import { VolumeError } from './building/split-volumes.js';
import { batesPages, findingsIn, keepBuilt, type KeptFile } from './keep-build.js';
import { fileOf, LETTER_FILE, storedSpec, type StoredSpec, type WrittenLetter } from './stored-spec.js';
import { insertVolumes } from './volume-store.js';

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

interface InHand {
  readonly bundle: Bundle;
  readonly build: Build;
  readonly by: Actor | null;
}

/** Builds what a bundle says and keeps the result; the build row, its findings and the event come together or not at all. */
export function buildStoredBundle(writeLetter: WriteLetter): JobHandler {
  return async (deps, job, held, progress) => {
    const build = await getBuildById(deps.db, buildIdOf(job));
    const bundle = await getBundle(deps.db, build.matterId, build.bundleId);
    const by = await builderOf(deps, build);
    const inHand = { bundle, build, by };
    const workFolder = await deps.files.workFolder();
    try {
      const entries = await listEntries(deps.db, bundle.id);
      if (bundle.version !== build.bundleVersion) throw new ConflictError(STALE);
      const names = await namesStops(deps.db, bundle, entries);
      // Not even as a draft: whoever builds may have no right to see the names.
      if (names[0]) return await recordFailure(deps, held, inHand, sentenceOf(names[0]), names);
      const stored = await specOf(deps, bundle, entries, writeLetter, workFolder, build.isDraft === 1);
      const out = join(workFolder, 'out');
      const options = {
        specFolder: workFolder,
        locate: (file: string) => locate(deps, stored, workFolder, file),
        opened: (file: string) => openedOf(deps, bundle, entries, file),
        out,
        onUnreadable: 'ask' as const,
        selfCheck: true,
        isDraft: build.isDraft === 1,
        onProgress: progress,
        looks: keptLooks(deps),
        decided: await listHashesOfDisclosures(deps.db, bundle.matterId),
        known: by === null ? [] : await namesElsewhere(deps.db, bundle, entries, by),
      };
      const limits = volumeLimits(stored.spec, { pages: bundle.maxPages, megabytes: bundle.maxMegabytes });
      const results =
        limits === null
          ? [await buildBundle(deps.asker, stored.spec, options)]
          : await buildVolumes(deps.asker, stored.spec, options, limits);
      const found = findingsIn(results);
      const sources = await sourceStops(deps.db, bundle, entries, found);
      const gaps = await gapNotesOf(deps.db, bundle);
      const notes = [
        ...stored.letterNotes.map((what) => note(null, what)),
        ...gaps,
        ...fileNameTitles(bundle, entries),
      ];
      const findings = [...found, ...privilegeStops(entries), ...sources, ...notes];
      if (!results.every(({ isBuilt }) => isBuilt))
        return await recordFailure(deps, held, inHand, stopsText(results), findings);
      const kept = await keepBuilt(deps, results, out, workFolder, bundle.title);
      await recordBuilt(deps, held, inHand, stored, results, findings, kept);
    } catch (error) {
      if (!isOurs(error)) throw error;
      await recordFailure(deps, held, inHand, error.message, []);
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
  const { title, privilegeLog } = await getMatter(deps.db, bundle.matterId);
  return storedSpec(bundle, title, entries, letter, {
    batesStart: await firstNumber(deps.db, bundle),
    continues: continuesOf(await earlierProductions(deps, bundle)),
    log: privilegeLog,
    heldBack: await listHeldBack(deps.db, bundle),
  });
}

function locate(deps: Deps, stored: StoredSpec, workFolder: string, file: string): Promise<string> {
  const hash = stored.hashes.get(file);
  return hash === undefined ? Promise.resolve(join(workFolder, file)) : deps.files.localPath(hash);
}

/** Nothing marked privileged goes out by an oversight: the mark on the item stops the bundle whatever the entry says. */
export function privilegeStops(entries: readonly ListedEntry[]): Finding[] {
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

async function recordBuilt(
  deps: Deps,
  held: HeldJob,
  { bundle, build, by }: InHand,
  stored: StoredSpec,
  results: readonly BuildResult[],
  findings: readonly Finding[],
  kept: readonly KeptFile[],
): Promise<void> {
  const at = deps.clock.now();
  const [first] = kept;
  if (first === undefined) throw new RangeError('A build has at least one file.');
  const pages = kept.reduce((sum, file) => sum + file.pages, 0);
  await inTransaction(deps, async (tx) => {
    await finishJob(tx, held, { sha256: first.pdf.sha256, pages }); // throws when fenced off
    await expectStill(tx, bundle, stored, findings);
    await updateBuild(tx, build.id, {
      state: 'built',
      spec: canonicalJson(stored.spec),
      specSha256: specHash(stored.spec),
      pdfSha256: first.pdf.sha256,
      pdfBytes: first.pdf.bytes,
      packageSha256: first.package,
      recordSha256: first.record,
      pages,
      batesPages: batesPages(results),
      letterSha256: stored.spec.letter === null ? null : (results[0]?.record.documents[0]?.sha256 ?? null),
      builtAt: at,
    });
    if (kept.length > 1) await insertVolumes(tx, volumeRows(build, kept));
    await insertFindings(tx, build, findings);
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.built',
      subject: bundle.id,
      matterId: bundle.matterId,
      detail: {
        number: bundleNumber(bundle.number),
        pages,
        volumes: kept.length,
        draft: build.isDraft === 1 ? 'draft' : 'final',
        sha256: kept.map(({ pdf }) => pdf.sha256).join(' '),
      },
    });
  });
}

function volumeRows({ id }: Build, kept: readonly KeptFile[]) {
  return kept.map((file, at) => ({
    buildId: id,
    number: at + 1,
    title: file.title,
    pages: file.pages,
    pdfSha256: file.pdf.sha256,
    pdfBytes: file.pdf.bytes,
    packageSha256: file.package,
    recordSha256: file.record,
    batesFirst: file.bates?.first ?? null,
    batesLast: file.bates?.last ?? null,
  }));
}

/** An item that was marked privileged, or an entry that changed, while the file was built makes it stale. */
async function expectStill(
  tx: Tx,
  bundle: Bundle,
  { spec }: StoredSpec,
  findings: readonly Finding[],
): Promise<void> {
  await expectStillHeldBack(tx, bundle, spec.heldBack ?? []);
  const now = await getBundle(tx, bundle.matterId, bundle.id);
  const fresh = privilegeStops(await listEntries(tx, bundle.id)).filter(
    (one) => !findings.some(({ document, what }) => document === one.document && what === one.what),
  );
  if (now.version !== bundle.version || fresh.length > 0) throw new ConflictError(STALE);
}

async function recordFailure(
  deps: Deps,
  held: HeldJob,
  { bundle, build, by }: InHand,
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

function stopsText(results: readonly BuildResult[]): string {
  const stops = stopsOf(results.flatMap(({ record }) => record.findings));
  const [first] = stops;
  if (first === undefined) return 'The bundle could not be built.';
  const more = stops.length === 1 ? '' : ` (and ${stops.length - 1} more)`;
  return `${sentenceOf(first)}${more}`;
}

function sentenceOf(finding: Finding): string {
  return findingText(finding).replace(/^stop: /, '');
}

/** Errors whose sentence a person can act on; anything else is a fault of the program and goes to the log. */
function isOurs(error: unknown): error is Error {
  return [ConflictError, MissingFileError, IntegrityError, DocumentChildError, VolumeError].some(
    (kind) => error instanceof kind,
  );
}
