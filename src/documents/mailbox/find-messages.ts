import { open } from 'node:fs/promises';

/** Where a message stands in a mailbox file, in bytes, without the `From ` line before it and the empty one behind. */
export interface MessagePlace {
  readonly startsAt: number;
  readonly bytes: number;
}

const PIECE = 1024 * 1024;
/** A `From ` line longer than this is a line of a message. */
const LONGEST_LINE = 1000;
const LINE = /^From \S.*\d{2}:\d{2}.*\d{4}/;
const MARK = Buffer.from('\nFrom ');

/**
 * The messages of a mailbox file (RFC 4155), first to last: one begins after a `From ` line with a time that stands
 * first in the file or behind an empty line. A line of a letter that begins with “From” starts none.
 */
export async function* findMessages(path: string): AsyncGenerator<MessagePlace, undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const at = async (from: number, length: number): Promise<Buffer> => {
      const piece = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
      const { bytesRead } = await file.read(piece, 0, piece.length, from);
      return piece.subarray(0, bytesRead);
    };
    let startsAt: number | null = null;
    const first = beginsWith(await at(0, LONGEST_LINE), 0);
    if (first !== null) startsAt = first;
    for (let from = 0; from < size; from += PIECE) {
      // Pieces overlap by what comes before and behind a mark, so that none falls between two.
      const base = Math.max(0, from - 2);
      const piece = await at(base, PIECE + 2 + LONGEST_LINE);
      for (let mark = piece.indexOf(MARK); mark !== -1; mark = piece.indexOf(MARK, mark + 1)) {
        const line = base + mark;
        if (line < from || line >= from + PIECE) continue;
        const end = endBefore(piece, mark);
        const next = beginsWith(piece, mark + 1);
        if (end === null || next === null) continue;
        if (startsAt !== null) yield { startsAt, bytes: Math.max(0, base + end - startsAt) };
        startsAt = base + next;
      }
    }
    if (startsAt !== null) {
      // The empty line behind the last message is the mailbox's too.
      const tail = (await at(Math.max(startsAt, size - 3), 3)).toString('latin1');
      const end = size - (/\n(\r?\n)$/.exec(tail)?.[1]?.length ?? 0);
      yield { startsAt, bytes: Math.max(0, end - startsAt) };
    }
  } finally {
    await file.close();
  }
  return undefined;
}

/** Where the line after a `From ` line begins; null where it is none. */
function beginsWith(piece: Buffer, from: number): number | null {
  const end = piece.indexOf(0x0a, from);
  const line = piece.toString('latin1', from, end === -1 ? piece.length : end);
  if (line.length > LONGEST_LINE || !LINE.test(line)) return null;
  return end === -1 ? piece.length : end + 1;
}

/** Where the message before ends: behind its own last line, before the empty one that `mark` ends. Null where there is none. */
function endBefore(piece: Buffer, mark: number): number | null {
  const last = piece[mark - 1] === 0x0d ? mark - 1 : mark;
  return piece[last - 1] === 0x0a ? last : null;
}
