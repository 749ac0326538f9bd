import { PDFName, PDFNull, PDFNumber } from './objects.js';
import type { PDFContext, PDFObject, PDFRef, PDFStream } from './objects.js';
import { readObject } from './parse-object.js';
import { BadObject, objectReader, OutOfBytes, readWhole } from './read-tokens.js';
import { unpackAll } from './stream-data.js';

const MOST_IN_CONTAINER = 64 << 20;

/** An object stream, unpacked, and where its objects start. */
export interface Container {
  readonly data: Buffer;
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
}

/** Unpacks an object stream (ISO 32000-1, 7.5.7); null where it does not say what is in it. Throws as `unpackAll`. */
export function readContainer(context: PDFContext, stream: PDFStream, refOf: RefOf): Container | null {
  const count = context.lookup(stream.dict.get(PDFName.of('N')));
  const first = context.lookup(stream.dict.get(PDFName.of('First')));
  if (!(count instanceof PDFNumber) || !(first instanceof PDFNumber)) return null;
  const data = Buffer.from(unpackAll(context, stream, MOST_IN_CONTAINER));
  const head = objectReader(data, { isEnd: true, isTolerant: true, refOf, decrypt: null });
  const numbers: number[] = [];
  const offsets: number[] = [];
  for (let each = 0; each < count.asNumber() && head.at < first.asNumber(); each += 1) {
    const inside = readWhole(head);
    const offset = readWhole(head);
    if (inside === null || offset === null) break;
    numbers.push(inside);
    offsets.push(first.asNumber() + offset);
  }
  return { data, numbers, offsets };
}

/** The object of this number, which should be the one at `index`; null where it is not there. Throws BadObject. */
export function objectIn(
  { data, numbers, offsets }: Container,
  index: number,
  number: number,
  how: { readonly isTolerant: boolean; readonly refOf: RefOf },
): PDFObject {
  const place = numbers[index] === number ? index : numbers.indexOf(number);
  const offset = offsets[place];
  if (offset === undefined) return PDFNull;
  const reader = objectReader(data, { isEnd: true, ...how, decrypt: null }, offset);
  try {
    return readObject(reader);
  } catch (error) {
    throw error instanceof OutOfBytes
      ? new BadObject('An object of the document stops in the middle.')
      : error;
  }
}

type RefOf = (number: number, generation: number) => PDFRef;
