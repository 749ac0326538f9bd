import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from './errors.js';

/**
 * One process for each role in a data folder; another one is refused with the first one's process id.
 * A lock left by a process that is gone is taken over. Returns what releases it.
 */
export function lockFolder(folder: string, role: 'web' | 'worker'): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${role}.lock`);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (isAlive(holder))
        throw new ConflictError(`The data folder is in use by process ${holder}. Stop that one first.`);
      rmSync(path, { force: true });
    }
  }
  throw new ConflictError('The data folder is being taken by another process.');
}

/** True for another process of this machine that runs, whoever started it. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
