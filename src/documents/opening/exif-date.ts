import { isPlainDate } from '../../platform/plain-date.js';

/** When a camera's clock says a photo was taken, where the camera stood. */
export interface Taken {
  readonly on: string;
  readonly time: string;
}

const EXIF_FOLDER = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003;
const ENTRY_BYTES = 12;
const MOST_ENTRIES = 1_000;

/**
 * DateTimeOriginal of an EXIF block (EXIF 2.32, 4.6.5), or null where it has none that is a date. When the file was changed
 * or scanned says nothing of when the photo was taken.
 */
export function takenIn(exif: Uint8Array): Taken | null {
  const block = Buffer.from(exif.buffer, exif.byteOffset, exif.byteLength);
  const bytes = block.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? block.subarray(6) : block;
  const order = bytes.subarray(0, 2).toString('latin1');
  if (order !== 'II' && order !== 'MM') return null;
  const isLittle = order === 'II';
  const at16 = (at: number): number | null =>
    at < 0 || at + 2 > bytes.length ? null : isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  const at32 = (at: number): number | null =>
    at < 0 || at + 4 > bytes.length ? null : isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);

  /** Where the value of a tag is found in the folder of tags at a place: its offset, which for both tags is a pointer. */
  const valueOf = (folder: number | null, tag: number): number | null => {
    const count = folder === null ? null : at16(folder);
    if (folder === null || count === null) return null;
    for (let i = 0; i < Math.min(count, MOST_ENTRIES); i += 1) {
      const entry = folder + 2 + i * ENTRY_BYTES;
      if (at16(entry) === tag) return at32(entry + 8);
    }
    return null;
  };
  const place = valueOf(valueOf(at32(4), EXIF_FOLDER), DATE_TIME_ORIGINAL);
  if (place === null) return null;
  const words = bytes.subarray(place, place + 19).toString('latin1');
  const match = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}):\d{2}$/.exec(words);
  if (!match) return null;
  const on = `${match[1]}-${match[2]}-${match[3]}`;
  return isPlainDate(on) ? { on, time: match[4] ?? '' } : null;
}
