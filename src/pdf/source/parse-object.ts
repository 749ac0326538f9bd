import { PDFArray, PDFBool, PDFDict, PDFHexString, PDFNull, PDFNumber, PDFString } from './objects.js';
import type { PDFObject, PDFRef } from './objects.js';
import {
  BadObject,
  cutOff,
  endOfWord,
  endsAll,
  isDelimiter,
  isSpace,
  OutOfBytes,
  readHex,
  readLiteral,
  readName,
  skipSpace,
} from './read-tokens.js';
import type { ObjectReader } from './read-tokens.js';

const DEEPEST = 100;
/** Values in one object. */
const MOST_VALUES = 1_000_000;

const WORDS: ReadonlyMap<string, PDFObject> = new Map<string, PDFObject>([
  ['true', PDFBool.True],
  ['false', PDFBool.False],
  ['null', PDFNull],
]);

/** Reads one value. Throws OutOfBytes at the end of the data, BadObject where no value stands. */
export function readObject(reader: ObjectReader, depth = 0): PDFObject {
  skipSpace(reader);
  const { data } = reader;
  reader.values += 1;
  if (depth > DEEPEST) throw new BadObject('The objects of the document are nested too deeply.');
  if (reader.values > MOST_VALUES) throw new BadObject('An object of the document is too large.');
  const code = data[reader.at];
  if (code === undefined) throw new OutOfBytes();
  switch (code) {
    case 0x2f:
      return readName(reader);
    case 0x28:
      return new PDFString(decrypted(reader, readLiteral(reader)));
    case 0x3c:
      return data[reader.at + 1] === 0x3c
        ? readDict(reader, depth)
        : new PDFHexString(decrypted(reader, readHex(reader)));
    case 0x5b:
      return readArray(reader, depth);
    default:
      if ((code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e)
        return readNumberOrRef(reader);
      return readWord(reader);
  }
}

function readArray(reader: ObjectReader, depth: number): PDFArray {
  const items: PDFObject[] = [];
  reader.at += 1;
  for (;;) {
    skipSpace(reader);
    const code = reader.data[reader.at];
    if (code === 0x5d) {
      reader.at += 1;
      return new PDFArray(items);
    }
    if (code === undefined || endsAll(reader)) {
      cutOff(reader);
      return new PDFArray(items);
    }
    items.push(readObject(reader, depth + 1));
  }
}

function readDict(reader: ObjectReader, depth: number): PDFDict {
  const map = new Map<string, PDFObject>();
  reader.at += 2;
  for (;;) {
    skipSpace(reader);
    const code = reader.data[reader.at];
    if (code === 0x3e && reader.data[reader.at + 1] === 0x3e) {
      reader.at += 2;
      return new PDFDict(map);
    }
    if (code === undefined || (code === 0x3e && reader.at + 1 >= reader.data.length) || endsAll(reader)) {
      cutOff(reader);
      return new PDFDict(map);
    }
    if (code !== 0x2f) {
      if (!reader.isTolerant) throw new BadObject('A dictionary of the document is damaged.');
      if (code === 0x3e) reader.at += 1;
      else readObject(reader, depth + 1);
      continue;
    }
    const key = readName(reader);
    skipSpace(reader);
    const isMissing = reader.data[reader.at] === 0x3e && reader.data[reader.at + 1] === 0x3e;
    const value = isMissing ? PDFNull : readObject(reader, depth + 1);
    map.set(key.raw(), value);
  }
}

function readNumberOrRef(reader: ObjectReader): PDFObject {
  const { data } = reader;
  const from = reader.at;
  let at = from;
  let value = 0;
  let isWhole = true;
  for (; at < data.length; at += 1) {
    const code = data[at] ?? 0;
    if (code >= 0x30 && code <= 0x39) value = value * 10 + code - 0x30;
    else if (code === 0x2b || code === 0x2d || code === 0x2e) isWhole = false;
    else break;
  }
  if (at === data.length && !reader.isEnd) throw new OutOfBytes();
  reader.at = at;
  if (!isWhole) {
    // A sign in the middle ends the number, as viewers have it.
    const text = data.toString('latin1', from, at).replace(/^([+-])[+-]+/, '$1');
    const number = Number.parseFloat(text);
    return new PDFNumber(Number.isFinite(number) ? number : 0);
  }
  return refAt(reader, value) ?? new PDFNumber(value);
}

/** `G R` after a whole number. */
function refAt(reader: ObjectReader, number: number): PDFRef | null {
  const { data } = reader;
  let at = reader.at;
  if (!isSpace(data[at])) return null;
  while (isSpace(data[at])) at += 1;
  let generation = 0;
  const start = at;
  for (let code = data[at]; code !== undefined && code >= 0x30 && code <= 0x39; code = data[at]) {
    generation = generation * 10 + code - 0x30;
    at += 1;
  }
  if (at === data.length && !reader.isEnd) throw new OutOfBytes();
  if (at === start || at - start > 5 || !isSpace(data[at])) return null;
  while (isSpace(data[at])) at += 1;
  if (at >= data.length && !reader.isEnd) throw new OutOfBytes();
  if (data[at] !== 0x52) return null;
  const after = data[at + 1];
  if (after !== undefined && !isSpace(after) && !isDelimiter(after)) return null;
  reader.at = at + 1;
  return reader.refOf(number, generation);
}

function readWord(reader: ObjectReader): PDFObject {
  const end = endOfWord(reader.data, reader.at);
  if (end === reader.data.length && !reader.isEnd) throw new OutOfBytes();
  const word = reader.data.toString('latin1', reader.at, Math.min(end, reader.at + 20));
  const known = WORDS.get(word);
  if (!known && !reader.isTolerant) throw new BadObject('An object of the document is damaged.');
  // A lone closing bracket is passed over.
  reader.at = Math.max(end, reader.at + 1);
  return known ?? PDFNull;
}

function decrypted({ decrypt }: ObjectReader, bytes: Uint8Array): Uint8Array {
  return decrypt ? decrypt(bytes) : bytes;
}
