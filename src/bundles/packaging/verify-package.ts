import { lstat, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MOST_PAGES } from '../findings/plan-findings.js';
import { inspectPdf } from '../../pdf/questions.js';
import type { Asker } from '../../platform/ask.js';
import { hashOf } from '../../platform/file-store.js';
import type { BundleRecord } from '../building/bundle-record.js';
import { manifestSchema, readSums } from './manifest.js';
import type { Manifest } from './manifest.js';
import { checkWork } from '../building/long-work.js';
import { inNaturalOrder } from '../building/natural-order.js';
import { volumeInTitle } from '../building/split-volumes.js';
import { Difference } from './difference.js';
import { parseJson } from './read-json.js';
import { UnsafeZipError, unzipPackage } from './unzip-package.js';
import { verifyProduction } from './verify-production.js';
import {
  compareFiles,
  compareSources,
  compareWithPlan,
  compareWithRecord,
  readRecord,
  RECORD_FILE,
} from './verify-record.js';
import { expectNumbered, expectOneSet } from './verify-volumes.js';
import type { VerifiedVolume } from './verify-volumes.js';
import { filesBelow } from './zip-package.js';

const UNLISTED = new Set(['SHA256SUMS']);
/** Files of a package that carry the list and are not on it. */
const AROUND = new Set(['manifest.json', 'verify.html']);

export interface Verification {
  readonly ok: boolean;
  /** The first thing that differs, as one sentence; null when everything agrees. */
  readonly differs: string | null;
  /** What was compared, in order. */
  readonly checked: readonly string[];
  /** What that proves and what not, in one sentence; null where something differs. */
  readonly proves: string | null;
}

const PROVES_BY_RECORD =
  'This proves that every file is as it was built, none added, changed or taken away, as far as record.json itself was kept safe; it does not prove that what was built is right.';
const PROVES_ALONE =
  'This proves that the files agree with one another and with their own lists; that they are those that were made shows only from a hash of SHA256SUMS that came another way, or from the record of whoever made them.';

/** There is nothing to verify here: no such folder, or not a package. */
export class NotAPackageError extends Error {
  override name = 'NotAPackageError';
}

/**
 * Compares a package with its own sums and manifest, and with the internal record where that lies beside it; offline.
 * `sources` is a folder in which the files named in the record are hashed again. Throws `NotAPackageError`.
 */
export async function verifyPackage(
  asker: Asker,
  dirOrZip: string,
  sources: string | null = null,
): Promise<Verification> {
  const kind = await stat(dirOrZip).catch(() => null);
  if (kind === null) throw new NotAPackageError(`“${dirOrZip}” is not there.`);
  if (kind.isDirectory()) return verifyVolumes(asker, dirOrZip, sources);

  const folder = await mkdtemp(join(tmpdir(), 'rejoinder-verify-'));
  try {
    await unzipPackage(dirOrZip, folder);
    return await verifyFolder(asker, folder, sources);
  } catch (error) {
    if (error instanceof UnsafeZipError)
      return { ok: false, differs: error.message, checked: [], proves: null };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Volumes one after another, each named where it differs; a folder without volumes is one package. */
async function verifyVolumes(asker: Asker, folder: string, sources: string | null): Promise<Verification> {
  const names = (await readdir(folder)).filter((name) => /^volume-\d+$/.test(name)).sort(inNaturalOrder);
  if (names.length === 0) return verifyFolder(asker, folder, sources);
  return verifying(async (checked) => {
    expectNumbered(names);
    const volumes: VerifiedVolume[] = [];
    for (const name of names) {
      const own: string[] = [];
      try {
        volumes.push({ name, ...(await verifyOne(asker, join(folder, name), sources, own)) });
      } catch (error) {
        throw error instanceof Difference ? new Difference(`${name}: ${error.message}`) : error;
      } finally {
        checked.push(...own.map((what) => `${name}: ${what}`));
      }
    }
    expectOneSet(volumes, checked);
    return volumes.map(({ record }) => record);
  });
}

function verifyFolder(asker: Asker, folder: string, sources: string | null): Promise<Verification> {
  return verifying(async (checked) => {
    const { manifest, record } = await verifyOne(asker, folder, sources, checked);
    const volume = volumeInTitle(manifest.title);
    if (volume !== null)
      checked.push(`this is volume ${volume.number} of ${volume.of}; the others are not part of it`);
    return [record];
  });
}

/** What `verify` finds, as an answer; it gives the records that all was held against, null for each that is not there. */
async function verifying(
  verify: (checked: string[]) => Promise<readonly (BundleRecord | null)[]>,
): Promise<Verification> {
  const checked: string[] = [];
  try {
    const records = await verify(checked);
    const isHeld = records.every((record) => record?.files !== undefined);
    return { ok: true, differs: null, checked, proves: isHeld ? PROVES_BY_RECORD : PROVES_ALONE };
  } catch (error) {
    if (error instanceof Difference) return { ok: false, differs: error.message, checked, proves: null };
    throw error;
  }
}

/** One package with what lies beside it. Throws `Difference`. */
async function verifyOne(
  asker: Asker,
  folder: string,
  sources: string | null,
  checked: string[],
): Promise<Omit<VerifiedVolume, 'name'>> {
  const isOuter = await isThere(join(folder, 'package'));
  const packageFolder = isOuter ? join(folder, 'package') : folder;
  const manifest = await verifyFiles(packageFolder, checked);
  await verifyPages(asker, packageFolder, manifest, checked);
  await verifyProduction(packageFolder, manifest, checked);
  if (!isOuter) {
    if (sources !== null)
      throw new NotAPackageError(`The sources can be checked only beside the internal ${RECORD_FILE}.`);
    return { manifest, record: null };
  }
  const record = await readRecord(folder);
  compareWithRecord(manifest, record, checked);
  await compareFiles(packageFolder, record, checked);
  await compareWithPlan(asker, folder, packageFolder, record, checked);
  if (sources !== null) await compareSources(record, sources, checked);
  return { manifest, record };
}

/** Every file has the size and the hash that both lists give it; no file is missing, none is there unlisted. */
async function verifyFiles(folder: string, checked: string[]): Promise<Manifest> {
  const sumsText = await readFile(join(folder, 'SHA256SUMS'), 'utf8').catch(() => null);
  if (sumsText === null) throw new NotAPackageError(`“${folder}” holds no SHA256SUMS; it is not a package.`);
  const read = readSums(sumsText);
  if (!read.ok) throw new Difference(read.problem);

  const present = await filesBelow(folder);
  for (const path of read.sums.keys())
    if (!present.includes(path)) throw new Difference(`${path} is missing; SHA256SUMS lists it.`);
  const manifest = await readManifest(folder, read.sums);
  const stated = new Map(manifest.files.map((file) => [file.path, file]));
  for (const path of present) {
    const { size, isPlain } = await lstatOf(join(folder, path));
    if (!isPlain) throw new Difference(`${path} is not a plain file.`);
    if (UNLISTED.has(path)) continue;
    const sum = read.sums.get(path);
    if (sum === undefined) throw new Difference(`${path} is in the folder but not in SHA256SUMS.`);
    const hash = await hashOf(join(folder, path));
    const listed = stated.get(path);
    const inManifest = listed?.sha256;
    if (hash !== sum && hash === inManifest)
      throw new Difference(`SHA256SUMS does not give the hash of ${path} that manifest.json gives.`);
    if (hash !== sum)
      throw new Difference(`${path} differs: its SHA-256 is ${hash}, SHA256SUMS says ${sum}.`);
    if (inManifest !== undefined && inManifest !== hash)
      throw new Difference(`manifest.json gives another hash for ${path} than it has.`);
    if (listed === undefined && !AROUND.has(path))
      throw new Difference(`${path} is in SHA256SUMS but not in manifest.json.`);
    if (listed !== undefined && listed.bytes !== size)
      throw new Difference(`manifest.json gives ${path} ${listed.bytes} bytes; it has ${size}.`);
  }
  for (const path of stated.keys())
    if (!read.sums.has(path)) throw new Difference(`manifest.json lists ${path}, SHA256SUMS does not.`);
  checked.push(`${read.sums.size} files have the hash in SHA256SUMS and manifest.json`);
  return manifest;
}

async function readManifest(folder: string, sums: ReadonlyMap<string, string>): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  const hash = await hashOf(path).catch(() => null);
  if (hash === null) throw new Difference('manifest.json is missing.');
  const sum = sums.get('manifest.json');
  if (sum === undefined) throw new Difference('SHA256SUMS does not list manifest.json.');
  if (hash !== sum)
    throw new Difference(`manifest.json differs: its SHA-256 is ${hash}, SHA256SUMS says ${sum}.`);
  const manifest = parseJson(await readFile(path, 'utf8'), manifestSchema.safeParse);
  if (manifest === null) throw new Difference('manifest.json is not a manifest of this format.');
  const bundle = manifest.files.find((file) => file.path === manifest.bundle.path);
  if (bundle?.sha256 !== manifest.bundle.sha256 || bundle.bytes !== manifest.bundle.bytes)
    throw new Difference('manifest.json gives two hashes or sizes for the bundle.');
  const seen = new Set<string>();
  for (const { path: listed } of manifest.files) {
    if (seen.has(listed)) throw new Difference(`manifest.json lists ${listed} twice.`);
    seen.add(listed);
  }
  return manifest;
}

async function verifyPages(
  asker: Asker,
  folder: string,
  manifest: Manifest,
  checked: string[],
): Promise<void> {
  const { path, pages: stated } = manifest.bundle;
  const whole = resolve(folder, path);
  const inspection = await asker.ask(
    inspectPdf,
    { path: whole, mostPages: MOST_PAGES },
    checkWork(stated, (await stat(whole)).size),
  );
  if (inspection.status !== 'readable')
    throw new Difference(`${path} cannot be opened: ${inspection.reason ?? inspection.status}`);
  if (inspection.pages.length !== stated)
    throw new Difference(`${path} has ${inspection.pages.length} pages, manifest.json says ${stated}.`);
  let last = 0;
  for (const { title, firstPage, lastPage } of manifest.documents) {
    if (firstPage <= last || lastPage < firstPage || lastPage > stated)
      throw new Difference(
        `manifest.json puts “${title}” on pages ${firstPage} to ${lastPage}, which cannot be.`,
      );
    last = lastPage;
  }
  checked.push(`${path} opens and has ${stated} pages`);
}

async function lstatOf(path: string): Promise<{ readonly size: number; readonly isPlain: boolean }> {
  const found = await lstat(path);
  return { size: found.size, isPlain: found.isFile() };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
