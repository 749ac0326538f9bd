import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import type { ReceivedFile } from '../platform/file-store.js';
import { insertDocument } from './document-store.js';
import type { Document } from './document-store.js';
import { readKept } from './read-kept.js';

/** A file as it arrived: its bytes under a temporary name, and what its sender called it. */
export interface ArrivedFile {
  readonly name: string;
  readonly received: ReceivedFile;
}

/** Where a document belongs: a matter, or none yet; the mail it came attached to. */
export interface Placement {
  readonly matterId: string | null;
  readonly parentId?: string | null;
  /** The mailbox it was taken from, and its number there, from 1. */
  readonly mailbox?: { readonly id: string; readonly place: number };
}

const NOT_READ = { mediaType: 'application/octet-stream', label: 'Not yet read' } as const;

/**
 * Keeps an original, then reads it. Whatever reading says, the bytes are on disk under their hash and the
 * document is on record before it begins; one that cannot be read is kept and marked.
 */
export async function keepDocument(
  deps: Deps,
  file: ArrivedFile,
  placement: Placement,
  by: Actor,
): Promise<Document> {
  await deps.files.keep(file.received);
  const at = deps.clock.now();
  const id = await inTransaction(deps, (tx) => recordKept(tx, file, placement, by, at));
  return readKept(deps, id);
}

/** The part inside a transaction, for callers who record more with it. The bytes must be kept already. */
export async function recordKept(
  tx: Tx,
  { name, received }: ArrivedFile,
  { matterId, parentId, mailbox }: Placement,
  by: Actor,
  at: string,
): Promise<string> {
  const { sha256, bytes } = received;
  const id = await insertDocument(tx, {
    matterId,
    parentId: parentId ?? null,
    sha256,
    bytes,
    name,
    ...NOT_READ,
    state: 'unread',
    reason: null,
    pages: null,
    receivedAt: at,
    receivedBy: by.accountId,
    ...(mailbox ? { mailboxId: mailbox.id, mailboxPlace: mailbox.place } : {}),
  });
  await recordEvent(tx, {
    by,
    at,
    action: 'document.kept',
    subject: id,
    matterId,
    detail: { sha256, bytes },
  });
  return id;
}
