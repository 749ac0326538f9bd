import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import type { Entry } from 'yauzl';

const MAX_ENTRIES = 50_000;
const MAX_BYTES = 4 * 2 ** 30;
const MAX_RATIO = 100;
const SMALL_BYTES = 1 << 20; // a ratio says nothing about a few kilobytes

/** The zip is broken or not one this program would have made; the message names the entry. */
export class UnsafeZipError extends Error {
  override name = 'UnsafeZipError';
}

/** Unpacks into an empty folder, counting while inflating. Throws `UnsafeZipError`; then nothing in the folder is to be used. */
export async function unzipPackage(zipPath: string, into: string): Promise<void> {
  const zip = await openPromise(zipPath, {
    lazyEntries: true,
    autoClose: false,
    validateEntrySizes: true,
    strictFileNames: true,
  }).catch(asUnsafe);
  try {
    if (zip.entryCount > MAX_ENTRIES)
      throw new UnsafeZipError(`The zip has ${zip.entryCount} entries; at most ${MAX_ENTRIES} are read.`);
    const seen = new Set<string>();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      refuse(entry, seen);
      seen.add(name.toLowerCase());
      if (name.endsWith('/')) continue;
      const target = join(into, name);
      await mkdir(dirname(target), { recursive: true });
      const stream = await zip.openReadStreamPromise(entry);
      const counted = new Transform({
        transform(piece: Buffer, _encoding, done) {
          total += piece.length;
          done(
            total > MAX_BYTES
              ? new UnsafeZipError(`The zip inflates to more than ${MAX_BYTES} bytes, at ${name}.`)
              : null,
            piece,
          );
        },
      });
      await pipeline(stream, counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    }
  } catch (error) {
    asUnsafe(error);
  } finally {
    zip.close();
  }
}

function refuse(entry: Entry, seen: ReadonlySet<string>): void {
  const { fileName, uncompressedSize, compressedSize, externalFileAttributes } = entry;
  const isLink = ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  if (fileName.startsWith('/') || /[\\:\0]/.test(fileName) || fileName.split('/').includes('..'))
    throw new UnsafeZipError(`The zip holds “${fileName}”, which points outside its own folder.`);
  if (isLink) throw new UnsafeZipError(`The zip holds “${fileName}”, which is a link.`);
  if (seen.has(fileName.toLowerCase())) throw new UnsafeZipError(`The zip holds “${fileName}” twice.`);
  if (entry.isEncrypted()) throw new UnsafeZipError(`The zip holds “${fileName}” encrypted.`);
  if (uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MAX_RATIO)
    throw new UnsafeZipError(`The zip holds “${fileName}”, which inflates more than ${MAX_RATIO} times.`);
}

function asUnsafe(error: unknown): never {
  if (error instanceof UnsafeZipError) throw error;
  throw new UnsafeZipError(
    `The zip cannot be read: ${error instanceof Error ? error.message : String(error)}`,
  );
}
