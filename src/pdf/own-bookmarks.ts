import type { OwnBookmark, OwnBookmarks } from './inspection.js';
import { shownText } from './findings/page-look.js';
import type { PdfiumDocument } from './pdfium.js';

const MOST = 500;
const DEEPEST = 5;
/** More than are counted, so that a circle of them ends. */
const MOST_SEEN = 10_000;
const LONGEST_TITLE = 200;

/**
 * The bookmarks of a document in their order. A bookmark is a place where words can hide: one is kept only where its
 * title can be read on the page it leads to, not only copied out of it, and where no layer can have hidden what is read there.
 */
export function ownBookmarks(document: PdfiumDocument, hasLayers: boolean): OwnBookmarks {
  const found = foundIn(document);
  if (hasLayers) return { kept: [], dropped: found.seen };
  const words = new Map<number, string>();
  const isOnItsPage = ({ title, page }: OwnBookmark): boolean => {
    const known = words.get(page) ?? folded(shownText(document, page - 1));
    words.set(page, known);
    const own = folded(title);
    return own !== '' && known.includes(own);
  };
  const kept = found.bookmarks
    .filter((one) => one.depth < DEEPEST && one.title.length <= LONGEST_TITLE)
    .slice(0, MOST)
    .filter(isOnItsPage);
  return { kept, dropped: found.seen - kept.length };
}

/** Each bookmark once, whatever points at it, with the page it leads to. */
function foundIn({ pdfium, handle, pageCount }: PdfiumDocument) {
  const bookmarks: OwnBookmark[] = [];
  const seen = new Set<number>();
  const open: { node: number; depth: number }[] = [];
  const push = (node: number, depth: number): void => {
    if (node === 0 || seen.has(node) || seen.size >= MOST_SEEN) return;
    seen.add(node);
    open.push({ node, depth });
  };
  push(pdfium._FPDFBookmark_GetFirstChild(handle, 0), 0);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    const destination = pdfium._FPDFBookmark_GetDest(handle, node);
    const index = destination === 0 ? -1 : pdfium._FPDFDest_GetDestPageIndex(handle, destination);
    if (index >= 0 && index < pageCount)
      bookmarks.push({ title: titleOf({ pdfium, handle, pageCount }, node), page: index + 1, depth });
    // The last pushed comes first: what lies in it stands before what follows it.
    push(pdfium._FPDFBookmark_GetNextSibling(handle, node), depth);
    push(pdfium._FPDFBookmark_GetFirstChild(handle, node), depth + 1);
  }
  return { bookmarks, seen: seen.size };
}

function titleOf({ pdfium }: PdfiumDocument, node: number): string {
  const length = pdfium._FPDFBookmark_GetTitle(node, 0, 0);
  if (length <= 2) return '';
  const at = pdfium.wasmExports.malloc(length);
  pdfium._FPDFBookmark_GetTitle(node, at, length);
  const title = Buffer.from(pdfium.HEAPU8.slice(at, at + length - 2)).toString('utf16le');
  pdfium.wasmExports.free(at);
  return title.replace(/[\p{C}\s]+/gu, ' ').trim();
}

/** Letters and digits alone: a heading is spaced, broken and hyphenated otherwise than its bookmark. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
