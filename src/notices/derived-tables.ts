import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deps } from '../platform/deps.js';

/** Where a derived table stands. Deleting the folder costs time, nothing else: tables are made again from the originals. */
export function tablePath(deps: Deps, cacheKey: string, name: string): string {
  return join(tablesFolder(deps), `${cacheKey}.${name}`);
}

export async function isTableThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** Puts a finished file in its place: it appears whole or not at all. */
export async function keepTable(deps: Deps, made: string, path: string): Promise<void> {
  await mkdir(tablesFolder(deps), { recursive: true, mode: 0o700 });
  await rename(made, path);
}

function tablesFolder(deps: Deps): string {
  return join(deps.dataDir, 'tables');
}
