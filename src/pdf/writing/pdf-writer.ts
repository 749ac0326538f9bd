import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

const OBJECTS_PER_STREAM = 200;
const BUFFER_BYTES = 1 << 20;
const LONG_BODY = 200;
/** Setting up the usual tables takes longer than packing a foot line. */
const LITTLE = 1 << 10;
const SMALL_TABLES = { windowBits: 10, memLevel: 2, chunkSize: 1 << 12 } as const;

type Entry = { readonly offset: number } | { readonly container: number; readonly index: number };

export interface WrittenPdf {
  readonly bytes: number;
  readonly sha256: string;
}

/** By what equal data are known: their SHA-256. */
export function hashOf(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('base64');
}

/**
 * Writes a PDF object by object, straight to disk. Only what is handed over is ever in the file, so
 * nothing unreachable can be; numbers are given in the order asked, so the same calls give the same bytes.
 */
export class PdfWriter {
  readonly #file: number;
  readonly #hash = createHash('sha256');
  readonly #entries: (Entry | undefined)[] = [undefined];
  #buffer: Uint8Array[] = [];
  #buffered = 0;
  #offset = 0;
  #pending: { id: number; body: string }[] = [];
  #isOpen = true;
  #staged: { readonly from: number; readonly writes: (() => void)[]; readonly shared: string[] } | null =
    null;
  /** What may be shared by several documents, by what it is made of. */
  readonly #shared = new Map<string, number>();

  private constructor(file: number) {
    this.#file = file;
  }

  /** Makes (or empties) the file. */
  static open(path: string): PdfWriter {
    const writer = new PdfWriter(openSync(path, 'w', 0o600));
    writer.#write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
    return writer;
  }

  /** A number for an object that is written later. */
  reserve(): number {
    this.#entries.push(undefined);
    return this.#entries.length - 1;
  }

  /** From here until `commit` nothing is written, so that a page that cannot be copied leaves no trace. */
  stage(): void {
    this.#staged = { from: this.#entries.length, writes: [], shared: [] };
  }

  commit(): void {
    const writes = this.#staged?.writes ?? [];
    this.#staged = null;
    for (const write of writes) write();
  }

  /** Forgets everything since `stage`, numbers included. */
  discard(): void {
    if (this.#staged) this.#entries.length = this.#staged.from;
    for (const key of this.#staged?.shared ?? []) this.#shared.delete(key);
    this.#staged = null;
  }

  /** Writes an object that is not a stream; `body` is PDF syntax, one byte a character. */
  object(id: number, body: string): number {
    if (this.#staged) {
      this.#staged.writes.push(() => this.object(id, body));
      return id;
    }
    this.#pending.push({ id, body });
    if (this.#pending.length >= OBJECTS_PER_STREAM) this.#flushObjects();
    return id;
  }

  add(body: string): number {
    return this.object(this.reserve(), body);
  }

  /** Writes a stream whose data are already encoded as `entries` says. */
  stream(id: number, entries: string, data: Uint8Array): number {
    if (this.#staged) {
      this.#staged.writes.push(() => this.stream(id, entries, data));
      return id;
    }
    this.#entries[id] = { offset: this.#offset };
    this.#write(Buffer.from(`${id} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n`, 'latin1'));
    this.#write(data);
    this.#write(Buffer.from('\nendstream\nendobj\n', 'latin1'));
    return id;
  }

  addStream(entries: string, data: Uint8Array): number {
    return this.stream(this.reserve(), entries, data);
  }

  /** The number of an object that is the same byte for byte, written now if none is there yet. */
  shareObject(body: string): number {
    const key = body.length > LONG_BODY ? createHash('sha256').update(body, 'latin1').digest('base64') : body;
    return this.#share(key, () => this.add(body));
  }

  /** `hash` is that of the data where it is known already. */
  shareStream(entries: string, data: Uint8Array, hash = hashOf(data)): number {
    const key = `${entries} ${hash}`;
    return this.#share(key, () => this.addStream(entries, data));
  }

  /** Writes a stream compressed; `content` is one byte a character. */
  addDeflated(entries: string, content: string | Uint8Array): number {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
    return this.addStream(
      `${entries}/Filter/FlateDecode`,
      deflateSync(bytes, bytes.length < LITTLE ? SMALL_TABLES : {}),
    );
  }

  /** Writes the cross-reference stream and closes the file. The /ID comes from the bytes before it. */
  finish(root: number, info: number): WrittenPdf {
    this.#flushObjects();
    const missing = this.#entries.findIndex((entry, id) => id > 0 && !entry);
    if (missing > 0) throw new Error(`PDF object ${missing} was promised and never written.`);
    const id = this.reserve();
    const start = this.#offset;
    this.#entries[id] = { offset: start };
    this.#drain();
    const name = this.#hash.copy().digest('hex').slice(0, 32);
    const entries = `/Type/XRef/Size ${this.#entries.length}/W[1 5 2]/Root ${root} 0 R/Info ${info} 0 R/ID[<${name}><${name}>]`;
    this.stream(id, `${entries}/Filter/FlateDecode`, deflateSync(this.#crossReference()));
    this.#write(Buffer.from(`startxref\n${start}\n%%EOF\n`, 'latin1'));
    this.#drain();
    fsyncSync(this.#file);
    this.close();
    return { bytes: this.#offset, sha256: this.#hash.digest('hex') };
  }

  close(): void {
    if (this.#isOpen) closeSync(this.#file);
    this.#isOpen = false;
  }

  #share(key: string, write: () => number): number {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const id = write();
    this.#shared.set(key, id);
    this.#staged?.shared.push(key);
    return id;
  }

  #crossReference(): Buffer {
    const table = Buffer.alloc(this.#entries.length * 8);
    this.#entries.forEach((entry, id) => {
      const at = id * 8;
      if (!entry) {
        table.writeUInt16BE(0xffff, at + 6);
      } else if ('offset' in entry) {
        table[at] = 1;
        table.writeUIntBE(entry.offset, at + 1, 5);
      } else {
        table[at] = 2;
        table.writeUIntBE(entry.container, at + 1, 5);
        table.writeUInt16BE(entry.index, at + 6);
      }
    });
    return table;
  }

  #flushObjects(): void {
    if (this.#pending.length === 0) return;
    const objects = this.#pending;
    this.#pending = [];
    const container = this.reserve();
    let at = 0;
    const heads = objects.map(({ id, body }, index) => {
      this.#entries[id] = { container, index };
      const head = `${id} ${at}`;
      at += body.length + 1;
      return head;
    });
    const head = `${heads.join(' ')} `;
    const text = head + objects.map(({ body }) => `${body}\n`).join('');
    this.stream(
      container,
      `/Type/ObjStm/N ${objects.length}/First ${head.length}/Filter/FlateDecode`,
      deflateSync(Buffer.from(text, 'latin1')),
    );
  }

  #write(data: Uint8Array): void {
    this.#buffer.push(data);
    this.#buffered += data.length;
    this.#offset += data.length;
    if (this.#buffered >= BUFFER_BYTES) this.#drain();
  }

  #drain(): void {
    for (const data of this.#buffer) {
      this.#hash.update(data);
      for (let at = 0; at < data.length;) at += writeSync(this.#file, data, at);
    }
    this.#buffer = [];
    this.#buffered = 0;
  }
}
