import { inflateSync, constants } from 'node:zlib';
import { PDFArray, PDFDict, PDFName, PDFNumber } from './objects.js';
import type { PDFContext, PDFObject, PDFStream } from './objects.js';
import { undoPredictor } from './predictors.js';
import { undoAscii85, undoHex, undoLzw, undoRunLength } from './text-filters.js';

/** No stream that is kept may unpack to more than this, in bytes. */
export const MOST_UNPACKED = 256 << 20;

const MOST_FILTERS = 8;
/** What comes out is mostly in one piece then: putting pieces together takes longer than unpacking. */
const INFLATE_CHUNK = 1 << 17;
const SMALLEST_CHUNK = 1 << 10;
const USUAL_GROWTH = 8;
const FLATE = new Set(['FlateDecode', 'Fl']);
const TEXT_FILTERS = new Set([
  'LZWDecode',
  'LZW',
  'ASCII85Decode',
  'A85',
  'ASCIIHexDecode',
  'AHx',
  'RunLengthDecode',
  'RL',
]);

export class TooMuchData extends Error {
  override name = 'TooMuchData';
}

export class BadData extends Error {
  override name = 'BadData';
}

export interface Unpacked {
  readonly stored: Uint8Array;
  readonly data: Uint8Array;
  /** Bytes of the stored stream that its filter really reads; anything after them is left behind. */
  readonly used: number;
  /** True when the stored bytes can be kept as they are, cut at `used`. */
  readonly isPlainFlate: boolean;
  /** The data stop early or turn bad; there is what could be read before that. */
  readonly isDamaged: boolean;
}

const FILTER = PDFName.of('Filter');
const DECODE_PARMS = PDFName.of('DecodeParms');
const DP = PDFName.of('DP');

/** Names of the filters of a stream, in the order they are undone. */
export function filtersOf(context: PDFContext, dict: PDFDict): string[] {
  const filter = context.lookup(dict.get(FILTER));
  const names = filter instanceof PDFArray ? filter.asArray().map((each) => context.lookup(each)) : [filter];
  return names.flatMap((name) => (name instanceof PDFName ? [name.decodeText()] : []));
}

/** The stored bytes of a stream. */
export function storedBytes(stream: PDFStream): Uint8Array {
  return stream.getContents();
}

/**
 * Undoes the filters of a content stream, with a limit on what comes out. Throws TooMuchData over the
 * limit, BadData for a filter that is no text filter or data that cannot be undone.
 */
export function unpack(context: PDFContext, stream: PDFStream): Unpacked {
  const stored = storedBytes(stream);
  const filters = filtersOf(context, stream.dict);
  if (filters.length === 0)
    return { stored, data: stored, used: stored.length, isPlainFlate: false, isDamaged: false };
  const isPlain = filters.length === 1 && FLATE.has(filters[0] ?? '');
  if (isPlain && predictorOf(context, stream.dict, 0) <= 1) {
    const { data, used, isWhole } = inflate(stored);
    return { stored, data, used, isPlainFlate: isWhole, isDamaged: !isWhole };
  }
  return {
    stored,
    data: unpackAll(context, stream),
    used: stored.length,
    isPlainFlate: false,
    isDamaged: false,
  };
}

/**
 * Undoes the filters of a stream up to the first that is not for text or predicts its bytes, with a limit on
 * what comes out. What follows the end of each filter's own data is left behind.
 */
export function undoTextFilters(
  context: PDFContext,
  stream: PDFStream,
): { readonly data: Uint8Array; readonly undone: number } {
  const filters = filtersOf(context, stream.dict);
  if (filters.length > MOST_FILTERS) throw new BadData('The stream has too many filters.');
  let data = storedBytes(stream);
  for (const [index, filter] of filters.entries()) {
    const isText = FLATE.has(filter) || TEXT_FILTERS.has(filter);
    if (!isText || predictorOf(context, stream.dict, index) > 1) return { data, undone: index };
    data = FLATE.has(filter) ? inflate(data).data : decodeOne(context, stream.dict, index, filter, data);
    if (data.length > MOST_UNPACKED) throw new TooMuchData('The stream unpacks to more than 256 MB.');
  }
  return { data, undone: filters.length };
}

/**
 * Undoes all filters of a stream, predictors too: for cross-references, object streams and the like. Throws
 * TooMuchData beyond `most` bytes, BadData for a filter that is none for text.
 */
export function unpackAll(context: PDFContext, stream: PDFStream, most = MOST_UNPACKED): Uint8Array {
  const filters = filtersOf(context, stream.dict);
  if (filters.length > MOST_FILTERS) throw new BadData('The stream has too many filters.');
  let data = storedBytes(stream);
  for (const [index, filter] of filters.entries()) {
    if (!FLATE.has(filter) && !TEXT_FILTERS.has(filter))
      throw new BadData(`The filter ${filter} does not belong here.`);
    data = FLATE.has(filter)
      ? inflate(data, most).data
      : decodeOne(context, stream.dict, index, filter, data, most);
    const predictor = predictorOf(context, stream.dict, index);
    if (predictor > 1) data = undoPredictor(data, predictor, sampling(context, stream.dict, index));
  }
  return data;
}

function sampling(
  context: PDFContext,
  dict: PDFDict,
  index: number,
): { colors: number; bits: number; columns: number } {
  const parameters = parametersOf(context, dict, index);
  const number = (key: string, otherwise: number, most: number): number => {
    const value = context.lookup(parameters?.get(PDFName.of(key)));
    const found = value instanceof PDFNumber ? Math.floor(value.asNumber()) : otherwise;
    if (found < 1 || found > most) throw new BadData('The stream is damaged: its rows make no sense.');
    return found;
  };
  return {
    colors: number('Colors', 1, 64),
    bits: number('BitsPerComponent', 8, 32),
    columns: number('Columns', 1, 1 << 24),
  };
}

export interface Inflated {
  readonly data: Uint8Array;
  /** Bytes read; what follows them does not belong to the data. */
  readonly used: number;
  /** False where the data stop early or are damaged: what there is of them has to be packed anew. */
  readonly isWhole: boolean;
}

/** Inflates with the limit; data that stop early or turn bad give what there is of them before that. */
export function inflate(stored: Uint8Array, most = MOST_UNPACKED): Inflated {
  try {
    return { ...inflated(stored, constants.Z_FINISH, most), isWhole: true };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'Z_BUF_ERROR') return inflateUpTo(stored, stored.length, most);
    if (code !== 'Z_DATA_ERROR') throw inflateError(error, most);
  }
  // The longest beginning that unpacks without an error, found by halving.
  let good = 0;
  for (let bad = stored.length; bad - good > 1;) {
    const middle = (good + bad) >> 1;
    if (unpacks(stored.subarray(0, middle), most)) good = middle;
    else bad = middle;
  }
  const found = good === 0 ? null : inflateUpTo(stored, good, most);
  if (!found || found.data.length === 0) throw new BadData('The stream is damaged: it cannot be unpacked.');
  return found;
}

function inflateUpTo(stored: Uint8Array, end: number, most: number): Inflated {
  try {
    return { ...inflated(stored.subarray(0, end), constants.Z_SYNC_FLUSH, most), isWhole: false };
  } catch (error) {
    throw inflateError(error, most);
  }
}

function unpacks(stored: Uint8Array, most: number): boolean {
  try {
    inflated(stored, constants.Z_SYNC_FLUSH, most);
    return true;
  } catch (error) {
    if (error instanceof RangeError) throw inflateError(error, most);
    return false;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function inflateError(error: unknown, most: number): Error {
  return error instanceof RangeError
    ? new TooMuchData(`The stream unpacks to more than ${most >> 20} MB.`)
    : new BadData('The stream is damaged: it cannot be unpacked.');
}

function inflated(stored: Uint8Array, finishFlush: number, most: number): { data: Uint8Array; used: number } {
  const result: unknown = inflateSync(stored, {
    maxOutputLength: most,
    chunkSize: Math.min(INFLATE_CHUNK, Math.max(SMALLEST_CHUNK, stored.length * USUAL_GROWTH)),
    finishFlush,
    info: true,
  });
  if (typeof result !== 'object' || result === null) throw new BadData('The stream is damaged.');
  if (!('buffer' in result) || !(result.buffer instanceof Uint8Array))
    throw new BadData('The stream is damaged.');
  const engine: unknown = 'engine' in result ? result.engine : null;
  const used =
    typeof engine === 'object' && engine !== null && 'bytesWritten' in engine ? engine.bytesWritten : 0;
  return { data: result.buffer, used: typeof used === 'number' ? used : 0 };
}

function decodeOne(
  context: PDFContext,
  dict: PDFDict,
  index: number,
  filter: string,
  data: Uint8Array,
  most = MOST_UNPACKED,
): Uint8Array {
  const limit = {
    most,
    tooMuch: () => new TooMuchData(`The stream unpacks to more than ${most >> 20} MB.`),
  };
  if (filter === 'ASCII85Decode' || filter === 'A85') return undoAscii85(data, limit);
  if (filter === 'ASCIIHexDecode' || filter === 'AHx') return undoHex(data, limit);
  if (filter === 'RunLengthDecode' || filter === 'RL') return undoRunLength(data, limit);
  const early = context.lookup(parametersOf(context, dict, index)?.get(PDFName.of('EarlyChange')));
  return undoLzw(data, early instanceof PDFNumber ? early.asNumber() : 1, limit);
}

function predictorOf(context: PDFContext, dict: PDFDict, index: number): number {
  const predictor = context.lookup(parametersOf(context, dict, index)?.get(PDFName.of('Predictor')));
  return predictor instanceof PDFNumber ? predictor.asNumber() : 1;
}

/** The parameters of one filter of a stream, by its place in the order they are undone. */
export function parametersOf(context: PDFContext, dict: PDFDict, index: number): PDFDict | null {
  const all = context.lookup(dict.get(DECODE_PARMS) ?? dict.get(DP));
  const one: PDFObject | undefined =
    all instanceof PDFArray ? context.lookup(all.asArray()[index]) : index === 0 ? all : undefined;
  return one instanceof PDFDict ? one : null;
}
