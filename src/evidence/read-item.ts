import { recordEvent } from '../audit/audit-store.js';
import type { Document } from '../documents/document-store.js';
import { factsOf } from '../documents/preview.js';
import { readKept } from '../documents/read-kept.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { finishJob } from '../platform/job-store.js';
import type { JobHandler } from '../platform/run-jobs.js';
import { listOurDomains } from './our-domains.js';
import { getItem, updateItem } from './item-store.js';
import { proposeFields } from './propose-fields.js';
import { changedFields, FIELD_WORDS, itemNumber, proposeKind } from './item.js';

/** Reading an item that nobody waits for: a job with input `{matterId, itemId, documentId}`. */
export const READ_ITEM_JOB = 'item.read';

export const readItemJob: JobHandler = async (deps, job, held, progress) => {
  const input = JSON.parse(job.input) as { matterId: string; itemId: string; documentId: string }; // as addItems queued it
  progress(0, 1, 'reading');
  const { state } = await readItem(deps, input.matterId, input.itemId, input.documentId);
  await inTransaction(deps, (tx) => finishJob(tx, held, { state }));
};

/**
 * Reads the file behind an item, and proposes what the item is where nobody has changed it yet: a table that looks
 * like measurements or a notice list is that; title, date and custodian as `proposeFields` has them.
 */
export async function readItem(
  deps: Deps,
  matterId: string,
  itemId: string,
  documentId: string,
): Promise<Document> {
  const document = await readKept(deps, documentId);
  const facts = factsOf(document);
  const kind = proposeKind((facts.table?.columns ?? []).map((column) => column.name));
  const { fields } = proposeFields(facts, document.name, await listOurDomains(deps.db, matterId));
  const proposed = { ...(kind === 'document' ? {} : { kind }), ...fields };
  if (Object.keys(proposed).length === 0) return document;
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, itemId);
    if (item.version !== 1) return;
    // What was said of all files as they came goes before what one of them says.
    const kept = item.custodian === '' ? proposed : { ...proposed, custodian: item.custodian };
    const fields = changedFields(item, { ...item, ...kept });
    if (fields.length === 0) return;
    await updateItem(tx, item, kept);
    const detail = {
      number: itemNumber(item.number),
      fields: fields.map((field) => FIELD_WORDS[field]).join(', '),
    };
    await recordEvent(tx, { by: null, at, action: 'item.edited', subject: itemId, matterId, detail });
  });
  return document;
}
