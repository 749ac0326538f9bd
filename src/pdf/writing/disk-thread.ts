import { createHash } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { ByteRing } from './byte-ring.js';
import type { DiskThreadData } from './output-file.js';

const READ_BYTES = 1 << 18;

// Writes and hashes what the other thread makes meanwhile.
const { file, shared } = workerData as DiskThreadData;
const hash = createHash('sha256');
let at: number | null = null;

new ByteRing(shared).serve(
  (piece) => {
    at ??= hashBeginning();
    hash.update(piece);
    for (let done = 0; done < piece.length;)
      done += writeSync(file, piece, done, piece.length - done, at + done);
    at += piece.length;
  },
  () => {
    at ??= hashBeginning();
    return hash.copy().digest();
  },
);

/** What the file had before this thread was ready; where it ends. */
function hashBeginning(): number {
  const bytes = Buffer.allocUnsafe(READ_BYTES);
  for (let from = 0; ;) {
    const count = readSync(file, bytes, 0, READ_BYTES, from);
    if (count === 0) return from;
    hash.update(bytes.subarray(0, count));
    from += count;
  }
}
