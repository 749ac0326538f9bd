import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { dateForLibrary } from '../../platform/clock.js';

// The first moment a zip can hold, in local time as zips count it: neither clock nor zone reaches the file.
const FIXED_TIME = '1980-01-01T00:00:00';

/** A DOCX of our own making packed again with fixed times, order and numbers: the same letter gives the same bytes. */
export async function repackDocx(docx: Buffer, date: string): Promise<Buffer> {
  const parts = await partsOf(docx);
  const out = new ZipFile();
  for (const name of [...parts.keys()].sort(contentTypesFirst)) {
    const bytes = parts.get(name) ?? Buffer.alloc(0);
    out.addBuffer(fixed(name, bytes, date), name, {
      mtime: dateForLibrary(FIXED_TIME),
      forceDosTimestamp: true,
      mode: 0o100644,
    });
  }
  out.end();
  const pieces: Buffer[] = [];
  for await (const piece of out.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function partsOf(docx: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(docx, { lazyEntries: true });
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const pieces: Buffer[] = [];
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>)
      pieces.push(Buffer.from(piece));
    parts.set(entry.fileName, Buffer.concat(pieces));
  }
  return parts;
}

function fixed(name: string, bytes: Buffer, date: string): Buffer {
  if (name === 'docProps/core.xml')
    return edited(bytes, (xml) =>
      xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${date}T00:00:00Z`),
    );
  // The library numbers bookmarks on from the last document it made.
  if (name === 'word/document.xml') return edited(bytes, renumberedBookmarks);
  return bytes;
}

function renumberedBookmarks(xml: string): string {
  const numbers = new Map<string, number>();
  return xml.replace(
    /(<w:bookmark(?:Start|End)\b[^>]*?w:id=")([^"]*)"/g,
    (_whole, before: string, id: string) => {
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
      return `${before}${numbers.get(id) ?? 0}"`;
    },
  );
}

function edited(bytes: Buffer, edit: (xml: string) => string): Buffer {
  return Buffer.from(edit(bytes.toString('utf8')), 'utf8');
}

/** Readers expect the list of types first. */
function contentTypesFirst(a: string, b: string): number {
  const rank = (name: string): string => (name === '[Content_Types].xml' ? '' : name);
  return rank(a) < rank(b) ? -1 : 1;
}
