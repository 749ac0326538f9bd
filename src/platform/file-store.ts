import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ConflictError, IntegrityError, StorageError } from './errors.js';

/** A file that has arrived whole in a temporary place, is on disk, and has no name yet. */
export interface ReceivedFile {
  readonly tempPath: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** The files: each named by the SHA-256 of its bytes, never changed, checked when read. */
export interface FileStore {
  /** Streams to a temporary file while hashing, then fsyncs. Throws `FileTooLargeError` over `limit` bytes. */
  receive(source: AsyncIterable<Uint8Array>, limit: number): Promise<ReceivedFile>;
  /** Moves a received file to the place its hash names. Keeping the same bytes twice is harmless. */
  keep(file: ReceivedFile): Promise<string>;
  discard(file: ReceivedFile): Promise<void>;
  /** The bytes, after proving that they still have their hash. Throws `IntegrityError` when they do not, or are gone. */
  read(sha256: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Where a process that needs a path finds the file, proven as in `read`. */
  localPath(sha256: string): Promise<string>;
  size(sha256: string): Promise<number>;
  /** True when the bytes are there and have their hash; false when missing or different. */
  isWhole(sha256: string): Promise<boolean>;
  /** Every name in the store: of the files it keeps, whatever else lies between them. */
  names(): AsyncIterable<string>;
  /** What lies in its folders and is none of its files, as paths below it: systems leave theirs, like .DS_Store. */
  strays(): AsyncIterable<string>;
  /** Removes what interrupted uploads left; call only while no other process receives. */
  sweepTemp(): Promise<number>;
  /** A fresh folder for derived files, swept at start. */
  workFolder(): Promise<string>;
}

export class FileTooLargeError extends Error {
  override name = 'FileTooLargeError';
  readonly status = 413;
}

const PROVEN_FOR_MS = 60_000;

export async function openFileStore(root: string, machineNow: () => number): Promise<FileStore> {
  const temp = join(root, 'temp');
  const work = join(root, 'work');
  for (const folder of [root, temp, work]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const proven = new Map<string, { key: string; at: number }>();

  const prove = async (sha256: string): Promise<string> => {
    const path = pathOf(root, sha256);
    const now = await stat(path).catch((error: unknown) => {
      if (isCode(error, 'ENOENT'))
        throw new IntegrityError(`The stored file ${sha256.slice(0, 12)}… is missing.`);
      throw error;
    });
    const key = `${now.ino}:${now.size}:${now.mtimeMs}:${now.ctimeMs}`;
    const known = proven.get(sha256);
    if (known?.key === key && machineNow() - known.at < PROVEN_FOR_MS) return path;
    proven.delete(sha256);
    if ((await hashOf(path)) !== sha256)
      throw new IntegrityError(`The stored file ${sha256.slice(0, 12)}… is damaged: its bytes have changed.`);
    if (proven.size > 5_000) proven.clear();
    proven.set(sha256, { key, at: machineNow() });
    return path;
  };

  return {
    receive: (source, limit) => receive(temp, source, limit),
    keep: (file) => keep(root, file),
    discard: (file) => rm(file.tempPath, { force: true }),
    read: async (sha256, range) => createReadStream(await prove(sha256), range ?? {}),
    localPath: prove,
    size: async (sha256) => (await stat(pathOf(root, sha256))).size,
    isWhole: async (sha256) => {
      try {
        return (await hashOf(pathOf(root, sha256))) === sha256;
      } catch (error) {
        if (isCode(error, 'ENOENT')) return false;
        throw error;
      }
    },
    names: async function* () {
      for await (const { path, isOurs } of everything(root)) if (isOurs) yield basename(path);
    },
    strays: async function* () {
      for await (const { path, isOurs } of everything(root)) if (!isOurs) yield path;
    },
    sweepTemp: async () => (await emptyFolder(temp)) + (await emptyFolder(work)),
    workFolder: async () => {
      const folder = join(work, randomBytes(8).toString('hex'));
      await mkdir(folder, { mode: 0o700 });
      return folder;
    },
  };
}

/** Names from outside never become paths: a file is named by its SHA-256, nothing else. */
export function pathOf(root: string, name: string): string {
  if (!/^[0-9a-f]{64}$/.test(name)) throw new IntegrityError('A file is named by its SHA-256, nothing else.');
  return join(root, name.slice(0, 2), name.slice(2, 4), name);
}

/** The SHA-256 of a file's bytes, in lower-case hex, read in pieces. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

async function receive(
  temp: string,
  source: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<ReceivedFile> {
  const tempPath = join(temp, randomBytes(16).toString('hex'));
  const hash = createHash('sha256');
  let bytes = 0;
  const handle = await open(tempPath, 'wx', 0o600).catch(storageFailure);
  try {
    for await (const piece of source) {
      bytes += piece.length;
      if (bytes > limit) throw new FileTooLargeError(`A file may have at most ${limit} bytes.`);
      hash.update(piece);
      await handle.writeFile(piece).catch(storageFailure);
    }
    await handle.sync().catch(storageFailure);
  } catch (error) {
    await handle.close();
    await rm(tempPath, { force: true });
    throw error;
  }
  await handle.close();
  return { tempPath, sha256: hash.digest('hex'), bytes };
}

async function keep(root: string, file: ReceivedFile): Promise<string> {
  const kept = pathOf(root, file.sha256);
  await makeFolders(root, dirname(kept));
  await rename(file.tempPath, kept).catch(storageFailure); // fsynced before, same disk: it appears whole or not at all
  await syncFolder(dirname(kept));
  return file.sha256;
}

async function makeFolders(root: string, folder: string): Promise<void> {
  const outer = dirname(folder);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 }).catch(storageFailure);
  if (made === undefined) return;
  await syncFolder(outer);
  await syncFolder(root);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Whatever lies where files are kept, in the order of its paths. */
async function* everything(root: string): AsyncIterable<{ readonly path: string; readonly isOurs: boolean }> {
  for (const first of await entriesOf(root, '')) {
    if (!/^[0-9a-f]{2}$/.test(first.path)) continue;
    for (const second of first.isFolder ? await entriesOf(root, first.path) : [first])
      for (const file of second.isFolder ? await entriesOf(root, second.path) : [second]) {
        const [, one = '', two = '', name = ''] = /^(..)\/(..)\/([0-9a-f]{64})$/.exec(file.path) ?? [];
        yield { path: file.path, isOurs: name !== '' && !file.isFolder && name.startsWith(one + two) };
      }
  }
}

async function entriesOf(root: string, below: string): Promise<{ path: string; isFolder: boolean }[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  return entries
    .map((entry) => ({
      path: below === '' ? entry.name : `${below}/${entry.name}`,
      isFolder: entry.isDirectory(),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function emptyFolder(folder: string): Promise<number> {
  const left = await readdir(folder);
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true });
  return left.length;
}

function storageFailure(error: unknown): never {
  if (isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT') || isCode(error, 'EFBIG')) throw new StorageError();
  if (isCode(error, 'EROFS')) throw new ConflictError('The storage is read-only; nothing was saved.');
  throw error;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
