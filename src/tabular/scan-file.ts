import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Progress } from '../platform/ask.js';
import { completeUpTo } from './table-format.js';

/** What the bytes of a text file are. */
export interface FileScan {
  readonly sha256: string;
  readonly bytes: number;
  readonly isUtf8: boolean;
  readonly hasQuotes: boolean;
  /** A NUL, a blank line, a lone carriage return, a mark, a quote beside a space: what only the exact reader reads right. */
  readonly isOdd: boolean;
  /** Lines of the file; 0 when it has no quotes, for only with them may a record span lines. */
  readonly lines: number;
}

const QUOTE = '"';
const CHUNK = 4 * 1024 * 1024;
const REPORT_EVERY = 2 * CHUNK;
const LINE_FEED = 10;
const RETURN = 13;

/** Reads the whole file once, saying now and then how far; where quotes begin late, the part before them a second time. */
export async function scanFile(path: string, progress?: Progress): Promise<FileScan> {
  const { size } = await stat(path);
  const hash = createHash('sha256');
  let bytes = 0;
  let reported = 0;
  let isAllUtf8 = true;
  let isOdd = false;
  let unfinished: Buffer = Buffer.alloc(0);
  let end: Buffer = Buffer.alloc(0);
  let quotesFrom = -1;
  let lineFeeds = 0;
  for await (const piece of createReadStream(path, { highWaterMark: CHUNK })) {
    const chunk = piece as Buffer;
    hash.update(chunk);
    if (isAllUtf8) {
      const joined = unfinished.length === 0 ? chunk : Buffer.concat([unfinished, chunk]);
      const cut = completeUpTo(joined);
      isAllUtf8 = isUtf8(joined.subarray(0, cut));
      unfinished = joined.subarray(cut);
    }
    isOdd ||= bytes === 0 ? startsOddly(chunk) : hasOddities(Buffer.concat([end, chunk.subarray(0, 2)]));
    isOdd ||= hasOddities(chunk);
    if (quotesFrom === -1 && chunk.includes(QUOTE)) quotesFrom = bytes;
    if (quotesFrom !== -1) lineFeeds += countFeeds(chunk);
    bytes += chunk.length;
    if (bytes >= reported + REPORT_EVERY) {
      reported = bytes;
      progress?.(Math.floor((100 * bytes) / Math.max(size, bytes)), 100, 'percent of the file looked at');
    }
    end = chunk.subarray(-2);
  }
  if (quotesFrom > 0)
    for await (const piece of createReadStream(path, { end: quotesFrom - 1, highWaterMark: CHUNK }))
      lineFeeds += countFeeds(piece as Buffer);
  return {
    sha256: hash.digest('hex'),
    bytes,
    isUtf8: isAllUtf8 && unfinished.length === 0,
    hasQuotes: quotesFrom !== -1,
    isOdd: isOdd || end.at(-1) === RETURN,
    lines: quotesFrom === -1 ? 0 : lineFeeds + (end.at(-1) === LINE_FEED ? 0 : 1),
  };
}

function startsOddly([a, b, c]: Buffer): boolean {
  const isMark =
    (a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  return isMark || a === LINE_FEED || a === RETURN;
}

function hasOddities(bytes: Buffer): boolean {
  if (bytes.includes(0) || bytes.includes('\n\n')) return true;
  if (bytes.includes(QUOTE) && (bytes.includes(` ${QUOTE}`) || bytes.includes(`${QUOTE} `))) return true;
  if (!bytes.includes(RETURN)) return false;
  if (bytes.includes('\n\r\n')) return true;
  for (let at = bytes.indexOf(RETURN); at !== -1; at = bytes.indexOf(RETURN, at + 1))
    if (at + 1 < bytes.length && bytes[at + 1] !== LINE_FEED) return true;
  return false;
}

function countFeeds(chunk: Buffer): number {
  let count = 0;
  for (const byte of chunk) if (byte === LINE_FEED) count += 1;
  return count;
}
