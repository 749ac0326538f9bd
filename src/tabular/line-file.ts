import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export interface LineFile {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a text file to write piece by piece in flat memory. */
export function openLines(path: string): LineFile {
  const out = createWriteStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024 });
  const failed = once(out, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined); // told to whoever writes or closes next
  return {
    async write(text) {
      if (!out.write(text)) await Promise.race([once(out, 'drain'), failed]);
    },
    async close() {
      out.end();
      await finished(out);
    },
  };
}
