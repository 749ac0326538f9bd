import iconv from 'iconv-lite';
import { firstBytes, sniffEncoding, type Encoding } from '../tabular/table-format.js';

export interface ReadText {
  readonly text: string;
  /** True when the file goes on beyond what is read here. */
  readonly isCut: boolean;
  readonly encoding: Encoding;
}

const MOST_BYTES = 8 * 1024 * 1024;

/** The words of a text file in any encoding we know, up to 8 MB of it. */
export async function readText(path: string): Promise<ReadText> {
  const encoding = await sniffEncoding(path);
  const bytes = await firstBytes(path, MOST_BYTES + 1);
  const isCut = bytes.length > MOST_BYTES;
  const text = iconv.decode(bytes.subarray(0, MOST_BYTES), encoding, { stripBOM: true });
  return { text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), isCut, encoding };
}
