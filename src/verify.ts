import { verifyChain } from './audit/verify-chain.js';
import { verifyPackage } from './bundles/packaging/verify-package.js';
import type { Deps } from './platform/deps.js';
import { listDamagedTables } from './tabular/derived-table.js';
import {
  listApprovedVolumes,
  listBuiltBundles,
  listFurtherVolumes,
  listReferredFiles,
} from './verify-store.js';

/** What is wrong, in one line each; empty when everything holds. */
export interface VerifyReport {
  readonly events: number;
  readonly head: string;
  readonly files: number;
  readonly bundles: number;
  /** Derived tables, which are made again from the originals wherever they are missing or damaged. */
  readonly tables: number;
  readonly findings: readonly string[];
  /** Files nobody refers to, like those of an upload that was interrupted: harmless. */
  readonly orphans: number;
}

/** Recounts the audit chain, re-hashes every file, and checks that each row's file and each approved bundle is what it was. */
export async function verify(deps: Deps, onProgress: (note: string) => void): Promise<VerifyReport> {
  const findings: string[] = [];
  onProgress('the audit chain');
  const chain = await verifyChain(deps.db);
  if (chain.broken) findings.push(`audit event ${chain.broken.seq}: ${chain.broken.why}`);

  onProgress('the files');
  const referred = await listReferredFiles(deps.db);
  const whole = new Set<string>();
  let files = 0;
  let orphans = 0;
  for await (const name of deps.files.names()) {
    files += 1;
    if (!(await deps.files.isWhole(name))) findings.push(`file ${name}: its bytes have changed`);
    else whole.add(name);
    if (!referred.has(name)) orphans += 1;
    if (files % 100 === 0) onProgress(`the files: ${files}`);
  }
  for await (const path of deps.files.strays()) {
    orphans += 1;
    onProgress(`not one of the stored files: ${path}`);
  }
  const damaged = new Set(findings.flatMap((finding) => /^file ([0-9a-f]{64})/.exec(finding)?.[1] ?? []));
  for (const [sha256, what] of referred)
    if (!whole.has(sha256) && !damaged.has(sha256)) findings.push(`file ${sha256}: missing (${what})`);

  onProgress('the bundles');
  const bundles = await listBuiltBundles(deps.db);
  for (const bundle of bundles) {
    const approved = bundle.approvedSha256;
    if (approved !== null && approved !== bundle.pdfSha256)
      findings.push(`bundle build ${bundle.id}: the file is not the one that was approved`);
    const wrong = await flawOfPackage(deps, bundle.packageSha256, whole);
    if (wrong !== null) findings.push(`bundle build ${bundle.id}: ${wrong}`);
  }
  for (const { buildId, number, packageSha256 } of await listFurtherVolumes(deps.db)) {
    const wrong = await flawOfPackage(deps, packageSha256, whole);
    if (wrong !== null) findings.push(`bundle build ${buildId}, volume ${number}: ${wrong}`);
  }
  for (const { buildId, number, approvedSha256, pdfSha256 } of await listApprovedVolumes(deps.db))
    if (approvedSha256 !== pdfSha256)
      findings.push(`bundle build ${buildId}, volume ${number}: the file is not the one that was approved`);
  onProgress('the derived tables');
  const tables = await listDamagedTables(deps);
  for (const name of tables.damaged)
    findings.push(`derived table ${name}: its bytes have changed; it is made again when it is next used`);
  return {
    tables: tables.count,
    events: chain.events,
    head: chain.head,
    files,
    bundles: bundles.length,
    findings,
    orphans,
  };
}

/** Re-opens a built package as its recipient would. Damaged and missing files are reported by themselves. */
async function flawOfPackage(
  deps: Deps,
  sha256: string | null,
  whole: ReadonlySet<string>,
): Promise<string | null> {
  if (sha256 === null || !whole.has(sha256)) return null;
  const verification = await verifyPackage(deps.asker, await deps.files.localPath(sha256));
  return verification.differs;
}
