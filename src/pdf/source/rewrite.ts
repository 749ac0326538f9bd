import type { OpenedPdf, SourcePage } from '../opened-pdf.js';
import { PDFArray, PDFBool, PDFDict, PDFName, PDFNumber, PDFRef, PDFStream, PDFString } from './objects.js';
import type { PDFObject } from './objects.js';

const DEEPEST = 120;
const MOST_BYTES = 600 << 20;
/** What a page inherits is written on it, and the tree above it is made anew. */
const MADE_ANEW = new Set(['Parent', 'Type', 'Resources', 'MediaBox', 'CropBox', 'Rotate']);

/**
 * The same document as whole bytes with a plain cross-reference table and no encryption, for a viewer that
 * cannot open the damaged file. Nothing of it leaves the house. Null when it is too large for that.
 */
export function rewritten({ context, catalog, pages }: OpenedPdf): Uint8Array | null {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets = new Map<number, number>();
  let at = parts[0]?.length ?? 0;
  let highest = 0;
  const write = (number: number, body: string, data?: Uint8Array): void => {
    const head = `${number} 0 obj\n${body}`;
    const bytes = data
      ? [Buffer.from(`${head}\nstream\n`, 'latin1'), Buffer.from(data), Buffer.from('\nendstream\nendobj\n')]
      : [Buffer.from(`${head}\nendobj\n`, 'latin1')];
    offsets.set(number, at);
    highest = Math.max(highest, number);
    for (const part of bytes) at += part.length;
    parts.push(...bytes);
  };
  for (const [{ objectNumber }, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFStream) {
      const data = object.getContents();
      write(objectNumber, dictText(object.dict, 0, new Set(['Length']), `/Length ${data.length}`), data);
    } else write(objectNumber, textOf(object, 0));
    if (at > MOST_BYTES) return null;
  }
  const tree = highest + 1;
  const kids = pages.map((page) => {
    const number = highest + (highest < tree ? 2 : 1);
    write(number, pageText(page, tree));
    return `${number} 0 R`;
  });
  write(tree, `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`);
  const root = highest + 1;
  write(root, dictText(catalog, 0, new Set(['Pages', 'Type']), `/Type/Catalog/Pages ${tree} 0 R`));
  const table = Array.from({ length: highest + 1 }, (_, number) => {
    const offset = offsets.get(number);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const end = `trailer\n<</Size ${highest + 1}/Root ${root} 0 R>>\nstartxref\n${at}\n%%EOF\n`;
  parts.push(Buffer.from(`xref\n0 ${highest + 1}\n${table.join('')}${end}`));
  return Buffer.concat(parts);
}

function pageText(page: SourcePage, tree: number): string {
  const boxes = `/MediaBox[${page.mediaBox.join(' ')}]/CropBox[${page.visibleBox.join(' ')}]/Rotate ${page.rotation}`;
  const resources = page.resources ? `/Resources${textOf(page.resources, 0)}` : '';
  return dictText(page.dict, 0, MADE_ANEW, `/Type/Page/Parent ${tree} 0 R${boxes}${resources}`);
}

function textOf(object: PDFObject, depth: number): string {
  if (depth > DEEPEST) return 'null';
  if (object instanceof PDFDict) return dictText(object, depth, new Set(), '');
  if (object instanceof PDFArray)
    return `[${object
      .asArray()
      .map((each) => textOf(each, depth + 1))
      .join(' ')}]`;
  if (object instanceof PDFString) return `<${Buffer.from(object.asBytes()).toString('hex')}>`;
  if (object instanceof PDFRef) return `${object.objectNumber} 0 R`;
  const isPlain = object instanceof PDFName || object instanceof PDFNumber || object instanceof PDFBool;
  return isPlain ? object.toString() : 'null';
}

function dictText(dict: PDFDict, depth: number, without: ReadonlySet<string>, own: string): string {
  const body = dict
    .entries()
    .filter(([key]) => !without.has(key.raw()))
    .map(([key, value]) => `${key.toString()} ${textOf(value, depth + 1)}`);
  return `<<${own}${body.join('')}>>`;
}
