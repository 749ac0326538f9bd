import { renderPage, visibleBox, withPage } from './pdfium.js';
import type { PdfiumDocument } from './pdfium.js';

/** As PDFium numbers them. */
const KINDS: ReadonlyMap<number, AnnotationKind> = new Map([
  [2, 'link'],
  [16, 'popup'],
  [20, 'field'],
  ...[1, 14, 17, 18, 19].map((subtype): [number, AnnotationKind] => [subtype, 'sign']),
]);
/** In points: a note's sign beside the words is no larger. */
const LARGEST_SIGN = 24;
const HIDDEN_FLAG = 2;
const NO_VIEW_FLAG = 32;
const AS_DISPLAYED = 0;
const COARSE_DPI = 10;
/** Bytes of a string without characters. */
const EMPTY = 2;

type AnnotationKind = 'field' | 'mark' | 'sign' | 'link' | 'popup' | 'unseen';

/** Something that a viewer lays over a page. */
export interface ViewerAnnotation {
  readonly index: number;
  /**
   * A note is a sign only where it is drawn small, a link is a mark where it has a look; what is hidden or takes no room on
   * the page is unseen.
   */
  readonly kind: AnnotationKind;
  readonly flags: number;
}

/** What is laid over a loaded page. */
export function annotationsOn(document: PdfiumDocument, page: number): ViewerAnnotation[] {
  const { pdfium } = document;
  const shown = visibleBox(document, page);
  const found: ViewerAnnotation[] = [];
  const at = pdfium.wasmExports.malloc(16);
  const count = pdfium._FPDFPage_GetAnnotCount(page);
  for (let index = 0; index < count; index += 1) {
    const handle = pdfium._FPDFPage_GetAnnot(page, index);
    if (handle === 0) continue;
    const flags = pdfium._FPDFAnnot_GetFlags(handle);
    const kind = KINDS.get(pdfium._FPDFAnnot_GetSubtype(handle)) ?? 'mark';
    pdfium._FPDFAnnot_GetRect(handle, at);
    const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(
      pdfium.HEAPU8.slice(at, at + 16).buffer,
    );
    // Without a look of its own a viewer draws its usual small sign, however large the rectangle.
    const hasLook = pdfium._FPDFAnnot_GetAP(handle, 0, 0, 0) > EMPTY;
    const isLarge = Math.max(Math.abs(right - left), Math.abs(top - bottom)) > LARGEST_SIGN;
    const isOnPage =
      Math.min(right, shown[2]) > Math.max(left, shown[0]) &&
      Math.min(top, shown[3]) > Math.max(bottom, shown[1]);
    const isSeen = isOnPage && (flags & (HIDDEN_FLAG | NO_VIEW_FLAG)) === 0;
    const isMark = hasLook && (kind === 'link' || (kind === 'sign' && isLarge));
    const seenAs = isMark ? 'mark' : kind;
    found.push({ index, kind: isSeen ? seenAs : 'unseen', flags });
    pdfium._FPDFPage_CloseAnnot(handle);
  }
  pdfium.wasmExports.free(at);
  return found;
}

/** Hides all of these but some, as long as the document is open. */
export function showOnly(
  { pdfium }: PdfiumDocument,
  page: number,
  annotations: readonly ViewerAnnotation[],
  isShown: (annotation: ViewerAnnotation) => boolean,
): void {
  for (const annotation of annotations) {
    const handle = pdfium._FPDFPage_GetAnnot(page, annotation.index);
    if (handle === 0) continue;
    pdfium._FPDFAnnot_SetFlags(
      handle,
      isShown(annotation) ? annotation.flags : annotation.flags | HIDDEN_FLAG,
    );
    pdfium._FPDFPage_CloseAnnot(handle);
  }
}

/**
 * Makes the fields of a page that are shown, and with them notes and marks, part of its contents, as long as the document
 * is open: what reads the page then reads them too. `index` counts from 0.
 */
export function layFieldsOn(document: PdfiumDocument, index: number, withMarks: boolean): void {
  const isKept = ({ kind }: ViewerAnnotation): boolean =>
    kind === 'field' || (withMarks && (kind === 'mark' || kind === 'sign'));
  const hasAny = withPage(document, index, (page) => annotationsOn(document, page).some(isKept));
  if (hasAny !== true) return;
  // Painted once, a field without a look has the one that viewers give it.
  renderPage(document, index, COARSE_DPI, { annotations: true, forms: true });
  withPage(document, index, (page) => {
    showOnly(document, page, annotationsOn(document, page), isKept);
    document.pdfium._FPDFPage_Flatten(page, AS_DISPLAYED);
  });
}
