import { readFile } from 'node:fs/promises';
import { TooManyObjects, DamagedPdf } from './source/cross-reference.js';
import { WrongPassword } from './source/encryption.js';
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from './source/objects.js';
import type { PDFContext, PDFObject } from './source/objects.js';
import { PageCache } from './source/page-cache.js';
import { BadObject } from './source/read-tokens.js';
import { PdfFile } from './source/pdf-file.js';
import { rewritten } from './source/rewrite.js';
import { BadData, TooMuchData } from './source/stream-data.js';
import type { PdfStatus } from './inspection.js';
import type { OpenedPdf, SourcePage } from './opened-pdf.js';
import { lostOnPages, lostPart } from './lost-parts.js';
import { boxOf, isApart, within } from './page-box.js';
import type { Box } from './page-box.js';

/** The limits of one document, in pages and bytes. */
export const MOST_PAGES = 5_000;
const MOST_BYTES = 1_500_000_000;
const MOST_NODES = 100_000;
const HEADER_BYTES = 1024;

export class UnreadablePdf extends Error {
  override name = 'UnreadablePdf';
  readonly status: Exclude<PdfStatus, 'readable'>;
  constructor(status: Exclude<PdfStatus, 'readable'>, message: string) {
    super(message);
    this.status = status;
  }
}

/** Something that its pages show is not in the file: no viewer can show them whole either. */
export class IncompletePdf extends UnreadablePdf {
  override name = 'IncompletePdf';
  constructor(message: string) {
    super('damaged', message);
  }
}

/**
 * The bytes of a PDF for a viewer: as they are, or put in order where the file does not follow its own
 * cross-reference or crops a page away, so that the viewer shows what is copied. Throws UnreadablePdf.
 */
export async function readPdfBytes(path: string): Promise<Uint8Array> {
  openBytes(path).close();
  return inOrder(path) ?? (await readFile(path));
}

/**
 * Opens a PDF, and reads its pages in order. Where it does not follow its own cross-reference, its objects
 * are searched for. Throws UnreadablePdf. Close it when done.
 */
export function openPdf(path: string, password = '', mostPages = MOST_PAGES): OpenedPdf {
  const bytes = openBytes(path);
  try {
    return opened(() => PdfFile.strict(bytes, password), mostPages);
  } catch (error) {
    if (!(error instanceof DamagedPdf)) throw unreadableFor(error);
  }
  try {
    return opened(() => PdfFile.rebuilt(PageCache.open(path), password), mostPages);
  } catch (error) {
    throw unreadableFor(error);
  }
}

/**
 * What the pages of a damaged document lack, by page from 1: “a font”. Null where its pages cannot be told, as when it
 * does not open or is too complex.
 */
export function lostOfDamaged(path: string, mostPages = MOST_PAGES): LostOfDamaged | null {
  for (const open of [PdfFile.strict, PdfFile.rebuilt]) {
    let file: PdfFile | null = null;
    try {
      file = open(openBytes(path), '');
      const tree = file.catalog instanceof PDFDict ? file.catalog.get(PDFName.of('Pages')) : undefined;
      const pages = pagesOfTree(file, tree, mostPages) ?? pagesOf(file, file.foundPages, mostPages);
      return { pageCount: pages.length, lost: new Map(lostOnPages(file, pages)) };
    } catch (error) {
      if (!(unreadableFor(error) instanceof UnreadablePdf)) throw error;
    } finally {
      file?.close();
    }
  }
  return null;
}

export interface LostOfDamaged {
  readonly pageCount: number;
  readonly lost: ReadonlyMap<number, string>;
}

/** Displayed size of a page, in points. */
export function displayedSize(page: SourcePage): { width: number; height: number } {
  const [left, bottom, right, top] = page.visibleBox;
  const width = (right - left) * page.userUnit;
  const height = (top - bottom) * page.userUnit;
  return page.rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** Null for a file that needs no order, or cannot be put in order. */
function inOrder(path: string): Uint8Array | null {
  let opened: OpenedPdf | null = null;
  try {
    opened = openPdf(path);
    const isOdd = opened.wasRebuilt || opened.pages.some(({ isCroppedAway }) => isCroppedAway);
    return isOdd ? rewritten(opened) : null;
  } catch (error) {
    if (error instanceof UnreadablePdf || error instanceof BadData || error instanceof TooMuchData)
      return null;
    throw error;
  } finally {
    opened?.close();
  }
}

/** Throws UnreadablePdf for a file that does not look like a PDF at all. */
function openBytes(path: string): PageCache {
  const bytes = PageCache.open(path);
  try {
    expectSize(bytes.size);
    expectHeader(bytes.read(0, HEADER_BYTES));
    return bytes;
  } catch (error) {
    bytes.close();
    throw error;
  }
}

function expectSize(size: number): void {
  if (size === 0) throw new UnreadablePdf('not-a-pdf', 'The file is empty.');
  if (size > MOST_BYTES)
    throw new UnreadablePdf('too-large', `The file is larger than ${MOST_BYTES / 1e9} GB.`);
}

function expectHeader(bytes: Buffer): void {
  const start = bytes.toString('latin1');
  if (!start.includes('%PDF-')) throw new UnreadablePdf('not-a-pdf', notPdfReason(start));
}

function opened(open: () => PdfFile, mostPages: number): OpenedPdf {
  const file = open();
  try {
    const catalog = file.catalog;
    const isWhole = catalog instanceof PDFDict;
    if (!isWhole && file.foundPages.length === 0) throw new DamagedPdf('Its catalog is missing.');
    const found = isWhole ? catalog : new PDFDict(new Map());
    return {
      context: file,
      catalog: found,
      pages: pagesIn(file, found, mostPages),
      wasEncrypted: file.isEncrypted,
      wasRebuilt: file.isRebuilt,
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** The pages of the page tree, or where that is lost those that were found. */
function pagesIn(file: PdfFile, catalog: PDFDict, mostPages: number): SourcePage[] {
  const tree = catalog.get(PDFName.of('Pages'));
  const pages = pagesOfTree(file, tree, mostPages) ?? pagesOf(file, file.foundPages, mostPages);
  // Of a document put together by a search, no page and nothing that a page shows may be lost without a word.
  const lost = file.isRebuilt ? lostPart(file, tree, pages) : null;
  if (lost !== null) throw new IncompletePdf(`The document is damaged: ${lost}.`);
  return pages;
}

/** Null where the page tree is lost and pages were found without it. */
function pagesOfTree(file: PdfFile, tree: PDFObject | undefined, mostPages: number): SourcePage[] | null {
  try {
    return pagesOf(file, [tree], mostPages);
  } catch (error) {
    const isLost = !(error instanceof UnreadablePdf) || error.status === 'no-pages';
    if (!isLost || file.foundPages.length === 0) {
      throw error instanceof UnreadablePdf ? error : new DamagedPdf('Its pages cannot be read.');
    }
    return null;
  }
}

function unreadableFor(error: unknown): unknown {
  if (error instanceof WrongPassword) return new UnreadablePdf('needs-password', error.message);
  if (error instanceof TooManyObjects) return new UnreadablePdf('too-large', error.message);
  if (error instanceof TooMuchData)
    return new UnreadablePdf('too-large', `The document is too complex: ${lowerFirst(error.message)}`);
  if (error instanceof DamagedPdf || error instanceof BadObject || error instanceof BadData)
    return new UnreadablePdf('damaged', `The document is damaged: ${lowerFirst(error.message)}`);
  return error;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

interface Inherited {
  readonly resources: PDFDict | null;
  readonly mediaBox: Box | null;
  readonly cropBox: Box | null;
  readonly rotate: number;
}

/** Walks the page tree; a node that is its own ancestor is a cycle, one that is met twice is two pages. */
function pagesOf(
  context: PDFContext,
  roots: readonly (PDFObject | undefined)[],
  mostPages: number,
): SourcePage[] {
  const pages: SourcePage[] = [];
  let nodes = 0;

  const visit = (object: PDFObject | undefined, inherited: Inherited, path: ReadonlySet<PDFDict>): void => {
    const node = context.lookup(object);
    if (!(node instanceof PDFDict)) return;
    nodes += 1;
    if (path.has(node))
      throw new UnreadablePdf('damaged', 'The document is damaged: its page tree runs in a circle.');
    if (nodes > MOST_NODES || path.size > 200) throw tooManyPages(mostPages);
    const own = inherit(context, node, inherited);
    const kids = entry(context, node, 'Kids');
    if (kids instanceof PDFArray && nameOf(context, node, 'Type') !== 'Page') {
      const deeper = new Set(path).add(node);
      for (const kid of kids.asArray()) visit(kid, own, deeper);
      return;
    }
    if (nameOf(context, node, 'Type') === 'Pages') return;
    pages.push(sourcePage(context, node, own));
    if (pages.length > mostPages) throw tooManyPages(mostPages);
  };

  const root = { resources: null, mediaBox: null, cropBox: null, rotate: 0 };
  for (const each of roots) visit(each, root, new Set());
  if (pages.length === 0) throw new UnreadablePdf('no-pages', 'The document has no pages.');
  return pages;
}

function tooManyPages(most: number): UnreadablePdf {
  return new UnreadablePdf('too-large', `The document has more than ${most.toLocaleString('en-US')} pages.`);
}

function inherit(context: PDFContext, node: PDFDict, from: Inherited): Inherited {
  const resources = entry(context, node, 'Resources');
  const rotate = entry(context, node, 'Rotate');
  return {
    resources: resources instanceof PDFDict ? resources : from.resources,
    mediaBox: boxOf(context, entry(context, node, 'MediaBox')) ?? from.mediaBox,
    cropBox: boxOf(context, entry(context, node, 'CropBox')) ?? from.cropBox,
    rotate: rotate instanceof PDFNumber ? rotate.asNumber() : from.rotate,
  };
}

function sourcePage(context: PDFContext, dict: PDFDict, inherited: Inherited): SourcePage {
  const mediaBox = inherited.mediaBox ?? ([0, 0, 612, 792] as const);
  const unit = entry(context, dict, 'UserUnit');
  const userUnit = unit instanceof PDFNumber && unit.asNumber() > 0 ? unit.asNumber() : 1;
  const quarter = ((Math.round(inherited.rotate / 90) % 4) + 4) % 4;
  return {
    dict,
    resources: inherited.resources,
    mediaBox,
    visibleBox: within(inherited.cropBox, mediaBox),
    rotation: ([0, 90, 180, 270] as const)[quarter] ?? 0,
    userUnit,
    isCroppedAway: inherited.cropBox !== null && isApart(inherited.cropBox, mediaBox),
  };
}

function entry(context: PDFContext, dict: PDFDict, key: string): PDFObject | undefined {
  const value = dict.get(PDFName.of(key));
  return value instanceof PDFRef ? context.lookup(value) : value;
}

function nameOf(context: PDFContext, dict: PDFDict, key: string): string | null {
  const value = entry(context, dict, key);
  return value instanceof PDFName ? value.decodeText() : null;
}

function notPdfReason(start: string): string {
  const text = start.trimStart().toLowerCase();
  if (text.startsWith('<!doctype html') || text.startsWith('<html'))
    return 'The file is a web page, not a PDF.';
  if (start.startsWith('PK')) return 'The file is a zip archive or an Office document, not a PDF.';
  if (start.startsWith('MZ')) return 'The file is a Windows program, not a PDF.';
  if (start.startsWith('\xff\xd8')) return 'The file is a JPEG image, not a PDF.';
  if (start.startsWith('\x89PNG')) return 'The file is a PNG image, not a PDF.';
  return 'The file does not start like a PDF.';
}
