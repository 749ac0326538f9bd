/** The words both ends have in their window before the first byte (MS-OXRTFCP 2.1.2.1). */
const WINDOW_START =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';
const WINDOW = 4096;
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const HEADER = 16;
const MOST_BYTES = 16 * 1024 * 1024;

/** The rich text body that Outlook keeps compressed (MS-OXRTFCP), as Latin-1 text; null when it is none. */
export function decompressRtf(bytes: Uint8Array): string | null {
  const source = Buffer.from(bytes);
  if (source.length < HEADER) return null;
  const rawSize = Math.min(source.readUInt32LE(4), MOST_BYTES);
  const kind = source.readUInt32LE(8);
  if (kind === PLAIN) return source.toString('latin1', HEADER, HEADER + rawSize);
  if (kind !== COMPRESSED) return null;
  return expand(source, rawSize).toString('latin1');
}

/** Eight tokens to a control byte, its lowest bit first: 0 a byte as it stands, 1 a place and length in the window. */
function expand(source: Buffer, rawSize: number): Buffer {
  const window = Buffer.alloc(WINDOW);
  let at = window.write(WINDOW_START, 'latin1');
  const out = Buffer.alloc(rawSize);
  let written = 0;
  const put = (byte: number): void => {
    if (written < rawSize) out[written++] = byte;
    window[at] = byte;
    at = (at + 1) % WINDOW;
  };
  let from = HEADER;
  while (from < source.length && written < rawSize) {
    const control = source[from++] ?? 0;
    for (let bit = 0; bit < 8 && from < source.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(source[from++] ?? 0);
        continue;
      }
      if (from + 1 >= source.length) return out.subarray(0, written);
      const token = source.readUInt16BE(from);
      from += 2;
      const place = token >> 4;
      if (place === at) return out.subarray(0, written); // a reference to where it stands ends the text
      for (let step = 0; step < (token & 15) + 2; step += 1) put(window[(place + step) % WINDOW] ?? 0);
    }
  }
  return out.subarray(0, written);
}
