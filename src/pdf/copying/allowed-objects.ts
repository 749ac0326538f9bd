import { isNamed, PDFDict, PDFName } from '../source/objects.js';
import { COLOR_SPACE, FUNCTION, GROUP } from './allowed-colours.js';
import { array, copyObject, dict, either, entriesOf, plain, text } from './copy-object.js';
import type { Copying, Entries, Shape } from './copy-object.js';
import { contentOf, dataStream, imageStream, programStream } from './copy-stream.js';
import { drawnGlyphs } from './drawn-glyphs.js';
import { neededNames } from './needed-names.js';
import { BadData } from '../source/stream-data.js';
import { resourcesText } from '../writing/drawing.js';

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
    dict.forEach((value, name) => {
      const isUsed =
        names === null || names.has(name) || (category === 'ColorSpace' && name.startsWith('Default'));
      // Only the name of a property list stays: what it holds are layers and texts behind the text.
      const copied = isUsed ? (shape ? copyObject(copying, value, shape()) : '<<>>') : null;
      if (copied !== null) body += `${PDFName.of(name).toString()} ${copied}`;
    });
    if (body) out.set(category, body);
  }
  return out;
}

/** A stream of operators with resources of its own: forms, patterns, glyphs. */
function contentStream(entries: Entries): Shape {
  return {
    copy: () => null,
    stream: (copying, stream) => {
      const { stored, scan } = contentOf(copying, stream);
      const own = copying.context.lookup(stream.dict.get(PDFName.of('Resources')));
      const resources =
        own instanceof PDFDict
          ? `/Resources${resourcesText(copyResources(copying, own, neededNames(copying, own, scan.names)))}`
          : '';
      return {
        entries: `${entriesOf(copying, stream.dict, entries)}${resources}/Filter/FlateDecode`,
        data: stored,
      };
    },
  };
}

const IMAGE: Shape = imageStream({
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
    const shape = isNamed(subtype, 'Form') ? FORM : isNamed(subtype, 'Image') ? IMAGE : null;
    if (shape?.stream) return shape.stream(copying, stream);
    return { entries: '/Type/XObject/Subtype/Form/BBox[0 0 0 0]', data: new Uint8Array() };
  },
};

const FONT_FILE = dataStream({ Length1: plain, Length2: plain, Length3: plain, Subtype: plain });

const FONT_DESCRIPTOR: Shape = dict({
  Type: plain,
  FontName: plain,
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
  CIDSet: dataStream({}),
});

const SYSTEM_INFO = dict({ Registry: text, Ordering: text, Supplement: plain });

const CHARACTER_MAP: Shape = either(
  () => plain,
  () => CHARACTER_MAP_STREAM,
);
const MAP_ENTRIES: Entries = {
  Type: plain,
  CMapName: plain,
  CIDSystemInfo: SYSTEM_INFO,
  WMode: plain,
  UseCMap: () => CHARACTER_MAP,
};
const CHARACTER_MAP_STREAM: Shape = dataStream(MAP_ENTRIES);
const TO_UNICODE: Shape = either(
  () => plain,
  () => programStream(MAP_ENTRIES),
);

const ENCODING: Shape = either(
  () => plain,
  () => ENCODING_DICT,
  () => CHARACTER_MAP_STREAM,
);
const ENCODING_DICT = dict({ Type: plain, BaseEncoding: plain, Differences: plain });

const FONT: Shape = {
  copy: (copying, object) => {
    if (!(object instanceof PDFDict)) return null;
    const drawn = drawnGlyphs(copying, object);
    const glyphs = drawn
      .map(([name, stream]) => `${name.toString()} ${copyObject(copying, stream, GLYPH) ?? 'null'}`)
      .join('');
    const own = copying.context.lookup(object.get(PDFName.of('Resources')));
    const mentioned = new Set(drawn.flatMap(([, stream]) => [...contentOf(copying, stream).scan.names]));
    const resources =
      own instanceof PDFDict
        ? `/Resources${resourcesText(copyResources(copying, own, neededNames(copying, own, mentioned)))}`
        : '';
    return `<<${entriesOf(copying, object, FONT_ENTRIES)}${glyphs && `/CharProcs<<${glyphs}>>`}${resources}>>`;
  },
};

const GLYPH: Shape = contentStream({});

const FONT_ENTRIES: Entries = {
  Type: plain,
  Subtype: plain,
  BaseFont: plain,
  FirstChar: plain,
  LastChar: plain,
  Widths: plain,
  FontDescriptor: FONT_DESCRIPTOR,
  Encoding: ENCODING,
  ToUnicode: TO_UNICODE,
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
};

/** What a mask lets through is no text to a reader, but its words can be copied out. */
const MASK_GROUP: Shape = {
  copy: () => null,
  stream: (copying, stream) => {
    if (contentOf(copying, stream).scan.isInText !== null) throw new BadData('A mask is made of words.');
    if (!FORM.stream) throw new BadData('A mask cannot be read.');
    return FORM.stream(copying, stream);
  },
};

const SOFT_MASK: Shape = either(
  () => plain,
  () => SOFT_MASK_DICT,
);
const SOFT_MASK_DICT = dict({ Type: plain, S: plain, G: MASK_GROUP, BC: plain, TR: FUNCTION });

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

/** Contents of a page, as one of its streams. */
export const PAGE_CONTENT: Shape = {
  isOnce: true,
  copy: () => null,
  stream: (copying, stream) => {
    const { stored } = copying.contents.get(stream) ?? contentOf(copying, stream);
    return { entries: '/Filter/FlateDecode', data: stored };
  },
};
