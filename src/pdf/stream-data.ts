import { inflateSync, constants } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFStream } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';

/** No stream that is kept may unpack to more than this, in bytes. */
export const MOST_UNPACKED = 256 << 20;

const MOST_FILTERS = 8;
const INFLATE_CHUNK = 1 << 16;
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
  readonly data: Uint8Array;
  /** Bytes of the stored stream that its filter really reads; anything after them is left behind. */
  readonly used: number;
  /** True when the stored bytes can be kept as they are, cut at `used`. */
  readonly isPlainFlate: boolean;
}

/** Names of the filters of a stream, in the order they are undone. */
export function filtersOf(context: PDFContext, dict: PDFDict): string[] {
  const filter = context.lookup(dict.get(PDFName.of('Filter')));
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
  if (filters.length === 0) return { data: stored, used: stored.length, isPlainFlate: false };
  const isPlain = filters.length === 1 && FLATE.has(filters[0] ?? '');
  if (isPlain && predictorOf(context, stream.dict, 0) <= 1) {
    const { data, used, isWhole } = inflate(stored);
    return { data, used, isPlainFlate: isWhole };
  }
  const { data, undone } = undoTextFilters(context, stream);
  const left = filters[undone];
  if (left !== undefined) throw new BadData(`The filter ${left} does not belong on a content stream.`);
  return { data, used: stored.length, isPlainFlate: false };
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

export interface Inflated {
  readonly data: Uint8Array;
  /** Bytes read; what follows them does not belong to the data. */
  readonly used: number;
  /** False where the data stop early: what there is of them has to be packed anew. */
  readonly isWhole: boolean;
}

/** Inflates with the limit; data that stop early give what there is of them. */
export function inflate(stored: Uint8Array): Inflated {
  try {
    return { ...inflated(stored, constants.Z_FINISH), isWhole: true };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'Z_BUF_ERROR')
      throw inflateError(error);
  }
  try {
    return { ...inflated(stored, constants.Z_SYNC_FLUSH), isWhole: false };
  } catch (error) {
    throw inflateError(error);
  }
}

function inflateError(error: unknown): Error {
  return error instanceof RangeError
    ? new TooMuchData('The stream unpacks to more than 256 MB.')
    : new BadData('The stream is damaged: it cannot be unpacked.');
}

function inflated(stored: Uint8Array, finishFlush: number): { data: Uint8Array; used: number } {
  const result: unknown = inflateSync(stored, {
    maxOutputLength: MOST_UNPACKED,
    chunkSize: INFLATE_CHUNK,
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
): Uint8Array {
  const single = PDFDict.withContext(context);
  single.set(PDFName.of('Filter'), PDFName.of(filter));
  const parameters = parametersOf(context, dict, index);
  if (parameters) single.set(PDFName.of('DecodeParms'), parameters);
  try {
    return decodePDFRawStream(PDFRawStream.of(single, data)).decode();
  } catch {
    throw new BadData(`The stream is damaged: ${filter} cannot be undone.`);
  }
}

function predictorOf(context: PDFContext, dict: PDFDict, index: number): number {
  const predictor = context.lookup(parametersOf(context, dict, index)?.get(PDFName.of('Predictor')));
  return predictor instanceof PDFNumber ? predictor.asNumber() : 1;
}

/** The parameters of one filter of a stream, by its place in the order they are undone. */
export function parametersOf(context: PDFContext, dict: PDFDict, index: number): PDFDict | null {
  const all = context.lookup(dict.get(PDFName.of('DecodeParms')) ?? dict.get(PDFName.of('DP')));
  const one: PDFObject | undefined =
    all instanceof PDFArray ? context.lookup(all.asArray()[index]) : index === 0 ? all : undefined;
  return one instanceof PDFDict ? one : null;
}
