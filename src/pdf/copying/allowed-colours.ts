import { isNamed, PDFArray, PDFDict, PDFName, PDFNumber, PDFStream } from '../source/objects.js';
import { BadData } from '../source/stream-data.js';
import { array, copyObject, dict, either, plain, text } from './copy-object.js';
import type { Entries, Shape } from './copy-object.js';
import { dataStream, programStream } from './copy-stream.js';

/** Numbers from numbers: shadings, inks, halftones. */
export const FUNCTION: Shape = either(
  () => FUNCTION_DICT,
  () => FUNCTION_STREAM,
  () => array(() => FUNCTION),
  () => plain,
);

const FUNCTION_ENTRIES: Entries = {
  FunctionType: plain,
  Domain: plain,
  Range: plain,
  Size: plain,
  BitsPerSample: plain,
  Order: plain,
  Encode: plain,
  Decode: plain,
  C0: plain,
  C1: plain,
  N: plain,
  Bounds: plain,
  Functions: () => array(() => FUNCTION),
};
const FUNCTION_DICT = dict(FUNCTION_ENTRIES);
const SAMPLES = dataStream(FUNCTION_ENTRIES);
const CALCULATOR = programStream(FUNCTION_ENTRIES);
const FUNCTION_STREAM: Shape = {
  copy: () => null,
  stream: (copying, stream) => {
    const type = copying.context.lookup(stream.dict.get(PDFName.of('FunctionType')));
    const shape = type instanceof PDFNumber && type.asNumber() === 4 ? CALCULATOR : SAMPLES;
    if (!shape.stream) throw new BadData('A function cannot be read.');
    return shape.stream(copying, stream);
  },
};

/** A name, or an array of a family name and its parameters. */
export const COLOR_SPACE: Shape = {
  copy: (copying, object) => {
    if (object instanceof PDFName) return plain.copy(copying, object);
    if (!(object instanceof PDFArray)) return null;
    // The fifth entry of DeviceN names its inks in the author's words; the first four give the colours.
    const [family, ...parts] = object.asArray().slice(0, 4);
    const isIndexed = ['Indexed', 'I'].some((name) => isNamed(copying.context.lookup(family), name));
    const items = [family, ...parts].map((each, at) => {
      // The colours of an index may be a string; words anywhere else are no part of a colour.
      const shape = isIndexed && at === 3 ? PALETTE : COLOR_SPACE_PART;
      return copyObject(copying, each, shape) ?? 'null';
    });
    return `[${items.join(' ')}]`;
  },
};

const COLOR_SPACE_PART: Shape = {
  copy: (copying, object) => {
    if (object instanceof PDFDict)
      return (object.has(PDFName.of('FunctionType')) ? FUNCTION_DICT : CALIBRATION).copy(copying, object);
    if (object instanceof PDFArray) {
      const isNested = object.asArray().some((each) => {
        const value = copying.context.lookup(each);
        return value instanceof PDFDict || value instanceof PDFStream || value instanceof PDFArray;
      });
      return (isNested ? COLOR_SPACE : plain).copy(copying, object);
    }
    return plain.copy(copying, object);
  },
  stream: (copying, stream) => {
    const shape = stream.dict.has(PDFName.of('FunctionType')) ? FUNCTION_STREAM : PROFILE;
    if (!shape.stream) throw new BadData('A colour space cannot be read.');
    return shape.stream(copying, stream);
  },
};

const PALETTE: Shape = either(
  () => text,
  () => dataStream({}),
);

const CALIBRATION = dict({ WhitePoint: plain, BlackPoint: plain, Gamma: plain, Matrix: plain, Range: plain });
const PROFILE = dataStream({ N: plain, Range: plain, Alternate: () => COLOR_SPACE });

/** A transparency group of a page or a form. */
export const GROUP: Shape = dict({ Type: plain, S: plain, CS: () => COLOR_SPACE, I: plain, K: plain });
