import type { Insertable, Updateable } from 'kysely';
import type { BundleBuildTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Job } from '../platform/job-store.js';
import type { Approval, Build, StoredFinding } from './bundle.js';
import type { Finding } from './findings/finding.js';

/** Both engines take fewer values in one statement than a long list of findings has. */
const ROWS_AT_ONCE = 500;

/** Gives the build the next number of its bundle, and returns it. */
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

/** The newest final file of a bundle that was built, else its newest draft, or null. */
export async function findNewestFinished(db: Db, bundleId: string): Promise<Build | null> {
  const build = await db
    .selectFrom('bundleBuild')
    .where('bundleId', '=', bundleId)
    .where('state', '=', 'built')
    .orderBy('isDraft')
    .orderBy('number', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirst();
  return build ?? null;
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

/** A finished final file of the same bundle that came after this one, or null. */
export async function findNewerFinal(
  db: Db,
  { bundleId, number }: Pick<Build, 'bundleId' | 'number'>,
): Promise<Build | null> {
  const build = await db
    .selectFrom('bundleBuild')
    .where('bundleId', '=', bundleId)
    .where('number', '>', number)
    .where('state', '=', 'built')
    .where('isDraft', '=', 0)
    .orderBy('number', 'desc')
    .selectAll()
    .executeTakeFirst();
  return build ?? null;
}

/** The build of a bundle that was approved, or null. */
export async function findApprovedBuild(db: Db, bundleId: string): Promise<Build | null> {
  const build = await db
    .selectFrom('bundleBuild')
    .innerJoin('approval', 'approval.buildId', 'bundleBuild.id')
    .where('bundleBuild.bundleId', '=', bundleId)
    .orderBy('bundleBuild.number', 'desc')
    .selectAll('bundleBuild')
    .executeTakeFirst();
  return build ?? null;
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
    .orderBy('volume')
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
  const rows = findings.map((finding, at) => {
    const known = earlier.get(sameFinding({ ...finding, sourcePages: pagesTextOf(finding) }));
    return {
      id: `${String(at).padStart(5, '0')}${newId()}`,
      buildId: build.id,
      level: finding.level,
      document: finding.document,
      page: finding.page,
      what: finding.what,
      volume: finding.volume ?? null,
      sourcePages: pagesTextOf(finding),
      isPaintable: finding.endsWhenPainted === true ? (1 as const) : (0 as const),
      clearedAt: known?.clearedAt ?? null,
      clearedBy: known?.clearedBy ?? null,
      clearReason: known?.clearReason ?? null,
    };
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tx
      .insertInto('bundleFinding')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
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

export async function insertApproval(tx: Tx, approval: Omit<Approval, 'id'>): Promise<string> {
  const id = newId();
  await tx
    .insertInto('approval')
    .values({ id, ...approval })
    .execute();
  return id;
}

/** Holds on to which demands the approved letter responds to, and how. */
export async function insertDemandsApproved(
  tx: Tx,
  buildId: string,
  demandIds: readonly string[],
): Promise<void> {
  if (demandIds.length === 0) return;
  const demands = await tx
    .selectFrom('response')
    .where('demandId', 'in', [...demandIds])
    .select(['demandId', 'stance', 'words', 'promiseWords', 'promisedOn', 'objections', 'exhibits'])
    .execute();
  if (demands.length === 0) return;
  await tx
    .insertInto('approvalDemand')
    .values(demands.map((demand) => ({ buildId, ...demand })))
    .execute();
}

function sameFinding({
  level,
  document,
  what,
  sourcePages,
}: Pick<StoredFinding, 'level' | 'document' | 'what' | 'sourcePages'>): string {
  return JSON.stringify([level, document, what, sourcePages]);
}

function pagesTextOf({ sourcePages }: Finding): string {
  return JSON.stringify(sourcePages ?? []);
}
