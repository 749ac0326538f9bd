import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../audit/event.js';
import { salvagePdf, unlockPdf } from '../pdf/questions.js';
import { DocumentChildError } from '../platform/ask.js';
import type { Deps } from '../platform/deps.js';
import type { ListedEntry } from './bundle.js';
import { keepOpened } from './edit-bundle.js';
import type { BundleSeen } from './edit-bundle.js';

const OPEN_MS = 60_000;
const SALVAGE_MS = 10 * 60_000;
const LARGEST_COPY = 2 * 2 ** 30;

export type Opening = { readonly how: 'password'; readonly password: string } | { readonly how: 'repaired' };

export type Opened =
  | {
      readonly ok: true;
      readonly pages: number;
      readonly lost: readonly number[];
      readonly lacks: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Has a copy made of a document that cannot be read as it is, and holds on to it for this entry: opened with its password,
 * or pictures of what a damaged one still shows. The original stays as it is. The password is used once, here, and
 * kept nowhere; who needs it again types it again.
 */
export async function openEntry(
  deps: Deps,
  bundle: BundleSeen,
  entry: Pick<ListedEntry, 'id' | 'sha256'>,
  opening: Opening,
  by: Actor,
): Promise<Opened> {
  const workFolder = await deps.files.workFolder();
  try {
    const path = await deps.files.localPath(entry.sha256);
    const out = join(workFolder, 'opened.pdf');
    const { pages, lost, problem, lacks } =
      opening.how === 'password'
        ? await deps.asker.ask(unlockPdf, { path, password: opening.password, out }, { timeoutMs: OPEN_MS })
        : await deps.asker.ask(salvagePdf, { path, out }, { timeoutMs: SALVAGE_MS });
    if (problem !== null) return { ok: false, problem };
    const received = await deps.files.receive(createReadStream(out), LARGEST_COPY);
    await deps.files.keep(received);
    await keepOpened(deps, bundle, entry.id, { sha256: received.sha256, how: opening.how }, by);
    return { ok: true, pages, lost, lacks };
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return { ok: false, problem: `It could not be opened: ${error.message}` };
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}
