import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '../../audit/event.js';
import type { Document } from '../../documents/document-store.js';
import { listMessagesAt } from '../../documents/mailbox/mailbox-store.js';
import { askCutMessages } from '../../documents/questions.js';
import type { MatterInHand } from '../../matters/matter.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { displayName } from '../../web/upload.js';
import { LETTER_LIMITS } from '../letter-drop.js';
import { receiveKeptLetter, type ReceivedLetter } from '../receive-letter.js';

const TIME_MS = 60_000;

/**
 * Makes each chosen message a letter of its own: its bytes under their hash, with the mailbox and its number there on
 * record. One that was chosen before, even by someone else at the same time, or cannot be chosen, is left out. Throws `DocumentChildError` with one sentence
 * when the mailbox cannot be cut.
 */
export async function logChosen(
  deps: Deps,
  { mailbox, places }: { readonly mailbox: Document; readonly places: readonly number[] },
  matter: MatterInHand | null,
  by: Actor,
): Promise<ReceivedLetter[]> {
  const wanted = (await listMessagesAt(deps.db, mailbox.id, places)).filter(
    (one) => one.reason === null && one.chosenAs === null,
  );
  const path = await deps.files.localPath(mailbox.sha256);
  const folder = await deps.files.workFolder();
  try {
    const cut = wanted.map((one) => ({ ...one, out: join(folder, `${one.place}.eml`) }));
    const messages = cut.map(({ startsAt, bytes, out }) => ({ startsAt, bytes, out }));
    await deps.asker.ask(askCutMessages, { path, messages }, { timeoutMs: TIME_MS });
    const letters: ReceivedLetter[] = [];
    for (const { place, out } of cut) {
      const received = await deps.files.receive(createReadStream(out), LETTER_LIMITS.fileBytes);
      await deps.files.keep(received);
      const name = displayName(`${mailbox.name}, message ${place}.eml`);
      try {
        letters.push(
          await receiveKeptLetter(deps, { name, received }, matter, by, { id: mailbox.id, place }),
        );
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error; // its bytes are those kept already: nothing is lost
      }
    }
    return letters;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
