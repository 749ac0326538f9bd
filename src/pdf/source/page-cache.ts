import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const BLOCK_BYTES = 1 << 16;
const MOST_BLOCKS = 64;

/** The bytes of a file by position, never the whole of it: a few blocks are kept, the last used ones. */
export class PageCache {
  readonly size: number;
  readonly #file: number;
  readonly #blocks = new Map<number, Buffer>();
  #isOpen = true;

  private constructor(file: number) {
    this.#file = file;
    this.size = fstatSync(file).size;
  }

  static open(path: string): PageCache {
    return new PageCache(openSync(path, 'r'));
  }

  /** Bytes from `from` up to `to`, or to the end of the file. They must not be changed. */
  read(from: number, to: number): Buffer {
    const end = Math.min(to, this.size);
    if (from >= end || from < 0) return Buffer.alloc(0);
    const first = Math.floor(from / BLOCK_BYTES);
    const last = Math.floor((end - 1) / BLOCK_BYTES);
    if (first === last) {
      const start = first * BLOCK_BYTES;
      return this.#block(first).subarray(from - start, end - start);
    }
    return this.#fill(Buffer.allocUnsafe(end - from), from);
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
    this.#blocks.clear();
  }

  #block(index: number): Buffer {
    const known = this.#blocks.get(index);
    if (known) {
      if (this.#blocks.size > 1) {
        this.#blocks.delete(index);
        this.#blocks.set(index, known);
      }
      return known;
    }
    const start = index * BLOCK_BYTES;
    const block = this.#fill(Buffer.allocUnsafeSlow(Math.min(BLOCK_BYTES, this.size - start)), start);
    this.#blocks.set(index, block);
    if (this.#blocks.size > MOST_BLOCKS) {
      const oldest = this.#blocks.keys().next();
      if (!oldest.done) this.#blocks.delete(oldest.value);
    }
    return block;
  }

  #fill(into: Buffer, from: number): Buffer {
    for (let at = 0; at < into.length;) {
      const count = readSync(this.#file, into, at, into.length - at, from + at);
      if (count === 0) return into.subarray(0, at);
      at += count;
    }
    return into;
  }
}
