const MARKER = 0xff;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP0 = 0xe0;
const ADOBE = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;
const BOX_HEADER = 8;
const DROPPED_BOXES = new Set(['xml ', 'uuid', 'uinf', 'asoc', 'lbl ', 'jp2i']);

/**
 * A JPEG without what the camera or an editor wrote into it (EXIF, XMP, IPTC, previews, comments, bytes
 * after its end). The pixels stay as they are. Null when it does not look like a JPEG.
 */
export function strippedJpeg(data: Uint8Array): Uint8Array | null {
  if (data[0] !== MARKER || data[1] !== 0xd8) return null;
  const kept: Uint8Array[] = [data.subarray(0, 2)];
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
      kept.push(data.subarray(at, at + 2));
      at += 2;
      continue;
    }
    const length = ((data[at + 2] ?? 0) << 8) | (data[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > data.length) return null;
    // The Adobe segment says how colours are coded; without it a CMYK picture turns into its negative.
    const isKept = !(kind >= APP0 && kind <= APP15) || kind === ADOBE;
    if (isKept && kind !== COMMENT) kept.push(data.subarray(at, end));
    at = end;
    if (kind === START_OF_SCAN) {
      const stop = endOfScan(data, at);
      kept.push(data.subarray(at, stop));
      at = stop;
    }
  }
  kept.push(Uint8Array.of(MARKER, END_OF_IMAGE));
  return Buffer.concat(kept);
}

/** A JPEG 2000 file without its XML and vendor boxes; a bare code stream stays as it is. */
export function strippedJpeg2000(data: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  const view = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (view.length < 12 || view.toString('latin1', 4, 8) !== 'jP  ') return data;
  let at = 0;
  while (at + BOX_HEADER <= view.length) {
    const size = view.readUInt32BE(at);
    const kind = view.toString('latin1', at + 4, at + 8);
    const end = size === 0 ? view.length : size === 1 ? at + Number(view.readBigUInt64BE(at + 8)) : at + size;
    if (end <= at || end > view.length) return Buffer.concat([...kept, view.subarray(at)]);
    if (!DROPPED_BOXES.has(kind)) kept.push(view.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

/** Entropy-coded data run until a marker that is neither a stuffed byte nor a restart. */
function endOfScan(data: Uint8Array, from: number): number {
  let at = from;
  while (at < data.length - 1) {
    if (data[at] === MARKER) {
      const next = data[at + 1] ?? 0;
      if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
      at += 1;
    }
    at += 1;
  }
  return data.length;
}
