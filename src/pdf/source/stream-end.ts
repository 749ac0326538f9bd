import type { PageCache } from './page-cache.js';

const SEARCH_STEP = 1 << 16;
/** Bytes behind the data of a stream that tell whether it ends there. */
export const AFTER_STREAM = 16;

/**
 * Where the data of a stream end that start at `start`: by their stated length, if `endstream` stands there, otherwise
 * where that is found. Null where nothing ends them.
 */
export function endOfStream(source: PageCache, start: number, length: number | null): number | null {
  if (length !== null && length >= 0) {
    const end = start + length;
    if (end <= source.size && endsThere(source.read(end, end + AFTER_STREAM))) return end;
  }
  for (let from = start; from < source.size; from += SEARCH_STEP - AFTER_STREAM) {
    const data = source.read(from, from + SEARCH_STEP);
    const words = [data.indexOf('endstream'), data.indexOf('endobj')].filter((at) => at >= 0);
    if (words.length > 0) return from + beforeEndOfLine(data, Math.min(...words));
  }
  return null;
}

/** After `stream`: a line feed, or a carriage return with or without one. */
export function endOfLine(data: Buffer, at: number): number {
  if (data[at] === 13) return data[at + 1] === 10 ? 2 : 1;
  if (data[at] === 10) return 1;
  // Some writers put blanks before the end of the line.
  return /^[ \t]+\r?\n/.exec(data.toString('latin1', at, at + 8))?.[0].length ?? 0;
}

/** Whether the data of a stream may end before these bytes. */
export function endsThere(data: Buffer): boolean {
  return /^\s*end(stream|obj)/.test(data.toString('latin1'));
}

function beforeEndOfLine(data: Buffer, at: number): number {
  if (data[at - 1] === 10) return data[at - 2] === 13 ? at - 2 : at - 1;
  return data[at - 1] === 13 ? at - 1 : at;
}
