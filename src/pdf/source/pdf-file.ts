import { BadData, unpackAll } from './stream-data.js';
import { DamagedPdf, readStructure } from './cross-reference.js';
import type { Entry } from './cross-reference.js';
import { openEncryption } from './encryption.js';
import type { Encryption } from './encryption.js';
import {
  isNamed,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNull,
  PDFNumber,
  PDFRef,
  PDFStream,
  PDFString,
} from './objects.js';
import type { PDFContext, PDFObject } from './objects.js';
import { PageCache } from './page-cache.js';
import { readObject } from './parse-object.js';
import { objectIn, readContainer } from './object-stream.js';
import type { Container } from './object-stream.js';
import { BadObject, objectReader, OutOfBytes, peekWord, readWhole } from './read-tokens.js';
import { endOfLine, endOfStream, endsThere } from './stream-end.js';
import type { ObjectReader } from './read-tokens.js';
import { entriesFrom, findObjects } from './rebuild.js';

const HEADER_BYTES = 1024;
const FIRST_WINDOW = 2048;
const LARGEST_WINDOW = 64 << 20;
const MOST_STORED = 512 << 20;
const MOST_IN_SECTION = 64 << 20;
const MOST_CONTAINERS = 8;
const LONGEST_CHAIN = 20;
const PLAINLY_NAMED = { Length: PDFName.of('Length'), Type: PDFName.of('Type') };

interface ReadObject {
  readonly object: PDFObject;
  readonly number: number;
  /** Where a stream's data start, or the object ends. */
  readonly end: number;
  readonly read: number;
}

/** The objects of a PDF, each read from its place in the file when it is asked for. */
export class PdfFile implements PDFContext {
  readonly #source: PageCache;
  readonly #isTolerant: boolean;
  readonly #refs = new Map<number, PDFRef>();
  readonly #objects = new Map<number, PDFObject | undefined>();
  readonly #containers = new Map<number, Container>();
  readonly #open = new Set<number>();
  #entries: ReadonlyMap<number, Entry> = new Map();
  #base = 0;
  #encryption: Encryption | null = null;
  #catalog: PDFObject | undefined;
  #pages: readonly PDFRef[] = [];

  private constructor(source: PageCache, isTolerant: boolean) {
    this.#source = source;
    this.#isTolerant = isTolerant;
  }

  /**
   * Follows the file's own cross-reference, and believes nothing else. Throws DamagedPdf, TooManyObjects,
   * WrongPassword.
   */
  static strict(path: string, password = ''): PdfFile {
    return PdfFile.#opened(path, false, (file) => {
      const header = file.#source.read(0, HEADER_BYTES).indexOf('%PDF-');
      const { entries, trailers, base } = readStructure(file.#section(), Math.max(0, header));
      file.#entries = entries;
      file.#base = base;
      file.#decrypt(trailers, password);
      const root = firstOf(trailers, 'Root');
      file.#catalog = file.lookup(root);
      if (!(file.#catalog instanceof PDFDict)) throw new DamagedPdf('Its catalog is missing.');
    });
  }

  /** Looks for objects in all bytes and makes the best of them. Throws as `strict`. */
  static rebuilt(path: string, password = ''): PdfFile {
    return PdfFile.#opened(path, true, (file) => {
      const found = findObjects({
        size: file.#source.size,
        bytes: (from, to) => file.#source.read(from, to),
        objectAt: (offset) => file.#tryObjectAt(offset),
        dictAt: (offset) => file.#tryDictAt(offset),
        refOf: file.#refOf,
      });
      file.#entries = entriesFrom(found.objects, () => []);
      file.#decrypt(found.trailers, password);
      file.#entries = entriesFrom(found.objects, ({ number }) => file.#container(number)?.numbers ?? []);
      file.#objects.clear();
      file.#pages = found.pages.length > 0 ? found.pages : file.#pagesByType();
      const roots = [
        ...found.trailers.flatMap((each) => each.get(PDFName.of('Root')) ?? []),
        ...found.catalogs,
      ];
      file.#catalog = roots
        .map((root) => file.#orNothing(root))
        .find((each) => each instanceof PDFDict && each.has(PDFName.of('Pages')));
      file.#catalog ??= file.#catalogByType();
    });
  }

  static #opened(path: string, isTolerant: boolean, open: (file: PdfFile) => void): PdfFile {
    const file = new PdfFile(PageCache.open(path), isTolerant);
    try {
      open(file);
      return file;
    } catch (error) {
      file.close();
      throw error instanceof BadObject || error instanceof BadData ? new DamagedPdf(error.message) : error;
    }
  }

  get isRebuilt(): boolean {
    return this.#isTolerant;
  }

  get isEncrypted(): boolean {
    return this.#encryption !== null;
  }

  get catalog(): PDFObject | undefined {
    return this.#catalog;
  }

  /** Pages found by a search, for a document whose page tree is lost. */
  get foundPages(): readonly PDFRef[] {
    return this.#pages;
  }

  lookup(object: PDFObject | undefined): PDFObject | undefined {
    let found = object;
    for (let link = 0; found instanceof PDFRef; link += 1) {
      if (link > LONGEST_CHAIN) return undefined;
      found = this.#load(found.objectNumber);
    }
    return found;
  }

  /** Every object that can be read, in the order of their numbers. */
  *enumerateIndirectObjects(): Generator<readonly [PDFRef, PDFObject]> {
    for (const number of [...this.#entries.keys()].sort((a, b) => a - b)) {
      const object = this.#orNothing(this.#refOf(number, 0));
      if (object) yield [this.#refOf(number, 0), object];
    }
  }

  close(): void {
    this.#source.close();
  }

  readonly #refOf = (number: number, generation: number): PDFRef => {
    const known = this.#refs.get(number);
    if (known) return known;
    const made = new PDFRef(number, generation);
    this.#refs.set(number, made);
    return made;
  };

  #load(number: number): PDFObject | undefined {
    if (this.#objects.has(number)) return this.#objects.get(number);
    const entry = this.#entries.get(number);
    // An object whose length or container is itself ends here.
    if (!entry || this.#open.has(number)) return undefined;
    this.#open.add(number);
    try {
      const object =
        'offset' in entry
          ? this.#objectAt(entry.offset + this.#base, number).object
          : this.#objectIn(entry.container, entry.index, number);
      const value = object === PDFNull ? undefined : object;
      this.#objects.set(number, value);
      return value;
    } finally {
      this.#open.delete(number);
    }
  }

  #orNothing(object: PDFObject): PDFObject | undefined {
    try {
      return this.lookup(object);
    } catch (error) {
      if (error instanceof BadObject || error instanceof BadData || error instanceof DamagedPdf)
        return undefined;
      throw error;
    }
  }

  /** `number` is what should stand there, or null where any may. */
  #objectAt(offset: number, number: number | null): ReadObject {
    return this.#readAt(offset, (reader) => {
      const found = readWhole(reader);
      const generation = readWhole(reader);
      if (peekWord(reader) !== 'obj' && !peekWord(reader).startsWith('obj')) {
        if (reader.at + 3 > reader.data.length && !reader.isEnd) throw new OutOfBytes();
        throw new DamagedPdf('An object is not where it should be.');
      }
      if (found === null || generation === null || (number !== null && number !== found))
        throw new DamagedPdf('An object is not where it should be.');
      reader.at += 3;
      const encryption = this.#encryption;
      const decrypting: ObjectReader = encryption
        ? { ...reader, decrypt: (bytes) => encryption.strings(bytes, found, generation) }
        : reader;
      const object = peekWord(decrypting) === 'endobj' ? PDFNull : readObject(decrypting);
      if (!(object instanceof PDFDict)) return this.#read(object, found, offset, decrypting);
      const word = peekWord(decrypting);
      if (word.length < 6 && !decrypting.isEnd && decrypting.at + 8 > decrypting.data.length)
        throw new OutOfBytes();
      if (!word.startsWith('stream')) return this.#read(object, found, offset, decrypting);
      if (decrypting.at + 8 > decrypting.data.length && !decrypting.isEnd) throw new OutOfBytes();
      const at = offset + decrypting.at + 6;
      const start = at + endOfLine(decrypting.data, decrypting.at + 6);
      const stream = new PDFStream(object, () => this.#stored(object, start, found, generation));
      return { object: stream, number: found, end: start, read: decrypting.data.length };
    });
  }

  #read(object: PDFObject, number: number, offset: number, reader: ObjectReader): ReadObject {
    return { object, number, end: offset + reader.at, read: reader.data.length };
  }

  /** Reads with as many bytes as it takes; few at first. */
  #readAt<T>(offset: number, use: (reader: ObjectReader) => T): T {
    for (let window = FIRST_WINDOW; ; window *= 8) {
      const data = this.#source.read(offset, offset + window);
      const isEnd = offset + window >= this.#source.size || window >= LARGEST_WINDOW;
      const reader = objectReader(data, {
        isEnd,
        isTolerant: this.#isTolerant,
        refOf: this.#refOf,
        decrypt: null,
      });
      try {
        return use(reader);
      } catch (error) {
        if (!(error instanceof OutOfBytes)) throw error;
        if (isEnd) throw new BadObject('An object of the document stops in the middle.');
      }
    }
  }

  #stored(dict: PDFDict, start: number, number: number, generation: number): Uint8Array {
    const end = this.#endOfStream(dict, start);
    if (end - start > MOST_STORED) throw new BadData('A stream of the document is too large.');
    const bytes = this.#source.read(start, end);
    const isPlain = !this.#encryption || isNamed(dict.get(PLAINLY_NAMED.Type), 'XRef');
    return isPlain ? bytes : (this.#encryption?.streams(bytes, number, generation) ?? bytes);
  }

  #endOfStream(dict: PDFDict, start: number): number {
    const length = this.lookup(dict.get(PLAINLY_NAMED.Length));
    const end = endOfStream(this.#source, start, length instanceof PDFNumber ? length.asNumber() : null);
    if (end === null && !this.#isTolerant) throw new DamagedPdf('A stream has no end.');
    return end ?? this.#source.size;
  }

  #objectIn(containerNumber: number, index: number, number: number): PDFObject {
    const container = this.#container(containerNumber);
    if (!container) throw new DamagedPdf('An object stream is missing.');
    return objectIn(container, index, number, { isTolerant: this.#isTolerant, refOf: this.#refOf });
  }

  #container(number: number): Container | null {
    const known = this.#containers.get(number);
    if (known) return known;
    const stream = this.#orNothing(this.#refOf(number, 0));
    const container = stream instanceof PDFStream ? readContainer(this, stream, this.#refOf) : null;
    if (!container) return null;
    if (this.#containers.size >= MOST_CONTAINERS) this.#containers.clear();
    this.#containers.set(number, container);
    return container;
  }

  #section(): Parameters<typeof readStructure>[0] {
    return {
      size: this.#source.size,
      bytes: (from, to) => this.#source.read(from, to),
      readAt: (offset, use) => this.#readAt(offset, use),
      streamAt: (offset) => this.#objectAt(offset, null).object,
      unpack: (stream) => unpackAll(this, stream, MOST_IN_SECTION),
    };
  }

  #decrypt(trailers: readonly PDFDict[], password: string): void {
    const dict = this.lookup(firstOf(trailers, 'Encrypt'));
    if (!(dict instanceof PDFDict)) return;
    const id = this.lookup(firstOf(trailers, 'ID'));
    const first = id instanceof PDFArray ? this.lookup(id.asArray()[0]) : undefined;
    const bytes = first instanceof PDFString ? first.asBytes() : new Uint8Array();
    this.#encryption = openEncryption(this, dict, bytes, password);
    this.#objects.clear(); // strings read before were read as they are stored
    this.#containers.clear();
  }

  #tryObjectAt(offset: number): { object: PDFObject; end: number; read: number } | null {
    try {
      const { object, end, read } = this.#objectAt(offset, null);
      return { object, end: object instanceof PDFStream ? this.#plainEnd(object, end) : end, read };
    } catch (error) {
      if (error instanceof BadObject || error instanceof DamagedPdf) return null;
      throw error;
    }
  }

  /** The end of a stream whose length is a plain number and true; its start otherwise. */
  #plainEnd(stream: PDFStream, start: number): number {
    const length = stream.dict.get(PLAINLY_NAMED.Length);
    const end = length instanceof PDFNumber ? start + length.asNumber() : start;
    return end > start && endsThere(this.#source.read(end, end + 16)) ? end : start;
  }

  #tryDictAt(offset: number): PDFObject | null {
    try {
      return this.#readAt(offset, (reader) => readObject(reader));
    } catch (error) {
      if (error instanceof BadObject) return null;
      throw error;
    }
  }

  #pagesByType(): PDFRef[] {
    return this.#byType('Page');
  }

  #catalogByType(): PDFObject | undefined {
    const [found] = this.#byType('Catalog');
    return found && this.lookup(found);
  }

  #byType(type: string): PDFRef[] {
    const refs: PDFRef[] = [];
    for (const [ref, object] of this.enumerateIndirectObjects())
      if (object instanceof PDFDict && isNamed(object.get(PLAINLY_NAMED.Type), type)) refs.push(ref);
    return refs;
  }
}

function firstOf(trailers: readonly PDFDict[], key: string): PDFObject | undefined {
  return trailers.find((each) => each.has(PDFName.of(key)))?.get(PDFName.of(key));
}
