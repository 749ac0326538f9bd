import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { batesBetween } from '../building/bates.js';
import { exhibitName } from '../building/place-entries.js';
import { Difference } from './difference.js';
import { expectedCells, opticonOpt, readDat } from './load-files.js';
import type { Manifest, PackagedFile } from './manifest.js';

const DAT = 'load/VOL001.dat';
const OPT = 'load/VOL001.opt';
/** Files of single documents, named by their first number. */
const OF_DOCUMENTS = /^(documents|text|natives)\//;

type Listed = Manifest['documents'][number];

/**
 * Every document of a production has its PDF, its text and its rows in the load files, every native a document it
 * stands for, and there are no others. Throws `Difference`.
 */
export async function verifyProduction(folder: string, manifest: Manifest, checked: string[]): Promise<void> {
  const documents = manifest.documents.filter(({ kind }) => kind !== 'letter');
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const isProduced =
    documents.some(({ batesFirst }) => batesFirst !== null) && manifest.purpose === 'production';
  expectKnown(files, documents, isProduced);
  if (!isProduced) return; // a draft has no numbers, and other bundles no load files
  const expected = documents.map((document) => filesOf(files, document));
  await verifyDat(folder, files, expected);
  await verifyOpt(folder, files, expected);
  const natives = expected.filter(({ nativePath }) => nativePath !== null).length;
  checked.push(
    `${documents.length} documents have their PDF and text${natives === 0 ? '' : `, ${natives} a native too`}, and their rows in the load files`,
  );
}

interface Produced {
  readonly name: string;
  readonly title: string;
  readonly date: string | null;
  readonly bates: readonly string[];
  readonly pdfPath: string;
  readonly textPath: string;
  readonly nativePath: string | null;
  readonly sha256: string;
}

/** No file is there for a document that is not: one that was added, or whose own entry was taken out. */
function expectKnown(
  files: ReadonlyMap<string, PackagedFile>,
  documents: readonly Listed[],
  isProduced: boolean,
): void {
  const names = new Set(documents.map(nameOf));
  for (const path of files.keys()) {
    const [, kind] = OF_DOCUMENTS.exec(path) ?? [];
    if (kind === undefined) continue;
    const isNamed = [basename(path), basename(path, extname(path))].some((name) => names.has(name));
    const isTheirs = isNamed && (isProduced || kind === 'natives');
    if (!isTheirs) throw new Difference(`${path} belongs to no document that manifest.json lists.`);
  }
}

function filesOf(files: ReadonlyMap<string, PackagedFile>, document: Listed): Produced {
  const name = nameOf(document);
  const [pdfPath, textPath] = [`documents/${name}.pdf`, `text/${name}.txt`];
  const pdf = files.get(pdfPath);
  if (pdf === undefined) throw lacking(name, document.title, pdfPath);
  if (!files.has(textPath)) throw lacking(name, document.title, textPath);
  const natives = [...files.keys()].filter(
    (path) => path === `natives/${name}` || path.startsWith(`natives/${name}.`),
  );
  const [nativePath = null] = natives;
  if (natives.length > 1) throw new Difference(`${name} has two natives: ${natives.join(' and ')}.`);
  const { title, date, batesFirst, batesLast, firstPage, lastPage } = document;
  const bates = batesBetween(batesFirst ?? '', batesLast ?? '');
  if (bates?.length !== lastPage - firstPage + 1)
    throw new Difference(
      `manifest.json gives “${title}” ${lastPage - firstPage + 1} pages and the numbers ${batesFirst ?? 'none'} to ${batesLast ?? 'none'}.`,
    );
  return { name, title, date, bates, pdfPath, textPath, nativePath, sha256: pdf.sha256 };
}

async function verifyDat(
  folder: string,
  files: ReadonlyMap<string, PackagedFile>,
  expected: readonly Produced[],
): Promise<void> {
  const rows = readDat(await textIn(folder, files, DAT));
  if (rows === null) throw new Difference(`${DAT} is not a load file of this format.`);
  for (const [at, document] of expected.entries()) {
    const row = rows[at];
    if (row?.get('BEGBATES') !== document.name)
      throw new Difference(
        `${DAT} has ${row?.get('BEGBATES') ?? 'no row'} where ${document.name} is due: a row was taken out, added or moved.`,
      );
    for (const [field, due] of expectedCells(document))
      if (row.get(field) !== due)
        throw new Difference(
          `${DAT} gives ${field} of ${document.name} as “${row.get(field) ?? ''}”; by manifest.json it is “${due}”.`,
        );
  }
  const extra = rows[expected.length];
  if (extra !== undefined)
    throw new Difference(
      `${DAT} has a row for ${extra.get('BEGBATES') ?? ''}, which manifest.json does not list.`,
    );
  const names = new Set(expected.map(({ name }) => name));
  for (const row of rows)
    for (const related of [row.get('PARENTID') ?? '', ...(row.get('ATTCHIDS') ?? '').split(';')])
      if (related !== '' && !names.has(related))
        throw new Difference(
          `${DAT} relates ${row.get('BEGBATES') ?? ''} to ${related}, which manifest.json does not list.`,
        );
}

/** Nothing in it is unknown, so it is written again and compared. */
async function verifyOpt(
  folder: string,
  files: ReadonlyMap<string, PackagedFile>,
  expected: readonly Produced[],
): Promise<void> {
  const found = (await textIn(folder, files, OPT)).split('\r\n');
  const due = opticonOpt(expected).split('\r\n');
  const at = Array.from({ length: Math.max(found.length, due.length) }, (_, i) => i).find(
    (i) => found[i] !== due[i],
  );
  if (at === undefined) return;
  const page = (due[at] || found[at] || '').split(',')[0] ?? '';
  throw new Difference(`${OPT} line ${at + 1}, about ${page}, is not what manifest.json makes it.`);
}

async function textIn(
  folder: string,
  files: ReadonlyMap<string, PackagedFile>,
  path: string,
): Promise<string> {
  if (!files.has(path)) throw new Difference(`${path} is missing; a production has it.`);
  return readFile(join(folder, path), 'utf8');
}

/** How its own files are called. */
function nameOf({ batesFirst, exhibit, firstPage }: Listed): string {
  return batesFirst ?? (exhibit === null ? `Page ${firstPage}` : exhibitName(exhibit));
}

function lacking(name: string, title: string, path: string): Difference {
  return new Difference(`${path} is missing; manifest.json lists ${name}, “${title}”.`);
}
