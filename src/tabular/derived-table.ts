import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from '../platform/file-store.js';
import type { Deps } from '../platform/deps.js';

type Folder = Pick<Deps, 'dataDir'>;

const SUM = '.sha256';
const PROVEN_FOR_MS = 60_000;
const MOST_PROVEN = 5_000;
const proven = new Map<string, { readonly key: string; readonly at: number }>();

/** Where a derived table stands. Deleting the folder costs time, nothing else: tables are made again from the originals. */
export function tablePath({ dataDir }: Folder, name: string): string {
  return join(tablesFolder({ dataDir }), name);
}

export async function makeTablesFolder(deps: Folder): Promise<void> {
  await mkdir(tablesFolder(deps), { recursive: true, mode: 0o700 });
}

/** Puts a finished table in its place, with its hash beside it: it appears whole or not at all. */
export async function keepTable(made: string, path: string): Promise<void> {
  const sum = `${made}${SUM}`;
  await writeFile(sum, `${await hashOf(made)}\n`);
  await rename(made, path);
  await rename(sum, `${path}${SUM}`);
}

/**
 * Whether a table is there with the very bytes it was made with; where it is not, it is made again. A proof holds for a
 * minute while the file is the same by the file system, like that of an original.
 */
export async function isTableWhole(path: string, now: number): Promise<boolean> {
  const [words, file] = await Promise.all([
    readFile(`${path}${SUM}`, 'utf8').catch(absent),
    stat(path).catch(absent),
  ]);
  if (words === null || file === null) return false;
  const key = `${words}:${file.ino}:${file.size}:${file.mtimeMs}:${file.ctimeMs}`;
  const known = proven.get(path);
  if (known?.key === key && now - known.at < PROVEN_FOR_MS) return true;
  proven.delete(path);
  if ((await hashOf(path)) !== words.trim()) return false;
  if (proven.size >= MOST_PROVEN) proven.clear();
  proven.set(path, { key, at: now });
  return true;
}

/** The names of the derived tables whose bytes are not those they were made with. */
export async function listDamagedTables(deps: Folder): Promise<{ count: number; damaged: string[] }> {
  const folder = tablesFolder(deps);
  const names = (await readdir(folder).catch(absent)) ?? [];
  const damaged: string[] = [];
  const tables = names.flatMap((name) => (name.endsWith(SUM) ? [name.slice(0, -SUM.length)] : [])).sort();
  for (const table of tables) {
    const hash = await hashOf(join(folder, table)).catch(absent);
    const said = (await readFile(join(folder, `${table}${SUM}`), 'utf8')).trim();
    if (hash !== null && hash !== said) damaged.push(table);
  }
  return { count: tables.length, damaged };
}

function tablesFolder({ dataDir }: Folder): string {
  return join(dataDir, 'tables');
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
