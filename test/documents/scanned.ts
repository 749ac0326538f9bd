import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { pageImage } from '../../src/pdf/page-image.js';

const DPI = 200;

/** A letter page with these lines as a picture of it, as a scanner makes one: PNG. */
export async function scannedPage(lines: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.TimesRoman);
  const page = document.addPage([612, 792]);
  for (const [index, line] of lines.entries())
    page.drawText(line, { x: 72, y: 700 - index * 22, size: 13, font });
  const folder = await mkdtemp(join(tmpdir(), 'scan-'));
  try {
    await writeFile(join(folder, 'page.pdf'), await document.save());
    const out = join(folder, 'page.png');
    await pageImage({ path: join(folder, 'page.pdf'), page: 1, dpi: DPI, out }, () => undefined);
    return new Uint8Array(await readFile(out));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A PDF whose pages are these pictures and hold no words. */
export async function scannedPdf(pages: readonly Uint8Array[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (const png of pages) {
    const picture = await document.embedPng(png);
    document.addPage([612, 792]).drawImage(picture, { x: 0, y: 0, width: 612, height: 792 });
  }
  return document.save();
}
