import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deps } from '../../platform/deps.js';
import { IntegrityError } from '../../platform/errors.js';

const KEY_BYTES = 32;
const SHOWN_HEX = 20;

/** Gives an account the same pseudonym wherever one key is used, and nothing to anyone without the key. */
export type Pseudonymise = (account: string) => string;

/**
 * HMAC-SHA-256 (RFC 2104) over the account under the key, its first 80 bits: `P-3f2a…`. Two of a million accounts would
 * share one once in two million million productions.
 */
export function pseudonymsBy(key: Uint8Array): Pseudonymise {
  return (account) =>
    `P-${createHmac('sha256', key).update(account, 'utf8').digest('hex').slice(0, SHOWN_HEX)}`;
}

/**
 * The key named so, made when it is first needed. It stands in the data folder with mode 0600 and goes nowhere else: not
 * into a row, an event, a log, a question or a file that leaves.
 */
export async function pseudonymKey(deps: Pick<Deps, 'dataDir'>, name: string): Promise<Uint8Array> {
  if (!/^(screen|disclosure)-[a-z0-9]{20}$/.test(name)) throw new IntegrityError('No key has this name.');
  const folder = join(deps.dataDir, 'secrets');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `pseudonyms-${name}`);
  const known = await readKey(path);
  if (known !== null) return known;
  const made = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(made, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(KEY_BYTES).toString('hex'));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(made, path); // two that make it at once: the first one's counts for both
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  await rm(made);
  const key = await readKey(path);
  if (key === null) throw new IntegrityError('A key of pseudonyms could not be kept.');
  return key;
}

async function readKey(path: string): Promise<Uint8Array | null> {
  try {
    const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'hex');
    if (key.length !== KEY_BYTES)
      throw new IntegrityError(
        'A key of pseudonyms in the data folder is damaged; restore it from a backup.',
      );
    return key;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
