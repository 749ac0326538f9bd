import iconv from 'iconv-lite';
import { firstBytes, sniffEncoding } from '../tabular/table-format.js';
import { decodeNamed, decodeUnknown, type Decoded } from './character-set.js';

export interface ReadText {
  readonly text: string;
  /** True when the file goes on beyond what is read here. */
  readonly isCut: boolean;
  /** What a person has to know of how its letters were read; null where nothing is in doubt. */
  readonly note: string | null;
}

const MOST_BYTES = 8 * 1024 * 1024;
/** Where a web page says what it is written in. */
const NAMES_ITSELF = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*(?<name>[\w.:-]{2,40})/i;

/** The words of a text file in any encoding we know, up to 8 MB of it; `isPage` for a web page, which may name its own. */
export async function readText(path: string, isPage = false): Promise<ReadText> {
  const bytes = await firstBytes(path, MOST_BYTES + 1);
  const isCut = bytes.length > MOST_BYTES;
  const { text, note } = await decode(path, bytes.subarray(0, MOST_BYTES), isPage);
  return { text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), isCut, note };
}

async function decode(path: string, bytes: Buffer, isPage: boolean): Promise<Decoded> {
  const encoding = await sniffEncoding(path);
  if (encoding !== 'windows-1252')
    return { text: iconv.decode(bytes, encoding, { stripBOM: true }), note: null };
  const what = isPage ? 'The page' : 'The file';
  const named = isPage
    ? (NAMES_ITSELF.exec(bytes.toString('latin1', 0, 4096))?.groups?.['name'] ?? null)
    : null;
  return decodeNamed(bytes, named, what) ?? decodeUnknown(bytes, named ?? '', what);
}
