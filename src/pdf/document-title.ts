import type { PdfiumDocument } from './pdfium.js';

const TAG = Buffer.from('Title\0', 'latin1');
const LONGEST_BYTES = 2_000;

/** The title that a document carries in its own data, as its program wrote it; null without one, or with a far too long one. */
export function documentTitle({ pdfium, handle }: PdfiumDocument): string | null {
  const tag = pdfium.wasmExports.malloc(TAG.length);
  pdfium.HEAPU8.set(TAG, tag);
  const length = pdfium._FPDF_GetMetaText(handle, tag, 0, 0);
  let title = '';
  if (length > 2 && length <= LONGEST_BYTES) {
    const at = pdfium.wasmExports.malloc(length);
    pdfium._FPDF_GetMetaText(handle, tag, at, length);
    title = Buffer.from(pdfium.HEAPU8.slice(at, at + length - 2)).toString('utf16le');
    pdfium.wasmExports.free(at);
  }
  pdfium.wasmExports.free(tag);
  return title.replace(/[\p{C}\s]+/gu, ' ').trim() || null;
}
