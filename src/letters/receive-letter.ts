import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { recordKept, type Placement } from '../documents/keep-document.js';
import { readKept } from '../documents/read-kept.js';
import { getDocument, type Document } from '../documents/document-store.js';
import { listMessagesAt } from '../documents/mailbox/mailbox-store.js';
import type { MatterInHand } from '../matters/matter.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { UploadedFile } from '../web/upload.js';
import { findEarliest } from './find-earliest.js';
import { getLetter, insertLetter, listLettersOfBytes, nextNumber } from './letter-store.js';
import type { Letter } from './letter.js';
import { queueScan } from './scans/letter-scan.js';

export interface ReceivedLetter {
  readonly letter: Letter;
  readonly document: Document;
}

/** A file under its hash, wherever it came from. */
export type KeptFile = Pick<UploadedFile, 'name' | 'received'>;

/**
 * Logs a letter: first its bytes under their hash, then one transaction with its document and its row, *unreviewed*.
 * Only then are its words read and searched for the earliest date they could mean; a letter that cannot be read
 * stands all the same. `matter` is null on the Desk: then only whoever logged it sees it.
 */
export async function receiveLetter(
  deps: Deps,
  file: UploadedFile,
  matter: MatterInHand | null,
  by: Actor,
): Promise<ReceivedLetter> {
  await deps.files.keep(file.received);
  return receiveKeptLetter(deps, file, matter, by);
}

/**
 * The same for a file that is kept already; `mailbox` is the one it was taken from. Throws `ConflictError` for a message
 * of it that was made a letter meanwhile.
 */
export async function receiveKeptLetter(
  deps: Deps,
  file: KeptFile,
  matter: MatterInHand | null,
  by: Actor,
  mailbox: Placement['mailbox'] = undefined,
): Promise<ReceivedLetter> {
  const { letterId, documentId } = await logLetter(deps, file, { matter, mailbox }, by);
  return search(deps, { letterId, documentId, isRead: false }, matter, by);
}

/**
 * Logs as a letter of its matter a mail that was kept and read before for another reason: the same document, so that its
 * original is not kept twice. Throws `ConflictError` where the matter has a letter with these bytes.
 */
export async function receiveKeptDocument(
  deps: Deps,
  document: Pick<Document, 'id' | 'sha256'>,
  matter: MatterInHand,
  by: Actor,
): Promise<ReceivedLetter> {
  const at = deps.clock.now();
  const letterId = await inTransaction(deps, async (tx) => {
    const [same] = await listLettersOfBytes(tx, matter.id, [document.sha256]);
    if (same) throw new ConflictError(`This mail is a letter of this matter already: ${same.number}.`);
    return insertReceived(
      tx,
      { documentId: document.id, matterId: matter.id },
      { sha256: document.sha256 },
      by,
      at,
    );
  });
  return search(deps, { letterId, documentId: document.id, isRead: true }, matter, by);
}

/** Reads its words and looks for the earliest date they could mean; the letter stands whatever comes of it. */
async function search(
  deps: Deps,
  { letterId, documentId, isRead }: { letterId: string; documentId: string; isRead: boolean },
  matter: MatterInHand | null,
  by: Actor,
): Promise<ReceivedLetter> {
  try {
    if (!isRead) await readKept(deps, documentId);
    const zone = matter?.zone ?? deps.zone;
    await findEarliest(deps, letterId, zone);
    await queueScan(deps, await getLetter(deps.db, letterId), zone, by);
  } catch (error) {
    // The letter is on record: saying that it failed would have it logged twice. It stays marked as not read.
    deps.log.error({ err: error, letterId }, 'a letter was kept and could not be read');
  }
  return { letter: await getLetter(deps.db, letterId), document: await getDocument(deps.db, documentId) };
}

async function logLetter(
  deps: Deps,
  file: KeptFile,
  { matter, mailbox }: { readonly matter: MatterInHand | null; readonly mailbox: Placement['mailbox'] },
  by: Actor,
): Promise<{ letterId: string; documentId: string }> {
  const at = deps.clock.now();
  const matterId = matter?.id ?? null;
  return inTransaction(deps, async (tx) => {
    const [taken] = mailbox ? await listMessagesAt(tx, mailbox.id, [mailbox.place]) : [];
    if (taken?.chosenAs) throw new ConflictError(`Message ${taken.place} is a letter already.`);
    const documentId = await recordKept(tx, file, { matterId, ...(mailbox ? { mailbox } : {}) }, by, at);
    const detail = {
      sha256: file.received.sha256,
      ...(mailbox ? { mailbox: mailbox.id, message: mailbox.place } : {}),
    };
    const letterId = await insertReceived(tx, { documentId, matterId }, detail, by, at);
    return { letterId, documentId };
  });
}

async function insertReceived(
  tx: Tx,
  { documentId, matterId }: { readonly documentId: string; readonly matterId: string | null },
  detail: Readonly<Record<string, string | number>>,
  by: Actor,
  at: string,
): Promise<string> {
  const number = await nextNumber(tx, matterId);
  const letterId = await insertLetter(tx, {
    number,
    matterId,
    documentId,
    direction: 'in',
    state: 'unreviewed',
    loggedAt: at,
    loggedBy: by.accountId,
  });
  await recordEvent(tx, {
    ...{ by, at, action: 'letter.received', subject: letterId, matterId },
    detail: { number, ...detail },
  });
  return letterId;
}
