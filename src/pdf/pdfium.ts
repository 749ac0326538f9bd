import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Pdfium } from './pdfium-functions.js';

/** A heap larger than this is given up after the document is closed, in bytes. */
const LARGEST_HEAP = 256 << 20;

const PASSWORD_ERROR = 4;
const SECURITY_ERROR = 5;
const FORM_INFO_BYTES = 256;
const BGRX = 3;
const WHITE = 0xffffffff;
const RENDER_ANNOTATIONS = 0x01;
const RENDER_REVERSED = 0x10;

export interface PdfiumDocument {
  readonly pdfium: Pdfium;
  readonly handle: number;
  readonly pageCount: number;
}

/** A character and its box in the page's own space: points, origin lower left, before any turning. */
export interface PlacedChar {
  readonly text: string;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel, the fourth unused. */
  readonly data: Uint8Array;
}

export class PdfiumError extends Error {
  override name = 'PdfiumError';
  readonly needsPassword: boolean;
  constructor(message: string, needsPassword = false) {
    super(message);
    this.needsPassword = needsPassword;
  }
}

let library: Promise<PDFiumLibrary> | null = null;

/**
 * Opens a document for the time of `use`. Throws PdfiumError when it cannot be opened. A crash inside
 * the library loses only this document: the next one gets a new instance.
 */
export async function withPdfium<T>(
  bytes: Uint8Array,
  use: (document: PdfiumDocument) => T | Promise<T>,
): Promise<T> {
  library ??= PDFiumLibrary.init();
  const pdfium = rawFunctions(await library);
  let isSound = true;
  let at = 0;
  let handle = 0;
  try {
    at = pdfium.wasmExports.malloc(bytes.length);
    if (at === 0) throw new PdfiumError('The document does not fit into memory.');
    pdfium.HEAPU8.set(bytes, at);
    handle = pdfium._FPDF_LoadMemDocument(at, bytes.length, 0);
    if (handle === 0) throw openingError(pdfium._FPDF_GetLastError());
    return await use({ pdfium, handle, pageCount: pdfium._FPDF_GetPageCount(handle) });
  } catch (error) {
    if (error instanceof PdfiumError) throw error;
    isSound = !(error instanceof Error && error.name === 'RuntimeError');
    throw isSound ? error : new PdfiumError('The page could not be read: it makes the reader fail.');
  } finally {
    if (isSound) {
      if (handle !== 0) pdfium._FPDF_CloseDocument(handle);
      if (at !== 0) pdfium.wasmExports.free(at);
    }
    if (!isSound || pdfium.HEAPU8.length > LARGEST_HEAP) library = null;
  }
}

/** Loads a page for the time of `use`; `index` counts from 0. Null where it cannot be loaded. */
export function withPage<T>(
  { pdfium, handle }: PdfiumDocument,
  index: number,
  use: (page: number) => T,
): T | null {
  const page = pdfium._FPDF_LoadPage(handle, index);
  if (page === 0) return null;
  const result = use(page);
  pdfium._FPDF_ClosePage(page);
  return result;
}

/** Displayed size in points, without the page's UserUnit. */
export function pageSize({ pdfium }: PdfiumDocument, page: number): { width: number; height: number } {
  return { width: pdfium._FPDF_GetPageWidthF(page), height: pdfium._FPDF_GetPageHeightF(page) };
}

export function pageRotation({ pdfium }: PdfiumDocument, page: number): number {
  return pdfium._FPDFPage_GetRotation(page);
}

/** What is displayed of the page, in its own space: left, bottom, right, top. */
export function visibleBox(
  { pdfium }: PdfiumDocument,
  page: number,
): readonly [number, number, number, number] {
  const at = pdfium.wasmExports.malloc(16);
  pdfium._FPDF_GetPageBoundingBox(page, at);
  const view = new DataView(pdfium.HEAPU8.buffer, at, 16);
  const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => view.getFloat32(offset, true));
  pdfium.wasmExports.free(at);
  return [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0];
}

/** Reads the text of a loaded page once, for the time of `use`. */
export function withText<T>({ pdfium }: PdfiumDocument, page: number, use: (text: number) => T): T {
  const text = pdfium._FPDFText_LoadPage(page);
  const result = use(text);
  if (text !== 0) pdfium._FPDFText_ClosePage(text);
  return result;
}

export function countChars({ pdfium }: PdfiumDocument, text: number): number {
  return text === 0 ? 0 : Math.max(0, pdfium._FPDFText_CountChars(text));
}

/** The text of a page as it would be copied out, without boxes. */
export function plainText(document: PdfiumDocument, text: number): string {
  const { pdfium } = document;
  const count = countChars(document, text);
  if (count === 0) return '';
  const at = pdfium.wasmExports.malloc((count + 1) * 2);
  const length = pdfium._FPDFText_GetText(text, 0, count, at);
  const bytes = pdfium.HEAPU8.slice(at, at + Math.max(0, length - 1) * 2);
  pdfium.wasmExports.free(at);
  return Buffer.from(bytes).toString('utf16le');
}

/**
 * The characters of a page in reading order as PDFium sees it, or those that are wanted by their box; line
 * ends are `\r` and `\n`, and one stands wherever others were passed over.
 */
export function charsOf(
  document: PdfiumDocument,
  text: number,
  isWanted: ((left: number, bottom: number, right: number, top: number) => boolean) | null,
): PlacedChar[] {
  const { pdfium } = document;
  const count = countChars(document, text);
  if (count === 0) return [];
  const box = pdfium.wasmExports.malloc(32);
  const chars: PlacedChar[] = [];
  let hasGap = false;
  let view = new Float64Array(pdfium.HEAPU8.buffer, box, 4);
  for (let index = 0; index < count; index += 1) {
    pdfium._FPDFText_GetCharBox(text, index, box, box + 8, box + 16, box + 24);
    // The heap moves when it grows.
    if (view.length === 0) view = new Float64Array(pdfium.HEAPU8.buffer, box, 4);
    const [left = 0, right = 0, bottom = 0, top = 0] = view;
    if (isWanted && !isWanted(left, bottom, right, top)) {
      hasGap = true;
      continue;
    }
    if (hasGap) chars.push({ text: '\n', left, right, bottom, top });
    hasGap = false;
    const char = charAt(document, text, index);
    chars.push({ text: char, left, right, bottom, top });
    // PDFium leaves out the line end behind the hyphen of a word or number that goes on in the next line.
    if (isLineHyphen(document, text, index)) chars.push({ text: '\n', left, right, bottom, top });
  }
  pdfium.wasmExports.free(box);
  return chars;
}

/** Control characters but for tabs and line ends, and code points that are no characters: nothing that is printed. */
const NO_CHARACTER = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/;

/**
 * One character as the page shows it: the hyphen at a line's end, which PDFium gives as U+0002, is a hyphen, and what
 * is no character is U+FFFD, so that it is seen that something stands there.
 */
export function charAt(document: PdfiumDocument, text: number, index: number): string {
  if (isLineHyphen(document, text, index)) return '-';
  const code = document.pdfium._FPDFText_GetUnicode(text, index);
  if (code <= 0 || code > 0x10ffff) return '\ufffd';
  const char = String.fromCodePoint(code);
  return NO_CHARACTER.test(char) ? '\ufffd' : char;
}

function isLineHyphen({ pdfium }: PdfiumDocument, text: number, index: number): boolean {
  return pdfium._FPDFText_IsHyphen(text, index) === 1;
}

export function pageLabel({ pdfium, handle }: PdfiumDocument, index: number): string {
  const length = pdfium._FPDF_GetPageLabel(handle, index, 0, 0);
  if (length <= 2) return '';
  const at = pdfium.wasmExports.malloc(length);
  pdfium._FPDF_GetPageLabel(handle, index, at, length);
  const label = Buffer.from(pdfium.HEAPU8.slice(at, at + length - 2)).toString('utf16le');
  pdfium.wasmExports.free(at);
  return label;
}

/** Paints a page on white, or the `lowest` share of it; `index` counts from 0. Throws PdfiumError when it cannot be loaded. */
export function renderPage(
  document: PdfiumDocument,
  index: number,
  dpi: number,
  show: { readonly annotations: boolean; readonly forms: boolean; readonly lowest?: number },
): Pixels {
  const { pdfium, handle } = document;
  const info = show.forms ? pdfium.wasmExports.malloc(FORM_INFO_BYTES) : 0;
  let form = 0;
  if (info !== 0) {
    pdfium.HEAPU8.fill(0, info, info + FORM_INFO_BYTES);
    pdfium.HEAPU8[info] = 2;
    form = pdfium._FPDFDOC_InitFormFillEnvironment(handle, info);
  }
  try {
    const pixels = withPage(document, index, (page) => {
      if (form !== 0) pdfium._FORM_OnAfterLoadPage(page, form);
      const painted = paintPage(document, page, dpi, show.annotations, form, show.lowest);
      if (form !== 0) pdfium._FORM_OnBeforeClosePage(page, form);
      return painted;
    });
    if (!pixels) throw new PdfiumError(`Page ${index + 1} cannot be shown.`);
    return pixels;
  } finally {
    if (form !== 0) pdfium._FPDFDOC_ExitFormFillEnvironment(form);
    if (info !== 0) pdfium.wasmExports.free(info);
  }
}

/** Paints a loaded page, or the `lowest` share of it, on a `ground` (ARGB), with its form fields where `form` is not 0. */
export function paintPage(
  document: PdfiumDocument,
  page: number,
  dpi: number,
  withAnnotations: boolean,
  form: number,
  lowest = 1,
  ground = WHITE,
): Pixels {
  const { pdfium } = document;
  const size = pageSize(document, page);
  const width = Math.max(1, Math.round((size.width * dpi) / 72));
  const whole = Math.max(1, Math.round((size.height * dpi) / 72));
  const height = Math.max(1, Math.round(whole * lowest));
  const top = height - whole;
  const at = pdfium.wasmExports.malloc(width * height * 4);
  if (at === 0) throw new PdfiumError('The page is too large to be painted.');
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, BGRX, at, width * 4);
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, ground);
  const flags = RENDER_REVERSED | (withAnnotations ? RENDER_ANNOTATIONS : 0);
  pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, top, width, whole, 0, flags);
  if (form !== 0) pdfium._FPDF_FFLDraw(form, bitmap, page, 0, top, width, whole, 0, RENDER_REVERSED);
  const data = pdfium.HEAPU8.slice(at, at + width * height * 4);
  pdfium._FPDFBitmap_Destroy(bitmap);
  pdfium.wasmExports.free(at);
  return { width, height, data };
}

function openingError(code: number): PdfiumError {
  if (code === PASSWORD_ERROR) return new PdfiumError('The document needs a password to be opened.', true);
  if (code === SECURITY_ERROR)
    return new PdfiumError('The document is encrypted in a way that is not known here.', true);
  return new PdfiumError('The document is damaged: it cannot be opened.');
}

/** The wrapper keeps the library's own functions to itself; only they give boxes, labels and layers. */
function rawFunctions(wrapper: PDFiumLibrary): Pdfium {
  const raw: unknown = wrapper['module'];
  return raw as Pdfium;
}
