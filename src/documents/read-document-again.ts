import { rm } from 'node:fs/promises';
import { recordEvent } from '../audit/audit-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import {
  deletePageText,
  getDocument,
  insertPageText,
  listAttached,
  listPageText,
  updateReaderVersion,
  type Document,
} from './document-store.js';
import { askReading, attachTo, keepAttachments, readKept, recordReading } from './read-kept.js';
import { READ_AGAIN_TYPES, readerVersionOf } from './reader-version.js';
import type { PageWords, ReadDocument } from './reading.js';

/** What a newer reader found of a document, before any of it is recorded. */
export interface Reread {
  readonly document: Document;
  readonly reading: ReadDocument;
  readonly areWordsSame: boolean;
}

/** Recorded in the same transaction as the new words, so that nothing points into words that are gone. */
type Carry = (tx: Tx, at: string) => Promise<void>;

/**
 * Reads a document again that an older reader has read, and records what this one finds. What was readable and is not so
 * now stays as it was. `prepare` works out, before the transaction, what is recorded with the new words. True where
 * anything was changed. Throws when another process read it meanwhile.
 */
export async function readDocumentAgain(
  deps: Deps,
  id: string,
  prepare: (reread: Reread) => Promise<Carry>,
): Promise<boolean> {
  const document = await getDocument(deps.db, id);
  if (!isOutdated(document)) return false;
  const folder = await deps.files.workFolder();
  try {
    const reading = await askReading(deps, document, folder);
    if (document.state === 'readable' && reading.state !== 'readable') {
      await keepAsItWas(deps, document, reading);
      return false;
    }
    const stored = await listPageText(deps.db, id);
    const areWordsSame = saysTheSame(stored, reading.pageText);
    const known = new Set((await listAttached(deps.db, id)).map((child) => child.sha256));
    const isAttachedItself = document.parentId !== null;
    const missing = (reading.facts.attachments ?? []).filter(({ sha256 }) => !known.has(sha256));
    const arrived = isAttachedItself ? [] : await keepAttachments(deps, missing, folder);
    const carry = await prepare({ document, reading, areWordsSame });
    const at = deps.clock.now();
    const attached = await inTransaction(deps, async (tx) => {
      const now = await getDocument(tx, id);
      if (now.readerVersion !== document.readerVersion) return null;
      if (!areWordsSame) {
        await deletePageText(tx, id);
        await insertPageText(tx, id, reading.pageText);
      }
      await recordReading(tx, id, reading);
      const detail = { outcome: areWordsSame ? 'the same words' : 'other words', attached: arrived.length };
      await recordAgain(tx, now, detail, at);
      await carry(tx, at);
      // They come after those there are: the pages of a letter are numbered through all of them.
      return attachTo(tx, now, arrived, { at, receivedAt: at });
    });
    for (const child of attached ?? []) await readKept(deps, child, 1);
    return attached !== null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isOutdated({ mediaType, readerVersion, state }: Document): boolean {
  return (
    state !== 'unread' &&
    READ_AGAIN_TYPES.some((type) => type === mediaType) &&
    readerVersion < readerVersionOf(mediaType)
  );
}

async function keepAsItWas(deps: Deps, document: Document, reading: ReadDocument): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    await updateReaderVersion(tx, document.id, readerVersionOf(document.mediaType));
    await recordAgain(
      tx,
      document,
      { outcome: `${reading.state} now, so it stays as it was`, attached: 0 },
      at,
    );
  });
}

async function recordAgain(
  tx: Tx,
  { id, matterId }: Document,
  detail: { readonly outcome: string; readonly attached: number },
  at: string,
): Promise<void> {
  await recordEvent(tx, { by: null, at, action: 'document.readAgain', subject: id, matterId, detail });
}

function saysTheSame(
  stored: readonly { readonly page: number; readonly text: string }[],
  read: readonly PageWords[],
): boolean {
  return (
    stored.length === read.length &&
    read.every(({ page, text }, index) => stored[index]?.page === page && stored[index].text === text)
  );
}
