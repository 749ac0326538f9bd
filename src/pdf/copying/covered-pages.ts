import { objectsAtTop, silence } from '../page-objects.js';
import { openPdf, readPdfBytes, UnreadablePdf } from '../open-pdf.js';
import type { OpenedPdf } from '../opened-pdf.js';
import { pageSize, paintPage, PdfiumError, withPage, withPdfium } from '../pdfium.js';
import type { PdfiumDocument, Pixels } from '../pdfium.js';
import { PDFName } from '../source/objects.js';
import { annotationsOn, showOnly } from '../viewer-annotations.js';
import { annotationsOf } from './annotations.js';
import { layersOf } from './layer-states.js';

const ANNOTS = PDFName.of('Annots');
const BLACK = 0xff000000;
const DPI = 96;
const MOST_PIXELS = 6_000_000;
/** What is narrower, in points, leaves words legible: lines under and through them. */
const BROAD = 4;
/** Of 255: a mark that lets less of the ground through hides it. */
const SEEN_THROUGH = 64;
/** Of 255: pixels side by side that differ by more are the edge of something. */
const EDGE = 32;
/** Fewer edges are the grain of a scan. */
const FEWEST_EDGES = 8;

/**
 * Of the pages of a document, counted from 0, those on which a note or mark hides what is under it: left out, it would
 * bare that; laid on top, it would still be in the file. What looks like it by its nature counts, of all else how a
 * viewer shows it. A page in doubt counts.
 */
export async function coveredPages(
  opened: OpenedPdf,
  path: string,
  pages: readonly number[],
): Promise<ReadonlySet<number>> {
  const marked = pages.filter((index) => opened.pages[index]?.dict.has(ANNOTS));
  if (marked.length === 0) return new Set();
  const verdicts = marked.map((index) => ({ index, covers: firstLook(opened, index) }));
  const doubtful = verdicts.filter(({ covers }) => covers === 'maybe').map(({ index }) => index);
  const sure = verdicts.filter(({ covers }) => covers === 'yes').map(({ index }) => index);
  if (doubtful.length === 0) return new Set(sure);
  try {
    return await withPdfium(
      await readPdfBytes(path),
      (document) => new Set([...sure, ...doubtful.filter((index) => hidesDetail(document, index))]),
    );
  } catch (error) {
    if (error instanceof PdfiumError) return new Set([...sure, ...doubtful]);
    throw error;
  }
}

/** The same of a document that is not open, of all its pages where none are named; none where its objects cannot be read. */
export async function coveredIn(path: string, pages?: readonly number[]): Promise<ReadonlySet<number>> {
  try {
    const opened = openPdf(path);
    try {
      return await coveredPages(opened, path, pages ?? [...opened.pages.keys()]);
    } finally {
      opened.close();
    }
  } catch (error) {
    if (error instanceof UnreadablePdf) return new Set();
    throw error;
  }
}

function firstLook(opened: OpenedPdf, index: number): 'yes' | 'maybe' | 'no' {
  const page = opened.pages[index];
  if (!page) return 'no';
  try {
    const { hasCover, mayCover } = annotationsOf(opened, page, layersOf(opened));
    return hasCover ? 'yes' : mayCover ? 'maybe' : 'no';
  } catch {
    return 'yes'; // odd objects make the reader fail in many ways; the page is painted as a viewer shows it
  }
}

/** Whether the marks of a page are opaque and broad somewhere where the page, its fields filled in, shows something. */
function hidesDetail(document: PdfiumDocument, index: number): boolean {
  const hides = withPage(document, index, (page) => {
    const size = pageSize(document, page);
    const full = (size.width * size.height * DPI ** 2) / 72 ** 2;
    const dpi = DPI * Math.min(1, Math.sqrt(MOST_PIXELS / full));
    const laidOver = annotationsOn(document, page);
    showOnly(document, page, laidOver, ({ kind }) => kind === 'field');
    const under = paintPage(document, page, dpi, true, 0);
    showOnly(document, page, laidOver, ({ kind }) => kind === 'mark');
    silence(document, objectsAtTop(document, page));
    const onWhite = paintPage(document, page, dpi, true, 0);
    const onBlack = paintPage(document, page, dpi, true, 0, 1, BLACK);
    const broad = Math.max(1, Math.round((BROAD * dpi) / 72));
    return edgesUnder(under, broadParts(opaqueParts(onWhite, onBlack), under, broad)) >= FEWEST_EDGES;
  });
  return hides ?? true;
}

/** 1 where next to nothing of a white ground or a black one is left. */
function opaqueParts(onWhite: Pixels, onBlack: Pixels): Uint8Array {
  const opaque = new Uint8Array(onWhite.width * onWhite.height);
  for (let pixel = 0; pixel < opaque.length; pixel += 1) {
    let through = 0;
    for (let at = pixel * 4; at < pixel * 4 + 3; at += 1)
      through = Math.max(through, Math.abs((onWhite.data[at] ?? 0) - (onBlack.data[at] ?? 0)));
    opaque[pixel] = through < SEEN_THROUGH ? 1 : 0;
  }
  return opaque;
}

/** What of these parts squares of `side` pixels fill. */
function broadParts(parts: Uint8Array, { width, height }: Pixels, side: number): Uint8Array {
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0, row = 0; x < width; x += 1) {
      row += parts[y * width + x] ?? 0;
      sums[(y + 1) * (width + 1) + x + 1] = row + (sums[y * (width + 1) + x + 1] ?? 0);
    }
  const sumAt = (x: number, y: number): number => sums[y * (width + 1) + x] ?? 0;
  const broad = new Uint8Array(parts.length);
  for (let y = 0; y + side <= height; y += 1)
    for (let x = 0; x + side <= width; x += 1) {
      const filled = sumAt(x + side, y + side) - sumAt(x, y + side) - sumAt(x + side, y) + sumAt(x, y);
      if (filled < side * side) continue;
      for (let row = y; row < y + side; row += 1) broad.fill(1, row * width + x, row * width + x + side);
    }
  return broad;
}

function edgesUnder({ data, width }: Pixels, parts: Uint8Array): number {
  let edges = 0;
  for (let pixel = 0; pixel < parts.length; pixel += 1) {
    if (parts[pixel] === 0) continue;
    if (parts[pixel + 1] === 1 && differs(data, pixel, pixel + 1)) edges += 1;
    if (parts[pixel + width] === 1 && differs(data, pixel, pixel + width)) edges += 1;
  }
  return edges;
}

function differs(data: Uint8Array, one: number, other: number): boolean {
  return [0, 1, 2].some(
    (part) => Math.abs((data[one * 4 + part] ?? 0) - (data[other * 4 + part] ?? 0)) > EDGE,
  );
}
