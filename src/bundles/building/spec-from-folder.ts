import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { SeenAtTop } from '../../documents/opening/seen-at-top.js';
import { systemFileWords } from '../../documents/system-file.js';
import type { BatesStart } from './bates.js';
import { freeMarks } from './exhibit-marks.js';
import type { MarkStyle } from './exhibit-marks.js';
import { titleFromFolderName } from '../packaging/file-names.js';
import { readFolderIndex } from './folder-index.js';
import type { FolderIndexRow } from './folder-index.js';
import { inNaturalOrder } from './natural-order.js';
import { titleInFolder, type FolderTitle } from './seen-titles.js';
import { parseSpec } from './spec.js';
import type { Purpose, Spec, SpecOr } from './spec.js';

const INDEX_FILE = 'index.csv';

/** What a folder cannot say of itself. */
export interface FolderChoices {
  readonly title: string | null;
  readonly matter: string | null;
  readonly purpose: Purpose;
  readonly paper: 'letter' | 'a4';
  readonly bates: BatesStart | null;
  readonly legend: string | null;
  /** The date of the bundle, as YYYY-MM-DD. */
  readonly date: string;
  /** What a reader sees at the top of these files; without it titles and dates come from names and index.csv alone. */
  readonly seenIn?: (files: readonly string[]) => Promise<ReadonlyMap<string, SeenAtTop>>;
  /** The letter that goes first, relative to the folder, or null for a cover. */
  readonly letter: string | null;
  readonly marks: MarkStyle;
  /** The court, by its profile. */
  readonly profile?: string | null;
  /** False keeps the pages of exhibits uncounted. */
  readonly exhibitPages?: false | null;
  /** True makes a page smaller where something is in the way of its foot line. */
  readonly roomForNumber?: true | null;
  readonly log?: Spec['log'] | null;
  /** The production it continues. */
  readonly continues?: Spec['continues'] | null;
}

/** A SPEC, and of each file what its contents gave to the index, as a sentence. */
export type FolderSpecOr =
  | (Extract<SpecOr, { ok: true }> & {
      readonly said: readonly { readonly file: string; readonly what: string }[];
    })
  | Extract<SpecOr, { ok: false }>;

interface Found {
  readonly file: string;
  readonly section: readonly string[];
  readonly name: string;
  /** Why it stays out unless index.csv names it; null for a document. */
  readonly leftOut: string | null;
  readonly isRegular: boolean;
}

/**
 * The SPEC a folder stands for: sub-folders are sections in natural order, files at the top a first section. Every file
 * is in it except index.csv; hidden files, those of a system and links are left out, on the record, unless index.csv
 * names them. Throws when the folder itself cannot be read.
 */
export async function specFromFolder(folder: string, choices: FolderChoices): Promise<FolderSpecOr> {
  const illNamed = await illNamedIn(folder, []);
  if (illNamed !== null)
    return {
      ok: false,
      problems: [`The name of “${illNamed}” is not written in UTF-8, so no bundle can name it: rename it.`],
    };
  const found = (await walk(folder, [])).filter(({ file }) => file !== INDEX_FILE);
  const index = await indexOf(folder);
  if (!index.ok) return index;
  const { rowOfFile, problems } = matchRows(index.rows, found);
  if (choices.letter !== null && !found.some(({ file }) => file === choices.letter))
    problems.push(`The letter “${choices.letter}” is not in the folder.`);
  if (problems.length > 0) return { ok: false, problems };

  const title = choices.title ?? titleFromFolderName(basename(resolve(folder)));
  const documents = found.filter(({ file }) => file !== choices.letter);
  const areNumbered = documents.every(({ section: [top] }) => top === undefined || /^\d{1,3}\s/.test(top));
  const staying = documents.filter((one) => whyLeftOut(one, rowOfFile.get(one.file)) !== null);
  if (documents.length > 0 && staying.length === documents.length && choices.letter === null)
    return {
      ok: false,
      problems: [
        `The bundle is empty: all that is in the folder is left out (${staying.map(({ file }) => file).join(', ')}). Put documents in it, or name a file in index.csv to take it all the same.`,
      ],
    };
  const marked = withMarks(documents, rowOfFile, choices);
  // Nothing is taken of what is held back, or of a document of which some pages stay away.
  const open = found.filter((one) => {
    const row = rowOfFile.get(one.file);
    return whyLeftOut(one, row) === null && row?.withhold == null && row?.pages == null;
  });
  const seen = (await choices.seenIn?.(open.map(({ file }) => file))) ?? new Map<string, SeenAtTop>();
  const titles = new Map(
    found.map(({ file, name }) => [file, titleInFolder(name, rowOfFile.get(file), seen.get(file))]),
  );
  const titleOf = ({ file, name }: Found): FolderTitle =>
    titles.get(file) ?? titleInFolder(name, rowOfFile.get(file), undefined);
  const said = [...titles].flatMap(([file, one]) => (one.said === null ? [] : [{ file, what: one.said }]));
  const sections = groupBy(documents, ({ section }) => section.join('/')).map((files) => ({
    title: sectionTitle(files[0]?.section ?? [], areNumbered),
    documents: files.map((f) => documentOf(f, titleOf(f), rowOfFile.get(f.file), marked.get(f.file) ?? null)),
  }));
  const spec = parseSpec({
    title,
    matter: choices.matter ?? title,
    purpose: choices.purpose,
    paper: choices.paper,
    bates: choices.bates,
    legend: choices.legend,
    date: choices.date,
    ...(choices.profile ? { profile: choices.profile } : {}),
    ...(choices.continues ? { continues: choices.continues } : {}),
    ...(choices.exhibitPages === false ? { exhibitPages: false } : {}),
    ...(choices.roomForNumber ? { roomForNumber: true } : {}),
    ...(choices.log ? { log: choices.log } : {}),
    letter: choices.letter === null ? null : letterOf(choices.letter, titles.get(choices.letter)),
    sections,
  });
  return spec.ok ? { ...spec, said } : spec;
}

async function walk(folder: string, section: readonly string[]): Promise<Found[]> {
  const entries = await readdir(join(folder, ...section), { withFileTypes: true });
  entries.sort((a, b) => inNaturalOrder(a.name, b.name));
  const isClosed = (name: string): boolean => name.startsWith('.') || systemFileWords(name) !== null;
  const files = entries
    .filter((entry) => !entry.isDirectory() || isClosed(entry.name))
    .map((entry) => ({
      file: [...section, entry.name].join('/'),
      section,
      name: entry.name,
      leftOut: leftOutWords(entry),
      isRegular: entry.isFile(),
    }));
  const below: Found[] = [];
  for (const entry of entries)
    if (entry.isDirectory() && !isClosed(entry.name))
      below.push(...(await walk(folder, [...section, entry.name])));
  return [...files, ...below];
}

/** The first file or folder whose name is no UTF-8, as from an old archive: it is read with signs that name nothing. */
async function illNamedIn(folder: string, section: readonly string[]): Promise<string | null> {
  for (const entry of await readdir(join(folder, ...section), { withFileTypes: true })) {
    const path = [...section, entry.name];
    if (entry.name.includes('\uFFFD') && !(await isThere(join(folder, ...path)))) return path.join('/');
    const below = entry.isDirectory() ? await illNamedIn(folder, path) : null;
    if (below !== null) return below;
  }
  return null;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

function leftOutWords(entry: Dirent): string | null {
  const system = systemFileWords(entry.name);
  if (system !== null) return system;
  if (entry.name.startsWith('.')) return entry.isDirectory() ? 'a hidden folder' : 'a hidden file';
  return entry.isFile() ? null : 'a link or a special file, which is not followed';
}

/** Why a file stays out of the bundle; null where it goes in. A row of index.csv asks for a file, whatever it is. */
function whyLeftOut({ leftOut, isRegular }: Found, row: FolderIndexRow | undefined): string | null {
  return row !== undefined && isRegular ? null : leftOut;
}

async function indexOf(folder: string): Promise<ReturnType<typeof readFolderIndex>> {
  try {
    return readFolderIndex(await readFile(join(folder, INDEX_FILE), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { ok: true, rows: [] };
    throw error;
  }
}

/** A row may give the path inside the folder, or the bare name where only one file has it. */
function matchRows(rows: readonly FolderIndexRow[], found: readonly Found[]) {
  const rowOfFile = new Map<string, FolderIndexRow>();
  const problems: string[] = [];
  for (const row of rows) {
    const exact = found.filter(({ file }) => file.normalize('NFC') === row.file);
    const matches = exact.length > 0 ? exact : found.filter(({ name }) => name.normalize('NFC') === row.file);
    const [match] = matches;
    if (match === undefined)
      problems.push(`index.csv line ${row.line} names “${row.file}”, which is not in the folder.`);
    else if (matches.length > 1)
      problems.push(
        `index.csv line ${row.line} names “${row.file}”, of which there are ${matches.length}; give its sub-folder too.`,
      );
    else if (rowOfFile.has(match.file))
      problems.push(`index.csv line ${row.line} names “${row.file}” a second time.`);
    else rowOfFile.set(match.file, row);
  }
  return { rowOfFile, problems };
}

/** A document held back from enclosures takes no mark: a gap in the marks would be a trace of it. */
function withMarks(
  found: readonly Found[],
  rowOfFile: ReadonlyMap<string, FolderIndexRow>,
  choices: FolderChoices,
): Map<string, string> {
  const given = new Set(
    [...rowOfFile.values()].flatMap(({ exhibit }) => (exhibit === null ? [] : [exhibit])),
  );
  const free = freeMarks(choices.marks, given);
  const marks = new Map<string, string>();
  for (const one of found) {
    const { file } = one;
    const row = rowOfFile.get(file);
    const goesIn = whyLeftOut(one, row) === null;
    if (row?.exhibit != null) marks.set(file, row.exhibit);
    else if (goesIn && choices.purpose !== 'production' && row?.withhold == null)
      marks.set(file, free.next().value);
  }
  return marks;
}

function documentOf(
  found: Found,
  { title, date }: FolderTitle,
  row: FolderIndexRow | undefined,
  exhibit: string | null,
) {
  const why = whyLeftOut(found, row);
  return {
    file: found.file,
    title,
    date,
    exhibit,
    withhold:
      row?.withhold == null
        ? null
        : {
            ground: row.withhold,
            description: row.description ?? '',
            author: row.author,
            recipients: row.recipients,
          },
    ...(row?.custodian ? { custodian: row.custodian } : {}),
    ...(row?.withhold == null && row?.author ? { author: row.author } : {}),
    ...(row?.withhold == null && row?.recipients ? { recipients: row.recipients } : {}),
    pages: row?.pages ?? null,
    ...(row?.replaces ? { replaces: row.replaces } : {}),
    ...(row?.settlement ? { settlement: { reason: row.settlement } } : {}),
    ...(row?.names ? { names: { basis: row.names } } : {}),
    ...(why === null ? {} : { treatment: 'leave-out', reason: why }),
  };
}

function sectionTitle([top, ...below]: readonly string[], areNumbered: boolean): string {
  if (top === undefined) return 'Documents';
  return [titleFromFolderName(top, areNumbered), ...below.map((name) => titleFromFolderName(name))].join(
    ' – ',
  );
}

function letterOf(file: string, found: FolderTitle | undefined) {
  const { title, date } = found ?? titleInFolder(basename(file), undefined, undefined);
  return { file, title, date };
}

function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing]);
  return [...groups.values()];
}
