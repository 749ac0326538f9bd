import { open } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { Handler } from '../platform/ask.js';
import { askRtfText } from './questions.js';
import { rtfText } from './rtf-text.js';

const MOST_BYTES = 16 * 1024 * 1024;

/** What the document child answers for letters. */
export const letterHandlers: Readonly<Record<string, Handler<never, unknown>>> = {
  [askRtfText.name]: readRtf,
};

async function readRtf({ path }: { path: string }): Promise<{ text: string }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(MOST_BYTES), position: 0 });
    const rtf = buffer.toString('latin1', 0, bytesRead);
    const named = `windows-${/\\ansicpg(\d+)/.exec(rtf)?.[1] ?? '1252'}`;
    const page = iconv.encodingExists(named) ? named : 'windows-1252';
    return { text: rtfText(rtf, (byte) => iconv.decode(Buffer.from([byte]), page)) };
  } finally {
    await file.close();
  }
}
