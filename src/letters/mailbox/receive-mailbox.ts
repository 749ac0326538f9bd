import type { Actor } from '../../audit/event.js';
import { recordKept } from '../../documents/keep-document.js';
import { listMailbox } from '../../documents/mailbox/list-mailbox.js';
import { askDocumentType } from '../../documents/questions.js';
import { readKept } from '../../documents/read-kept.js';
import type { MatterInHand } from '../../matters/matter.js';
import { DocumentChildError } from '../../platform/ask.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import type { KeptFile } from '../receive-letter.js';

export interface ReceivedMailbox {
  readonly documentId: string;
  readonly messages: number;
  readonly broken: number;
  /** Why its messages could not be listed, or null. */
  readonly problem: string | null;
}

/** True for a mailbox file by its content; anything that cannot be recognised is a letter. */
export async function isMailbox(deps: Deps, { name, received }: KeptFile): Promise<boolean> {
  const path = await deps.files.localPath(received.sha256);
  try {
    return (await deps.asker.ask(askDocumentType, { path, name })).mediaType === 'application/mbox';
  } catch (error) {
    if (error instanceof DocumentChildError) return false;
    throw error;
  }
}

/** Puts a mailbox file that is kept already on record and lists its messages; none of them is a letter yet. */
export async function receiveMailbox(
  deps: Deps,
  file: KeptFile,
  matter: MatterInHand | null,
  by: Actor,
): Promise<ReceivedMailbox> {
  const at = deps.clock.now();
  const matterId = matter?.id ?? null;
  const documentId = await inTransaction(deps, (tx) => recordKept(tx, file, { matterId }, by, at));
  const mailbox = await readKept(deps, documentId);
  try {
    return { documentId, problem: null, ...(await listMailbox(deps, mailbox)) };
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    return { documentId, messages: 0, broken: 0, problem: error.message };
  }
}
