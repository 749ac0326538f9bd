import {
  isNamed,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFStream,
  PDFString,
} from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import type { OpenedPdf, SourcePage } from '../opened-pdf.js';
import { scanContent } from './content-scan.js';
import { shownBy } from './layer-states.js';
import type { Layers } from './layer-states.js';
import { BadData, TooMuchData, unpack } from '../source/stream-data.js';

const HIDDEN_FLAG = 2;
const NO_VIEW_FLAG = 32;
/** A stroke this broad, in points, can hide a line of text; a highlight darker than this hides what it marks. */
const BROAD = 6;
const DARK = 0.4;
/** Marks that are a small sign, and ones that are thin by their nature. */
const SIGNS = new Set(['Text', 'Caret', 'FileAttachment', 'Sound', 'Movie', 'Underline', 'Squiggly']);
const IDENTITY = [1, 0, 0, 1, 0, 0] as const;

export interface Appearance {
  readonly stream: PDFStream;
  /** Places the drawing on the page. */
  readonly matrix: readonly [number, number, number, number, number, number];
}

export interface PageAnnotations {
  /** Form fields as they are displayed. */
  readonly fields: readonly Appearance[];
  /** Notes, highlights, stamps and the like, as displayed. */
  readonly marks: readonly Appearance[];
  /** Fields without an extent or beside the page, as invisible signatures are: nobody sees them. */
  readonly unseenFieldCount: number;
  /** Visible notes and marks, with or without an appearance. */
  readonly markCount: number;
  readonly linkCount: number;
  /** A mark that by its nature hides what is under it. */
  readonly hasCover: boolean;
  /** Marks that may hide something too: only how they are shown tells. */
  readonly mayCover: boolean;
  /** Fields with a value whose look is left to the viewer: only a renderer can show them. */
  readonly needsRenderer: boolean;
  /** Something of which readers may differ whether its layer shows it. */
  readonly hasDoubtfulLayer: boolean;
}

/** What a viewer would draw on top of a page's contents. */
export function annotationsOf(
  { context, catalog }: OpenedPdf,
  page: SourcePage,
  layers: Layers,
): PageAnnotations {
  const form = context.lookup(catalog.get(PDFName.of('AcroForm')));
  const regenerates =
    form instanceof PDFDict && context.lookup(form.get(PDFName.of('NeedAppearances'))) === PDFBool.True;
  const all = context.lookup(page.dict.get(PDFName.of('Annots')));
  const fields: Appearance[] = [];
  const marks: Appearance[] = [];
  let markCount = 0;
  let linkCount = 0;
  let unseenFieldCount = 0;
  let hasCover = false;
  let mayCover = false;
  let needsRenderer = false;
  let hasDoubtfulLayer = false;

  for (const each of all instanceof PDFArray ? all.asArray() : []) {
    const annotation = context.lookup(each);
    if (!(annotation instanceof PDFDict)) continue;
    const subtype = context.lookup(annotation.get(PDFName.of('Subtype')));
    const kind = subtype instanceof PDFName ? subtype.decodeText() : '';
    if (kind === 'Popup' || isFlaggedAway(context, annotation)) continue;
    const layer = annotation.get(PDFName.of('OC'));
    const shown = layer ? shownBy(context, layer, layers) : true;
    if (shown === false) continue;
    hasDoubtfulLayer ||= shown === null;
    if (kind === 'Link') {
      linkCount += 1;
      mayCover ||= isOnPage(context, annotation, page) && appearanceOf(context, annotation) !== null;
      continue;
    }
    if (!isOnPage(context, annotation, page)) {
      if (kind === 'Widget') unseenFieldCount += 1;
      else markCount += 1;
      continue;
    }
    const appearance = appearanceOf(context, annotation);
    if (kind === 'Widget') {
      if (regenerates || (!appearance && hasValue(context, annotation))) needsRenderer = true;
      if (appearance) fields.push(appearance);
    } else {
      markCount += 1;
      hasCover ||= covers(context, annotation, kind, appearance);
      mayCover = true;
      if (appearance) marks.push(appearance);
    }
  }
  const counts = { markCount, linkCount, unseenFieldCount };
  return { fields, marks, ...counts, hasCover, mayCover, needsRenderer, hasDoubtfulLayer };
}

/** Filled shapes, stamps, boxes of text on a ground, broad or dark strokes: what people black words out with. */
function covers(context: PDFContext, annotation: PDFDict, kind: string, look: Appearance | null): boolean {
  if (SIGNS.has(kind)) return strokeWidth(context, annotation) >= BROAD;
  if (kind === 'Redact' || kind === 'Stamp') return true;
  const colour = (key: string): number[] => numbersIn(context, annotation.get(PDFName.of(key)));
  if (kind === 'Highlight') return colour('C').length > 0 && brightness(colour('C')) < DARK;
  return (
    strokeWidth(context, annotation) >= BROAD ||
    colour('IC').length > 0 ||
    (kind === 'FreeText' && colour('C').length > 0) ||
    (look !== null && fills(context, look.stream))
  );
}

/** The brightest share of a colour in gray, RGB or CMYK, from 0 to 1. */
function brightness(colour: readonly number[]): number {
  const [cyan = 0, magenta = 0, yellow = 0, black = 0] = colour;
  return colour.length === 4
    ? Math.max(1 - cyan - black, 1 - magenta - black, 1 - yellow - black)
    : Math.max(...colour);
}

function strokeWidth(context: PDFContext, annotation: PDFDict): number {
  const style = context.lookup(annotation.get(PDFName.of('BS')));
  const width = style instanceof PDFDict ? context.lookup(style.get(PDFName.of('W'))) : undefined;
  if (width instanceof PDFNumber) return width.asNumber();
  return numbersIn(context, annotation.get(PDFName.of('Border')))[2] ?? 1;
}

/** A drawing that cannot be read counts as one that fills. */
function fills(context: PDFContext, look: PDFStream): boolean {
  try {
    return scanContent(unpack(context, look).data).isFilling;
  } catch (error) {
    if (error instanceof BadData || error instanceof TooMuchData) return true;
    throw error;
  }
}

/** Whether the rectangle takes any room of what the page displays. */
function isOnPage(context: PDFContext, annotation: PDFDict, { visibleBox }: SourcePage): boolean {
  const rect = numbers(context, annotation.get(PDFName.of('Rect')), 4);
  if (!rect) return false;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect;
  const width = Math.min(Math.max(x1, x2), visibleBox[2]) - Math.max(Math.min(x1, x2), visibleBox[0]);
  const height = Math.min(Math.max(y1, y2), visibleBox[3]) - Math.max(Math.min(y1, y2), visibleBox[1]);
  return width > 0 && height > 0;
}

function isFlaggedAway(context: PDFContext, annotation: PDFDict): boolean {
  const flags = context.lookup(annotation.get(PDFName.of('F')));
  return flags instanceof PDFNumber && (flags.asNumber() & (HIDDEN_FLAG | NO_VIEW_FLAG)) !== 0;
}

function hasValue(context: PDFContext, annotation: PDFDict): boolean {
  let field: PDFObject | undefined = annotation;
  for (let level = 0; level < 10 && field instanceof PDFDict; level += 1) {
    const value = context.lookup(field.get(PDFName.of('V')));
    if (value instanceof PDFString || value instanceof PDFHexString) return value.asBytes().length > 0;
    if (value) return !isNamed(value, 'Off');
    field = context.lookup(field.get(PDFName.of('Parent')));
  }
  return false;
}

/** ISO 32000-1, 12.5.5, algorithm 8.1: the appearance's box, turned by its matrix, fills the rectangle. */
function appearanceOf(context: PDFContext, annotation: PDFDict): Appearance | null {
  const states = context.lookup(annotation.get(PDFName.of('AP')));
  const normal = states instanceof PDFDict ? context.lookup(states.get(PDFName.of('N'))) : undefined;
  const state = context.lookup(annotation.get(PDFName.of('AS')));
  const chosen =
    normal instanceof PDFDict && state instanceof PDFName ? context.lookup(normal.get(state)) : normal;
  if (!(chosen instanceof PDFStream)) return null;
  const rect = numbers(context, annotation.get(PDFName.of('Rect')), 4);
  const box = numbers(context, chosen.dict.get(PDFName.of('BBox')), 4);
  if (!rect || !box) return null;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] =
    numbers(context, chosen.dict.get(PDFName.of('Matrix')), 6) ?? IDENTITY;
  const corners = [
    [box[0], box[1]],
    [box[0], box[3]],
    [box[2], box[1]],
    [box[2], box[3]],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, bottom] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - bottom];
  if (!(width > 0 && height > 0)) return null;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect;
  const sx = Math.abs(x2 - x1) / width;
  const sy = Math.abs(y2 - y1) / height;
  return {
    stream: chosen,
    matrix: [sx, 0, 0, sy, Math.min(x1, x2) - left * sx, Math.min(y1, y2) - bottom * sy],
  };
}

function numbers(context: PDFContext, object: PDFObject | undefined, count: number): number[] | null {
  const values = numbersIn(context, object);
  return values.length >= count && values.every(Number.isFinite) ? values : null;
}

function numbersIn(context: PDFContext, object: PDFObject | undefined): number[] {
  const array = context.lookup(object);
  if (!(array instanceof PDFArray)) return [];
  return array.asArray().map((each) => {
    const value = context.lookup(each);
    return value instanceof PDFNumber ? value.asNumber() : Number.NaN;
  });
}
