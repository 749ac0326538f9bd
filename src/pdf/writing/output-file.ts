import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 1 << 19;
/** Data as large as this go to disk from where they are. */
const LARGE = 1 << 16;

/** A file that is only ever written at its end; what stands in it can be compared with. */
export class OutputFile {
  readonly #file: number;
  readonly #hash = createHash('sha256');
  readonly #chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #filled = 0;
  #written = 0;
  #scratch: Buffer | null = null;
  #isOpen = true;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Makes (or empties) the file. */
  static create(path: string): OutputFile {
    return new OutputFile(openSync(path, 'w+', 0o600));
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
    return this.#hash.copy().digest('hex');
  }

  /** Puts the file on the disk for good, closes it, and returns the SHA-256 of all of it. */
  finish(): string {
    this.#drain();
    fsyncSync(this.#file);
    this.close();
    return this.#hash.digest('hex');
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  #drain(): void {
    const filled = this.#chunk.subarray(0, this.#filled);
    this.#filled = 0;
    if (filled.length > 0) this.#put(filled);
  }

  #put(data: Uint8Array): void {
    this.#hash.update(data);
    for (let at = 0; at < data.length;) {
      const count = writeSync(this.#file, data, at);
      this.#written += count;
      at += count;
    }
  }
}
