import { readPdfBytes } from '../../src/pdf/open-pdf.js';
import { pageSize, withPage, withPdfium } from '../../src/pdf/pdfium.js';
import type { PdfiumDocument, Pixels } from '../../src/pdf/pdfium.js';

const BGRX = 3;
const REVERSED = 0x10;

interface Drawing {
  _FPDF_RenderPageBitmapWithMatrix(
    bitmap: number,
    page: number,
    matrix: number,
    clip: number,
    flags: number,
  ): void;
}

/** The first page at 72 dpi, drawn to this share of its size about the middle of its upper edge by the viewer itself. */
export async function drawnSmaller(path: string, share: number): Promise<Pixels> {
  const pixels = await withPdfium(await readPdfBytes(path), (document) =>
    withPage(document, 0, (page) => drawnAt(document, page, share)),
  );
  if (!pixels) throw new Error(`${path} has no first page.`);
  return pixels;
}

function drawnAt(document: PdfiumDocument, page: number, share: number): Pixels {
  const pdfium = document.pdfium as PdfiumDocument['pdfium'] & Drawing;
  const size = pageSize(document, page);
  const [width, height] = [Math.ceil(size.width), Math.ceil(size.height)];
  const at = pdfium.wasmExports.malloc(width * height * 4 + 40);
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, BGRX, at, width * 4);
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
  const numbers = at + width * height * 4;
  const left = (size.width * (1 - share)) / 2;
  const cut = [left, 0, left + size.width * share, size.height * share];
  new Float32Array(pdfium.HEAPU8.buffer, numbers, 10).set([share, 0, 0, share, left, 0, ...cut]);
  pdfium._FPDF_RenderPageBitmapWithMatrix(bitmap, page, numbers, numbers + 24, REVERSED);
  const data = pdfium.HEAPU8.slice(at, at + width * height * 4);
  pdfium._FPDFBitmap_Destroy(bitmap);
  pdfium.wasmExports.free(at);
  return { width, height, data };
}
