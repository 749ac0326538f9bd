import type { PdfiumDocument } from './pdfium.js';

const LONGEST_BYTES = 2_000;

/** The title that a document carries in its own data, as its program wrote it; null without one, or with a far too long one. */
export function documentTitle(document: PdfiumDocument): string | null {
  return metaText(document, 'Title');
}

/** Who its own data says wrote it; null under the same conditions. */
export function documentAuthor(document: PdfiumDocument): string | null {
  return metaText(document, 'Author');
}

function metaText({ pdfium, handle }: PdfiumDocument, field: 'Title' | 'Author'): string | null {
  const name = Buffer.from(`${field}\0`, 'latin1');
  const tag = pdfium.wasmExports.malloc(name.length);
  pdfium.HEAPU8.set(name, tag);
  const length = pdfium._FPDF_GetMetaText(handle, tag, 0, 0);
  let text = '';
  if (length > 2 && length <= LONGEST_BYTES) {
    const at = pdfium.wasmExports.malloc(length);
    pdfium._FPDF_GetMetaText(handle, tag, at, length);
    text = Buffer.from(pdfium.HEAPU8.slice(at, at + length - 2)).toString('utf16le');
    pdfium.wasmExports.free(at);
  }
  pdfium.wasmExports.free(tag);
  return text.replace(/[\p{C}\s]+/gu, ' ').trim() || null;
}
