import { PDFArray, PDFDict, PDFName, PDFNumber, PDFStream } from './objects.js';
import type { PDFObject } from './objects.js';
import { readObject } from './parse-object.js';
import { isSpace, peekWord, readWhole, skipSpace } from './read-tokens.js';
import type { ObjectReader } from './read-tokens.js';

/** Objects in one document, and sections of its cross-reference. */
export const MOST_OBJECTS = 2_000_000;
const MOST_SECTIONS = 4_096;
const TAIL_BYTES = 2_048;

/** Where an object stands: at a place in the file, or within an object stream. Null: it was deleted. */
export type Entry =
  { readonly offset: number } | { readonly container: number; readonly index: number } | null;

export interface Structure {
  readonly entries: Map<number, Entry>;
  /** Trailer dictionaries, the newest first. */
  readonly trailers: readonly PDFDict[];
  /** Bytes before the header, which offsets do not count. */
  readonly base: number;
}

/** The file does not follow its own cross-reference; it can be read by a search through its bytes. */
export class DamagedPdf extends Error {
  override name = 'DamagedPdf';
}

/** Beyond the limits, however it is read. */
export class TooManyObjects extends Error {
  override name = 'TooManyObjects';
}

/** What is needed of the file to read its cross-reference. */
export interface SectionReader {
  readonly size: number;
  readonly bytes: (from: number, to: number) => Buffer;
  /** Runs `use` over the bytes from there on, with as many of them as it needs. */
  readonly readAt: <T>(offset: number, use: (reader: ObjectReader) => T) => T;
  readonly streamAt: (offset: number) => PDFObject;
  readonly unpack: (stream: PDFStream) => Uint8Array;
}

/** Follows the cross-reference from the end of the file (ISO 32000-1, 7.5.4 to 7.5.8). Throws DamagedPdf. */
export function readStructure(file: SectionReader, header: number): Structure {
  const start = startOf(file);
  const base = looksLikeSection(file, start) ? 0 : header;
  const entries = new Map<number, Entry>();
  const trailers: PDFDict[] = [];
  const seen = new Set<number>();
  for (let next: number | null = start + base; next !== null && !seen.has(next);) {
    seen.add(next);
    if (seen.size > MOST_SECTIONS) throw new DamagedPdf('Its cross-reference never ends.');
    const trailer = readSection(file, next, base, entries, seen);
    trailers.push(trailer);
    const previous = trailer.get(PDFName.of('Prev'));
    next = previous instanceof PDFNumber ? previous.asNumber() + base : null;
  }
  expectObjects(file, entries, base);
  return { entries, trailers, base };
}

function startOf(file: SectionReader): number {
  const from = Math.max(0, file.size - TAIL_BYTES);
  const tail = file.bytes(from, file.size);
  const at = tail.lastIndexOf('startxref');
  const start = at < 0 ? null : /^startxref\s*(\d{1,15})/.exec(tail.toString('latin1', at, at + 60))?.[1];
  if (!start) throw new DamagedPdf('It does not say where its cross-reference stands.');
  return Number(start);
}

function looksLikeSection(file: SectionReader, at: number): boolean {
  return /^\s*(xref|\d+\s+\d+\s+obj)/.test(file.bytes(at, at + 40).toString('latin1'));
}

function readSection(
  file: SectionReader,
  offset: number,
  base: number,
  entries: Map<number, Entry>,
  seen: Set<number>,
): PDFDict {
  if (offset < 0 || offset >= file.size) throw new DamagedPdf('Its cross-reference stands outside the file.');
  const isTable = file.readAt(offset, peekWord) === 'xref';
  if (!isTable) return readStreamSection(file, offset, entries);
  const { used, free, trailer } = file.readAt(offset, readTable);
  for (const [number, at] of used) add(entries, number, { offset: at });
  const hybrid = trailer.get(PDFName.of('XRefStm'));
  if (hybrid instanceof PDFNumber && !seen.has(hybrid.asNumber() + base)) {
    seen.add(hybrid.asNumber() + base);
    readStreamSection(file, hybrid.asNumber() + base, entries);
  }
  // After the stream: what a table calls free for old readers may stand in it.
  for (const number of free) add(entries, number, null);
  return trailer;
}

function readTable(reader: ObjectReader): {
  used: (readonly [number: number, offset: number])[];
  free: number[];
  trailer: PDFDict;
} {
  reader.at = reader.data.indexOf('xref', reader.at) + 4;
  const used: (readonly [number, number])[] = [];
  const free: number[] = [];
  for (let first = readWhole(reader); first !== null; first = readWhole(reader)) {
    const count = readWhole(reader);
    if (count === null) throw new DamagedPdf('Its cross-reference table is damaged.');
    if (first + count > MOST_OBJECTS * 4 || used.length + free.length + count > MOST_OBJECTS)
      throw new TooManyObjects('The document has too many objects.');
    for (let index = 0; index < count; index += 1) {
      const offset = readWhole(reader);
      const generation = readWhole(reader);
      skipSpace(reader);
      const kind = reader.data[reader.at];
      if (offset === null || generation === null || (kind !== 0x6e && kind !== 0x66)) {
        if (peekWord(reader) === 'trailer') break;
        // At the end of the bytes at hand this is no damage yet: the trailer's absence asks for more.
        if (reader.at < reader.data.length) throw new DamagedPdf('Its cross-reference table is damaged.');
        break;
      }
      reader.at += 1;
      if (kind === 0x6e && offset > 0) used.push([first + index, offset]);
      else free.push(first + index);
    }
  }
  skipSpace(reader);
  if (reader.at + 7 > reader.data.length) readObject(reader); // asks for more bytes
  if (peekWord(reader) !== 'trailer') throw new DamagedPdf('Its cross-reference table is damaged.');
  reader.at += 7;
  const trailer = readObject(reader);
  if (!(trailer instanceof PDFDict)) throw new DamagedPdf('Its trailer is damaged.');
  return { used, free, trailer };
}

function readStreamSection(file: SectionReader, offset: number, entries: Map<number, Entry>): PDFDict {
  const stream = file.streamAt(offset);
  if (!(stream instanceof PDFStream)) throw new DamagedPdf('Its cross-reference is damaged.');
  const { dict } = stream;
  const widths = numbersOf(dict.get(PDFName.of('W')));
  const [kindBytes = 0, firstBytes = 0, secondBytes = 0] = widths;
  const width = kindBytes + firstBytes + secondBytes;
  if (widths.length < 3 || widths.some((each) => each < 0 || each > 8) || width === 0)
    throw new DamagedPdf('Its cross-reference stream is damaged.');
  const data = file.unpack(stream);
  const size = dict.get(PDFName.of('Size'));
  const index = numbersOf(dict.get(PDFName.of('Index')));
  const ranges = index.length >= 2 ? index : [0, size instanceof PDFNumber ? size.asNumber() : 0];
  let at = 0;
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const first = ranges[range] ?? 0;
    const count = Math.min(ranges[range + 1] ?? 0, Math.floor((data.length - at) / width));
    if (first + count > MOST_OBJECTS * 4 || count > MOST_OBJECTS)
      throw new TooManyObjects('The document has too many objects.');
    for (let each = 0; each < count; each += 1, at += width) {
      const kind = kindBytes === 0 ? 1 : wholeAt(data, at, kindBytes);
      const one = wholeAt(data, at + kindBytes, firstBytes);
      const two = wholeAt(data, at + kindBytes + firstBytes, secondBytes);
      if (kind === 1) add(entries, first + each, one > 0 ? { offset: one } : null);
      else if (kind === 2) add(entries, first + each, { container: one, index: two });
      else add(entries, first + each, null);
    }
  }
  return dict;
}

/** The newest section is read first, and what it says stands. */
function add(entries: Map<number, Entry>, number: number, entry: Entry): void {
  if (!entries.has(number)) entries.set(number, entry);
  if (entries.size > MOST_OBJECTS) throw new TooManyObjects('The document has too many objects.');
}

function numbersOf(object: PDFObject | undefined): number[] {
  if (!(object instanceof PDFArray)) return [];
  return object.asArray().map((each) => (each instanceof PDFNumber ? Math.floor(each.asNumber()) : 0));
}

function wholeAt(data: Uint8Array, from: number, bytes: number): number {
  let value = 0;
  for (let at = from; at < from + bytes; at += 1) value = value * 256 + (data[at] ?? 0);
  return value;
}

/** Every object stands where the cross-reference says; one that does not makes all of it doubtful. */
function expectObjects(file: SectionReader, entries: ReadonlyMap<number, Entry>, base: number): void {
  for (const [number, entry] of entries) {
    if (!entry || !('offset' in entry)) continue;
    const head = file.bytes(entry.offset + base, entry.offset + base + 40);
    if (!startsObject(head, number)) throw new DamagedPdf(`Object ${number} is not where it should be.`);
  }
}

function startsObject(head: Buffer, number: number): boolean {
  let at = 0;
  while (isSpace(head[at])) at += 1;
  const [found, afterNumber] = digitsAt(head, at);
  if (afterNumber === at || found !== number || !isSpace(head[afterNumber])) return false;
  at = afterNumber;
  while (isSpace(head[at])) at += 1;
  const [, afterGeneration] = digitsAt(head, at);
  if (afterGeneration === at) return false;
  at = afterGeneration;
  while (isSpace(head[at])) at += 1;
  return head[at] === 0x6f && head[at + 1] === 0x62 && head[at + 2] === 0x6a;
}

function digitsAt(head: Buffer, from: number): readonly [value: number, end: number] {
  let value = 0;
  let at = from;
  for (let code = head[at]; code !== undefined && code >= 0x30 && code <= 0x39; code = head[at]) {
    value = value * 10 + code - 0x30;
    at += 1;
  }
  return [value, at];
}
