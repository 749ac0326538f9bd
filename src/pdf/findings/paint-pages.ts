import { rename, rm } from 'node:fs/promises';
import sharp from 'sharp';
import type { Progress } from '../../platform/ask.js';
import { drawImage, drawText, newDrawing, writePage } from '../writing/drawing.js';
import type { Drawing } from '../writing/drawing.js';
import { embedFonts, openFontBook } from '../writing/font-book.js';
import { embedPixels } from '../writing/image-object.js';
import { coveredIn } from '../copying/covered-pages.js';
import { readPdfBytes } from '../open-pdf.js';
import { PdfWriter } from '../writing/pdf-writer.js';
import { pageSize, PdfiumError, renderPage, withPage, withPdfium } from '../pdfium.js';
import type { PdfiumDocument, Pixels } from '../pdfium.js';
import { textWidth, typeface } from '../writing/typeface.js';
import { linesOf, wordsOnPage } from './page-look.js';
import type { WordOnPage } from './page-look.js';
import { boxProblem } from './redaction.js';
import type { Redaction } from './redaction.js';

export interface PaintInput {
  readonly path: string;
  /** Pages to paint, from 1, in order, each with its displayed width in points. */
  readonly pages: readonly { readonly page: number; readonly width: number }[];
  readonly redactions: readonly Redaction[];
  readonly out: string;
}

export interface PaintedPage {
  readonly page: number;
  /** The words that show and lie under no box, line by line, the boxes named. */
  readonly text: string;
}

export interface Painted {
  readonly pages: readonly PaintedPage[];
  /** Boxes that cannot be: one sentence each; nothing is written then. */
  readonly problems: readonly string[];
}

const PAINT_DPI = 200;
const MOST_PIXELS = 40_000_000;
const JPEG_QUALITY = 88;
const LABEL_SIZES = [9, 8, 7, 6, 5, 4] as const;
const WHITE = 1;

/**
 * Pages as pictures of themselves in a new PDF at `out`: no text under them, boxes burnt into the pixels. Boxes that
 * do not fit the page are told in `problems`. Throws when a page cannot be shown.
 */
export async function paintPages(input: PaintInput, progress: Progress): Promise<Painted> {
  const bytes = await readPdfBytes(input.path);
  // Only there marks are painted, as where pages are copied.
  const covered = await coveredIn(
    input.path,
    input.pages.map(({ page }) => page - 1),
  );
  return withPdfium(bytes, async (document) => {
    const problems = redactionProblems(document, input);
    if (problems.length > 0) return { pages: [], problems };
    const unfinished = `${input.out}.unfinished`;
    const writer = PdfWriter.open(unfinished);
    try {
      const pages = await paintAll(document, input, covered, writer, progress);
      await rename(unfinished, input.out);
      return { pages, problems };
    } catch (error) {
      writer.close();
      await rm(unfinished, { force: true });
      throw error;
    }
  });
}

async function paintAll(
  document: PdfiumDocument,
  input: PaintInput,
  covered: ReadonlySet<number>,
  writer: PdfWriter,
  progress: Progress,
): Promise<PaintedPage[]> {
  const book = openFontBook(writer);
  const tree = writer.reserve();
  const ids: number[] = [];
  const painted: PaintedPage[] = [];
  for (const [index, { page, width }] of input.pages.entries()) {
    progress(index, input.pages.length, `page ${page}`);
    const size = withPage(document, page - 1, (handle) => pageSize(document, handle));
    if (size === null) throw new PdfiumError(`Page ${page} cannot be shown.`);
    const boxes = input.redactions.filter((box) => box.page === page);
    // The viewer measures in the page's own units, which UserUnit may make larger than points.
    const unit = width / size.width;
    const inUnits = boxes.map((box) => scaled(box, 1 / unit));
    const full = (size.width * size.height * PAINT_DPI ** 2) / 72 ** 2;
    const dpi = PAINT_DPI * Math.min(1, Math.sqrt(MOST_PIXELS / full));
    const pixels = renderPage(document, page - 1, dpi, { annotations: covered.has(page - 1), forms: true });
    for (const box of inUnits) blackOut(pixels, box, dpi / 72);
    const drawing = newDrawing(book);
    const paper = { width: size.width * unit, height: size.height * unit };
    drawImage(drawing, await pictureOf(writer, pixels), [paper.width, 0, 0, paper.height, 0, 0]);
    for (const box of boxes) drawCode(drawing, box, paper.height);
    const id = writer.reserve();
    ids.push(id);
    writePage(writer, id, tree, paper, drawing);
    const words = wordsOnPage(document, page - 1, covered.has(page - 1));
    painted.push({ page, text: textLeft(words, inUnits, size.height) });
  }
  embedFonts(book, writer);
  writer.object(tree, `<</Type/Pages/Count ${ids.length}/Kids[${ids.map((id) => `${id} 0 R`).join(' ')}]>>`);
  const root = writer.add(`<</Type/Catalog/Pages ${tree} 0 R>>`);
  writer.finish(root, writer.add('<<>>'));
  return painted;
}

/** One sentence for each box that is not on its page, or whose page is not there. */
function redactionProblems(document: PdfiumDocument, { redactions, pages }: PaintInput): string[] {
  const count = document.pageCount;
  const wanted = [...pages, ...redactions].map(({ page }) => page);
  const missing = [...new Set(wanted)].filter((page) => page > count);
  const has = count === 1 ? '1 page' : `${count} pages`;
  return [
    ...missing.map((page) => `There is no page ${page} to paint or redact: the document has ${has}.`),
    ...redactions.flatMap((box) => {
      if (box.page > count) return [];
      const size = withPage(document, box.page - 1, (handle) => pageSize(document, handle));
      const width = pages.find(({ page }) => page === box.page)?.width ?? size?.width ?? 0;
      const paper = size && { width, height: (size.height * width) / size.width };
      const problem = paper === null ? null : boxProblem(box, paper);
      return problem === null ? [] : [problem];
    }),
  ];
}

function scaled(box: Redaction, by: number): Redaction {
  const { left, top, width, height } = box;
  return { ...box, left: left * by, top: top * by, width: width * by, height: height * by };
}

/** Rounded outwards, so that no edge of a letter is left. */
function blackOut({ width, height, data }: Pixels, box: Redaction, scale: number): void {
  const left = Math.max(0, Math.floor(box.left * scale));
  const right = Math.min(width, Math.ceil((box.left + box.width) * scale));
  const top = Math.max(0, Math.floor(box.top * scale));
  const bottom = Math.min(height, Math.ceil((box.top + box.height) * scale));
  for (let y = top; y < bottom; y += 1) data.fill(0, (y * width + left) * 4, (y * width + right) * 4);
}

function drawCode(drawing: Drawing, box: Redaction, pageHeight: number): void {
  const face = typeface('sans');
  const size = LABEL_SIZES.find(
    (each) => each <= box.height - 1 && textWidth(face, each, box.reason) <= box.width - 4,
  );
  if (size === undefined) return;
  const x = box.left + (box.width - textWidth(face, size, box.reason)) / 2;
  const y = pageHeight - box.top - box.height / 2 - size * 0.36;
  drawText(drawing, face, size, x, y, box.reason, WHITE);
}

/** A word that only touches a box goes with it. */
function textLeft(words: readonly WordOnPage[], boxes: readonly Redaction[], pageHeight: number): string {
  const left = words.filter(
    (word) => word.hidden === null && !boxes.some((box) => touches(word, box, pageHeight)),
  );
  return [linesOf(left), ...boxes.map(({ reason }) => `[Redacted: ${reason}]`)]
    .filter((line) => line !== '')
    .join('\n');
}

function touches(
  { box: [left, bottom, right, top] }: WordOnPage,
  box: Redaction,
  pageHeight: number,
): boolean {
  const upper = pageHeight - box.top;
  return left < box.left + box.width && right > box.left && bottom < upper && top > upper - box.height;
}

/** Gray pages stay exact; colour is coded as a photograph. */
async function pictureOf(writer: PdfWriter, { width, height, data }: Pixels): Promise<number> {
  if (isGray(data)) return embedPixels(writer, data, width, height, 4).id;
  const jpeg = await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
  const entries = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB`;
  return writer.addStream(`${entries}/BitsPerComponent 8/Filter/DCTDecode`, jpeg);
}

function isGray(data: Uint8Array): boolean {
  for (let at = 0; at < data.length; at += 4)
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
  return true;
}
