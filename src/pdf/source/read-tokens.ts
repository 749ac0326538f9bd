import { PDFName } from './objects.js';
import type { PDFRef } from './objects.js';

const SPACE = new Uint8Array(256);
const DELIMITER = new Uint8Array(256);
const HEX = new Int8Array(256).fill(-1);
for (const code of [0, 9, 10, 12, 13, 32]) SPACE[code] = 1;
for (const char of '()<>[]{}/%') DELIMITER[char.charCodeAt(0)] = 1;
for (let digit = 0; digit < 16; digit += 1) {
  HEX[digit.toString(16).charCodeAt(0)] = digit;
  HEX[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}
const ENDS = new Set(['endobj', 'obj', 'stream', 'endstream']);
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** The bytes at hand stop before the object does; more of the file may help. */
export class OutOfBytes extends Error {
  override name = 'OutOfBytes';
}

/** What stands there is no object, or one beyond all limits. */
export class BadObject extends Error {
  override name = 'BadObject';
}

export interface ObjectReader {
  readonly data: Buffer;
  at: number;
  /** No more of the file follows `data`: what is unfinished ends here. */
  readonly isEnd: boolean;
  /** Objects that are cut off or hold junk give what there is of them. */
  readonly isTolerant: boolean;
  readonly refOf: (number: number, generation: number) => PDFRef;
  /** Strings of encrypted documents are decrypted as they are read. */
  readonly decrypt: ((bytes: Uint8Array) => Uint8Array) | null;
  values: number;
}

export function objectReader(
  data: Buffer,
  from: Pick<ObjectReader, 'isEnd' | 'isTolerant' | 'refOf' | 'decrypt'>,
  at = 0,
): ObjectReader {
  const { isEnd, isTolerant, refOf, decrypt } = from;
  return { data, at, isEnd, isTolerant, refOf, decrypt, values: 0 };
}

/** The word at hand (`obj`, `stream`, `endobj`, …) without reading past it; empty where none stands. */
export function peekWord(reader: ObjectReader): string {
  skipSpace(reader);
  const end = endOfWord(reader.data, reader.at);
  return reader.data.toString('latin1', reader.at, Math.min(end, reader.at + 20));
}

/** An unsigned whole number, or null. */
export function readWhole(reader: ObjectReader): number | null {
  skipSpace(reader);
  const { data } = reader;
  let at = reader.at;
  let value = 0;
  for (let code = data[at]; code !== undefined && code >= 0x30 && code <= 0x39; code = data[at]) {
    value = value * 10 + code - 0x30;
    at += 1;
  }
  if (at === reader.at || at - reader.at > 15) return null;
  reader.at = at;
  return value;
}

export function skipSpace(reader: ObjectReader): void {
  const { data } = reader;
  let at = reader.at;
  for (;;) {
    const code = data[at];
    if (code === undefined) break;
    if (code === 0x25) {
      while (at < data.length && data[at] !== 10 && data[at] !== 13) at += 1;
    } else if (SPACE[code]) at += 1;
    else break;
  }
  reader.at = at;
}

export function isDelimiter(code: number): boolean {
  return DELIMITER[code] === 1;
}

export function isSpace(code: number | undefined): boolean {
  return code !== undefined && SPACE[code] === 1;
}

export function endOfWord(data: Buffer, from: number): number {
  let at = from;
  while (at < data.length) {
    const code = data[at] ?? 0;
    if (SPACE[code] || DELIMITER[code]) break;
    at += 1;
  }
  return at;
}

/** A name and its escapes. */
export function readName(reader: ObjectReader): PDFName {
  const from = reader.at + 1;
  const end = endOfWord(reader.data, from);
  if (end === reader.data.length && !reader.isEnd) throw new OutOfBytes();
  reader.at = end;
  const raw = reader.data.toString('latin1', from, end);
  return PDFName.of(
    raw.includes('#')
      ? raw.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : raw,
  );
}

/** The bytes of a string in brackets. */
export function readLiteral(reader: ObjectReader): Uint8Array {
  const { data } = reader;
  const out: number[] = [];
  let depth = 1;
  let at = reader.at + 1;
  for (; at < data.length; at += 1) {
    const code = data[at] ?? 0;
    if (code === 0x5c) {
      at += 1;
      const next = data[at] ?? 0;
      if (next >= 0x30 && next <= 0x37) {
        let value = 0;
        let count = 0;
        for (; count < 3 && isOctal(data[at + count]); count += 1)
          value = value * 8 + (data[at + count] ?? 0) - 0x30;
        at += count - 1;
        out.push(value & 255);
      } else if (next === 13 || next === 10) {
        if (next === 13 && data[at + 1] === 10) at += 1;
      } else out.push(ESCAPES[String.fromCharCode(next)] ?? next);
      continue;
    }
    if (code === 0x28) depth += 1;
    else if (code === 0x29 && (depth -= 1) === 0) break;
    out.push(code);
  }
  if (depth > 0) cutOff(reader);
  reader.at = Math.min(at + 1, data.length);
  return Uint8Array.from(out);
}

function isOctal(code: number | undefined): boolean {
  return code !== undefined && code >= 0x30 && code <= 0x37;
}

/** The bytes of a string in hexadecimal digits. */
export function readHex(reader: ObjectReader): Uint8Array {
  const { data } = reader;
  const found = data.indexOf(0x3e, reader.at);
  if (found < 0) cutOff(reader);
  const end = found < 0 ? data.length : found;
  const digits: number[] = [];
  for (let at = reader.at + 1; at < end; at += 1) {
    const digit = HEX[data[at] ?? 0] ?? -1;
    if (digit >= 0) digits.push(digit);
  }
  if (digits.length % 2) digits.push(0);
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = ((digits[2 * at] ?? 0) << 4) | (digits[2 * at + 1] ?? 0);
  reader.at = Math.min(end + 1, data.length);
  return bytes;
}

/** Whether `endobj`, `obj` or `stream` stands inside an unfinished list. */
export function endsAll(reader: ObjectReader): boolean {
  const code = reader.data[reader.at];
  return (code === 0x65 || code === 0x6f || code === 0x73) && ENDS.has(peekWord(reader));
}

/** An object that ends before it is whole: more bytes may help, a tolerant reader takes what there is. */
export function cutOff(reader: ObjectReader): void {
  if (!reader.isEnd && (reader.at + 9 > reader.data.length || !endsAll(reader))) throw new OutOfBytes();
  if (!reader.isTolerant) throw new BadObject('An object of the document stops in the middle.');
}
