import { fontReference, glyphCode } from './font-book.js';
import type { FontBook } from './font-book.js';
import type { PageSize } from '../typesetting/paper.js';
import { pdfNumber, pdfNumbers, pdfText } from './pdf-syntax.js';
import type { PdfWriter } from './pdf-writer.js';
import type { LineDirection } from './reading-order.js';
import { shapeText, textWidth } from './typeface.js';
import type { FaceName, PlacedGlyph, Typeface } from './typeface.js';

/** What is painted on one page so far: PDF operators, and the resources they name. Points, origin lower left. */
export interface Drawing {
  readonly book: FontBook;
  /** What the names of its resources start with; nothing else on the page may be named like that. */
  readonly prefix: string;
  readonly operators: string[];
  readonly faces: Set<FaceName>;
  readonly images: Map<string, number>;
}

export type Rect = readonly [left: number, bottom: number, right: number, top: number];

export interface PageLink {
  readonly rect: Rect;
  /** Object number of the page to go to. */
  readonly target: number;
}

/** A gray from 0 (black) to 1 (white). */
export type Gray = number;

export const INK: Gray = 0.1;
export const SOFT_INK: Gray = 0.4;
export const HAIRLINE: Gray = 0.72;

const TRACKING = 0.07;
/** Pages of so many different sizes are rare in one file. */
const MOST_ALIKE = 200;

export function newDrawing(book: FontBook, prefix = 'R-'): Drawing {
  return { book, prefix, operators: [], faces: new Set(), images: new Map() };
}

/** Writes one line of text with its base line starting at x, y, and returns its width. */
export function drawText(
  drawing: Drawing,
  face: Typeface,
  size: number,
  x: number,
  y: number,
  text: string,
  gray: Gray = INK,
  direction: LineDirection = 'auto',
): number {
  const rows = shapeText(face, text, direction);
  if (rows.length === 0) return 0;
  const shown = rows.map((row) => {
    drawing.faces.add(row.face.name);
    const font = `/${drawing.prefix}${row.face.name} ${pdfNumber(size)} Tf`;
    const glyphs = shownGlyphs(drawing, row.face, size, row.glyphs);
    return row.words === undefined
      ? `${font} ${glyphs}`
      : `${font} /Span<</ActualText${pdfText(row.words)}>>BDC ${glyphs} EMC`;
  });
  drawing.operators.push(`BT ${pdfNumber(gray)} g ${pdfNumbers(x, y)} Td ${shown.join(' ')} ET`);
  return textWidth(face, size, text);
}

export function drawTextRight(
  drawing: Drawing,
  face: Typeface,
  size: number,
  right: number,
  y: number,
  text: string,
  gray: Gray = INK,
): number {
  return drawText(drawing, face, size, right - textWidth(face, size, text), y, text, gray);
}

export function drawTextCentred(
  drawing: Drawing,
  face: Typeface,
  size: number,
  middle: number,
  y: number,
  text: string,
  gray: Gray = INK,
): number {
  return drawText(drawing, face, size, middle - textWidth(face, size, text) / 2, y, text, gray);
}

/** Capitals with a little room between them, for headings of few words; returns the width. */
export function drawSpaced(
  drawing: Drawing,
  face: Typeface,
  size: number,
  x: number,
  y: number,
  text: string,
  gray: Gray = INK,
): number {
  const spacing = size * TRACKING;
  drawing.operators.push(`q ${pdfNumber(spacing)} Tc`);
  drawText(drawing, face, size, x, y, text, gray);
  drawing.operators.push('Q');
  return spacedWidth(face, size, text);
}

export function spacedWidth(face: Typeface, size: number, text: string): number {
  return textWidth(face, size, text) + size * TRACKING * [...text].length;
}

export function drawLine(
  drawing: Drawing,
  from: readonly [number, number],
  to: readonly [number, number],
  width = 0.5,
  gray: Gray = HAIRLINE,
): void {
  drawing.operators.push(
    `${pdfNumber(width)} w ${pdfNumber(gray)} G ${pdfNumbers(...from)} m ${pdfNumbers(...to)} l S`,
  );
}

export function drawFrame(drawing: Drawing, rect: Rect, width = 0.75, gray: Gray = HAIRLINE): void {
  const [left, bottom, right, top] = rect;
  drawing.operators.push(
    `${pdfNumber(width)} w ${pdfNumber(gray)} G ${pdfNumbers(left, bottom, right - left, top - bottom)} re S`,
  );
}

export function fillRect(drawing: Drawing, rect: Rect, gray: Gray): void {
  const [left, bottom, right, top] = rect;
  drawing.operators.push(`${pdfNumber(gray)} g ${pdfNumbers(left, bottom, right - left, top - bottom)} re f`);
}

/** Places an image XObject so that its unit square fills the rectangle after `matrix` turned it. */
export function drawImage(
  drawing: Drawing,
  image: number,
  matrix: readonly [number, number, number, number, number, number],
): void {
  const name = `${drawing.prefix}${image}`;
  drawing.images.set(name, image);
  drawing.operators.push(`q ${pdfNumbers(...matrix)} cm /${name} Do Q`);
}

/** What `draw` paints, apart from what is painted so far. */
export function drawnApart(drawing: Drawing, draw: () => void): string {
  const before = drawing.operators.splice(0);
  draw();
  const drawn = drawing.operators.join('\n');
  drawing.operators.splice(0, Infinity, ...before);
  return drawn;
}

/** The same for what is painted on many pages of a file: `key` says what it is. */
export function drawnAlike(drawing: Drawing, key: string, draw: () => void): string {
  const { alike } = drawing.book;
  const whole = `${drawing.prefix} ${key}`;
  let known = alike.get(whole);
  if (!known) {
    const faces = new Set(drawing.faces);
    drawing.faces.clear();
    known = { operators: drawnApart(drawing, draw), faces: [...drawing.faces] };
    for (const face of faces) drawing.faces.add(face);
    if (alike.size === MOST_ALIKE) alike.clear();
    alike.set(whole, known);
  }
  for (const face of known.faces) drawing.faces.add(face);
  return known.operators;
}

/** The resources of a drawing, by category, as PDF syntax. */
export function drawingResources({ book, prefix, faces, images }: Drawing): Map<string, string> {
  const resources = new Map<string, string>();
  const fonts = [...faces].map((name) => `/${prefix}${name} ${fontReference(book, name)}`).join('');
  const pictures = [...images].map(([name, id]) => `/${name} ${id} 0 R`).join('');
  if (fonts) resources.set('Font', fonts);
  if (pictures) resources.set('XObject', pictures);
  return resources;
}

/** A resource dictionary as PDF syntax. */
export function resourcesText(resources: ReadonlyMap<string, string>): string {
  return `<<${[...resources].map(([category, body]) => `/${category}<<${body}>>`).join('')}>>`;
}

/** Writes a page of our own under its reserved number. */
export function writePage(
  writer: PdfWriter,
  id: number,
  parent: number,
  size: PageSize,
  drawing: Drawing,
  links: readonly PageLink[] = [],
): void {
  const contents = writer.addDeflated('', drawing.operators.join('\n'));
  writer.object(
    id,
    `<</Type/Page/Parent ${parent} 0 R/MediaBox[0 0 ${pdfNumbers(size.width, size.height)}]` +
      `/Resources${resourcesText(drawingResources(drawing))}/Contents ${contents} 0 R${annotationsOf(links)}>>`,
  );
}

/** Links that go to a page and keep the reader's zoom; no border, no action. */
export function annotationsOf(links: readonly PageLink[]): string {
  if (links.length === 0) return '';
  const annotations = links.map(
    ({ rect, target }) =>
      `<</Type/Annot/Subtype/Link/Rect[${pdfNumbers(...rect)}]/Border[0 0 0]/F 4/Dest[${target} 0 R/XYZ null null null]>>`,
  );
  return `/Annots[${annotations.join('')}]`;
}

function shownGlyphs(drawing: Drawing, face: Typeface, size: number, glyphs: readonly PlacedGlyph[]): string {
  const isPlain = glyphs.every((glyph) => glyph.dx === 0 && glyph.dy === 0 && glyph.advance === glyph.width);
  if (isPlain) {
    let shown = '';
    for (const glyph of glyphs) shown += glyphCode(drawing.book, face, glyph);
    return `<${shown}> Tj`;
  }
  const codes = glyphs.map((glyph) => glyphCode(drawing.book, face, glyph));
  return glyphs
    .map((glyph, index) => {
      const after = (glyph.width - glyph.advance + glyph.dx) * 1000;
      const shown = `[${pdfNumber(-glyph.dx * 1000)}<${codes[index] ?? ''}>${pdfNumber(after)}] TJ`;
      return glyph.dy === 0 ? shown : `${pdfNumber(glyph.dy * size)} Ts ${shown} 0 Ts`;
    })
    .join(' ');
}
