import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';

/** How a text table is written. `delimiter` is the character itself. */
export interface TableFormat {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Lines before the first record that are not part of the table: the `sep=;` line some spreadsheets write. */
  readonly skipLines: number;
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Delimiter = ',' | ';' | '\t' | '|';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
const SAMPLE_BYTES = 256 * 1024;
const SAMPLE_LINES = 200;

/** Works out encoding and delimiter from the bytes; the same file always gives the same answer. */
export async function sniffTable(path: string, known?: Encoding): Promise<TableFormat> {
  const encoding = known ?? (await sniffEncoding(path));
  const sample = iconv.decode(await firstBytes(path, SAMPLE_BYTES), encoding);
  const separatorLine = /^sep=([,;\t|])\r?\n/i.exec(sample);
  if (separatorLine) {
    const named = DELIMITERS.find((delimiter) => delimiter === separatorLine[1]);
    if (named) return { encoding, delimiter: named, skipLines: 1 };
  }
  return { encoding, delimiter: sniffDelimiter(sample), skipLines: 0 };
}

/**
 * The encoding of a text file: by its byte order mark, else by where its NUL bytes fall, else UTF-8 when
 * every byte of the whole file fits, else windows-1252, in which every byte means something.
 */
export async function sniffEncoding(path: string): Promise<Encoding> {
  const start = await firstBytes(path, 4096);
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const nuls = start.length < 4 ? { even: 0, odd: 0 } : countNuls(start);
  if (nuls.odd > start.length / 8 && nuls.even === 0) return 'utf-16le';
  if (nuls.even > start.length / 8 && nuls.odd === 0) return 'utf-16be';
  return (await isUtf8File(path)) ? 'utf-8' : 'windows-1252';
}

export async function firstBytes(path: string, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The delimiter that cuts the most lines into the same number of cells; a comma when none cuts anything. */
export function sniffDelimiter(sample: string): Delimiter {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line !== '');
  const whole = lines.length > 1 && !/[\r\n]$/.test(sample) ? lines.slice(0, -1) : lines;
  let best: { delimiter: Delimiter; share: number; cells: number } = { delimiter: ',', share: 0, cells: 1 };
  for (const delimiter of DELIMITERS) {
    const { share, cells } = agreement(whole.slice(0, SAMPLE_LINES), delimiter);
    const better = share > best.share + 0.001 || (share > best.share - 0.001 && cells > best.cells);
    if (cells > 1 && better) best = { delimiter, share, cells };
  }
  return best.delimiter;
}

function agreement(lines: readonly string[], delimiter: Delimiter): { share: number; cells: number } {
  const counts = new Map<number, number>();
  let records = 0;
  let cells = 1;
  let inside = false;
  for (const line of lines) {
    for (const character of line) {
      if (character === '"') inside = !inside;
      else if (character === delimiter && !inside) cells += 1;
    }
    if (inside) continue;
    counts.set(cells, (counts.get(cells) ?? 0) + 1);
    records += 1;
    cells = 1;
  }
  let usual = { cells: 1, lines: 0 };
  for (const [width, times] of counts)
    if (width > 1 && times > usual.lines) usual = { cells: width, lines: times };
  return { share: records === 0 ? 0 : usual.lines / records, cells: usual.cells };
}

function countNuls(bytes: Buffer): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i += 1)
    if (bytes[i] === 0) {
      if (i % 2 === 0) even += 1;
      else odd += 1;
    }
  return { even, odd };
}

async function isUtf8File(path: string): Promise<boolean> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const piece = chunk as Buffer;
    const bytes = held.length === 0 ? piece : Buffer.concat([held, piece]);
    const cut = completeUpTo(bytes);
    if (!isUtf8(bytes.subarray(0, cut))) return false;
    held = bytes.subarray(cut);
  }
  return held.length === 0;
}

/** Where the last character that is complete in these bytes ends: a chunk may break one in two. */
export function completeUpTo(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
