import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Asker } from '../../platform/ask.js';
import { ConflictError } from '../../platform/errors.js';
import { buildGathered } from './build-gathered.js';
import type { BuildOptions, BuildResult } from './build-gathered.js';
import { gatherEntries } from './gather-entries.js';
import type { Gathered } from './gather-entries.js';
import type { Spec } from './spec.js';
import { expectNotTwice, hashOfSet, splitVolumes, VolumeError, wholeFile } from './split-volumes.js';
import type { VolumeLimits } from './split-volumes.js';

/** The folder to make is taken by something that is not an earlier bundle. */
export class OutFolderError extends ConflictError {
  override name = 'OutFolderError';
}

/**
 * The whole way from a SPEC to a checked package: open every document, measure the index, plan, assemble, check, write.
 * Throws `MissingFileError` for a file that is not there and `ConflictError` when one changes meanwhile.
 */
export async function buildBundle(asker: Asker, spec: Spec, options: BuildOptions): Promise<BuildResult> {
  const out = resolve(options.out);
  await expectFree(out, options.replace ?? false);
  await mkdir(dirname(out), { recursive: true });
  const temp = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
  try {
    const started = performance.now();
    const gathered = await gather(asker, spec, options, temp);
    const built = await buildGathered(asker, spec, options, gathered, join(temp, 'out'), started);
    if (built.isBuilt) await putInPlace(join(temp, 'out'), out);
    return built;
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/**
 * The same in volumes that each stay within the limits: `out` holds volume-1, volume-2 …, each a bundle of its own, or is
 * a bundle itself where one volume is enough. All of them appear or none. Throws `VolumeError` beside the others.
 */
export async function buildVolumes(
  asker: Asker,
  spec: Spec,
  options: BuildOptions,
  limits: VolumeLimits,
): Promise<readonly BuildResult[]> {
  const out = resolve(options.out);
  await expectFree(out, options.replace ?? false);
  await mkdir(dirname(out), { recursive: true });
  const temp = await mkdtemp(join(dirname(out), `.${basename(out)}-`));
  try {
    const started = performance.now();
    const gathered = await gather(asker, spec, options, temp);
    const volumes = splitVolumes(spec, gathered, limits, wholeFile(gathered));
    expectNotTwice(volumes);
    const isOne = volumes.length === 1;
    const set = hashOfSet(volumes);
    const results: BuildResult[] = [];
    for (const [at, volume] of volumes.entries()) {
      const folder = join(temp, 'out', ...(isOne ? [] : [`volume-${at + 1}`]));
      const own = isOne ? options : { ...options, volume: { number: at + 1, of: volumes.length, set } };
      results.push(await buildGathered(asker, volume.spec, own, volume.gathered, folder, started));
      await expectWithin(folder, at, limits);
    }
    if (results.every(({ isBuilt }) => isBuilt)) await putInPlace(join(temp, 'out'), out);
    return results;
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** What was expected of the size of a volume is checked on the file itself. */
async function expectWithin(folder: string, at: number, { megabytes }: VolumeLimits): Promise<void> {
  const file = await stat(join(folder, 'package', 'bundle.pdf')).catch(() => null);
  if (file === null || megabytes === null || file.size <= megabytes * 1_000_000) return;
  const has = (file.size / 1_000_000).toFixed(1);
  throw new VolumeError(
    `Volume ${at + 1} came to ${has} MB, more than ${megabytes} MB: its pages grew when they were put in. Allow fewer MB.`,
  );
}

async function gather(asker: Asker, spec: Spec, options: BuildOptions, temp: string): Promise<Gathered> {
  const workFolder = options.workFolder ?? join(temp, 'work');
  await mkdir(workFolder, { recursive: true });
  return gatherEntries({
    asker,
    spec,
    workFolder,
    locate: options.locate ?? (async (file: string) => resolve(options.specFolder, file)),
    onUnreadable: options.onUnreadable,
    onProgress: options.onProgress ?? (() => undefined),
    ...(options.looks && { looks: options.looks }),
    ...(options.opened && { opened: options.opened }),
  });
}

/** Only an earlier bundle is ever replaced, and only where that was asked for. */
async function expectFree(out: string, replace: boolean): Promise<void> {
  const names: readonly string[] = await readdir(out).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const isOurs = (names.includes('record.json') && names.includes('package')) || names.includes('volume-1');
  if (names.length === 0) return;
  if (!isOurs)
    throw new OutFolderError(`“${out}” is not empty and is not an earlier bundle; choose another folder.`);
  if (!replace)
    throw new OutFolderError(
      `“${out}” holds an earlier bundle; add --replace to overwrite it, or choose another folder.`,
    );
}

async function putInPlace(built: string, out: string): Promise<void> {
  const earlier = `${built}-earlier`;
  const isThere = await stat(out).then(
    () => true,
    () => false,
  );
  if (isThere) await rename(out, earlier);
  await rename(built, out);
}
