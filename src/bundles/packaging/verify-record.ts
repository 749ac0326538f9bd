import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checkPdf } from '../../pdf/questions.js';
import type { Asker } from '../../platform/ask.js';
import { hashOf } from '../../platform/file-store.js';
import { bundleRecordSchema } from '../building/bundle-record.js';
import type { BundleRecord } from '../building/bundle-record.js';
import { checkWork } from '../building/long-work.js';
import { PLAN_FILE, readPlan } from '../stored-plan.js';
import { Difference } from './difference.js';
import { documentsInBundle, documentsText } from './documents-text.js';
import type { Manifest } from './manifest.js';
import { parseJson } from './read-json.js';
import { filesBelow } from './zip-package.js';

/** They follow from the others. */
const LISTS = ['manifest.json', 'verify.html', 'SHA256SUMS'];

export const RECORD_FILE = 'record.json';

/** The internal record beside a package. Throws `Difference` where it is missing or is none. */
export async function readRecord(folder: string): Promise<BundleRecord> {
  const text = await readFile(join(folder, RECORD_FILE), 'utf8').catch(() => null);
  if (text === null)
    throw new Difference(
      `${RECORD_FILE} is missing beside package/. To verify the package alone, as its recipient does, name ${join(folder, 'package')}.`,
    );
  const record = parseJson(text, bundleRecordSchema.safeParse);
  if (record === null) throw new Difference(`${RECORD_FILE} is not a record of this format.`);
  return record;
}

/** What the record and the manifest both say of the documents is the same. Throws `Difference`. */
export function compareWithRecord(manifest: Manifest, record: BundleRecord, checked: string[]): void {
  const { bundle } = manifest;
  if (record.bundle !== bundle.sha256)
    throw new Difference(`${RECORD_FILE} gives another hash for bundle.pdf than it has.`);
  if (record.pages !== bundle.pages)
    throw new Difference(`${RECORD_FILE} says ${record.pages} pages, manifest.json ${bundle.pages}.`);
  const inBundle = documentsInBundle(record.documents);
  if (inBundle.length !== manifest.documents.length)
    throw new Difference(
      `${RECORD_FILE} has ${inBundle.length} documents in the bundle, manifest.json ${manifest.documents.length}.`,
    );
  inBundle.forEach((document, i) => {
    const other = manifest.documents[i];
    for (const field of ['firstPage', 'lastPage', 'exhibit', 'batesFirst', 'batesLast'] as const)
      if (document[field] !== other?.[field])
        throw new Difference(`${RECORD_FILE} and manifest.json differ in ${field} of document ${i + 1}.`);
  });
  checked.push(`${RECORD_FILE} and manifest.json agree: ${documentsText(record.documents)}`);
}

/** Every file of the package is the one that was written with the record. Throws `Difference`. */
export async function compareFiles(
  packageFolder: string,
  { files }: BundleRecord,
  checked: string[],
): Promise<void> {
  if (files === undefined) {
    checked.push(
      `${RECORD_FILE} was made before it listed the files of the package: they are not held against it`,
    );
    return;
  }
  const written = new Map(files.map((file) => [file.path, file.sha256]));
  const present = await filesBelow(packageFolder);
  for (const path of written.keys())
    if (!present.includes(path)) throw new Difference(`${path} is missing; ${RECORD_FILE} lists it.`);
  // A file that is not the one written changes the lists too: it is the one to name.
  for (const path of [...present.filter((one) => !LISTS.includes(one)), ...LISTS]) {
    const due = written.get(path);
    if (due === undefined) throw new Difference(`${path} is in the package but not in ${RECORD_FILE}.`);
    const hash = await hashOf(join(packageFolder, path));
    if (hash !== due)
      throw new Difference(
        `${path} is not the file that was written: its SHA-256 is ${hash}, ${RECORD_FILE} says ${due}.`,
      );
  }
  checked.push(`${written.size} files of the package are those in ${RECORD_FILE}`);
}

/** The plan is the one of the record, and the bundle says on every page what it says. Throws `Difference`. */
export async function compareWithPlan(
  asker: Asker,
  folder: string,
  packageFolder: string,
  record: BundleRecord,
  checked: string[],
): Promise<void> {
  const text = await readFile(join(folder, PLAN_FILE), 'utf8').catch(() => null);
  if (text === null) throw new Difference(`${PLAN_FILE} is missing beside ${RECORD_FILE}.`);
  if (record.plan !== undefined && record.plan !== (await hashOf(join(folder, PLAN_FILE))))
    throw new Difference(`${PLAN_FILE} is not the plan that ${RECORD_FILE} names.`);
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

/** What came attached is part of its mail, whose hash covers it. Throws `Difference`. */
export async function compareSources(
  record: BundleRecord,
  sources: string,
  checked: string[],
): Promise<void> {
  const hashed = record.documents.filter(({ sha256, attached }) => sha256 !== null && attached === undefined);
  for (const { file, sha256 } of hashed) {
    const hash = await hashOf(resolve(sources, file)).catch(() => null);
    if (hash === null) throw new Difference(`The source ${file} is not in the folder.`);
    if (hash !== sha256)
      throw new Difference(
        `The source ${file} differs: its SHA-256 is ${hash}, ${RECORD_FILE} says ${sha256 ?? ''}.`,
      );
  }
  checked.push(`${hashed.length} sources have the hash in ${RECORD_FILE}`);
}
