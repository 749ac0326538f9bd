import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import type { Document } from '../documents/document-store.js';
import { recordKept } from '../documents/keep-document.js';
import type { ArrivedFile } from '../documents/keep-document.js';
import { systemFileWords } from '../documents/system-file.js';
import { inTransaction } from '../platform/database.js';
import type { Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { insertJob } from '../platform/job-store.js';
import { attachmentsText } from './attached-file.js';
import { listAttachedTo } from './attached-file-store.js';
import { insertCustody } from './custody-store.js';
import { findItemOfFile, insertItem } from './item-store.js';
import { itemNumber, titleFrom } from './item.js';
import { READ_ITEM_JOB, readItem } from './read-item.js';

/** What became of one file of an upload: there is one for every file, whatever happened to the others. */
export interface Outcome {
  readonly name: string;
  readonly outcome: 'kept' | 'known' | 'marked' | 'left-out' | 'refused';
  /** For the person: 'kept as R-0012, PDF, 2 pages'. */
  readonly text: string;
  readonly itemId: string | null;
}

/** What all the files of one upload have in common. */
export interface Provenance {
  readonly custodian: string;
  readonly source: string;
  /** Whether what a system keeps in a folder for itself is evidence here: how a folder came, say. Otherwise it is not kept. */
  readonly keepSystemFiles?: boolean;
}

/** So much is read while the person waits; what goes beyond is kept at once and read by the worker. */
const FILES_READ_AT_ONCE = 20;
const BYTES_READ_AT_ONCE = 50 * 1024 ** 2;

/**
 * Adds files to the file of a matter, each with its outcome: kept, already there, kept and marked because it
 * cannot be shown, left out because a system made it for itself, or refused because it has no bytes. The bytes are on disk before anything else.
 */
export async function addItems(
  deps: Deps,
  matterId: string,
  files: readonly ArrivedFile[],
  provenance: Provenance,
  by: Actor,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let bytes = 0;
  for (const file of files) {
    bytes += file.received.bytes;
    const mayRead = outcomes.length < FILES_READ_AT_ONCE && bytes <= BYTES_READ_AT_ONCE;
    outcomes.push(await addItem(deps, matterId, file, provenance, by, mayRead));
  }
  return outcomes;
}

async function addItem(
  deps: Deps,
  matterId: string,
  file: ArrivedFile,
  provenance: Provenance,
  by: Actor,
  mayRead: boolean,
): Promise<Outcome> {
  const { name } = file;
  if (file.received.bytes === 0) {
    await deps.files.discard(file.received);
    const text = 'not kept: the file has 0 bytes. Check where it comes from and add it again.';
    return { name, outcome: 'refused', text, itemId: null };
  }
  const system = provenance.keepSystemFiles === true ? null : systemFileWords(name);
  if (system !== null) {
    await deps.files.discard(file.received);
    const text = `not kept as evidence: ${system}. To keep it all the same, tick “Keep system files too” and add it again.`;
    return { name, outcome: 'left-out', text, itemId: null };
  }
  await deps.files.keep(file.received);
  const added = await inTransaction(deps, (tx) =>
    recordItem(tx, deps, matterId, file, provenance, by, mayRead),
  );
  const number = itemNumber(added.number);
  if (!added.isNew)
    return { name, outcome: 'known', text: `already in the file as ${number}`, itemId: added.id };
  if (!mayRead) {
    deps.wakeWorker();
    return { name, outcome: 'kept', text: `kept as ${number}; it will be read shortly`, itemId: added.id };
  }
  const document = await readItem(deps, matterId, added.id, added.documentId);
  const attached = attachmentsText(await listAttachedTo(deps.db, matterId, [document.id]));
  const { outcome, text } = outcomeOf(document, number);
  return { name, outcome, text: attached === '' ? text : `${text}; ${attached}`, itemId: added.id };
}

interface Added {
  readonly id: string;
  readonly number: number;
  readonly documentId: string;
  readonly isNew: boolean;
}

/** The same bytes twice are one item, whose chain of custody says that they came again. */
async function recordItem(
  tx: Tx,
  deps: Deps,
  matterId: string,
  file: ArrivedFile,
  provenance: Provenance,
  by: Actor,
  mayRead: boolean,
): Promise<Added> {
  const at = deps.clock.now();
  const { sha256 } = file.received;
  const custody = { matterId, sha256, fromAt: at, recordedAt: at, recordedBy: by.accountId };
  const known = await findItemOfFile(tx, matterId, sha256);
  if (known) {
    await insertCustody(tx, {
      ...custody,
      itemId: known.id,
      holder: provenance.custodian || 'not stated',
      action: `the same file came again as “${file.name}”`,
    });
    const detail = { fields: 'the chain of custody', number: itemNumber(known.number) };
    await recordEvent(tx, { by, at, action: 'item.edited', subject: known.id, matterId, detail });
    return { id: known.id, number: known.number, documentId: known.documentId, isNew: false };
  }
  const documentId = await recordKept(tx, file, { matterId }, by, at);
  const { id, number } = await insertItem(tx, {
    matterId,
    documentId,
    kind: 'document',
    title: titleFrom(file.name),
    custodian: provenance.custodian,
    source: provenance.source,
    datedOn: null,
    addedAt: at,
    addedBy: by.accountId,
  });
  await insertCustody(tx, {
    ...custody,
    itemId: id,
    holder: provenance.custodian || 'not stated',
    action: `received into the file as “${file.name}”`,
  });
  const detail = { number: itemNumber(number), sha256 };
  await recordEvent(tx, { by, at, action: 'item.added', subject: id, matterId, detail });
  if (!mayRead)
    await insertJob(tx, deps.clock, {
      kind: READ_ITEM_JOB,
      input: { matterId, itemId: id, documentId },
      by: by.accountId,
      matterId,
      subject: documentId,
    });
  return { id, number, documentId, isNew: true };
}

function outcomeOf(document: Document, number: string): Pick<Outcome, 'outcome' | 'text'> {
  if (document.state !== 'readable')
    return {
      outcome: 'marked',
      text: `kept as ${number}; ${lowerFirst(document.reason ?? 'it cannot be shown')}`,
    };
  const pages =
    document.pages === null ? '' : document.pages === 1 ? ', 1 page' : `, ${document.pages} pages`;
  const note = document.reason === null ? '' : ` — ${lowerFirst(document.reason)}`;
  return { outcome: 'kept', text: `kept as ${number}, ${document.label}${pages}${note}` };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
