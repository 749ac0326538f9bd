import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { recordEvent } from '../audit/audit-store.js';
import { DocumentChildError } from '../platform/ask.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { IntegrityError } from '../platform/errors.js';
import type { ReceivedFile } from '../platform/file-store.js';
import { displayName } from '../web/upload.js';
import type { DetectedType } from './detect-type.js';
import {
  deletePageText,
  getDocument,
  insertDocument,
  insertPageText,
  listAttached,
  listUnread,
  pagesInBatches,
  replaceReferences,
  updateReading,
} from './document-store.js';
import type { Document } from './document-store.js';
import { readerVersionOf } from './reader-version.js';
import { askDocumentType, askReadDocument } from './questions.js';
import type { Attachment, ReadDocument } from './reading.js';

const DEEPEST_FAMILY = 3;
const MOST_REFERENCES = 50;
const LARGEST_ATTACHMENT = 2 * 1024 ** 3;
const LEAST_TIME_MS = 20_000;
const TIME_TO_START_MS = 60_000;
const TIME_FOR_A_MEGABYTE_MS = 150;

/**
 * Reads a kept document in the document child and records what it found; the attachments of a mail become
 * documents of their own. Never throws for what the document is.
 */
export async function readKept(deps: Deps, id: string, depth = 0): Promise<Document> {
  const document = await getDocument(deps.db, id);
  const folder = await deps.files.workFolder();
  try {
    const reading = await askReading(deps, document, folder);
    const alreadyThere = await listAttached(deps.db, id);
    const arrived =
      alreadyThere.length > 0 || depth >= DEEPEST_FAMILY
        ? []
        : await keepAttachments(deps, reading.facts.attachments ?? [], folder);
    const attached = await record(deps, document, reading, arrived);
    for (const child of attached) await readKept(deps, child, depth + 1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return getDocument(deps.db, id);
}

/** Reads what a stop of the machine left unread; called when the worker starts. Returns how many. */
export async function readUnread(deps: Deps): Promise<number> {
  const unread = await listUnread(deps.db, 1_000);
  for (const { id } of unread)
    try {
      await readKept(deps, id);
    } catch (error) {
      // One lost original must not keep the others from being read.
      deps.log.error({ err: error, document: id }, 'a document that was left unread cannot be read');
    }
  return unread.length;
}

/** Asks the document child what a document says. Never fails over a bad one. */
export async function askReading(deps: Deps, document: Document, folder: string): Promise<ReadDocument> {
  const path = await deps.files.localPath(document.sha256);
  const { name } = document;
  const timeoutMs = LEAST_TIME_MS + Math.ceil(document.bytes / 1_000_000) * TIME_FOR_A_MEGABYTE_MS;
  // Quick, and it starts the child where none runs: the time for reading is then the document's alone.
  const type = await deps.asker
    .ask(askDocumentType, { path, name }, { timeoutMs: TIME_TO_START_MS })
    .catch(notKnown);
  try {
    return await deps.asker.ask(askReadDocument, { path, name, attachmentsTo: folder }, { timeoutMs });
  } catch (error) {
    if (!(error instanceof DocumentChildError)) throw error;
    const isTooMuch = error.reason === 'timeout' || error.reason === 'memory';
    return {
      mediaType: type.mediaType,
      label: type.label,
      state: isTooMuch ? 'unsupported' : 'damaged',
      reason: isTooMuch ? `Too complex to read: ${lowerFirst(error.message)}` : error.message,
      pages: null,
      pageText: [],
      facts: { notes: type.note === null ? [] : [type.note] },
      table: null,
    };
  }
}

function notKnown(error: unknown): Pick<DetectedType, 'mediaType' | 'label' | 'note'> {
  if (!(error instanceof DocumentChildError)) throw error;
  return { mediaType: 'application/octet-stream', label: 'Unknown file', note: null };
}

export interface KeptAttachment {
  readonly name: string;
  readonly received: ReceivedFile;
}

/** Keeps the bytes of attachments that were extracted to `folder`; they are documents once `attachTo` has recorded them. */
export async function keepAttachments(
  deps: Deps,
  attachments: readonly Attachment[],
  folder: string,
): Promise<KeptAttachment[]> {
  const kept: KeptAttachment[] = [];
  for (const { name, sha256, bytes } of attachments) {
    if (bytes === 0) continue;
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new IntegrityError('An attachment is named by its SHA-256.');
    const received = await deps.files.receive(createReadStream(join(folder, sha256)), LARGEST_ATTACHMENT);
    await deps.files.keep(received);
    kept.push({ name: displayName(name), received });
  }
  return kept;
}

/** Page text in short transactions, then state, facts and attachments in one. Returns the ids of the attached. */
async function record(
  deps: Deps,
  document: Document,
  reading: ReadDocument,
  arrived: readonly KeptAttachment[],
): Promise<string[]> {
  const { id, matterId } = document;
  await inTransaction(deps, (tx) => deletePageText(tx, id));
  for (const batch of pagesInBatches(reading.pageText))
    await inTransaction(deps, (tx) => insertPageText(tx, id, batch));

  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    await recordReading(tx, id, reading);
    const detail = { state: reading.state, pages: reading.pages };
    await recordEvent(tx, { by: null, at, action: 'document.read', subject: id, matterId, detail });
    if ((await listAttached(tx, id)).length > 0) return []; // another process read it meanwhile
    return attachTo(tx, document, arrived, { at, receivedAt: document.receivedAt });
  });
}

/** What reading found, in the row of its document; its words are not among it. */
export async function recordReading(tx: Tx, id: string, reading: ReadDocument): Promise<void> {
  await updateReading(tx, id, {
    mediaType: reading.mediaType,
    label: reading.label,
    state: reading.state,
    reason: reading.reason,
    pages: reading.pages,
    facts: JSON.stringify({ ...reading.facts, table: reading.table, workbook: reading.workbook }).replaceAll(
      '\\u0000',
      '',
    ),
    readerVersion: readerVersionOf(reading.mediaType),
    messageId: idIn(reading.facts.messageId),
    messageKey: reading.facts.messageKey ?? null,
  });
  await replaceReferences(tx, id, {
    inReplyTo: idIn(reading.facts.inReplyTo),
    // The last ones are the nearest; a header of thousands is nobody's thread.
    references: (reading.facts.references ?? []).flatMap((one) => idIn(one) ?? []).slice(-MOST_REFERENCES),
  });
}

/** Records kept attachments as documents of their own, not yet read. Returns their ids. */
export async function attachTo(
  tx: Tx,
  { id, matterId, receivedBy }: Document,
  arrived: readonly KeptAttachment[],
  { at, receivedAt }: { readonly at: string; readonly receivedAt: string },
): Promise<string[]> {
  const attached: string[] = [];
  for (const { name, received } of arrived) {
    const { sha256, bytes } = received;
    const child = await insertDocument(tx, {
      ...{ matterId, parentId: id, sha256, bytes, name, receivedAt, receivedBy },
      ...{ mediaType: 'application/octet-stream', label: 'Not yet read', state: 'unread' },
      ...{ reason: null, pages: null },
    });
    const detail = { sha256, bytes };
    await recordEvent(tx, { by: null, at, action: 'document.kept', subject: child, matterId, detail });
    attached.push(child);
  }
  return attached;
}

/** The first message id in a header, with its brackets; null where there is none. */
function idIn(header: string | null | undefined): string | null {
  return /<[^<>\s]{1,990}>/.exec(header ?? '')?.[0] ?? null;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
