import type { PdfiumDocument } from './pdfium.js';
import type { Pdfium } from './pdfium-functions.js';

const MOST_OBJECTS = 50_000;
const DEEPEST_FORM = 12;
const MOST_CLIPS = 32;
const MOST_SEGMENTS = 2_000;
/** In points. */
const SLACK = 0.5;
const OFF_EDGE = 9;
const KINDS = ['', 'text', 'path', 'image', 'shading', 'form'] as const;
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

type Matrix = readonly [number, number, number, number, number, number];
export type Box = readonly [left: number, bottom: number, right: number, top: number];
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Something a page paints, in the order it is painted; its box is in the page's own space. */
export interface PageObject {
  readonly handle: number;
  readonly order: number;
  readonly kind: 'text' | 'path' | 'image' | 'shading';
  readonly box: Box;
  /** Null for a pattern, and for pictures. */
  readonly fill: Colour | null;
  /** Text: its render mode. A path: whether it is filled. */
  readonly mode: number;
  /** Of a path: how broad its line is, in points of the page; 0 where it has none. */
  readonly stroke: number;
  /** Belongs to a layer. */
  readonly isLayered: boolean;
  /** What its clips leave of the page, or null where it has none. */
  readonly clip: Box | null;
  /** One of its clips leaves less than its box. */
  readonly isCutToShape: boolean;
  /** Of its type, in points of the page; 0 for what is no text. */
  readonly size: number;
}

export interface PageObjects {
  readonly objects: readonly PageObject[];
  /** The page paints more than is looked at one by one. */
  readonly isCutOff: boolean;
}

/** What a loaded page paints, the insides of its form XObjects in their place. */
export function objectsOf({ pdfium }: PdfiumDocument, page: number): PageObjects {
  const at = pdfium.wasmExports.malloc(64);
  const objects: PageObject[] = [];
  let isCutOff = false;

  const take = (handle: number, matrix: Matrix, depth: number): void => {
    if (handle === 0) return;
    if (objects.length >= MOST_OBJECTS || depth > DEEPEST_FORM) {
      isCutOff = true;
      return;
    }
    const kind = KINDS[pdfium._FPDFPageObj_GetType(handle)] ?? '';
    if (kind === 'form') {
      const inside = times(matrixOf(pdfium, handle, at), matrix);
      const count = pdfium._FPDFFormObj_CountObjects(handle);
      for (let index = 0; index < count && !isCutOff; index += 1)
        take(pdfium._FPDFFormObj_GetObject(handle, index), inside, depth + 1);
    } else if (kind !== '') {
      objects.push(described(pdfium, handle, kind, objects.length, matrix, at));
    }
  };
  const count = pdfium._FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index += 1) take(pdfium._FPDFPage_GetObject(page, index), IDENTITY, 0);
  pdfium.wasmExports.free(at);
  return { objects, isCutOff };
}

/** Everything a loaded page paints, its form XObjects whole. */
export function objectsAtTop({ pdfium }: PdfiumDocument, page: number): { readonly handle: number }[] {
  const count = pdfium._FPDFPage_CountObjects(page);
  return Array.from({ length: count }, (_, index) => ({ handle: pdfium._FPDFPage_GetObject(page, index) }));
}

/** Keeps the objects from being painted as long as the page is loaded, or has them painted again. */
export function silence(
  { pdfium }: PdfiumDocument,
  objects: Iterable<{ readonly handle: number }>,
  isSilent = true,
): void {
  for (const { handle } of objects) pdfium._FPDFPageObj_SetIsActive(handle, isSilent ? 0 : 1);
}

export function overlaps(a: Box, b: Box): boolean {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

export function contains(outer: Box, inner: Box, slack: number): boolean {
  return (
    inner[0] >= outer[0] - slack &&
    inner[1] >= outer[1] - slack &&
    inner[2] <= outer[2] + slack &&
    inner[3] <= outer[3] + slack
  );
}

function described(
  pdfium: Pdfium,
  handle: number,
  kind: PageObject['kind'],
  order: number,
  matrix: Matrix,
  at: number,
): PageObject {
  pdfium._FPDFPageObj_GetBounds(handle, at, at + 4, at + 8, at + 12);
  const [left = 0, bottom = 0, right = 0, top = 0] = floats(pdfium, at, 4);
  const box = transformed([left, bottom, right, top], matrix);
  const isDrawn = kind === 'text' || kind === 'path';
  return {
    handle,
    order,
    kind,
    box,
    fill: isDrawn ? fillOf(pdfium, handle, at) : null,
    mode:
      kind === 'text' ? pdfium._FPDFTextObj_GetTextRenderMode(handle) : fillMode(pdfium, handle, kind, at),
    stroke: kind === 'path' ? strokeOf(pdfium, handle, matrix, at) : 0,
    isLayered: isDrawn && isInLayer(pdfium, handle, at),
    ...(kind === 'text' ? clipOf(pdfium, handle, matrix, at) : NO_CLIP),
    size: kind === 'text' ? sizeOf(pdfium, handle, matrix, at) : 0,
  };
}

function sizeOf(pdfium: Pdfium, handle: number, matrix: Matrix, at: number): number {
  const [, , c, d] = times(matrixOf(pdfium, handle, at), matrix);
  return pdfium._FPDFTextObj_GetFontSize(handle, at) ? (floats(pdfium, at, 1)[0] ?? 0) * Math.hypot(c, d) : 0;
}

function fillOf(pdfium: Pdfium, handle: number, at: number): Colour | null {
  if (!pdfium._FPDFPageObj_GetFillColor(handle, at, at + 4, at + 8, at + 12)) return null;
  const view = new DataView(pdfium.HEAPU8.buffer, at, 16);
  return [
    view.getUint32(0, true),
    view.getUint32(4, true),
    view.getUint32(8, true),
    view.getUint32(12, true),
  ];
}

function fillMode(pdfium: Pdfium, handle: number, kind: PageObject['kind'], at: number): number {
  if (kind !== 'path') return 1;
  pdfium._FPDFPath_GetDrawMode(handle, at, at + 4);
  return new DataView(pdfium.HEAPU8.buffer, at, 4).getInt32(0, true);
}

function strokeOf(pdfium: Pdfium, handle: number, matrix: Matrix, at: number): number {
  pdfium._FPDFPath_GetDrawMode(handle, at, at + 4);
  if (new DataView(pdfium.HEAPU8.buffer, at + 4, 4).getInt32(0, true) === 0) return 0;
  if (!pdfium._FPDFPageObj_GetStrokeWidth(handle, at)) return 0;
  const [width = 0] = floats(pdfium, at, 1);
  const [a, b, c, d] = times(matrixOf(pdfium, handle, at), matrix);
  return width * Math.max(Math.hypot(a, b), Math.hypot(c, d));
}

function isInLayer(pdfium: Pdfium, handle: number, at: number): boolean {
  const count = Math.min(8, pdfium._FPDFPageObj_CountMarks(handle));
  for (let index = 0; index < count; index += 1) {
    const mark = pdfium._FPDFPageObj_GetMark(handle, index);
    if (mark === 0 || !pdfium._FPDFPageObjMark_GetName(mark, at, 48, at + 56)) continue;
    if (Buffer.from(pdfium.HEAPU8.subarray(at, at + 4)).toString('utf16le') === 'OC') return true;
  }
  return false;
}

const NO_CLIP = { clip: null, isCutToShape: false } as const;

/** The box all clip paths have in common, and whether one of them is no rectangle along the axes. */
function clipOf(
  pdfium: Pdfium,
  handle: number,
  matrix: Matrix,
  at: number,
): Pick<PageObject, 'clip' | 'isCutToShape'> {
  const clip = pdfium._FPDFPageObj_GetClipPath(handle);
  const all = clip === 0 ? 0 : Math.max(0, pdfium._FPDFClipPath_CountPaths(clip));
  if (all === 0) return NO_CLIP;
  const count = Math.min(MOST_CLIPS, all);
  let isCutToShape = all > count;
  let box: Box = [-Infinity, -Infinity, Infinity, Infinity];
  for (let path = 0; path < count; path += 1) {
    const points = pointsOf(pdfium, clip, path, at);
    if (points.length === 0) continue;
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const own: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    isCutToShape ||= !isUpright(points, own);
    const [left, bottom, right, top] = transformed(own, matrix);
    box = [Math.max(box[0], left), Math.max(box[1], bottom), Math.min(box[2], right), Math.min(box[3], top)];
  }
  return { clip: box, isCutToShape };
}

function pointsOf(pdfium: Pdfium, clip: number, path: number, at: number): [number, number][] {
  const segments = Math.min(MOST_SEGMENTS, pdfium._FPDFClipPath_CountPathSegments(clip, path));
  const points: [number, number][] = [];
  for (let index = 0; index < segments; index += 1) {
    const segment = pdfium._FPDFClipPath_GetPathSegment(clip, path, index);
    if (segment === 0 || !pdfium._FPDFPathSegment_GetPoint(segment, at, at + 4)) continue;
    const [x = 0, y = 0] = floats(pdfium, at, 2);
    points.push([x, y]);
  }
  return points;
}

/** Whether a path goes along the edges of its box, all the way around. */
function isUpright(points: readonly (readonly [number, number])[], box: Box): boolean {
  const corners = points.map(([x, y]) => {
    const isRight = Math.abs(x - box[2]) < Math.abs(x - box[0]);
    const isUpper = Math.abs(y - box[3]) < Math.abs(y - box[1]);
    const isOn =
      Math.abs(x - (isRight ? box[2] : box[0])) + Math.abs(y - (isUpper ? box[3] : box[1])) < SLACK;
    return isOn ? Number(isRight) + 2 * Number(isUpper) : OFF_EDGE;
  });
  // Two corners of which no side is the same lie across.
  const isAcross = corners.some(
    (corner, index) => corner + (corners[index - 1] ?? corner) === 3 && index > 0,
  );
  return !corners.includes(OFF_EDGE) && !isAcross && (new Set(corners).size === 4 || isThin(box));
}

function isThin([left, bottom, right, top]: Box): boolean {
  return right - left < SLACK || top - bottom < SLACK;
}

function matrixOf(pdfium: Pdfium, handle: number, at: number): Matrix {
  if (!pdfium._FPDFPageObj_GetMatrix(handle, at)) return IDENTITY;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = floats(pdfium, at, 6);
  return [a, b, c, d, e, f];
}

/** The first, then the second. */
function times(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

function transformed([left, bottom, right, top]: Box, [a, b, c, d, e, f]: Matrix): Box {
  const xs = [a * left + c * bottom, a * left + c * top, a * right + c * bottom, a * right + c * top];
  const ys = [b * left + d * bottom, b * left + d * top, b * right + d * bottom, b * right + d * top];
  return [Math.min(...xs) + e, Math.min(...ys) + f, Math.max(...xs) + e, Math.max(...ys) + f];
}

function floats(pdfium: Pdfium, at: number, count: number): number[] {
  const view = new DataView(pdfium.HEAPU8.buffer, at, count * 4);
  return Array.from({ length: count }, (_, index) => view.getFloat32(index * 4, true));
}
