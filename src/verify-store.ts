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
  return referred;
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
