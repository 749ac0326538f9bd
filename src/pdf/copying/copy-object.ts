import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFName,
  PDFNull,
  PDFNumber,
  PDFRef,
  PDFStream,
  PDFString,
} from '../source/objects.js';
import type { PDFContext, PDFObject } from '../source/objects.js';
import type { ContentScan } from './content-scan.js';
import type { PdfWriter } from '../writing/pdf-writer.js';
import type { SharedData } from '../writing/shared-data.js';
import { BadData } from '../source/stream-data.js';

/** Nesting of objects a page may have. */
const DEEPEST = 100;

/** One source document being copied: which of its objects are in the new file already, and under which number. */
export interface Copying {
  readonly context: PDFContext;
  readonly writer: PdfWriter;
  readonly written: Map<PDFObject, Map<Shape, Copied>>;
  /** What `written` gained since the page was begun, to be taken back if it cannot be copied. */
  readonly fresh: (readonly [shapes: Map<Shape, Copied>, shape: Shape])[];
  /** The contents of the page being copied, read once. */
  readonly contents: Map<PDFStream, Content>;
  depth: number;
  /** Packed data of the page being copied stop early or turn bad; what there is of them was kept. */
  hasDamagedData: boolean;
}

/** Null while its parts are being copied, unless one of them refers back to it. */
interface Copied {
  id: number | null;
}

export interface Content {
  readonly stored: Uint8Array;
  /** Unpacked, in bytes. */
  readonly size: number;
  readonly scan: ContentScan;
}

/**
 * How one kind of object is copied: returns it as PDF syntax, with only the entries that kind may have.
 * Null leaves the entry out.
 */
export interface Shape {
  readonly copy: (copying: Copying, object: PDFObject) => string | null;
  /** For streams: the entries beside `Length`, and what becomes of the data. */
  readonly stream?: (copying: Copying, stream: PDFStream) => CopiedStream;
  /** Contents of a page: not worth comparing with what is in the new file already. */
  readonly isOnce?: true;
}

export interface CopiedStream {
  readonly entries: string;
  readonly data: Uint8Array;
  /** What the data are, where that was found out already. */
  readonly known?: SharedData | null;
}

export type Entries = Readonly<Record<string, Shape | (() => Shape)>>;

export function startCopying(context: PDFContext, writer: PdfWriter): Copying {
  return {
    context,
    writer,
    written: new Map(),
    fresh: [],
    contents: new Map(),
    depth: 0,
    hasDamagedData: false,
  };
}

/**
 * Copies an object, under a number of its own where the source has one. Its parts come first, so that what
 * is the same down to its last part, from whatever source, is written once.
 */
export function copyObject(copying: Copying, object: PDFObject | undefined, shape: Shape): string | null {
  if (object === undefined) return null;
  const resolved = object instanceof PDFRef ? copying.context.lookup(object) : object;
  if (resolved === undefined || resolved === PDFNull) return null;
  const isStream = resolved instanceof PDFStream;
  if (!isStream && !(object instanceof PDFRef)) return deeper(copying, () => shape.copy(copying, resolved));
  if (isStream && !shape.stream) return null;

  const key = isStream ? resolved : object;
  let shapes = copying.written.get(key);
  const known = shapes?.get(shape);
  if (known) {
    known.id ??= copying.writer.reserve();
    return `${known.id} 0 R`;
  }
  if (!shapes) copying.written.set(key, (shapes = new Map<Shape, Copied>()));
  const copied: Copied = { id: null };
  shapes.set(shape, copied);
  copying.fresh.push([shapes, shape]);
  return `${isStream ? writeStream(copying, resolved, shape, copied) : writeObject(copying, resolved, shape, copied)} 0 R`;
}

function writeStream(copying: Copying, stream: PDFStream, shape: Shape, copied: Copied): number {
  const { writer } = copying;
  const write = shape.stream;
  if (!write) throw new BadData('A stream stands where none belongs.');
  const { entries, data, known } = deeper(copying, () => write(copying, stream));
  if (copied.id !== null) writer.stream(copied.id, entries, data, known);
  else copied.id = shape.isOnce ? writer.addStream(entries, data) : writer.shareStream(entries, data, known);
  return copied.id;
}

function writeObject(copying: Copying, object: PDFObject, shape: Shape, copied: Copied): number {
  const { writer } = copying;
  const body = deeper(copying, () => shape.copy(copying, object)) ?? 'null';
  if (copied.id !== null) writer.object(copied.id, body);
  else copied.id = writer.shareObject(body);
  return copied.id;
}

function deeper<T>(copying: Copying, work: () => T): T {
  copying.depth += 1;
  if (copying.depth > DEEPEST) throw new BadData('The page is nested too deeply.');
  try {
    return work();
  } finally {
    copying.depth -= 1;
  }
}

/** A name byte for byte, as content streams mention it. */
export function rawName(name: PDFName): string {
  return name.raw();
}

/** Numbers, names, and arrays of them. Words that stand where none belongs stay behind. */
export const plain: Shape = {
  copy: (copying, object) => {
    if (object instanceof PDFName || object instanceof PDFNumber || object instanceof PDFBool)
      return object.toString();
    if (!(object instanceof PDFArray)) return null;
    const items = object.asArray().map((each) => {
      const value = copying.context.lookup(each);
      return value === undefined || value === PDFNull
        ? 'null'
        : (deeper(copying, () => plain.copy(copying, value)) ?? 'null');
    });
    return `[${items.join(' ')}]`;
  },
};

/** A string, where the format asks for one. */
export const text: Shape = {
  copy: (_copying, object) => (object instanceof PDFString ? hexOf(object) : null),
};

function hexOf(string: PDFString): string {
  return `<${Buffer.from(string.asBytes()).toString('hex')}>`;
}

export function dict(entries: Entries): Shape {
  return {
    copy: (copying, object) =>
      object instanceof PDFDict ? `<<${entriesOf(copying, object, entries)}>>` : null,
  };
}

export function array(item: () => Shape): Shape {
  return {
    copy: (copying, object) =>
      object instanceof PDFArray
        ? `[${object
            .asArray()
            .map((each) => copyObject(copying, each, item()) ?? 'null')
            .join(' ')}]`
        : null,
  };
}

/** The first shape that takes the object. */
export function either(...shapes: readonly (() => Shape)[]): Shape {
  return {
    copy: (copying, object) => {
      for (const shape of shapes) {
        const copied = shape().copy(copying, object);
        if (copied !== null) return copied;
      }
      return null;
    },
    stream: (copying, stream) => {
      for (const shape of shapes) {
        const write = shape().stream;
        if (write) return write(copying, stream);
      }
      throw new BadData('A stream stands where none belongs.');
    },
  };
}

export function entriesOf(copying: Copying, from: PDFDict, entries: Entries): string {
  let body = '';
  from.forEach((value, name) => {
    const shape = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (!shape) return;
    const copied = copyObject(copying, value, typeof shape === 'function' ? shape() : shape);
    if (copied !== null) body += `${PDFName.of(name).toString()} ${copied}`;
  });
  return body;
}
