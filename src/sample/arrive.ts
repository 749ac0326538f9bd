import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { typesetBlocks } from '../pdf/questions.js';
import type { PlacedCitation } from '../pdf/blocks.js';
import type { Asker } from '../platform/ask.js';
import type { Deps } from '../platform/deps.js';
import type { ReceivedFile } from '../platform/file-store.js';
import type { Sheet } from './letters.js';

/** A file of the sample as it would come from a browser: whole, hashed, and not yet kept. */
export interface Arrived {
  readonly name: string;
  readonly received: ReceivedFile;
}

const LARGEST = 16 * 1024 ** 2;

/** Sets a sheet as a PDF at `out` on Letter paper and says where its citations stand. */
export async function setSheet(asker: Asker, sheet: Sheet, out: string): Promise<readonly PlacedCitation[]> {
  const { blocks, date, title, letterhead } = sheet;
  const input = { blocks, date, title, out, paper: 'letter', style: 'letter' } as const;
  return (await asker.ask(typesetBlocks, letterhead ? { ...input, letterhead } : input)).citations;
}

/** A sheet of the sample, set as a PDF and received. */
export async function sheetArrives(deps: Deps, sheet: Sheet): Promise<Arrived> {
  const folder = await deps.files.workFolder();
  try {
    const path = join(folder, 'sheet.pdf');
    await setSheet(deps.asker, sheet, path);
    return { name: sheet.fileName, received: await deps.files.receive(createReadStream(path), LARGEST) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Text or bytes of the sample, received as a file of that name. */
export async function bytesArrive(deps: Deps, name: string, content: string | Uint8Array): Promise<Arrived> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { name, received: await deps.files.receive(once(bytes), LARGEST) };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
