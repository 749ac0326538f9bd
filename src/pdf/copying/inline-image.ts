/** Parts of a pixel of the colour spaces that contents name without resources. */
const PARTS: Readonly<Record<string, number>> = {
  G: 1,
  DeviceGray: 1,
  RGB: 3,
  DeviceRGB: 3,
  CMYK: 4,
  DeviceCMYK: 4,
};
const LONGEST_HEADER = 4_000;
const SPACES = new Set([0, 9, 10, 12, 13, 32]);

/**
 * Where the `EI` of a picture within contents ends, by its size; `headerFrom` to `headerTo` are its entries, `from` is
 * behind `ID`. Null where they do not tell, or no `EI` is there.
 */
export function knownEnd(
  data: Uint8Array,
  headerFrom: number,
  headerTo: number,
  from: number,
): number | null {
  if (headerTo - headerFrom > LONGEST_HEADER) return null;
  const length = lengthOf(Buffer.from(data.subarray(headerFrom, headerTo)).toString('latin1'));
  if (length === null) return null;
  let at = from + 1 + length;
  while (at < data.length && SPACES.has(data[at] ?? 0)) at += 1;
  const isEnd = isImageEnd(data, at) && (at + 2 >= data.length || SPACES.has(data[at + 2] ?? 0));
  return isEnd ? at + 2 : null;
}

/** In bytes; null for packed data, and for colours that only resources explain. */
function lengthOf(header: string): number | null {
  const numberOf = (keys: string): number =>
    Number(new RegExp(`/(?:${keys})\\s+(\\d{1,6})(?!\\d)`).exec(header)?.[1] ?? Number.NaN);
  if (/\/(?:F|Filter)(?![A-Za-z])/.test(header) || header.includes('#')) return null;
  const isMask = /\/(?:IM|ImageMask)\s+true/.test(header);
  const named = /\/(?:CS|ColorSpace)\s*(\[?)\s*\/(\w+)/.exec(header);
  const isPalette = named?.[1] === '[' && /^(?:I|Indexed)$/.test(named[2] ?? '');
  const parts = isMask || isPalette ? 1 : PARTS[named?.[2] ?? ''];
  const bits = isMask ? 1 : numberOf('BPC|BitsPerComponent');
  const length = numberOf('H|Height') * Math.ceil((numberOf('W|Width') * (parts ?? Number.NaN) * bits) / 8);
  return Number.isSafeInteger(length) ? length : null;
}

/** The first `EI` between white space with readable operators after it: the pixels may hold any bytes. */
export function likelyEnd(data: Uint8Array, from: number): number {
  for (let at = from + 1; at < data.length - 1; at += 1) {
    if (!isImageEnd(data, at)) continue;
    const isApart = SPACES.has(data[at - 1] ?? 0) && (at + 2 >= data.length || SPACES.has(data[at + 2] ?? 0));
    if (isApart && isReadable(data, at + 2)) return at + 2;
  }
  return data.length + 1;
}

export function holdsImageEnd(data: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to - 1; at += 1) if (isImageEnd(data, at)) return true;
  return false;
}

function isImageEnd(data: Uint8Array, at: number): boolean {
  return data[at] === 0x45 && data[at + 1] === 0x49;
}

function isReadable(data: Uint8Array, from: number): boolean {
  const end = Math.min(data.length, from + 12);
  for (let at = from; at < end; at += 1) {
    const code = data[at] ?? 0;
    if (code > 126 || (code < 32 && !SPACES.has(code))) return false;
  }
  return true;
}
