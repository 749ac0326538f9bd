import { deflateSync } from 'node:zlib';
import type { PDFStream } from '../source/objects.js';
import { scanContent, withoutAsides } from './content-scan.js';
import { copyObject, dict, entriesOf, plain } from './copy-object.js';
import type { Content, Copying, Entries, Shape } from './copy-object.js';
import { pdfName } from '../writing/pdf-syntax.js';
import { bytesOfPixels, predictedBytes } from './pixel-data.js';
import type { SharedData } from '../writing/shared-data.js';
import {
  BadData,
  filtersOf,
  inflate,
  parametersOf,
  storedBytes,
  undoTextFilters,
  unpack,
} from '../source/stream-data.js';
import { strippedJpeg, strippedJpeg2000 } from './strip-image.js';

/** Behind the last pixel; it says nothing, and many a picture has it. */
const LINE_END = 2;
const unpackedBytes = new WeakMap<SharedData, number>();

/** A stream of data: fonts, tables, profiles. */
export function dataStream(entries: Entries): Shape {
  return {
    copy: () => null,
    stream: (copying, stream) => {
      const { filters, data, known } = keptData(copying, stream);
      return { entries: `${entriesOf(copying, stream.dict, entries)}${filters}`, data, known: known ?? null };
    },
  };
}

/** A picture: its pixels, and nothing behind them. */
export function imageStream(entries: Entries): Shape {
  return {
    copy: () => null,
    stream: (copying, stream) => {
      const most = bytesOfPixels(copying.context, stream.dict);
      const { filters, data, known } = keptData(copying, stream, most);
      return { entries: `${entriesOf(copying, stream.dict, entries)}${filters}`, data, known: known ?? null };
    },
  };
}

/** A stream of words in the manner of PostScript, without its comments. */
export function programStream(entries: Entries): Shape {
  const whole = dataStream(entries);
  return {
    copy: () => null,
    stream: (copying, stream) => {
      const { data, isDamaged } = unpack(copying.context, stream);
      const scan = scanContent(data);
      const comments = scan.asides.filter(({ instead }) => instead === '');
      if (comments.length === 0 && whole.stream) return whole.stream(copying, stream);
      copying.hasDamagedData ||= isDamaged;
      return {
        entries: `${entriesOf(copying, stream.dict, entries)}/Filter/FlateDecode`,
        data: deflateSync(withoutAsides(data, { ...scan, asides: comments })),
      };
    },
  };
}

/** Operators as Flate data, the stored bytes where they are that and clean already, and what they use. */
export function contentOf(copying: Copying, stream: PDFStream): Content {
  const { stored, data, used, isPlainFlate, isDamaged } = unpack(copying.context, stream);
  copying.hasDamagedData ||= isDamaged;
  const scan = scanContent(data);
  if (scan.isUnsure) throw new BadData('A picture within the contents has no certain end.');
  const isKept = isPlainFlate && scan.asides.length === 0;
  return {
    scan,
    size: data.length,
    stored: isKept ? stored.subarray(0, used) : deflateSync(withoutAsides(data, scan)),
  };
}

interface KeptData {
  readonly filters: string;
  readonly data: Uint8Array;
  readonly known?: SharedData | null;
}

/**
 * The data of a stream with what may hide behind or inside them removed, and its filter; `most` is how many bytes there
 * can be, unpacked. Throws BadData for filters in an order that cannot be read.
 */
function keptData(copying: Copying, stream: PDFStream, most: number | null = null): KeptData {
  const { context } = copying;
  const names = filtersOf(context, stream.dict);
  const cut = (data: Uint8Array): Uint8Array => data.subarray(0, most ?? data.length);
  if (names.length === 0) return { filters: '', data: cut(storedBytes(stream)) };
  if (names.includes('Crypt')) throw new BadData('A stream is encrypted on its own.');
  if (names.length === 1) return filtered(copying, stream, 0, storedBytes(stream), most);
  const { data, undone } = undoTextFilters(context, stream);
  if (undone === names.length) return { filters: '/Filter/FlateDecode', data: deflateSync(cut(data)) };
  if (undone < names.length - 1) throw new BadData('A stream is packed in an order that cannot be read.');
  return filtered(copying, stream, undone, data, most);
}

/** The last filter of a stream, by its place, and the data under it. */
function filtered(
  copying: Copying,
  stream: PDFStream,
  index: number,
  data: Uint8Array,
  most: number | null,
): KeptData {
  const { context } = copying;
  const name = filtersOf(context, stream.dict)[index] ?? '';
  const parameters = copyObject(
    copying,
    parametersOf(context, stream.dict, index) ?? undefined,
    DECODE_PARAMETERS,
  );
  const filters = `/Filter${pdfName(name)}${parameters === null ? '' : `/DecodeParms ${parameters}`}`;
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return {
        filters,
        ...flateData(copying, data, most === null ? null : predictedBytes(context, stream.dict, index, most)),
      };
    case 'DCTDecode':
    case 'DCT':
      return { filters, data: strippedOr(strippedJpeg(data)) };
    case 'JPXDecode':
      return { filters, data: strippedOr(strippedJpeg2000(data)) };
    case 'CCITTFaxDecode':
    case 'CCF':
    case 'JBIG2Decode':
      return { filters, data };
    default: {
      const { data: text, undone } = undoTextFilters(context, stream);
      if (undone <= index) return { filters, data };
      return { filters: '/Filter/FlateDecode', data: deflateSync(text.subarray(0, most ?? text.length)) };
    }
  }
}

/**
 * Flate data cut at their end, or packed anew where they are damaged. The same bytes are unpacked once for all
 * documents: many of them bring the same font. Throws as `inflate`.
 */
function flateData(
  copying: Copying,
  data: Uint8Array,
  most: number | null,
): { data: Uint8Array; known?: SharedData | null } {
  const known = copying.writer.findProven(data);
  if (known && (most === null || (unpackedBytes.get(known) ?? Infinity) <= most + LINE_END))
    return { data: data.subarray(0, known.length), known };
  const { data: inflated, used, isWhole } = inflate(data);
  copying.hasDamagedData ||= !isWhole;
  const isTooLong = most !== null && inflated.length > most + LINE_END;
  if (!isWhole || isTooLong) return { data: deflateSync(inflated.subarray(0, most ?? inflated.length)) };
  const whole = data.subarray(0, used);
  const proven = copying.writer.keepProven(whole);
  if (proven) unpackedBytes.set(proven, inflated.length);
  return { data: whole, known: proven };
}

function strippedOr(picture: Uint8Array | null): Uint8Array {
  if (!picture) throw new BadData('A picture is damaged.');
  return picture;
}

const DECODE_PARAMETERS: Shape = dict({
  Predictor: plain,
  Colors: plain,
  BitsPerComponent: plain,
  Columns: plain,
  EarlyChange: plain,
  K: plain,
  EndOfLine: plain,
  EncodedByteAlign: plain,
  Rows: plain,
  EndOfBlock: plain,
  BlackIs1: plain,
  DamagedRowsBeforeError: plain,
  ColorTransform: plain,
  JBIG2Globals: dataStream({}),
});
