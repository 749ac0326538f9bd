import { deflateSync } from 'node:zlib';
import { PDFName } from 'pdf-lib';
import type { PDFContext, PDFStream } from 'pdf-lib';
import { scanContent, withoutAsides } from './content-scan.js';
import { array, copyObject, dict, either, entriesOf, plain } from './copy-object.js';
import type { Content, Copying, Entries, Shape } from './copy-object.js';
import { BadData, filtersOf, inflate, storedBytes, unpack } from './stream-data.js';
import { strippedJpeg, strippedJpeg2000 } from './strip-image.js';

/** A stream of data: fonts, tables, profiles. */
export function dataStream(entries: Entries): Shape {
  return {
    copy: () => null,
    stream: (copying, stream) => {
      const { filters, data } = keptData(copying, stream);
      return { entries: `${entriesOf(copying, stream.dict, entries)}${filters}`, data };
    },
  };
}

/** Operators as Flate data, the stored bytes where they are that and clean already, and what they use. */
export function contentOf(context: PDFContext, stream: PDFStream): Content {
  const { data, used, isPlainFlate } = unpack(context, stream);
  const scan = scanContent(data);
  const isKept = isPlainFlate && scan.asides.length === 0;
  return {
    scan,
    stored: isKept ? storedBytes(stream).subarray(0, used) : deflateSync(withoutAsides(data, scan)),
  };
}

/** The data of a stream with what may hide behind or inside them removed, and its filters. */
function keptData(copying: Copying, stream: PDFStream): { filters: string; data: Uint8Array } {
  const { context } = copying;
  const stored = storedBytes(stream);
  const names = filtersOf(context, stream.dict);
  const filters =
    (copyObject(copying, stream.dict.get(PDFName.of('Filter')), plain) ?? '') &&
    `/Filter ${copyObject(copying, stream.dict.get(PDFName.of('Filter')), plain) ?? ''}`;
  const parameters = copyObject(
    copying,
    stream.dict.get(PDFName.of('DecodeParms')) ?? stream.dict.get(PDFName.of('DP')),
    PARAMETERS,
  );
  const all = `${filters}${parameters === null ? '' : `/DecodeParms ${parameters}`}`;
  if (names.includes('Crypt')) throw new BadData('A stream is encrypted on its own.');
  if (names.length !== 1) return { filters: all, data: stored };
  const [name] = names;
  if (name === 'FlateDecode' || name === 'Fl') {
    const { data, used, isWhole } = inflate(stored);
    return { filters: all, data: isWhole ? stored.subarray(0, used) : deflateSync(data) };
  }
  if (name === 'DCTDecode' || name === 'DCT') {
    const stripped = strippedJpeg(stored);
    if (!stripped) throw new BadData('A picture is damaged.');
    return { filters: all, data: stripped };
  }
  if (name === 'JPXDecode') return { filters: all, data: strippedJpeg2000(stored) };
  return { filters: all, data: stored };
}

const PARAMETERS: Shape = either(
  () => DECODE_PARAMETERS,
  () => array(() => DECODE_PARAMETERS),
);

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
