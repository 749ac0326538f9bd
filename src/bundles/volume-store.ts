import type { Insertable, Selectable } from 'kysely';
import type { BundleVolumeTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { NotFoundError } from '../platform/errors.js';

export type Volume = Selectable<BundleVolumeTable>;

/** The volumes of a build in order; none where it is one file. */
export async function listVolumes(db: Db, buildId: string): Promise<Volume[]> {
  return db.selectFrom('bundleVolume').where('buildId', '=', buildId).orderBy('number').selectAll().execute();
}

/** Throws `NotFoundError` for a build in one file, too. */
export async function getVolume(db: Db, buildId: string, number: number): Promise<Volume> {
  const volume = await db
    .selectFrom('bundleVolume')
    .where('buildId', '=', buildId)
    .where('number', '=', number)
    .selectAll()
    .executeTakeFirst();
  if (!volume) throw new NotFoundError('volume', String(number));
  return volume;
}

export async function insertVolumes(
  tx: Tx,
  volumes: readonly Insertable<BundleVolumeTable>[],
): Promise<void> {
  if (volumes.length > 0)
    await tx
      .insertInto('bundleVolume')
      .values([...volumes])
      .execute();
}

/** Holds on to the exact files of the volumes that an approval covers. */
export async function insertApprovalVolumes(
  tx: Tx,
  approvalId: string,
  volumes: readonly Pick<Volume, 'number' | 'pdfSha256'>[],
): Promise<void> {
  if (volumes.length > 0)
    await tx
      .insertInto('approvalVolume')
      .values(volumes.map(({ number, pdfSha256 }) => ({ approvalId, number, pdfSha256 })))
      .execute();
}
