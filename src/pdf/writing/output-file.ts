import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { ByteRing } from './byte-ring.js';

const CHUNK_BYTES = 1 << 18;
/** Data as large as this are not gathered with what is around them. */
const LARGE = 1 << 16;
/** Smaller files are on disk before another thread has started. */
const WORTH_A_THREAD = 8 << 20;
/** Run from sources no thread can load its code: the file is written here then, with the same bytes. */
const THREAD = import.meta.url.endsWith('.ts') ? null : new URL('./disk-thread.js', import.meta.url);

export interface DiskThreadData {
  readonly file: number;
  readonly shared: SharedArrayBuffer;
}

/**
 * A file that is only ever written at its end; what stands in it can be compared with. Once it is large, another thread
 * writes and hashes it.
 */
export class OutputFile {
  readonly #file: number;
  readonly #thread: URL | null;
  readonly #chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #filled = 0;
  #written = 0;
  #ring: ByteRing | null = null;
  /** The thread was ready: it has all bytes from then on. */
  #isHandedOver = false;
  #scratch: Buffer | null = null;
  #isOpen = true;

  private constructor(file: number, thread: URL | null) {
    this.#file = file;
    this.#thread = thread;
  }

  /** Makes (or empties) the file. `thread` is the module of the other thread, if there is one. */
  static create(path: string, thread: URL | null = THREAD): OutputFile {
    return new OutputFile(openSync(path, 'w+', 0o600), thread);
  }

  /** Whether another thread writes by now. */
  get isHandedOver(): boolean {
    return this.#isHandedOver;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#written + this.#filled;
  }

  /** One byte a character. */
  text(text: string): void {
    if (text.length > CHUNK_BYTES) return this.bytes(Buffer.from(text, 'latin1'));
    if (text.length > CHUNK_BYTES - this.#filled) this.#drain();
    this.#filled += this.#chunk.write(text, this.#filled, 'latin1');
  }

  bytes(data: Uint8Array): void {
    if (data.length >= LARGE) {
      this.#drain();
      this.#put(data);
      return;
    }
    if (data.length > CHUNK_BYTES - this.#filled) this.#drain();
    this.#chunk.set(data, this.#filled);
    this.#filled += data.length;
  }

  /** Whether these bytes stand in the file, from there on. */
  holds(from: number, data: Uint8Array): boolean {
    if (from + data.length > this.size) return false;
    if (from + data.length > this.#written) this.#drain();
    const ring = this.#isHandedOver ? this.#ring : null;
    if (ring && from + data.length > this.#written - ring.waiting) ring.settle();
    this.#scratch ??= Buffer.allocUnsafeSlow(CHUNK_BYTES);
    for (let at = 0; at < data.length;) {
      const wanted = Math.min(CHUNK_BYTES, data.length - at);
      const count = readSync(this.#file, this.#scratch, 0, wanted, from + at);
      if (count === 0 || this.#scratch.compare(data, at, at + count, 0, count) !== 0) return false;
      at += count;
    }
    return true;
  }

  /** SHA-256 of what is in the file so far, in hexadecimal digits. */
  hashSoFar(): string {
    this.#drain();
    return this.#isHandedOver && this.#ring ? this.#ring.digest().toString('hex') : this.#hashOfAll();
  }

  /** Puts the file on the disk for good, closes it, and returns the SHA-256 of all of it. */
  finish(): string {
    const sha256 = this.hashSoFar();
    fsyncSync(this.#file);
    this.close();
    return sha256;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    // Until the thread has stopped the number of the file must not become that of another.
    this.#ring?.end();
    closeSync(this.#file);
  }

  #drain(): void {
    const filled = this.#chunk.subarray(0, this.#filled);
    this.#filled = 0;
    if (filled.length > 0) this.#put(filled);
  }

  #put(data: Uint8Array): void {
    if (this.#ring && !this.#isHandedOver) this.#isHandedOver = this.#ring.isReady;
    if (this.#ring && this.#isHandedOver) this.#ring.put(data);
    else for (let at = 0; at < data.length;) at += writeSync(this.#file, data, at);
    this.#written += data.length;
    if (this.#thread && !this.#ring && this.#written >= WORTH_A_THREAD)
      this.#ring = startThread(this.#thread, this.#file);
  }

  #hashOfAll(): string {
    const hash = createHash('sha256');
    for (let at = 0; at < this.#written;) {
      const count = readSync(this.#file, this.#chunk, 0, CHUNK_BYTES, at);
      if (count === 0) throw new Error('The file is shorter than what was written.');
      hash.update(this.#chunk.subarray(0, count));
      at += count;
    }
    return hash.digest('hex');
  }
}

/** Until it is ready, and for good if it never is, the file is written here. */
function startThread(module: URL, file: number): ByteRing {
  const ring = new ByteRing();
  const data: DiskThreadData = { file, shared: ring.shared };
  const thread = new Worker(module, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 2 } });
  thread.on('error', () => undefined); // one that cannot start is never ready
  thread.unref();
  return ring;
}
