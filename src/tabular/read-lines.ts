import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { Encoding } from './table-format.js';

export const LONGEST_LINE = 1024 * 1024;

/** One line of a text file, numbered from 1, without its ending. `text` is null when it is over 1 MB. */
export interface Line {
  readonly line: number;
  readonly text: string | null;
}

/** Streams the lines of a file; CR LF, LF and a lone CR all end one. The byte order mark is not part of any. */
export async function* readLines(path: string, encoding: Encoding): AsyncGenerator<Line, undefined> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  let number = 0;
  let held = '';
  let isTooLong = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = held + decoder.write(chunk as Buffer);
    let from = 0;
    for (;;) {
      const end = endOfLine(text, from);
      // A CR at the very end of what is read so far may be the first half of CR LF.
      if (end === null || (text[end.at] === '\r' && end.next === text.length)) break;
      number += 1;
      yield {
        line: number,
        text: isTooLong || end.at - from > LONGEST_LINE ? null : text.slice(from, end.at),
      };
      isTooLong = false;
      from = end.next;
    }
    held = text.slice(from);
    if (held.length > LONGEST_LINE) {
      isTooLong = true;
      held = held.endsWith('\r') ? '\r' : '';
    }
  }
  const rest = (held + (decoder.end() ?? '')).replace(/\r$/, '');
  if (isTooLong || rest !== '' || held.endsWith('\r'))
    yield { line: number + 1, text: isTooLong ? null : rest };
  return undefined;
}

function endOfLine(text: string, from: number): { at: number; next: number } | null {
  const feed = text.indexOf('\n', from);
  const carriage = indexBefore(text, '\r', from, feed === -1 ? text.length : feed);
  if (carriage !== -1)
    return { at: carriage, next: text[carriage + 1] === '\n' ? carriage + 2 : carriage + 1 };
  return feed === -1 ? null : { at: feed, next: feed + 1 };
}

/** Like indexOf, but never looks past `before`: searching on to the end for every line would be quadratic. */
function indexBefore(text: string, character: string, from: number, before: number): number {
  const at = text.slice(from, before).indexOf(character);
  return at === -1 ? -1 : from + at;
}
