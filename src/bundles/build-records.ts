import { text as textOf } from 'node:stream/consumers';
import type { Deps } from '../platform/deps.js';
import { bundleRecordSchema, type BundleRecord } from './building/bundle-record.js';
import type { Build } from './bundle.js';
import { listVolumes } from './volume-store.js';

/** The internal record of a built file, one for each of its volumes; none where it was never built. */
export async function recordsOf(
  deps: Pick<Deps, 'db' | 'files'>,
  build: Pick<Build, 'id' | 'recordSha256'>,
): Promise<BundleRecord[]> {
  if (build.recordSha256 === null) return [];
  const volumes = await listVolumes(deps.db, build.id);
  const hashes = volumes.length > 0 ? volumes.map((one) => one.recordSha256) : [build.recordSha256];
  const records: BundleRecord[] = [];
  for (const sha256 of hashes)
    records.push(bundleRecordSchema.parse(JSON.parse(await textOf(await deps.files.read(sha256)))));
  return records;
}
