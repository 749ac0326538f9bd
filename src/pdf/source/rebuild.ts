import { isNamed, PDFDict, PDFName, PDFRef, PDFStream } from './objects.js';
import type { PDFObject } from './objects.js';
import { DamagedPdf, MOST_OBJECTS, TooManyObjects } from './cross-reference.js';
import type { Entry } from './cross-reference.js';
import type { PageCache } from './page-cache.js';
import { isSpace } from './read-tokens.js';
import { endOfStream } from './stream-end.js';

const STEP_BYTES = 1 << 20;
/** `N G obj` and what is before it fit into this. */
const OVERLAP_BYTES = 64;
/** A trailer and what points at it fit into this. */
const TAIL_BYTES = 4096;
/** What may be read again while objects are looked into, as a multiple of the file and a start. */
const EFFORT_TIMES = 16;
const EFFORT_START = 64 << 20;

export interface FoundObject {
  readonly number: number;
  readonly offset: number;
  readonly isContainer: boolean;
}

export interface Found {
  /** In the order of the file: of two with one number the later one stands. */
  readonly objects: readonly FoundObject[];
  /** Dictionaries that may be trailers, the newest first. */
  readonly trailers: readonly PDFDict[];
  readonly catalogs: readonly PDFRef[];
  readonly pages: readonly PDFRef[];
}

export interface Scanned {
  readonly size: number;
  readonly bytes: (from: number, to: number) => Buffer;
  /** The object that starts there, and where it ends where that can be told; null when there is none. */
  readonly objectAt: (offset: number) => { object: PDFObject; end: number; read: number } | null;
  readonly dictAt: (offset: number) => PDFObject | null;
  readonly refOf: (number: number, generation: number) => PDFRef;
}

/** Looks through all bytes for objects, as if there were no cross-reference. Throws DamagedPdf when none is found. */
export function findObjects(file: Scanned): Found {
  const objects: FoundObject[] = [];
  const trailers: PDFDict[] = [];
  const catalogs: PDFRef[] = [];
  const pages: PDFRef[] = [];
  let effort = EFFORT_START + file.size * EFFORT_TIMES;
  let done = 0;
  for (let from = 0; from < file.size;) {
    const data = file.bytes(Math.max(0, from - OVERLAP_BYTES), from + STEP_BYTES);
    const start = Math.max(0, from - OVERLAP_BYTES);
    let skipTo = from + STEP_BYTES;
    for (const { index, word } of wordsIn(data)) {
      const at = start + index;
      if (at < done) continue;
      if (word === 'trailer') {
        const trailer = file.dictAt(at + word.length);
        if (trailer instanceof PDFDict) trailers.unshift(trailer);
        done = at + 1;
        continue;
      }
      const head = headBefore(data, index);
      if (!head) continue;
      done = at + 1;
      const offset = start + head.index;
      const found = effort > 0 ? file.objectAt(offset) : null;
      effort -= found?.read ?? 0;
      const dict = dictOf(found?.object);
      const type = dict?.get(PDFName.of('Type'));
      const isContainer = found?.object instanceof PDFStream && isNamed(type, 'ObjStm');
      objects.push({ number: head.number, offset, isContainer });
      if (objects.length > MOST_OBJECTS) throw new TooManyObjects('The document has too many objects.');
      if (isNamed(type, 'Catalog')) catalogs.unshift(file.refOf(head.number, head.generation));
      if (isNamed(type, 'Page')) pages.push(file.refOf(head.number, head.generation));
      if (isNamed(type, 'XRef') && dict) trailers.unshift(dict);
      // What looks like an object inside the data of a stream is none of this document.
      if (found?.object instanceof PDFStream && found.end > at) done = found.end;
      if (done > start + data.length) {
        skipTo = done;
        break;
      }
    }
    from = skipTo;
  }
  if (objects.length === 0) throw new DamagedPdf('It holds no objects.');
  return { objects, trailers, catalogs, pages };
}

/** What the objects found make of the numbers; those within object streams come from `listed`. */
export function entriesFrom(
  objects: readonly FoundObject[],
  listed: (container: FoundObject) => readonly number[],
): Map<number, Entry> {
  const entries = new Map<number, Entry>();
  for (const object of objects) entries.set(object.number, { offset: object.offset });
  for (const object of objects) {
    if (!object.isContainer) continue;
    listed(object).forEach((number, index) => {
      const standing = entries.get(number);
      const isOlder = !standing || 'container' in standing || standing.offset < object.offset;
      if (isOlder) entries.set(number, { container: object.number, index });
    });
    if (entries.size > MOST_OBJECTS) throw new TooManyObjects('The document has too many objects.');
  }
  return entries;
}

/** The number of the last object where the file ends before it does; null where nothing is cut off. */
export function cutOffObject(source: PageCache, objects: readonly FoundObject[]): number | null {
  const last = objects.at(-1);
  if (!last || endOfStream(source, last.offset, null) !== null) return null;
  // Some writers leave out the end of an object: what comes after it tells that it is whole.
  const tail = source.read(Math.max(last.offset, source.size - TAIL_BYTES), source.size);
  return tail.includes('xref') || tail.includes('trailer') ? null : last.number;
}

function* wordsIn(data: Buffer): Generator<{ index: number; word: 'obj' | 'trailer' }> {
  let object = data.indexOf('obj');
  let trailer = data.indexOf('trailer');
  while (object >= 0 || trailer >= 0) {
    if (trailer < 0 || (object >= 0 && object < trailer)) {
      yield { index: object, word: 'obj' };
      object = data.indexOf('obj', object + 3);
    } else {
      yield { index: trailer, word: 'trailer' };
      trailer = data.indexOf('trailer', trailer + 7);
    }
  }
}

/** The numbers before the word `obj`, read backwards. */
function headBefore(
  data: Buffer,
  word: number,
): { index: number; number: number; generation: number } | null {
  const generation = digitsBefore(data, word);
  if (!generation || !isSpace(data[generation.index - 1])) return null;
  const number = digitsBefore(data, generation.index);
  if (!number || number.value > MOST_OBJECTS * 4) return null;
  return { index: number.index, number: number.value, generation: generation.value };
}

function digitsBefore(data: Buffer, from: number): { index: number; value: number } | null {
  let end = from;
  while (end > 0 && isSpace(data[end - 1])) end -= 1;
  let at = end;
  while (at > 0 && end - at < 10 && isDigit(data[at - 1])) at -= 1;
  return at === end ? null : { index: at, value: Number(data.toString('latin1', at, end)) };
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 0x30 && code <= 0x39;
}

function dictOf(object: PDFObject | undefined): PDFDict | null {
  if (object instanceof PDFStream) return object.dict;
  return object instanceof PDFDict ? object : null;
}
