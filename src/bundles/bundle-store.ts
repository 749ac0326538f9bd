import type { Insertable, Updateable } from 'kysely';
import type { BundleBuildTable, BundleEntryTable, BundleTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Job } from '../platform/job-store.js';
import type { BatesStart } from './bates.js';
import type {
  Approval,
  BatesAllotted,
  Build,
  Bundle,
  BundleEntry,
  ListedEntry,
  StoredFinding,
} from './bundle.js';
import type { Finding } from './finding.js';

/** A bundle as the list shows it. */
export type ListedBundle = Bundle & {
  readonly entries: number;
  /** Of the newest finished file, or null. */
  readonly pages: number | null;
};

export async function listBundles(db: Db, matterId: string): Promise<ListedBundle[]> {
  const bundles = await db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .orderBy('number', 'desc')
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom('bundleEntry')
        .whereRef('bundleEntry.bundleId', '=', 'bundle.id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('entryCount'),
      eb
        .selectFrom('bundleBuild')
        .whereRef('bundleBuild.bundleId', '=', 'bundle.id')
        .where('bundleBuild.state', '=', 'built')
        .orderBy('bundleBuild.number', 'desc')
        .limit(1)
        .select('bundleBuild.pages')
        .as('builtPages'),
    ])
    .execute();
  return bundles.map(({ entryCount, builtPages, ...bundle }) => ({
    ...bundle,
    entries: Number(entryCount ?? 0),
    pages: builtPages,
  }));
}

/** Throws `NotFoundError` for a bundle of another matter too. */
export async function getBundle(db: Db, matterId: string, id: string): Promise<Bundle> {
  const bundle = await db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!bundle) throw new NotFoundError('bundle', id);
  return bundle;
}

/** The bundle that carries a reply and is not superseded or voided, or null. */
export async function findBundleOfReply(db: Db, matterId: string, replyId: string): Promise<Bundle | null> {
  return (
    (await db
      .selectFrom('bundle')
      .where('matterId', '=', matterId)
      .where('replyId', '=', replyId)
      .where('state', 'in', ['open', 'approved', 'sent'])
      .orderBy('number', 'desc')
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** The items of a matter that bear on a demand: what a new bundle begins with. */
export async function listLinkedItemIds(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('itemDemand')
    .innerJoin('item', 'item.id', 'itemDemand.itemId')
    .where('item.matterId', '=', matterId)
    .select('item.id')
    .distinct()
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Throws `NotFoundError` unless the reply is one of the matter's. */
export async function expectReply(db: Db, matterId: string, replyId: string): Promise<void> {
  const reply = await db
    .selectFrom('reply')
    .where('id', '=', replyId)
    .where('matterId', '=', matterId)
    .select('id')
    .executeTakeFirst();
  if (!reply) throw new NotFoundError('reply', replyId);
}

/** Gives the bundle the next number of its matter. */
export async function insertBundle(
  tx: Tx,
  bundle: Omit<Insertable<BundleTable>, 'id' | 'number' | 'state'>,
): Promise<{ id: string; number: number }> {
  const id = newId();
  const last = await tx
    .selectFrom('bundle')
    .where('matterId', '=', bundle.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('bundle')
    .values({ id, number, state: 'open', ...bundle })
    .execute();
  return { id, number };
}

/**
 * Changes an open bundle and counts its version on; `changes` may be empty when only its entries change.
 * Throws `ConflictError` when someone else changed it meanwhile or it is no longer open.
 */
export async function updateOpenBundle(
  tx: Tx,
  bundle: Pick<Bundle, 'id' | 'version'>,
  changes: Updateable<BundleTable> = {},
): Promise<void> {
  const updated = await tx
    .updateTable('bundle')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', bundle.id)
    .where('version', '=', bundle.version)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError(
      'Someone else changed this bundle meanwhile, or it is no longer open. Reload the page.',
    );
}

/** Changes only the state; what was built and approved keeps its version. Throws `ConflictError` unless in `from`. */
export async function updateBundleState(
  tx: Tx,
  id: string,
  from: readonly Bundle['state'][],
  state: Bundle['state'],
  reason: string | null,
): Promise<void> {
  const updated = await tx
    .updateTable('bundle')
    .set({ state, stateReason: reason })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('The bundle is no longer in a state that allows this.');
}

/** In bundle order, each with its item and original. */
export async function listEntries(db: Db, bundleId: string): Promise<ListedEntry[]> {
  return db
    .selectFrom('bundleEntry')
    .innerJoin('item', 'item.id', 'bundleEntry.itemId')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('bundleEntry.bundleId', '=', bundleId)
    .orderBy('bundleEntry.position')
    .orderBy('bundleEntry.id')
    .selectAll('bundleEntry')
    .select([
      'item.number as itemNumber',
      'item.isPrivileged',
      'item.state as itemState',
      'document.sha256',
      'document.name',
      'document.label',
      'document.state as documentState',
      'document.reason as documentReason',
      'document.pages as documentPages',
    ])
    .execute();
}

export async function getEntry(db: Db, bundleId: string, id: string): Promise<BundleEntry> {
  const entry = await db
    .selectFrom('bundleEntry')
    .where('bundleId', '=', bundleId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!entry) throw new NotFoundError('entry', id);
  return entry;
}

export async function insertEntries(
  tx: Tx,
  entries: readonly Omit<Insertable<BundleEntryTable>, 'id'>[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insertInto('bundleEntry')
    .values(entries.map((entry) => ({ id: newId(), ...entry })))
    .execute();
}

export async function updateEntry(tx: Tx, id: string, changes: Updateable<BundleEntryTable>): Promise<void> {
  await tx.updateTable('bundleEntry').set(changes).where('id', '=', id).execute();
}

export async function deleteEntry(tx: Tx, bundleId: string, id: string): Promise<void> {
  await tx.deleteFrom('bundleEntry').where('bundleId', '=', bundleId).where('id', '=', id).execute();
}

export async function insertBuild(
  tx: Tx,
  build: Omit<Insertable<BundleBuildTable>, 'number' | 'state'>,
): Promise<number> {
  const last = await tx
    .selectFrom('bundleBuild')
    .where('bundleId', '=', build.bundleId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('bundleBuild')
    .values({ number, state: 'building', ...build })
    .execute();
  return number;
}

export async function listBuilds(db: Db, bundleId: string): Promise<Build[]> {
  return db
    .selectFrom('bundleBuild')
    .where('bundleId', '=', bundleId)
    .orderBy('number', 'desc')
    .limit(50)
    .selectAll()
    .execute();
}

export async function getBuild(db: Db, matterId: string, bundleId: string, id: string): Promise<Build> {
  const build = await db
    .selectFrom('bundleBuild')
    .where('matterId', '=', matterId)
    .where('bundleId', '=', bundleId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!build) throw new NotFoundError('build', id);
  return build;
}

/** Without its bundle: for the job that makes it. */
export async function getBuildById(db: Db, id: string): Promise<Build> {
  const build = await db.selectFrom('bundleBuild').where('id', '=', id).selectAll().executeTakeFirst();
  if (!build) throw new NotFoundError('build', id);
  return build;
}

export async function updateBuild(tx: Tx, id: string, changes: Updateable<BundleBuildTable>): Promise<void> {
  await tx.updateTable('bundleBuild').set(changes).where('id', '=', id).execute();
}

/** True while a build of the bundle waits or runs. */
export async function isBuilding(db: Db, bundleId: string): Promise<boolean> {
  const row = await db
    .selectFrom('bundleBuild')
    .innerJoin('job', 'job.id', 'bundleBuild.jobId')
    .where('bundleBuild.bundleId', '=', bundleId)
    .where('bundleBuild.state', '=', 'building')
    .where('job.state', 'in', ['waiting', 'running'])
    .select('bundleBuild.id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The jobs behind builds, by job id. */
export async function listJobsOf(
  db: Db,
  builds: readonly Pick<Build, 'jobId'>[],
): Promise<ReadonlyMap<string, Job>> {
  if (builds.length === 0) return new Map();
  const ids = builds.map(({ jobId }) => jobId);
  const jobs = await db.selectFrom('job').where('id', 'in', ids).selectAll().execute();
  return new Map(jobs.map((job) => [job.id, job]));
}

/** Stops first, then in the order in which they were found. */
export async function listFindings(db: Db, buildId: string): Promise<StoredFinding[]> {
  return db
    .selectFrom('bundleFinding')
    .where('buildId', '=', buildId)
    .orderBy('level', 'desc')
    .orderBy('document')
    .orderBy('page')
    .orderBy('id')
    .selectAll()
    .execute();
}

/**
 * Stores what a build found. What a person cleared on an earlier build of the bundle, in the same words about
 * the same document, stays cleared: nobody reads a sentence twice.
 */
export async function insertFindings(
  tx: Tx,
  build: Pick<Build, 'id' | 'bundleId'>,
  findings: readonly Finding[],
): Promise<void> {
  const cleared = await tx
    .selectFrom('bundleFinding')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'bundleFinding.buildId')
    .where('bundleBuild.bundleId', '=', build.bundleId)
    .where('bundleFinding.clearedAt', 'is not', null)
    .orderBy('bundleBuild.number')
    .selectAll('bundleFinding')
    .execute();
  const earlier = new Map(cleared.map((finding) => [sameFinding(finding), finding]));
  for (const [at, finding] of findings.entries()) {
    const known = earlier.get(sameFinding(finding));
    await tx
      .insertInto('bundleFinding')
      .values({
        id: `${String(at).padStart(5, '0')}${newId()}`,
        buildId: build.id,
        ...finding,
        clearedAt: known?.clearedAt ?? null,
        clearedBy: known?.clearedBy ?? null,
        clearReason: known?.clearReason ?? null,
      })
      .execute();
  }
}

export async function getFinding(db: Db, buildId: string, id: string): Promise<StoredFinding> {
  const finding = await db
    .selectFrom('bundleFinding')
    .where('buildId', '=', buildId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!finding) throw new NotFoundError('finding', id);
  return finding;
}

/** Clears findings that are still open; returns how many were. */
export async function clearFindings(
  tx: Tx,
  ids: readonly string[],
  clearance: { clearedAt: string; clearedBy: string; clearReason: string | null },
): Promise<number> {
  if (ids.length === 0) return 0;
  const updated = await tx
    .updateTable('bundleFinding')
    .set(clearance)
    .where('id', 'in', [...ids])
    .where('clearedAt', 'is', null)
    .executeTakeFirst();
  return Number(updated.numUpdatedRows);
}

export async function findApproval(db: Db, buildId: string): Promise<Approval | null> {
  return (
    (await db.selectFrom('approval').where('buildId', '=', buildId).selectAll().executeTakeFirst()) ?? null
  );
}

export async function insertApproval(tx: Tx, approval: Omit<Approval, 'id'>): Promise<void> {
  await tx
    .insertInto('approval')
    .values({ id: newId(), ...approval })
    .execute();
}

/** The number that comes next under a prefix in a matter: one after the last that was ever allotted. */
export async function nextBatesNumber(db: Db, matterId: string, prefix: string): Promise<number> {
  const last = await db
    .selectFrom('batesRange')
    .where('matterId', '=', matterId)
    .where('prefix', '=', prefix)
    .select((eb) => eb.fn.max('lastNumber').as('last'))
    .executeTakeFirst();
  return Number(last?.last ?? 0) + 1;
}

/** Every range ever allotted in a matter, with the bundle that carries it. */
export async function listBatesRanges(
  db: Db,
  matterId: string,
): Promise<(BatesAllotted & { title: string })[]> {
  return db
    .selectFrom('batesRange')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'batesRange.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('batesRange.matterId', '=', matterId)
    .orderBy('batesRange.prefix')
    .orderBy('batesRange.firstNumber')
    .selectAll('batesRange')
    .select('bundle.title')
    .execute();
}

export async function insertBatesRange(
  tx: Tx,
  range: { matterId: string; buildId: string; allottedAt: string; bates: BatesStart; count: number },
): Promise<void> {
  const { matterId, buildId, allottedAt, bates, count } = range;
  await tx
    .insertInto('batesRange')
    .values({
      id: newId(),
      matterId,
      buildId,
      prefix: bates.prefix,
      firstNumber: bates.start,
      lastNumber: bates.start + count - 1,
      allottedAt,
    })
    .execute();
}

function sameFinding({ level, document, what }: Pick<Finding, 'level' | 'document' | 'what'>): string {
  return JSON.stringify([level, document, what]);
}
