import type { Db } from './platform/database.js';

export interface BuiltBundle {
  readonly id: string;
  readonly pdfSha256: string | null;
  readonly packageSha256: string | null;
  readonly approvedSha256: string | null;
}

/** Every file that some row refers to, by hash, with what refers to it. */
export async function listReferredFiles(db: Db): Promise<Map<string, string>> {
  const referred = new Map<string, string>();
  const documents = await db.selectFrom('document').select(['sha256', 'id']).execute();
  for (const document of documents) referred.set(document.sha256, `document ${document.id}`);
  const renditions = await db.selectFrom('rendition').select(['sha256', 'documentId']).execute();
  for (const rendition of renditions)
    referred.set(rendition.sha256, `a rendition of document ${rendition.documentId}`);
  const builds = await db
    .selectFrom('bundleBuild')
    .select(['id', 'pdfSha256', 'packageSha256', 'recordSha256'])
    .execute();
  for (const build of builds)
    for (const sha256 of [build.pdfSha256, build.packageSha256, build.recordSha256])
      if (sha256 !== null) referred.set(sha256, `bundle build ${build.id}`);
  const volumes = await db
    .selectFrom('bundleVolume')
    .select(['buildId', 'number', 'pdfSha256', 'packageSha256', 'recordSha256'])
    .execute();
  for (const volume of volumes)
    for (const sha256 of [volume.pdfSha256, volume.packageSha256, volume.recordSha256])
      referred.set(sha256, `bundle build ${volume.buildId}, volume ${volume.number}`);
  const opened = await db
    .selectFrom('bundleEntry')
    .where('openedSha256', 'is not', null)
    .select(['id', 'openedSha256'])
    .execute();
  for (const { id, openedSha256 } of opened)
    if (openedSha256 !== null) referred.set(openedSha256, `a copy opened for entry ${id} of a bundle`);
  return referred;
}

/** The packages of volumes behind the first, by build: the first is the build's own. */
export async function listFurtherVolumes(
  db: Db,
): Promise<{ readonly buildId: string; readonly number: number; readonly packageSha256: string }[]> {
  return db
    .selectFrom('bundleVolume')
    .where('number', '>', 1)
    .orderBy('buildId')
    .orderBy('number')
    .select(['buildId', 'number', 'packageSha256'])
    .execute();
}

/** Every volume that was approved, with the file that the build has of it. */
export async function listApprovedVolumes(db: Db): Promise<
  {
    readonly buildId: string;
    readonly number: number;
    readonly approvedSha256: string;
    readonly pdfSha256: string | null;
  }[]
> {
  return db
    .selectFrom('approvalVolume')
    .innerJoin('approval', 'approval.id', 'approvalVolume.approvalId')
    .leftJoin('bundleVolume', (join) =>
      join
        .onRef('bundleVolume.buildId', '=', 'approval.buildId')
        .onRef('bundleVolume.number', '=', 'approvalVolume.number'),
    )
    .select([
      'approval.buildId',
      'approvalVolume.number',
      'approvalVolume.pdfSha256 as approvedSha256',
      'bundleVolume.pdfSha256',
    ])
    .execute();
}

/** Every finished build with the hash that was approved, if one was. */
export async function listBuiltBundles(db: Db): Promise<BuiltBundle[]> {
  return db
    .selectFrom('bundleBuild')
    .leftJoin('approval', 'approval.buildId', 'bundleBuild.id')
    .where('bundleBuild.state', '=', 'built')
    .select([
      'bundleBuild.id',
      'bundleBuild.pdfSha256',
      'bundleBuild.packageSha256',
      'approval.pdfSha256 as approvedSha256',
    ])
    .execute();
}
