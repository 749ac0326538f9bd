import { lstat, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MOST_PAGES } from '../findings/plan-findings.js';
import { checkPdf, inspectPdf } from '../../pdf/questions.js';
import type { Asker } from '../../platform/ask.js';
import { hashOf } from '../../platform/file-store.js';
import { bundleRecordSchema } from '../building/bundle-record.js';
import type { BundleRecord } from '../building/bundle-record.js';
import { manifestSchema, readSums } from './manifest.js';
import type { Manifest } from './manifest.js';
import { checkWork } from '../building/long-work.js';
import { inNaturalOrder } from '../building/natural-order.js';
import { PLAN_FILE, readPlan } from '../stored-plan.js';
import { UnsafeZipError, unzipPackage } from './unzip-package.js';
import { filesBelow } from './zip-package.js';

const UNLISTED = new Set(['SHA256SUMS']);

export interface Verification {
  readonly ok: boolean;
  /** The first thing that differs, as one sentence; null when everything agrees. */
  readonly differs: string | null;
  /** What was compared, in order. */
  readonly checked: readonly string[];
}

/** There is nothing to verify here: no such folder, or not a package. */
export class NotAPackageError extends Error {
  override name = 'NotAPackageError';
}

class Difference extends Error {
  override name = 'Difference';
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
    if (error instanceof UnsafeZipError) return { ok: false, differs: error.message, checked: [] };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Volumes one after another, each named where it differs; a folder without volumes is one package. */
async function verifyVolumes(asker: Asker, folder: string, sources: string | null): Promise<Verification> {
  const volumes = (await readdir(folder)).filter((name) => /^volume-\d+$/.test(name)).sort(inNaturalOrder);
  if (volumes.length === 0) return verifyFolder(asker, folder, sources);
  const checked: string[] = [];
  for (const volume of volumes) {
    const own = await verifyFolder(asker, join(folder, volume), sources);
    checked.push(...own.checked.map((what) => `${volume}: ${what}`));
    if (!own.ok) return { ok: false, differs: `${volume}: ${own.differs ?? ''}`, checked };
  }
  return { ok: true, differs: null, checked };
}

async function verifyFolder(asker: Asker, folder: string, sources: string | null): Promise<Verification> {
  const isOuter = await isThere(join(folder, 'package'));
  const packageFolder = isOuter ? join(folder, 'package') : folder;
  const recordPath = join(folder, 'record.json');
  const hasRecord = isOuter && (await isThere(recordPath));
  const checked: string[] = [];
  try {
    const manifest = await verifyFiles(packageFolder, checked);
    await verifyPages(asker, packageFolder, manifest, checked);
    if (hasRecord) {
      const record = await readRecord(recordPath);
      compareWithRecord(manifest, record, checked);
      await compareWithPlan(asker, folder, packageFolder, checked);
      if (sources !== null) await compareSources(record, sources, checked);
    } else if (sources !== null) {
      throw new NotAPackageError('The sources can be checked only beside the internal record.json.');
    }
    return { ok: true, differs: null, checked };
  } catch (error) {
    if (error instanceof Difference) return { ok: false, differs: error.message, checked };
    throw error;
  }
}

/** Every file has the hash that both lists give it; no file is missing, none is there unlisted. */
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
    if (UNLISTED.has(path)) continue;
    if (!(await lstat(join(folder, path))).isFile()) throw new Difference(`${path} is not a plain file.`);
    const sum = read.sums.get(path);
    if (sum === undefined) throw new Difference(`${path} is in the folder but not in SHA256SUMS.`);
    const hash = await hashOf(join(folder, path));
    const inManifest = stated.get(path)?.sha256;
    if (hash !== sum && hash === inManifest)
      throw new Difference(`SHA256SUMS does not give the hash of ${path} that manifest.json gives.`);
    if (hash !== sum)
      throw new Difference(`${path} differs: its SHA-256 is ${hash}, SHA256SUMS says ${sum}.`);
    if (inManifest !== undefined && inManifest !== hash)
      throw new Difference(`manifest.json gives another hash for ${path} than it has.`);
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
  if (bundle?.sha256 !== manifest.bundle.sha256)
    throw new Difference('manifest.json gives two hashes for the bundle.');
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

async function readRecord(path: string): Promise<BundleRecord> {
  const record = parseJson(await readFile(path, 'utf8'), bundleRecordSchema.safeParse);
  if (record === null) throw new Difference('record.json is not a record of this format.');
  return record;
}

function compareWithRecord(manifest: Manifest, record: BundleRecord, checked: string[]): void {
  const { bundle } = manifest;
  if (record.bundle !== bundle.sha256)
    throw new Difference('record.json gives another hash for bundle.pdf than it has.');
  if (record.pages !== bundle.pages)
    throw new Difference(`record.json says ${record.pages} pages, manifest.json ${bundle.pages}.`);
  const inBundle = record.documents.filter(({ firstPage }) => firstPage !== null);
  if (inBundle.length !== manifest.documents.length)
    throw new Difference(
      `record.json has ${inBundle.length} documents in the bundle, manifest.json ${manifest.documents.length}.`,
    );
  inBundle.forEach((document, i) => {
    const other = manifest.documents[i];
    for (const field of ['firstPage', 'lastPage', 'exhibit', 'batesFirst', 'batesLast'] as const)
      if (document[field] !== other?.[field])
        throw new Difference(`record.json and manifest.json differ in ${field} of document ${i + 1}.`);
  });
  checked.push(`record.json and manifest.json agree on ${inBundle.length} documents`);
}

async function compareWithPlan(
  asker: Asker,
  folder: string,
  packageFolder: string,
  checked: string[],
): Promise<void> {
  const text = await readFile(join(folder, PLAN_FILE), 'utf8').catch(() => null);
  if (text === null) return;
  const assembly = planOf(text);
  const path = resolve(packageFolder, 'bundle.pdf');
  const planned = assembly.parts.reduce((all, part) => all + part.pageCount, 0);
  const work = checkWork(planned, (await stat(path)).size);
  const { findings } = await asker.ask(checkPdf, { path, assembly }, work);
  const wrong = findings.find(({ level }) => level === 'stop');
  if (wrong !== undefined)
    throw new Difference(`bundle.pdf${wrong.page === null ? '' : `, page ${wrong.page}`}: ${wrong.what}`);
  checked.push('printed numbers, page labels, index links and bookmarks agree with the plan');
}

function planOf(text: string) {
  try {
    return readPlan(text);
  } catch {
    throw new Difference(`${PLAN_FILE} is not a plan of this format.`);
  }
}

/** What came attached is part of its mail, whose hash covers it. */
async function compareSources(record: BundleRecord, sources: string, checked: string[]): Promise<void> {
  const hashed = record.documents.filter(({ sha256, attached }) => sha256 !== null && attached === undefined);
  for (const { file, sha256 } of hashed) {
    const hash = await hashOf(resolve(sources, file)).catch(() => null);
    if (hash === null) throw new Difference(`The source ${file} is not in the folder.`);
    if (hash !== sha256)
      throw new Difference(
        `The source ${file} differs: its SHA-256 is ${hash}, record.json says ${sha256 ?? ''}.`,
      );
  }
  checked.push(`${hashed.length} sources have the hash in record.json`);
}

function parseJson<T>(
  text: string,
  parse: (raw: unknown) => { success: true; data: T } | { success: false },
): T | null {
  try {
    const read = parse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
