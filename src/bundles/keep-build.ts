import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../platform/deps.js';
import type { BuildResult } from './building/build-gathered.js';
import { volumeTitle } from './building/split-volumes.js';
import type { BundleRecord } from './building/bundle-record.js';
import type { Finding } from './findings/finding.js';
import { isReplacement } from './earlier-production.js';
import { zipPackage } from './packaging/zip-package.js';

const LARGEST_FILE = 8 * 2 ** 30;

/** One finished file with its package and its record, kept in the file store. */
export interface KeptFile {
  readonly title: string;
  readonly pages: number;
  readonly pdf: { readonly sha256: string; readonly bytes: number };
  readonly package: string;
  readonly record: string;
  /** The first and the last number on it, replacements apart. */
  readonly bates: { readonly first: string; readonly last: string } | null;
}

/** Keeps what was built at `out`: one file, or the volumes of it in order. */
export async function keepBuilt(
  deps: Pick<Deps, 'files'>,
  results: readonly BuildResult[],
  out: string,
  workFolder: string,
  title: string,
): Promise<KeptFile[]> {
  const kept: KeptFile[] = [];
  for (const [at, { record }] of results.entries()) {
    const folder = results.length === 1 ? out : join(out, `volume-${at + 1}`);
    const zip = join(workFolder, `package-${at + 1}.zip`);
    await zipPackage(join(folder, 'package'), zip);
    kept.push({
      title: volumeTitle(title, at, results.length),
      pages: record.pages,
      pdf: await keep(deps, join(folder, 'package', 'bundle.pdf')),
      package: (await keep(deps, zip)).sha256,
      record: (await keep(deps, join(folder, 'record.json'))).sha256,
      bates: batesOf(record),
    });
  }
  return kept;
}

/** How many Bates numbers the files use up; pages that take the place of earlier ones need none. */
export function batesPages(results: readonly BuildResult[]): number {
  return results
    .flatMap(({ record }) => record.documents)
    .filter(({ batesFirst }) => batesFirst !== null && !isReplacement(batesFirst))
    .reduce((sum, { pages }) => sum + pages, 0);
}

/** What was found, each with its volume where there are several. */
export function findingsIn(results: readonly BuildResult[]): Finding[] {
  if (results.length === 1) return [...(results[0]?.findings ?? [])];
  return results.flatMap(({ findings }, at) => findings.map((finding) => ({ ...finding, volume: at + 1 })));
}

async function keep(
  { files }: Pick<Deps, 'files'>,
  path: string,
): Promise<{ sha256: string; bytes: number }> {
  const received = await files.receive(createReadStream(path), LARGEST_FILE);
  await files.keep(received);
  return received;
}

function batesOf({ documents }: BundleRecord): KeptFile['bates'] {
  const own = documents.filter(({ batesFirst }) => batesFirst !== null && !isReplacement(batesFirst));
  const [first, last] = [own[0]?.batesFirst, own.at(-1)?.batesLast];
  return first == null || last == null ? null : { first, last };
}
