import type { OutlineEntry } from '../assembly.js';
import { pdfText } from './pdf-syntax.js';
import type { PdfWriter } from './pdf-writer.js';

/** Writes the bookmarks and returns the number of their root; null where there are none. `zoom` like 1, or null to keep it. */
export function writeOutline(
  writer: PdfWriter,
  entries: readonly OutlineEntry[],
  zoom: string,
  pageId: (page: number) => number,
): number | null {
  if (entries.length === 0) return null;
  const root = writer.reserve();
  const { first, last } = writeLevel(writer, entries, root, zoom, pageId);
  writer.object(root, `<</Type/Outlines/First ${first} 0 R/Last ${last} 0 R/Count ${entries.length}>>`);
  return root;
}

function writeLevel(
  writer: PdfWriter,
  entries: readonly OutlineEntry[],
  parent: number,
  zoom: string,
  pageId: (page: number) => number,
): { first: number; last: number } {
  const ids = entries.map(() => writer.reserve());
  entries.forEach((entry, index) => {
    const id = ids[index] ?? 0;
    const before = ids[index - 1];
    const after = ids[index + 1];
    const children = entry.children.length > 0 ? writeLevel(writer, entry.children, id, zoom, pageId) : null;
    writer.object(
      id,
      `<</Title${pdfText(entry.title)}/Parent ${parent} 0 R/Dest[${pageId(entry.page)} 0 R/XYZ null null ${zoom}]` +
        (before === undefined ? '' : `/Prev ${before} 0 R`) +
        (after === undefined ? '' : `/Next ${after} 0 R`) +
        // A negative count keeps the entry folded until it is opened.
        (children
          ? `/First ${children.first} 0 R/Last ${children.last} 0 R/Count -${entry.children.length}`
          : '') +
        '>>',
    );
  });
  return { first: ids[0] ?? 0, last: ids.at(-1) ?? 0 };
}
