import { DamagedPdf } from './cross-reference.js';
import type { Encryption } from './encryption.js';
import { isNamed, PDFDict, PDFName, PDFNull, PDFNumber, PDFRef, PDFStream } from './objects.js';
import type { PDFContext, PDFObject } from './objects.js';
import type { PageCache } from './page-cache.js';
import { readObject } from './parse-object.js';
import { BadObject, objectReader, OutOfBytes, peekWord, readWhole } from './read-tokens.js';
import type { ObjectReader } from './read-tokens.js';
import { BadData } from './stream-data.js';
import { AFTER_STREAM, endOfLine, endOfStream, endsThere } from './stream-end.js';

const FIRST_WINDOW = 2048;
const LARGEST_WINDOW = 64 << 20;
const MOST_STORED = 512 << 20;
/** Of larger data the stated length is looked at before they are read. */
const MOST_AT_ONCE = 4 << 20;
const NAMED = { Length: PDFName.of('Length'), Type: PDFName.of('Type') };

export interface ReadObject {
  readonly object: PDFObject;
  readonly number: number;
  /** Where a stream's data start, or the object ends. */
  readonly end: number;
  readonly read: number;
}

/** The objects of a PDF by where they stand in its bytes. */
export class PlacedObjects {
  /** Set once it is known: strings and streams are decrypted from then on. */
  encryption: Encryption | null = null;
  readonly source: PageCache;
  readonly isTolerant: boolean;
  readonly #context: PDFContext;
  readonly #refs = new Map<number, PDFRef>();

  /** A stream may give its length as an object of `context`. */
  constructor(source: PageCache, isTolerant: boolean, context: PDFContext) {
    this.source = source;
    this.isTolerant = isTolerant;
    this.#context = context;
  }

  readonly refOf = (number: number, generation: number): PDFRef => {
    const known = this.#refs.get(number);
    if (known) return known;
    const made = new PDFRef(number, generation);
    this.#refs.set(number, made);
    return made;
  };

  /** `number` is what should stand there, or null where any may. Throws DamagedPdf, BadObject. */
  objectAt(offset: number, number: number | null): ReadObject {
    return this.readAt(offset, (reader) => {
      const found = readWhole(reader);
      const generation = readWhole(reader);
      if (!peekWord(reader).startsWith('obj')) {
        if (reader.at + 3 > reader.data.length && !reader.isEnd) throw new OutOfBytes();
        throw new DamagedPdf('An object is not where it should be.');
      }
      if (found === null || generation === null || (number !== null && number !== found))
        throw new DamagedPdf('An object is not where it should be.');
      reader.at += 3;
      const { encryption } = this;
      const decrypting: ObjectReader = encryption
        ? { ...reader, decrypt: (bytes) => encryption.strings(bytes, found, generation) }
        : reader;
      const object = peekWord(decrypting) === 'endobj' ? PDFNull : readObject(decrypting);
      const end = offset + decrypting.at;
      const plain = { object, number: found, end, read: decrypting.data.length };
      if (!(object instanceof PDFDict)) return plain;
      const word = peekWord(decrypting);
      if (word.length < 6 && !decrypting.isEnd && decrypting.at + 8 > decrypting.data.length)
        throw new OutOfBytes();
      if (!word.startsWith('stream')) return { ...plain, end: offset + decrypting.at };
      if (decrypting.at + 8 > decrypting.data.length && !decrypting.isEnd) throw new OutOfBytes();
      const at = offset + decrypting.at + 6;
      const start = at + endOfLine(decrypting.data, decrypting.at + 6);
      const stream = new PDFStream(object, () => this.#stored(object, start, found, generation));
      return { ...plain, object: stream, end: start };
    });
  }

  /** The same for a search: null where no object stands. The end is that of a stream's data, where that is told. */
  tryObjectAt(offset: number): { object: PDFObject; end: number; read: number } | null {
    try {
      const { object, end, read } = this.objectAt(offset, null);
      return { object, end: object instanceof PDFStream ? this.#plainEnd(object, end) : end, read };
    } catch (error) {
      if (error instanceof BadObject || error instanceof DamagedPdf) return null;
      throw error;
    }
  }

  tryDictAt(offset: number): PDFObject | null {
    try {
      return this.readAt(offset, (reader) => readObject(reader));
    } catch (error) {
      if (error instanceof BadObject) return null;
      throw error;
    }
  }

  /** Reads with as many bytes as it takes; few at first. */
  readAt<T>(offset: number, use: (reader: ObjectReader) => T): T {
    const { source, isTolerant, refOf } = this;
    for (let window = FIRST_WINDOW; ; window *= 8) {
      const data = source.read(offset, offset + window);
      const isEnd = offset + window >= source.size || window >= LARGEST_WINDOW;
      try {
        return use(objectReader(data, { isEnd, isTolerant, refOf, decrypt: null }));
      } catch (error) {
        if (!(error instanceof OutOfBytes)) throw error;
        if (isEnd) throw new BadObject('An object of the document stops in the middle.');
      }
    }
  }

  #stored(dict: PDFDict, start: number, number: number, generation: number): Uint8Array {
    const bytes = this.#bytesOf(dict, start);
    const isPlain = !this.encryption || isNamed(dict.get(NAMED.Type), 'XRef');
    return isPlain ? bytes : (this.encryption?.streams(bytes, number, generation) ?? bytes);
  }

  #bytesOf(dict: PDFDict, start: number): Uint8Array {
    const { source } = this;
    const stated = this.#context.lookup(dict.get(NAMED.Length));
    const length = stated instanceof PDFNumber ? stated.asNumber() : null;
    if (length !== null && Number.isInteger(length) && length >= 0 && length <= MOST_AT_ONCE) {
      // What comes after is read along with the data: a read of its own would fetch much more.
      const bytes = source.read(start, start + length + AFTER_STREAM);
      if (endsThere(bytes.subarray(length))) return bytes.subarray(0, length);
    }
    const end = endOfStream(source, start, length);
    if (end === null && !this.isTolerant) throw new DamagedPdf('A stream has no end.');
    const to = end ?? source.size;
    if (to - start > MOST_STORED) throw new BadData('A stream of the document is too large.');
    return source.read(start, to);
  }

  /** The end of a stream whose length is a plain number and true; its start otherwise. */
  #plainEnd(stream: PDFStream, start: number): number {
    const length = stream.dict.get(NAMED.Length);
    const end = length instanceof PDFNumber ? start + length.asNumber() : start;
    return end > start && endsThere(this.source.read(end, end + AFTER_STREAM)) ? end : start;
  }
}
