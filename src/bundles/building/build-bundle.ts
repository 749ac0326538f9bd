import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Asker } from '../../platform/ask.js';
import { buildGathered } from './build-gathered.js';
import type { BuildOptions, BuildResult } from './build-gathered.js';
import type { Finding } from '../findings/finding.js';
import { gatherEntries } from './gather-entries.js';
import type { Gathered } from './gather-entries.js';
import { buildInto } from './out-folder.js';
import type { Spec } from './spec.js';
import { expectNotTwice, hashOfSet, splitVolumes, VolumeError, wholeFile } from './split-volumes.js';
import type { VolumeLimits } from './split-volumes.js';

/**
 * The whole way from a SPEC to a checked package: open every document, measure the index, plan, assemble, check, write.
 * Throws `MissingFileError` for a file that is not there, `ConflictError` when one changes meanwhile and `OutFolderError`
 * when the folder to make is taken.
 */
export async function buildBundle(asker: Asker, spec: Spec, options: BuildOptions): Promise<BuildResult> {
  const build = async (temp: string): Promise<BuildResult> => {
    const started = performance.now();
    const gathered = await gather(asker, spec, options, temp);
    return buildGathered(asker, spec, options, gathered, join(temp, 'out'), started);
  };
  return buildInto(options.out, options.replace ?? false, build, ({ isBuilt }) => isBuilt);
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
  const build = async (temp: string): Promise<readonly BuildResult[]> => {
    const started = performance.now();
    const gathered = await gather(asker, spec, options, temp);
    const volumes = splitVolumes(spec, gathered, limits, wholeFile(gathered));
    expectNotTwice(volumes);
    const isOne = volumes.length === 1;
    const set = hashOfSet(volumes);
    const results: BuildResult[] = [];
    for (const [at, volume] of volumes.entries()) {
      const folder = join(temp, 'out', ...(isOne ? [] : [`volume-${at + 1}`]));
      const known = knownOf(volume.spec, options.known ?? []);
      const own = isOne
        ? options
        : { ...options, known, volume: { number: at + 1, of: volumes.length, set } };
      results.push(await buildGathered(asker, volume.spec, own, volume.gathered, folder, started));
      await expectWithin(folder, at, limits);
    }
    return results;
  };
  return buildInto(options.out, options.replace ?? false, build, (results) =>
    results.every(({ isBuilt }) => isBuilt),
  );
}

/** What is said of a document stands with the volume that has it. */
function knownOf({ sections, letter }: Spec, known: readonly Finding[]): readonly Finding[] {
  const files = new Set(sections.flatMap(({ documents }) => documents.map(({ file }) => file)));
  return known.filter(
    ({ document }) => document === null || document === letter?.file || files.has(document),
  );
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
    ...(options.decided && { decided: options.decided }),
    ...(options.opened && { opened: options.opened }),
  });
}
