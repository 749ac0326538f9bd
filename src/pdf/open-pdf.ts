import { readFile, stat } from 'node:fs/promises';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRef, ParseSpeeds } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import type { PdfStatus } from './inspection.js';

/** The limits of one document, in pages and bytes. */
export const MOST_PAGES = 5_000;
const MOST_BYTES = 1_500_000_000;
const MOST_NODES = 100_000;
const HEADER_BYTES = 1024;
const PAGE_SIZE_LIMIT = 1_000_000;

export type Box = readonly [left: number, bottom: number, right: number, top: number];

/** A page of a source, with what it inherits from the page tree. */
export interface SourcePage {
  readonly dict: PDFDict;
  readonly resources: PDFDict | null;
  readonly mediaBox: Box;
  /** What is displayed: the crop box within the media box, in the page's own space. */
  readonly visibleBox: Box;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly userUnit: number;
}

export interface OpenedPdf {
  readonly context: PDFContext;
  readonly catalog: PDFDict;
  readonly pages: readonly SourcePage[];
  readonly wasEncrypted: boolean;
}

export class UnreadablePdf extends Error {
  override name = 'UnreadablePdf';
  readonly status: Exclude<PdfStatus, 'readable'>;
  constructor(status: Exclude<PdfStatus, 'readable'>, message: string) {
    super(message);
    this.status = status;
  }
}

/** The bytes of a file that starts like a PDF; throws UnreadablePdf. */
export async function readPdfBytes(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size === 0) throw new UnreadablePdf('not-a-pdf', 'The file is empty.');
  if (size > MOST_BYTES) {
    throw new UnreadablePdf('too-large', `The file is larger than ${MOST_BYTES / 1e9} GB.`);
  }
  const bytes = await readFile(path);
  const start = bytes.subarray(0, HEADER_BYTES).toString('latin1');
  if (!start.includes('%PDF-')) throw new UnreadablePdf('not-a-pdf', notPdfReason(start));
  return bytes;
}

/** Reads the objects of a PDF and its pages in order; throws UnreadablePdf. */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
  const document = await load(bytes);
  const { context } = document;
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) {
    throw new UnreadablePdf('damaged', 'The document is damaged: its catalog is missing.');
  }
  const pages = orDamaged(() => pagesOf(context, catalog));
  return { context, catalog, pages, wasEncrypted: context.isDecrypted };
}

/** Displayed size of a page, in points. */
export function displayedSize(page: SourcePage): { width: number; height: number } {
  const [left, bottom, right, top] = page.visibleBox;
  const width = (right - left) * page.userUnit;
  const height = (top - bottom) * page.userUnit;
  return page.rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  const options = {
    updateMetadata: false,
    throwOnInvalidObject: false,
    capNumbers: true,
    parseSpeed: ParseSpeeds.Fastest,
  };
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { ...options, password: '' });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (/password|encrypt/i.test(words)) {
      throw new UnreadablePdf('needs-password', 'The document needs a password to be opened.');
    }
    throw new UnreadablePdf('damaged', `The document is damaged: its objects cannot be read.`);
  }
  return document;
}

function orDamaged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnreadablePdf) throw error;
    throw new UnreadablePdf('damaged', 'The document is damaged: its pages cannot be read.');
  }
}

interface Inherited {
  readonly resources: PDFDict | null;
  readonly mediaBox: Box | null;
  readonly cropBox: Box | null;
  readonly rotate: number;
}

/** Walks the page tree; a node that is its own ancestor is a cycle, one that is met twice is two pages. */
function pagesOf(context: PDFContext, catalog: PDFDict): SourcePage[] {
  const pages: SourcePage[] = [];
  let nodes = 0;

  const visit = (object: PDFObject | undefined, inherited: Inherited, path: ReadonlySet<PDFDict>): void => {
    const node = context.lookup(object);
    if (!(node instanceof PDFDict)) return;
    nodes += 1;
    if (path.has(node))
      throw new UnreadablePdf('damaged', 'The document is damaged: its page tree runs in a circle.');
    if (nodes > MOST_NODES || path.size > 200) throw tooManyPages();
    const own = inherit(context, node, inherited);
    const kids = entry(context, node, 'Kids');
    if (kids instanceof PDFArray && nameOf(context, node, 'Type') !== 'Page') {
      const deeper = new Set(path).add(node);
      for (const kid of kids.asArray()) visit(kid, own, deeper);
      return;
    }
    if (nameOf(context, node, 'Type') === 'Pages') return;
    pages.push(sourcePage(context, node, own));
    if (pages.length > MOST_PAGES) throw tooManyPages();
  };

  const root = { resources: null, mediaBox: null, cropBox: null, rotate: 0 };
  visit(catalog.get(PDFName.of('Pages')), root, new Set());
  if (pages.length === 0) throw new UnreadablePdf('no-pages', 'The document has no pages.');
  return pages;
}

function tooManyPages(): UnreadablePdf {
  return new UnreadablePdf(
    'too-large',
    `The document has more than ${MOST_PAGES.toLocaleString('en-US')} pages.`,
  );
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
  };
}

function within(crop: Box | null, media: Box): Box {
  if (!crop) return media;
  const box = [
    Math.max(crop[0], media[0]),
    Math.max(crop[1], media[1]),
    Math.min(crop[2], media[2]),
    Math.min(crop[3], media[3]),
  ] as const;
  return box[2] - box[0] > 1 && box[3] - box[1] > 1 ? box : media;
}

/** Four numbers in any order of corners; null when it is no rectangle of a sensible size. */
function boxOf(context: PDFContext, object: PDFObject | undefined): Box | null {
  if (!(object instanceof PDFArray) || object.size() < 4) return null;
  const numbers = object
    .asArray()
    .slice(0, 4)
    .map((each) => {
      const value = context.lookup(each);
      return value instanceof PDFNumber ? value.asNumber() : Number.NaN;
    });
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers;
  if (numbers.some((value) => !Number.isFinite(value) || Math.abs(value) > PAGE_SIZE_LIMIT)) return null;
  const box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as const;
  return box[2] - box[0] > 1 && box[3] - box[1] > 1 ? box : null;
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
