import { hash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { OutputFile } from './output-file.js';
import { DataShelf, LARGE_DATA } from './shared-data.js';
import type { SharedData } from './shared-data.js';

const OBJECTS_PER_STREAM = 200;
const LONG_BODY = 200;
/** Setting up the usual tables takes longer than packing a foot line. */
const LITTLE = 1 << 10;
const SMALL_TABLES = { windowBits: 10, memLevel: 2, chunkSize: 1 << 12 } as const;

const STREAM_END = '\nendstream\nendobj\n';

/** Not yet written. */
const NOWHERE = -1;
/** Above all offsets a cross-reference can have here: the object stands in an object stream. */
const IN_CONTAINER = 2 ** 40;
const PLACES_IN_CONTAINER = 256;

export interface WrittenPdf {
  readonly bytes: number;
  readonly sha256: string;
}

/** Something to be written once the page it belongs to is whole. */
type Waiting =
  | { readonly id: number; readonly body: string }
  | {
      readonly id: number;
      readonly entries: string;
      readonly data: Uint8Array | string;
      readonly known: SharedData | null;
    };

interface Stage {
  readonly from: number;
  readonly waiting: Waiting[];
  readonly shared: string[];
  readonly kept: SharedData[];
}

/**
 * Writes a PDF object by object, straight to disk. Only what is handed over is ever in the file, so
 * nothing unreachable can be; numbers are given in the order asked, so the same calls give the same bytes.
 */
export class PdfWriter {
  readonly #file: OutputFile;
  readonly #shelf: DataShelf;
  /** Where each object stands: its offset, or its container and its place in there. */
  readonly #places: number[] = [NOWHERE];
  #pending: { id: number; body: string }[] = [];
  #staged: Stage | null = null;
  /** What may be shared by several documents, by what it is made of. */
  readonly #shared = new Map<string, number>();

  private constructor(file: OutputFile) {
    this.#file = file;
    this.#shelf = new DataShelf((from, data) => file.holds(from, data));
    file.text('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  }

  /** Makes (or empties) the file. */
  static open(path: string): PdfWriter {
    return new PdfWriter(OutputFile.create(path));
  }

  /** A number for an object that is written later. */
  reserve(): number {
    return this.#places.push(NOWHERE) - 1;
  }

  /** From here until `commit` nothing is written, so that a page that cannot be copied leaves no trace. */
  stage(): void {
    this.#staged = { from: this.#places.length, waiting: [], shared: [], kept: [] };
  }

  commit(): void {
    const waiting = this.#staged?.waiting ?? [];
    this.#staged = null;
    for (const each of waiting) {
      if ('body' in each) this.object(each.id, each.body);
      else this.stream(each.id, each.entries, each.data, each.known);
    }
  }

  /** Forgets everything since `stage`, numbers included. */
  discard(): void {
    if (!this.#staged) return;
    this.#places.length = this.#staged.from;
    for (const key of this.#staged.shared) this.#shared.delete(key);
    for (const data of this.#staged.kept) this.#shelf.remove(data);
    this.#staged = null;
  }

  /** Writes an object that is not a stream; `body` is PDF syntax, one byte a character. */
  object(id: number, body: string): number {
    if (this.#staged) {
      this.#staged.waiting.push({ id, body });
      return id;
    }
    this.#pending.push({ id, body });
    if (this.#pending.length >= OBJECTS_PER_STREAM) this.#flushObjects();
    return id;
  }

  add(body: string): number {
    return this.object(this.reserve(), body);
  }

  /** Writes a stream whose data are already encoded as `entries` says. A string has one byte a character. */
  stream(id: number, entries: string, data: Uint8Array | string, known: SharedData | null = null): number {
    if (this.#staged) {
      this.#staged.waiting.push({ id, entries, data, known });
      return id;
    }
    const file = this.#file;
    this.#places[id] = file.size;
    const head = `${id} 0 obj\n<<${entries}/Length ${data.length}>>\nstream\n`;
    if (typeof data === 'string') {
      // In one piece: each is handed over to the file apart.
      file.text(`${head}${data}${STREAM_END}`);
      return id;
    }
    file.text(head);
    if (known && typeof known.place !== 'number') known.place = file.size;
    file.bytes(data);
    file.text(STREAM_END);
    return id;
  }

  addStream(entries: string, data: Uint8Array | string): number {
    return this.stream(this.reserve(), entries, data);
  }

  /** The number of an object that is the same byte for byte, written now if none is there yet. */
  shareObject(body: string): number {
    const key = body.length > LONG_BODY ? hash('sha256', Buffer.from(body, 'latin1'), 'base64') : body;
    return this.#share(key, () => this.add(body));
  }

  /** `known` is what the data are, where that was found out already. */
  shareStream(entries: string, data: Uint8Array, known: SharedData | null = null): number {
    if (data.length < LARGE_DATA) {
      const key = `${entries} ${hash('sha256', data, 'base64')}`;
      return this.#share(key, () => this.addStream(entries, data));
    }
    const found = known ?? this.#shelf.find(data) ?? this.#keep(data);
    return this.#share(`${entries} #${found.number}`, () =>
      this.stream(this.reserve(), entries, data, found),
    );
  }

  /** Operators that many pages begin or end with. One byte a character. */
  shareText(content: string): number {
    return this.#share(`stream ${content}`, () => this.addStream('', content));
  }

  /** Large Flate data in the file that were proven, and that `data` are or begin with. */
  findProven(data: Uint8Array): SharedData | null {
    return data.length < LARGE_DATA ? null : this.#shelf.findProven(data);
  }

  /** Says of Flate data that they were unpacked to their end; null where they are too small to be looked up again. */
  keepProven(data: Uint8Array): SharedData | null {
    if (data.length < LARGE_DATA) return null;
    const kept = this.#shelf.find(data) ?? this.#keep(data);
    kept.isProven = true;
    return kept;
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
    const missing = this.#places.indexOf(NOWHERE, 1);
    if (missing > 0) throw new Error(`PDF object ${missing} was promised and never written.`);
    const id = this.reserve();
    const start = this.#file.size;
    this.#places[id] = start;
    const name = this.#file.hashSoFar().slice(0, 32);
    const entries = `/Type/XRef/Size ${this.#places.length}/W[1 5 2]/Root ${root} 0 R/Info ${info} 0 R/ID[<${name}><${name}>]`;
    this.stream(id, `${entries}/Filter/FlateDecode`, deflateSync(this.#crossReference()));
    this.#file.text(`startxref\n${start}\n%%EOF\n`);
    return { bytes: this.#file.size, sha256: this.#file.finish() };
  }

  close(): void {
    this.#file.close();
  }

  #keep(data: Uint8Array): SharedData {
    const kept = this.#shelf.put(data);
    this.#staged?.kept.push(kept);
    return kept;
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
    const table = Buffer.alloc(this.#places.length * 8);
    this.#places.forEach((place, id) => {
      const at = id * 8;
      if (place === NOWHERE) {
        table.writeUInt16BE(0xffff, at + 6);
      } else if (place < IN_CONTAINER) {
        table[at] = 1;
        table.writeUIntBE(place, at + 1, 5);
      } else {
        const inside = place - IN_CONTAINER;
        table[at] = 2;
        table.writeUIntBE(Math.floor(inside / PLACES_IN_CONTAINER), at + 1, 5);
        table.writeUInt16BE(inside % PLACES_IN_CONTAINER, at + 6);
      }
    });
    return table;
  }

  #flushObjects(): void {
    if (this.#pending.length === 0) return;
    const objects = this.#pending;
    this.#pending = [];
    const container = this.reserve();
    let head = '';
    let text = '';
    objects.forEach(({ id, body }, index) => {
      this.#places[id] = IN_CONTAINER + container * PLACES_IN_CONTAINER + index;
      head += `${id} ${text.length} `;
      text += `${body}\n`;
    });
    this.stream(
      container,
      `/Type/ObjStm/N ${objects.length}/First ${head.length}/Filter/FlateDecode`,
      deflateSync(Buffer.from(head + text, 'latin1')),
    );
  }
}
