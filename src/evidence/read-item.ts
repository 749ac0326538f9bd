import { recordEvent } from '../audit/audit-store.js';
import type { Document } from '../documents/document-store.js';
import { factsOf } from '../documents/preview.js';
import { readKept } from '../documents/read-kept.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { finishJob } from '../platform/job-store.js';
import type { JobHandler } from '../platform/run-jobs.js';
import { getItem, updateItem } from './item-store.js';
import { FIELD_WORDS, itemNumber, proposeKind } from './item.js';

/** Reading an item that nobody waits for: a job with input `{matterId, itemId, documentId}`. */
export const READ_ITEM_JOB = 'item.read';

export const readItemJob: JobHandler = async (deps, job, held, progress) => {
  const input = JSON.parse(job.input) as { matterId: string; itemId: string; documentId: string }; // as addItems queued it
  progress(0, 1, 'reading');
  const { state } = await readItem(deps, input.matterId, input.itemId, input.documentId);
  await inTransaction(deps, (tx) => finishJob(tx, held, { state }));
};

/**
 * Reads the file behind an item. A table that looks like measurements or a notice list is marked as that where nobody has
 * changed the item yet, since the rooms for these and the guard on who it names go by it; the row says so. What else the
 * file says is only proposed, see `openProposals`.
 */
export async function readItem(
  deps: Deps,
  matterId: string,
  itemId: string,
  documentId: string,
): Promise<Document> {
  const document = await readKept(deps, documentId);
  const kind = proposeKind((factsOf(document).table?.columns ?? []).map((column) => column.name));
  if (kind === 'document') return document;
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, itemId);
    if (item.version !== 1 || item.kind === kind) return;
    await updateItem(tx, item, { kind });
    const detail = { number: itemNumber(item.number), fields: FIELD_WORDS.kind };
    await recordEvent(tx, { by: null, at, action: 'item.edited', subject: itemId, matterId, detail });
  });
  return document;
}
