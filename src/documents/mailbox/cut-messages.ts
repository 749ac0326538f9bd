import { createReadStream, createWriteStream } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Progress } from '../../platform/ask.js';
import type { MessagePlace } from './find-messages.js';

export interface CutInput {
  readonly path: string;
  readonly messages: readonly (MessagePlace & { readonly out: string })[];
}

const QUOTED = Buffer.from('\n>');
const FROM = Buffer.from('From ');
/** More marks than anyone has put before a `From ` line. */
const MOST_MARKS = 64;

/**
 * Writes messages of a mailbox as files of their own, byte for byte; only the mark that a mailbox puts before a line
 * that begins with `From ` is taken away again (mboxrd). Returns null.
 */
export async function cutMessages({ path, messages }: CutInput, progress: Progress): Promise<null> {
  for (const [index, { startsAt, bytes, out }] of messages.entries()) {
    progress(index, messages.length, `message ${index + 1}`);
    if (bytes === 0) throw new Error('The message is empty.');
    await pipeline(
      createReadStream(path, { start: startsAt, end: startsAt + bytes - 1 }),
      withoutMarks(),
      createWriteStream(out, { flags: 'wx' }),
    );
  }
  return null;
}

/** Takes one `>` from before each line `>From `, `>>From `; holds back what may be the beginning of one. */
function withoutMarks(): Transform {
  let held = Buffer.alloc(0);
  return new Transform({
    transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      const bytes = Buffer.concat([held, piece]);
      const keep = Math.max(0, bytes.length - MOST_MARKS - FROM.length);
      const { out, used } = unmarked(bytes, keep);
      held = bytes.subarray(used);
      done(null, out);
    },
    flush(done: TransformCallback) {
      done(null, unmarked(held, held.length).out);
    },
  });
}

/** Looks at the marks that begin before `until`; `used` is how much of `bytes` is in `out`. */
function unmarked(bytes: Buffer, until: number): { out: Buffer; used: number } {
  const parts: Buffer[] = [];
  let used = 0;
  for (let at = bytes.indexOf(QUOTED); at !== -1 && at < until; at = bytes.indexOf(QUOTED, at + 1)) {
    let behind = at + 1;
    while (bytes[behind] === 0x3e) behind += 1;
    if (!bytes.subarray(behind, behind + FROM.length).equals(FROM)) continue;
    parts.push(bytes.subarray(used, at + 1));
    used = at + 2;
  }
  const end = Math.max(used, until);
  parts.push(bytes.subarray(used, end));
  return { out: Buffer.concat(parts), used: end };
}
