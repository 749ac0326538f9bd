const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const ADOBE = 0xee;
/** Marker, length, "Adobe", version, two times flags, and how colours are coded. */
const ADOBE_LENGTH = 16;
/** Frame headers and tables, arithmetic coding, scans, line counts, restarts: what decoding needs. */
const KEPT_SEGMENTS = new Set([
  ...[0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf],
  ...[START_OF_SCAN, 0xdb, 0xdc, 0xdd],
]);
const BOX_HEADER = 8;
const KEPT_BOXES = new Set(['jP  ', 'ftyp', 'rreq', 'jp2h', 'jpch', 'jplh', 'jp2c']);
const CODE_STREAM = 0x4f;
const FIRST_TILE = 0x90;
const CODE_STREAM_COMMENT = 0x64;

/**
 * A JPEG without what the camera or an editor wrote into it (EXIF, XMP, IPTC, previews, comments, bytes
 * after its end). The pixels stay as they are. Null when it does not look like a JPEG.
 */
export function strippedJpeg(data: Uint8Array): Uint8Array | null {
  if (data[0] !== MARKER || data[1] !== 0xd8) return null;
  const kept = new KeptBytes(data);
  kept.keep(0, 2);
  let at = 2;
  while (at < data.length - 3) {
    if (data[at] !== MARKER) return null;
    const kind = data[at + 1] ?? 0;
    if (kind === MARKER) {
      at += 1;
      continue;
    }
    if (kind === END_OF_IMAGE) break;
    if (kind >= 0xd0 && kind <= 0xd8) {
      kept.keep(at, at + 2);
      at += 2;
      continue;
    }
    const length = ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > data.length) return null;
    if (KEPT_SEGMENTS.has(kind)) kept.keep(at, end);
    // It says how colours are coded; without it a CMYK picture turns into its negative.
    if (kind === ADOBE && end - at >= ADOBE_LENGTH) kept.add(adobeSegment(data.subarray(at, end)));
    at = end;
    if (kind === START_OF_SCAN) {
      const stop = endOfScan(data, at);
      kept.keep(at, stop);
      at = stop;
    }
  }
  if (data[at] === MARKER && data[at + 1] === END_OF_IMAGE) kept.keep(at, at + 2);
  else kept.add(Uint8Array.of(MARKER, END_OF_IMAGE));
  return kept.bytes();
}

/** Stretches of some bytes, put together: a picture with nothing to leave out is not copied. */
class KeptBytes {
  readonly #data: Uint8Array;
  readonly #parts: Uint8Array[] = [];
  #from = 0;
  #to = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
  }

  keep(from: number, to: number): void {
    if (from !== this.#to) this.#close(from);
    this.#to = to;
  }

  add(bytes: Uint8Array): void {
    this.#close(this.#to);
    this.#parts.push(bytes);
  }

  bytes(): Uint8Array {
    this.#close(this.#to);
    const [only] = this.#parts;
    return only && this.#parts.length === 1 ? only : Buffer.concat(this.#parts);
  }

  #close(next: number): void {
    if (this.#to > this.#from) this.#parts.push(this.#data.subarray(this.#from, this.#to));
    this.#from = next;
    this.#to = next;
  }
}

/** Without anything that was written behind its own fields. */
function adobeSegment(segment: Uint8Array): Uint8Array {
  const own = Uint8Array.from(segment.subarray(0, ADOBE_LENGTH));
  own.set([0, ADOBE_LENGTH - 2], 2);
  return own;
}

/**
 * A JPEG 2000 file with the boxes decoding needs and without the comments of its code stream; a bare code
 * stream likewise. Null when its boxes do not add up.
 */
export function strippedJpeg2000(data: Uint8Array): Uint8Array | null {
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (view.length < 12 || view.toString('latin1', 4, 8) !== 'jP  ') return strippedCodeStream(view);
  const kept: Uint8Array[] = [];
  let at = 0;
  while (at + BOX_HEADER <= view.length) {
    const size = view.readUInt32BE(at);
    const kind = view.toString('latin1', at + 4, at + 8);
    if (size === 1 && at + 2 * BOX_HEADER > view.length) return null;
    const head = size === 1 ? 2 * BOX_HEADER : BOX_HEADER;
    const end = size === 0 ? view.length : size === 1 ? at + Number(view.readBigUInt64BE(at + 8)) : at + size;
    if (end < at + head || end > view.length) return null;
    if (kind === 'jp2c') kept.push(boxOf(kind, strippedCodeStream(view.subarray(at + head, end))));
    else if (KEPT_BOXES.has(kind)) kept.push(view.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

function boxOf(kind: string, body: Uint8Array): Uint8Array {
  const header = Buffer.alloc(BOX_HEADER);
  header.writeUInt32BE(BOX_HEADER + body.length);
  header.write(kind, 4, 'latin1');
  return Buffer.concat([header, body]);
}

/** The segments of the main header up to the first tile, without comments; other bytes stay as they are. */
function strippedCodeStream(view: Buffer): Buffer {
  if (view[0] !== MARKER || view[1] !== CODE_STREAM) return view;
  const kept = [view.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= view.length && view[at] === MARKER && view[at + 1] !== FIRST_TILE) {
    const end = at + 2 + view.readUInt16BE(at + 2);
    if (view[at + 1] !== CODE_STREAM_COMMENT) kept.push(view.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, view.subarray(at)]);
}

/** Entropy-coded data run until a marker that is neither a stuffed byte nor a restart. */
function endOfScan(data: Uint8Array, from: number): number {
  for (let at = data.indexOf(MARKER, from); at >= 0 && at < data.length - 1;) {
    const next = data[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at = data.indexOf(MARKER, at + 2);
  }
  return data.length;
}
