import { deflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import { scanContent, withoutAsides } from './content-scan.js';
import type { ContentScan } from './content-scan.js';
import { resourcesText } from './drawing.js';
import type { PdfWriter } from './pdf-writer.js';
import { BadData, filtersOf, inflate, storedBytes, unpack } from './stream-data.js';
import { strippedJpeg, strippedJpeg2000 } from './strip-image.js';

/** Nesting of objects a page may have. */
const DEEPEST = 100;

/** One source document being copied: which of its objects are in the new file already, and under which number. */
export interface Copying {
  readonly context: PDFContext;
  readonly writer: PdfWriter;
  readonly written: Map<PDFObject, Map<Shape, number>>;
  /** What `written` gained since the page was begun, to be taken back if it cannot be copied. */
  readonly fresh: (readonly [shapes: Map<Shape, number>, shape: Shape])[];
  /** The contents of the page being copied, read once. */
  readonly contents: Map<PDFStream, Content>;
  depth: number;
}

export interface Content {
  readonly stored: Uint8Array;
  readonly scan: ContentScan;
}

/**
 * How one kind of object is copied: returns it as PDF syntax, with only the entries that kind may have.
 * Null leaves the entry out.
 */
export interface Shape {
  readonly copy: (copying: Copying, object: PDFObject) => string | null;
  /** For streams: the entries beside `Length`, and what becomes of the data. */
  readonly stream?: (copying: Copying, stream: PDFStream) => { entries: string; data: Uint8Array };
}

type Entries = Readonly<Record<string, Shape | (() => Shape)>>;

export function startCopying(context: PDFContext, writer: PdfWriter): Copying {
  return { context, writer, written: new Map(), fresh: [], contents: new Map(), depth: 0 };
}

/** Copies an object, under a number of its own where the source has one. */
export function copyObject(copying: Copying, object: PDFObject | undefined, shape: Shape): string | null {
  if (object === undefined) return null;
  const resolved = object instanceof PDFRef ? copying.context.lookup(object) : object;
  if (resolved === undefined || resolved === PDFNull) return null;
  const isStream = resolved instanceof PDFStream;
  if (!isStream && !(object instanceof PDFRef)) return deeper(copying, () => shape.copy(copying, resolved));

  const key = isStream ? resolved : object;
  const known = copying.written.get(key)?.get(shape);
  if (known !== undefined) return `${known} 0 R`;
  if (isStream && !shape.stream) return null;
  const id = copying.writer.reserve();
  const shapes = copying.written.get(key) ?? new Map<Shape, number>();
  copying.written.set(key, shapes.set(shape, id));
  copying.fresh.push([shapes, shape]);
  if (isStream && shape.stream) {
    const write = shape.stream;
    const { entries, data } = deeper(copying, () => write(copying, resolved));
    copying.writer.stream(id, entries, data);
  } else {
    copying.writer.object(id, deeper(copying, () => shape.copy(copying, resolved)) ?? 'null');
  }
  return `${id} 0 R`;
}

function deeper<T>(copying: Copying, work: () => T): T {
  copying.depth += 1;
  if (copying.depth > DEEPEST) throw new BadData('The page is nested too deeply.');
  try {
    return work();
  } finally {
    copying.depth -= 1;
  }
}

/** The entries of a resource dictionary whose names are used; null keeps all. */
export function copyResources(
  copying: Copying,
  resources: PDFDict | null,
  names: ReadonlySet<string> | null,
): Map<string, string> {
  const out = new Map<string, string>();
  if (!resources) return out;
  for (const [category, shape] of RESOURCES) {
    const dict = copying.context.lookup(resources.get(PDFName.of(category)));
    if (!(dict instanceof PDFDict)) continue;
    let body = '';
    for (const [key, value] of dict.entries()) {
      const name = rawName(key);
      const isUsed =
        names === null || names.has(name) || (category === 'ColorSpace' && name.startsWith('Default'));
      // Only the name of a property list stays: what it holds are layers and texts behind the text.
      const copied = isUsed ? (shape ? copyObject(copying, value, shape()) : '<<>>') : null;
      if (copied !== null) body += `${key.toString()} ${copied}`;
    }
    if (body) out.set(category, body);
  }
  return out;
}

/** A name byte for byte, as content streams mention it. */
export function rawName(name: PDFName): string {
  return name
    .asString()
    .slice(1)
    .replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Numbers, names, strings, and arrays of them. */
const plain: Shape = {
  copy: (copying, object) => {
    if (object instanceof PDFName || object instanceof PDFNumber || object instanceof PDFBool)
      return object.toString();
    if (object instanceof PDFString || object instanceof PDFHexString) return hexOf(object);
    if (!(object instanceof PDFArray)) return null;
    const items = object.asArray().map((each) => {
      const value = copying.context.lookup(each);
      return value === undefined || value === PDFNull
        ? 'null'
        : (deeper(copying, () => plain.copy(copying, value)) ?? 'null');
    });
    return `[${items.join(' ')}]`;
  },
};

function hexOf(text: PDFString | PDFHexString): string {
  return `<${Buffer.from(text.asBytes()).toString('hex')}>`;
}

function dict(entries: Entries): Shape {
  return {
    copy: (copying, object) =>
      object instanceof PDFDict ? `<<${entriesOf(copying, object, entries)}>>` : null,
  };
}

function array(item: () => Shape): Shape {
  return {
    copy: (copying, object) =>
      object instanceof PDFArray
        ? `[${object
            .asArray()
            .map((each) => copyObject(copying, each, item()) ?? 'null')
            .join(' ')}]`
        : null,
  };
}

/** A dictionary with names of the author's choice and values of one kind. */
function named(item: () => Shape): Shape {
  return {
    copy: (copying, object) => {
      if (!(object instanceof PDFDict)) return null;
      const body = object.entries().map(([key, value]) => {
        const copied = copyObject(copying, value, item());
        return copied === null ? '' : `${key.toString()} ${copied}`;
      });
      return `<<${body.join('')}>>`;
    },
  };
}

/** The first shape that takes the object. */
function either(...shapes: readonly (() => Shape)[]): Shape {
  return {
    copy: (copying, object) => {
      for (const shape of shapes) {
        const copied = shape().copy(copying, object);
        if (copied !== null) return copied;
      }
      return null;
    },
    stream: (copying, stream) => {
      for (const shape of shapes) {
        const write = shape().stream;
        if (write) return write(copying, stream);
      }
      throw new BadData('A stream stands where none belongs.');
    },
  };
}

/** A stream of data: fonts, tables, profiles. */
function dataStream(entries: Entries): Shape {
  return {
    copy: () => null,
    stream: (copying, stream) => {
      const { filters, data } = keptData(copying, stream);
      return { entries: `${entriesOf(copying, stream.dict, entries)}${filters}`, data };
    },
  };
}

/** A stream of operators with resources of its own: forms, patterns, glyphs. */
function contentStream(entries: Entries): Shape {
  return {
    copy: () => null,
    stream: (copying, stream) => {
      const { stored, scan } = contentOf(copying.context, stream);
      const own = copying.context.lookup(stream.dict.get(PDFName.of('Resources')));
      const resources =
        own instanceof PDFDict ? `/Resources${resourcesText(copyResources(copying, own, scan.names))}` : '';
      return {
        entries: `${entriesOf(copying, stream.dict, entries)}${resources}/Filter/FlateDecode`,
        data: stored,
      };
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

function entriesOf(copying: Copying, from: PDFDict, entries: Entries): string {
  let body = '';
  for (const [key, value] of from.entries()) {
    const shape = entries[rawName(key)];
    if (!shape) continue;
    const copied = copyObject(copying, value, typeof shape === 'function' ? shape() : shape);
    if (copied !== null) body += `${key.toString()} ${copied}`;
  }
  return body;
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

const FUNCTION: Shape = either(
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
const FUNCTION_STREAM = dataStream(FUNCTION_ENTRIES);

/** A name, or an array of a family name and its parameters. */
const COLOR_SPACE: Shape = {
  copy: (copying, object) => {
    if (object instanceof PDFName) return plain.copy(copying, object);
    if (!(object instanceof PDFArray)) return null;
    // The fifth entry of DeviceN names its inks in the author's words; the first four give the colours.
    const items = object
      .asArray()
      .slice(0, 4)
      .map((each) => copyObject(copying, each, COLOR_SPACE_PART) ?? 'null');
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

const CALIBRATION = dict({ WhitePoint: plain, BlackPoint: plain, Gamma: plain, Matrix: plain, Range: plain });
const PROFILE = dataStream({ N: plain, Range: plain, Alternate: () => COLOR_SPACE });

const GROUP: Shape = dict({ Type: plain, S: plain, CS: () => COLOR_SPACE, I: plain, K: plain });

const IMAGE: Shape = dataStream({
  Type: plain,
  Subtype: plain,
  Width: plain,
  Height: plain,
  ColorSpace: () => COLOR_SPACE,
  BitsPerComponent: plain,
  Intent: plain,
  ImageMask: plain,
  Mask: () => MASK,
  Decode: plain,
  Interpolate: plain,
  SMask: () => IMAGE,
  SMaskInData: plain,
  Matte: plain,
});

const MASK: Shape = either(
  () => plain,
  () => IMAGE,
);

/** A drawing used inside another; without layers, metadata, references to files or private data. */
export const FORM: Shape = contentStream({
  Type: plain,
  Subtype: plain,
  FormType: plain,
  BBox: plain,
  Matrix: plain,
  Group: GROUP,
});

const XOBJECT: Shape = {
  copy: () => null,
  stream: (copying, stream) => {
    const subtype = copying.context.lookup(stream.dict.get(PDFName.of('Subtype')));
    const shape = subtype === PDFName.of('Form') ? FORM : subtype === PDFName.of('Image') ? IMAGE : null;
    if (shape?.stream) return shape.stream(copying, stream);
    return { entries: '/Type/XObject/Subtype/Form/BBox[0 0 0 0]', data: new Uint8Array() };
  },
};

const FONT_FILE = dataStream({ Length1: plain, Length2: plain, Length3: plain, Subtype: plain });

const FONT_DESCRIPTOR: Shape = dict({
  Type: plain,
  FontName: plain,
  FontFamily: plain,
  FontStretch: plain,
  FontWeight: plain,
  Flags: plain,
  FontBBox: plain,
  ItalicAngle: plain,
  Ascent: plain,
  Descent: plain,
  Leading: plain,
  CapHeight: plain,
  XHeight: plain,
  StemV: plain,
  StemH: plain,
  AvgWidth: plain,
  MaxWidth: plain,
  MissingWidth: plain,
  FontFile: FONT_FILE,
  FontFile2: FONT_FILE,
  FontFile3: FONT_FILE,
  CharSet: plain,
  CIDSet: dataStream({}),
});

const SYSTEM_INFO = dict({ Registry: plain, Ordering: plain, Supplement: plain });

const CHARACTER_MAP: Shape = either(
  () => plain,
  () => CHARACTER_MAP_STREAM,
);
const CHARACTER_MAP_STREAM: Shape = dataStream({
  Type: plain,
  CMapName: plain,
  CIDSystemInfo: SYSTEM_INFO,
  WMode: plain,
  UseCMap: () => CHARACTER_MAP,
});

const ENCODING: Shape = either(
  () => plain,
  () => ENCODING_DICT,
  () => CHARACTER_MAP_STREAM,
);
const ENCODING_DICT = dict({ Type: plain, BaseEncoding: plain, Differences: plain });

const FONT: Shape = {
  copy: (copying, object) => {
    if (!(object instanceof PDFDict)) return null;
    const own = copying.context.lookup(object.get(PDFName.of('Resources')));
    const resources =
      own instanceof PDFDict ? `/Resources${resourcesText(copyResources(copying, own, null))}` : '';
    return `<<${entriesOf(copying, object, FONT_ENTRIES)}${resources}>>`;
  },
};

const GLYPH: Shape = contentStream({});

const FONT_ENTRIES: Entries = {
  Type: plain,
  Subtype: plain,
  Name: plain,
  BaseFont: plain,
  FirstChar: plain,
  LastChar: plain,
  Widths: plain,
  FontDescriptor: FONT_DESCRIPTOR,
  Encoding: ENCODING,
  ToUnicode: CHARACTER_MAP,
  DescendantFonts: () => array(() => FONT),
  CIDSystemInfo: SYSTEM_INFO,
  DW: plain,
  W: plain,
  DW2: plain,
  W2: plain,
  CIDToGIDMap: either(
    () => plain,
    () => dataStream({}),
  ),
  FontBBox: plain,
  FontMatrix: plain,
  CharProcs: named(() => GLYPH),
};

const SOFT_MASK: Shape = either(
  () => plain,
  () => SOFT_MASK_DICT,
);
const SOFT_MASK_DICT = dict({ Type: plain, S: plain, G: FORM, BC: plain, TR: FUNCTION });

const STATE_FONT: Shape = either(
  () => FONT,
  () => plain,
);

const GRAPHICS_STATE: Shape = dict({
  Type: plain,
  LW: plain,
  LC: plain,
  LJ: plain,
  ML: plain,
  D: plain,
  RI: plain,
  OP: plain,
  op: plain,
  OPM: plain,
  Font: array(() => STATE_FONT),
  BG: FUNCTION,
  BG2: FUNCTION,
  UCR: FUNCTION,
  UCR2: FUNCTION,
  TR: FUNCTION,
  TR2: FUNCTION,
  FL: plain,
  SM: plain,
  SA: plain,
  BM: plain,
  SMask: SOFT_MASK,
  CA: plain,
  ca: plain,
  AIS: plain,
  TK: plain,
});

const SHADING_ENTRIES: Entries = {
  ShadingType: plain,
  ColorSpace: COLOR_SPACE,
  Background: plain,
  BBox: plain,
  AntiAlias: plain,
  Domain: plain,
  Matrix: plain,
  Function: FUNCTION,
  Coords: plain,
  Extend: plain,
  BitsPerCoordinate: plain,
  BitsPerComponent: plain,
  BitsPerFlag: plain,
  Decode: plain,
  VerticesPerRow: plain,
};
const SHADING: Shape = either(
  () => dict(SHADING_ENTRIES),
  () => dataStream(SHADING_ENTRIES),
);

const PATTERN: Shape = either(
  () => dict({ Type: plain, PatternType: plain, Shading: SHADING, Matrix: plain, ExtGState: GRAPHICS_STATE }),
  () =>
    contentStream({
      Type: plain,
      PatternType: plain,
      PaintType: plain,
      TilingType: plain,
      BBox: plain,
      XStep: plain,
      YStep: plain,
      Matrix: plain,
    }),
);

/** What a page may draw with. Property lists keep their names alone. */
const RESOURCES: readonly (readonly [category: string, shape: (() => Shape) | null])[] = [
  ['ExtGState', () => GRAPHICS_STATE],
  ['ColorSpace', () => COLOR_SPACE],
  ['Pattern', () => PATTERN],
  ['Shading', () => SHADING],
  ['XObject', () => XOBJECT],
  ['Font', () => FONT],
  ['Properties', null],
];

/** A transparency group of a page, or nothing. */
export const PAGE_GROUP: Shape = GROUP;

/** Contents of a page, as one of its streams. */
export const PAGE_CONTENT: Shape = {
  copy: () => null,
  stream: (copying, stream) => {
    const { stored } = copying.contents.get(stream) ?? contentOf(copying.context, stream);
    return { entries: '/Filter/FlateDecode', data: stored };
  },
};
