import { BadData, unpackAll } from './stream-data.js';
import { DamagedPdf, readStructure } from './cross-reference.js';
import type { Entry } from './cross-reference.js';
import { openEncryption } from './encryption.js';
import { isNamed, PDFArray, PDFDict, PDFName, PDFNull, PDFRef, PDFStream, PDFString } from './objects.js';
import type { PDFContext, PDFObject } from './objects.js';
import type { PageCache } from './page-cache.js';
import { objectIn, readContainer } from './object-stream.js';
import type { Container } from './object-stream.js';
import { PlacedObjects } from './placed-objects.js';
import { BadObject } from './read-tokens.js';
import { cutOffObject, entriesFrom, findObjects } from './rebuild.js';

const HEADER_BYTES = 1024;
const MOST_IN_SECTION = 64 << 20;
const MOST_CONTAINERS = 8;
const LONGEST_CHAIN = 20;
const TYPE = PDFName.of('Type');

/** The objects of a PDF, each read from its place in the file when it is asked for. */
export class PdfFile implements PDFContext {
  readonly #placed: PlacedObjects;
  readonly #objects = new Map<number, PDFObject | undefined>();
  readonly #containers = new Map<number, Container>();
  readonly #open = new Set<number>();
  #entries: ReadonlyMap<number, Entry> = new Map();
  #base = 0;
  #catalog: PDFObject | undefined;
  #pages: readonly PDFRef[] = [];
  #cutOff: number | null = null;

  private constructor(source: PageCache, isTolerant: boolean) {
    this.#placed = new PlacedObjects(source, isTolerant, this);
  }

  /**
   * Follows the file's own cross-reference, and believes nothing else. The bytes are closed with the file, or here when
   * it cannot be opened. Throws DamagedPdf, TooManyObjects, WrongPassword.
   */
  static strict(bytes: PageCache, password = ''): PdfFile {
    return PdfFile.#opened(bytes, false, (file) => {
      const header = bytes.read(0, HEADER_BYTES).indexOf('%PDF-');
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
  static rebuilt(bytes: PageCache, password = ''): PdfFile {
    return PdfFile.#opened(bytes, true, (file) => {
      const placed = file.#placed;
      const found = findObjects({
        size: bytes.size,
        bytes: (from, to) => bytes.read(from, to),
        objectAt: (offset) => placed.tryObjectAt(offset),
        dictAt: (offset) => placed.tryDictAt(offset),
        refOf: placed.refOf,
      });
      file.#entries = entriesFrom(found.objects, () => []);
      file.#decrypt(found.trailers, password);
      file.#cutOff = cutOffObject(bytes, found.objects);
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

  static #opened(bytes: PageCache, isTolerant: boolean, open: (file: PdfFile) => void): PdfFile {
    const file = new PdfFile(bytes, isTolerant);
    try {
      open(file);
      return file;
    } catch (error) {
      file.close();
      throw error instanceof BadObject || error instanceof BadData ? new DamagedPdf(error.message) : error;
    }
  }

  get isRebuilt(): boolean {
    return this.#placed.isTolerant;
  }

  get isEncrypted(): boolean {
    return this.#placed.encryption !== null;
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

  /** Whether the object is not in the file, or the file ends in the middle of it; a null that stands there is not lost. */
  isLost({ objectNumber }: PDFRef): boolean {
    const entry = this.#entries.get(objectNumber);
    if (!entry) return true;
    return this.#cutOff === ('container' in entry ? entry.container : objectNumber);
  }

  /** Every object that can be read, in the order of their numbers. */
  *enumerateIndirectObjects(): Generator<readonly [PDFRef, PDFObject]> {
    for (const number of [...this.#entries.keys()].sort((a, b) => a - b)) {
      const object = this.#orNothing(this.#placed.refOf(number, 0));
      if (object) yield [this.#placed.refOf(number, 0), object];
    }
  }

  close(): void {
    this.#placed.source.close();
  }

  #load(number: number): PDFObject | undefined {
    if (this.#objects.has(number)) return this.#objects.get(number);
    const entry = this.#entries.get(number);
    // An object whose length or container is itself ends here.
    if (!entry || this.#open.has(number)) return undefined;
    this.#open.add(number);
    try {
      const object =
        'offset' in entry
          ? this.#placed.objectAt(entry.offset + this.#base, number).object
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

  #objectIn(containerNumber: number, index: number, number: number): PDFObject {
    const container = this.#container(containerNumber);
    if (!container) throw new DamagedPdf('An object stream is missing.');
    return objectIn(container, index, number, this.#placed);
  }

  #container(number: number): Container | null {
    const known = this.#containers.get(number);
    if (known) return known;
    const stream = this.#orNothing(this.#placed.refOf(number, 0));
    const container = stream instanceof PDFStream ? readContainer(this, stream, this.#placed.refOf) : null;
    if (!container) return null;
    if (this.#containers.size >= MOST_CONTAINERS) this.#containers.clear();
    this.#containers.set(number, container);
    return container;
  }

  #section(): Parameters<typeof readStructure>[0] {
    const placed = this.#placed;
    return {
      size: placed.source.size,
      bytes: (from, to) => placed.source.read(from, to),
      readAt: (offset, use) => placed.readAt(offset, use),
      streamAt: (offset) => placed.objectAt(offset, null).object,
      unpack: (stream) => unpackAll(this, stream, MOST_IN_SECTION),
    };
  }

  #decrypt(trailers: readonly PDFDict[], password: string): void {
    const dict = this.lookup(firstOf(trailers, 'Encrypt'));
    if (!(dict instanceof PDFDict)) return;
    const id = this.lookup(firstOf(trailers, 'ID'));
    const first = id instanceof PDFArray ? this.lookup(id.asArray()[0]) : undefined;
    const bytes = first instanceof PDFString ? first.asBytes() : new Uint8Array();
    this.#placed.encryption = openEncryption(this, dict, bytes, password);
    this.#objects.clear(); // strings read before were read as they are stored
    this.#containers.clear();
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
      if (object instanceof PDFDict && isNamed(object.get(TYPE), type)) refs.push(ref);
    return refs;
  }
}

function firstOf(trailers: readonly PDFDict[], key: string): PDFObject | undefined {
  return trailers.find((each) => each.has(PDFName.of(key)))?.get(PDFName.of(key));
}
