import type { Db, Tx } from '../../platform/database.js';
import { newId } from '../../platform/ids.js';
import type { ReplyVersion } from './reply-version.js';

/** A version with who kept it, and whether a finished final file carries it: one that was set for a build may never have got there. */
export type ListedVersion = ReplyVersion & {
  readonly savedByName: string | null;
  readonly isInFile: boolean;
};

/** The newest first. */
export async function listVersions(db: Db, matterId: string, replyId: string): Promise<ListedVersion[]> {
  const versions = await db
    .selectFrom('replyVersion')
    .leftJoin('account', 'account.id', 'replyVersion.savedBy')
    .where('matterId', '=', matterId)
    .where('replyId', '=', replyId)
    .orderBy('number', 'desc')
    .selectAll('replyVersion')
    .select('account.name as savedByName')
    .execute();
  const files = await db
    .selectFrom('bundleBuild')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('bundle.matterId', '=', matterId)
    .where('bundle.replyId', '=', replyId)
    .where('bundleBuild.state', '=', 'built')
    .where('bundleBuild.isDraft', '=', 0)
    .select('bundleBuild.letterSha256')
    .execute();
  const carried = new Set(files.map(({ letterSha256 }) => letterSha256));
  return versions.map((version) => ({
    ...version,
    isInFile: version.letterSha256 !== null && carried.has(version.letterSha256),
  }));
}

/** The newest, or null before the first. */
export async function findLastVersion(db: Db, replyId: string): Promise<ReplyVersion | null> {
  return (
    (await db
      .selectFrom('replyVersion')
      .where('replyId', '=', replyId)
      .orderBy('number', 'desc')
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** The letter in an approved file of a bundle that carries this reply; null while none is approved, or it was not kept. */
export async function findApprovedVersion(db: Db, replyId: string): Promise<ReplyVersion | null> {
  return (
    (await db
      .selectFrom('replyVersion')
      .innerJoin('bundleBuild', 'bundleBuild.letterSha256', 'replyVersion.letterSha256')
      .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
      .innerJoin('approval', 'approval.buildId', 'bundleBuild.id')
      .where('replyVersion.replyId', '=', replyId)
      .whereRef('bundle.replyId', '=', 'replyVersion.replyId')
      .where('bundle.state', 'in', ['approved', 'sent'])
      .orderBy('approval.approvedAt', 'desc')
      .selectAll('replyVersion')
      .executeTakeFirst()) ?? null
  );
}

/** The version that was set as this letter; null for one that was not kept. */
export async function findVersionSet(
  db: Db,
  replyId: string,
  letterSha256: string,
): Promise<ReplyVersion | null> {
  return (
    (await db
      .selectFrom('replyVersion')
      .where('replyId', '=', replyId)
      .where('letterSha256', '=', letterSha256)
      .orderBy('number', 'desc')
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

export async function insertVersion(tx: Tx, version: Omit<ReplyVersion, 'id' | 'number'>): Promise<number> {
  const number = ((await findLastVersion(tx, version.replyId))?.number ?? 0) + 1;
  await tx
    .insertInto('replyVersion')
    .values({ id: newId(), number, ...version })
    .execute();
  return number;
}

/** Says which set letter a version is. */
export async function updateVersionLetter(tx: Tx, id: string, letterSha256: string): Promise<void> {
  await tx.updateTable('replyVersion').set({ letterSha256 }).where('id', '=', id).execute();
}
