import { PDFArray, PDFBool, PDFDict, PDFName, PDFNumber, PDFStream } from './source/objects.js';
import type { PDFContext, PDFObject } from './source/objects.js';
import type { Progress } from '../platform/ask.js';
import { documentAuthor, documentTitle } from './document-title.js';
import { footRoom } from './foot-room.js';
import { freeFoot } from './free-foot.js';
import { unreadable } from './inspection.js';
import type { InspectInput, DisplayedPage, Inspection } from './inspection.js';
import {
  displayedSize,
  IncompletePdf,
  MOST_PAGES,
  openPdf,
  readPdfBytes,
  UnreadablePdf,
} from './open-pdf.js';
import type { OpenedPdf } from './opened-pdf.js';
import { ownBookmarks } from './own-bookmarks.js';
import { footOf } from './page-text.js';
import { pageRotation, pageSize, PdfiumError, withPage, withPdfium } from './pdfium.js';
import type { PdfiumDocument } from './pdfium.js';
import { MOST_UNPACKED, unpack, TooMuchData } from './source/stream-data.js';

const PROGRESS_STEP = 50;
const FOOT_SHARE = 0.2;
const ACTIVE_ACTIONS = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'ResetForm',
  'GoToR',
  'GoToE',
  'Rendition',
  'Movie',
  'Sound',
  'RichMediaExecute',
  'GoTo3DView',
  'Hide',
  'SetOCGState',
]);
const ACTIVE_SUBTYPES = new Set(['RichMedia', 'Movie', 'Sound', 'Screen', '3D']);
const QUIET_ANNOTATIONS = new Set(['Link', 'Widget', 'Popup']);

/** Decoding a larger picture takes whoever opens the bundle longer than they wait, whatever its packed size. */
const MOST_PICTURE_PIXELS = 1_000_000_000;

interface Features {
  hasActiveContent: boolean;
  hasForms: boolean;
  hasAnnotations: boolean;
  hasOptionalContent: boolean;
  isSigned: boolean;
  hasAttachments: boolean;
}

/** Opens a document with two readers and says what it is. A bad document is an answer, not an error. */
export async function inspectPdf(
  { path, mostPages = MOST_PAGES, withFootRoom = false }: InspectInput,
  progress: Progress,
): Promise<Inspection> {
  let opened: OpenedPdf | UnreadablePdf | null = null;
  try {
    opened = openOrWhy(path, mostPages);
    // Before the other reader meets them: it would unpack the contents without a limit.
    const tooLarge = opened instanceof UnreadablePdf ? null : overfullPage(opened);
    if (tooLarge) return unreadable('too-large', tooLarge);
    const readable = opened;
    return await withPdfium(await readPdfBytes(path), (document) =>
      inspected(readable, document, { mostPages, withFootRoom }, progress),
    );
  } catch (error) {
    if (error instanceof UnreadablePdf) return unreadable(error.status, error.message);
    if (error instanceof PdfiumError) {
      return unreadable(error.needsPassword ? 'needs-password' : 'damaged', error.message);
    }
    throw error;
  } finally {
    if (opened && !(opened instanceof UnreadablePdf)) opened.close();
  }
}

/** The objects of the document, or why they cannot be read: the other reader may still show its pages, if whole. */
function openOrWhy(path: string, mostPages: number): OpenedPdf | UnreadablePdf {
  try {
    return openPdf(path, '', mostPages);
  } catch (error) {
    const isShown =
      error instanceof UnreadablePdf &&
      !(error instanceof IncompletePdf) &&
      error.status !== 'too-large' &&
      error.status !== 'not-a-pdf';
    if (isShown) return error;
    throw error;
  }
}

function inspected(
  opened: OpenedPdf | UnreadablePdf,
  document: PdfiumDocument,
  { mostPages, withFootRoom }: Required<Omit<InspectInput, 'path'>>,
  progress: Progress,
): Inspection {
  const isOpen = !(opened instanceof UnreadablePdf);
  const count = isOpen ? opened.pages.length : document.pageCount;
  if (!isOpen && (opened.status === 'no-pages' || count === 0))
    return unreadable(opened.status, opened.message);
  if (count > mostPages)
    return unreadable('too-large', `The document has more than ${mostPages.toLocaleString('en-US')} pages.`);
  const features = isOpen ? featuresOf(opened) : noFeatures();
  if (typeof features === 'string') return unreadable('too-large', features);
  const pages: DisplayedPage[] = [];
  const textlessPages: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const seen = withPage(document, index, (page) => ({
      ...pageSize(document, page),
      rotation: ([0, 90, 180, 270] as const)[pageRotation(document, page) & 3] ?? 0,
    }));
    if (!seen) return unreadable('damaged', isOpen ? `Page ${index + 1} cannot be read.` : opened.message);
    const foot = footOf(document, index + 1, FOOT_SHARE, false);
    if (foot.count === 0) textlessPages.push(index + 1);
    const { baseline, isFree } = freeFoot(foot);
    const source = isOpen ? opened.pages[index] : undefined;
    const shown = source ? { ...displayedSize(source), rotation: source.rotation } : seen;
    const unit = scaleOf(shown.height, seen.height);
    pages.push({
      ...shown,
      footBaseline: baseline * unit,
      ...(withFootRoom && { footRoom: isFree ? footRoom(document, index, seen, baseline) * unit : 0 }),
    });
    if (index % PROGRESS_STEP === 0) progress(index, count, `page ${index + 1}`);
  }
  const title = documentTitle(document);
  const author = documentAuthor(document);
  return {
    status: 'readable',
    reason: null,
    ...(title === null ? {} : { title }),
    ...(author === null ? {} : { author }),
    pages,
    wasEncrypted: isOpen && opened.wasEncrypted,
    reading: isOpen ? (opened.wasRebuilt ? 'rebuilt' : 'strict') : 'viewer',
    ...features,
    textlessPages,
    bookmarks: ownBookmarks(document, features.hasOptionalContent),
  };
}

/** The viewer measures in the page's own units, we in points. */
function scaleOf(points: number, units: number): number {
  return units > 0 ? points / units : 1;
}

/** Contents that unpack to more than the limit: the page would be a bomb for whoever opens the bundle. */
function overfullPage({ context, pages }: OpenedPdf): string | null {
  const sizes = new Map<PDFObject, number>();
  for (const [index, page] of pages.entries()) {
    let total = 0;
    const contents = context.lookup(page.dict.get(PDFName.of('Contents')));
    const streams = contents instanceof PDFArray ? contents.asArray() : [contents];
    for (const each of streams) {
      const stream = context.lookup(each);
      if (!(stream instanceof PDFStream)) continue;
      const size = sizes.get(stream) ?? unpackedSize(context, stream);
      sizes.set(stream, size);
      total += size;
      if (total > MOST_UNPACKED) return `Page ${index + 1} unpacks to more than 256 MB.`;
    }
  }
  return null;
}

/** In bytes; what is damaged is met again when it is copied. */
function unpackedSize(context: PDFContext, stream: PDFStream): number {
  try {
    return unpack(context, stream).data.length;
  } catch (error) {
    return error instanceof TooMuchData ? Infinity : 0;
  }
}

function noFeatures(): Features {
  return {
    hasActiveContent: false,
    hasForms: false,
    hasAnnotations: false,
    hasOptionalContent: false,
    isSigned: false,
    hasAttachments: false,
  };
}

/** ISO 32000-1, 12.7.8 and table 28 (NeedsRendering): the pages of such a form are made by the program that opens it. */
const DYNAMIC_FORM =
  'It is a dynamic XFA form: what a person sees of it is made by Adobe’s own program and does not stand on its pages. Open it there, print it to a PDF and use that.';

/** What the objects of a document are, or the sentence why they are too much. */
function featuresOf({ context, catalog }: OpenedPdf): Features | string {
  const found = noFeatures();
  found.hasOptionalContent = context.lookup(catalog.get(PDFName.of('OCProperties'))) instanceof PDFDict;
  const form = context.lookup(catalog.get(PDFName.of('AcroForm')));
  if (form instanceof PDFDict) {
    const fields = context.lookup(form.get(PDFName.of('Fields')));
    const hasFields = fields instanceof PDFArray && fields.size() > 0;
    const isXfa = form.has(PDFName.of('XFA'));
    const flag = context.lookup(catalog.get(PDFName.of('NeedsRendering')));
    const isMadeOnOpening = flag instanceof PDFBool && flag.asBoolean();
    if (isXfa && (isMadeOnOpening || !hasFields)) return DYNAMIC_FORM;
    found.hasForms = isXfa || hasFields;
  }
  for (const [, object] of context.enumerateIndirectObjects()) {
    const giant = object instanceof PDFStream ? giantPicture(context, object.dict) : null;
    if (giant !== null) return giant;
    note(object, found, context, 0);
  }
  return found;
}

function giantPicture(context: PDFContext, dict: PDFDict): string | null {
  if (nameIn(context, dict, 'Subtype') !== 'Image') return null;
  const [width = 0, height = 0] = ['Width', 'Height'].map((key) => {
    const value = context.lookup(dict.get(PDFName.of(key)));
    return value instanceof PDFNumber ? value.asNumber() : 0;
  });
  if (width * height <= MOST_PICTURE_PIXELS) return null;
  const said = [width, height, MOST_PICTURE_PIXELS / 1e6].map((each) => each.toLocaleString('en-US'));
  return `The document has a picture of ${said[0]} by ${said[1]} pixels, more than ${said[2]} million.`;
}

function note(object: PDFObject, found: Features, context: PDFContext, depth: number): void {
  if (depth > 20) return;
  if (object instanceof PDFArray) {
    for (const each of object.asArray()) note(each, found, context, depth + 1);
    return;
  }
  const dict = object instanceof PDFStream ? object.dict : object;
  if (!(dict instanceof PDFDict)) return;
  const subtype = nameIn(context, dict, 'Subtype');
  const action = nameIn(context, dict, 'S');
  if (
    (action && ACTIVE_ACTIONS.has(action)) ||
    (subtype && ACTIVE_SUBTYPES.has(subtype)) ||
    dict.has(PDFName.of('AA')) ||
    dict.has(PDFName.of('JS'))
  ) {
    found.hasActiveContent = true;
  }
  const isAnnotation = dict.has(PDFName.of('Rect')) && subtype !== null;
  if (isAnnotation && !QUIET_ANNOTATIONS.has(subtype)) found.hasAnnotations = true;
  if (nameIn(context, dict, 'Type') === 'Sig' || dict.has(PDFName.of('ByteRange'))) found.isSigned = true;
  if (subtype === 'FileAttachment' || dict.has(PDFName.of('EmbeddedFiles')) || dict.has(PDFName.of('EF'))) {
    found.hasAttachments = true;
  }
  for (const value of dict.values()) {
    if (value instanceof PDFDict || value instanceof PDFArray) note(value, found, context, depth + 1);
  }
}

function nameIn(context: PDFContext, dict: PDFDict, key: string): string | null {
  const value = context.lookup(dict.get(PDFName.of(key)));
  return value instanceof PDFName ? value.decodeText() : null;
}
