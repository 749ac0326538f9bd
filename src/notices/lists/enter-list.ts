import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { getDocument } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import { getItem } from '../../evidence/item-store.js';
import { itemNumber } from '../../evidence/item.js';
import type { Item } from '../../evidence/item.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { insertJob } from '../../platform/job-store.js';
import type { Document } from '../../documents/document-store.js';
import { getNoticeList, insertNoticeList, updateNoticeList } from './list-store.js';
import { cacheKeyOf, listNumber } from './notice-list.js';
import type { ListHow } from './notice-list.js';

export const READ_LIST_JOB = 'notices.read';

export interface NewList {
  readonly itemId: string;
  readonly how: ListHow;
  readonly columnsKey: string;
  /** The list whose mapping this one corrects: it is voided once this one is read. */
  readonly replaces: string | null;
}

/** Why an item's file cannot be read as a list, in words, or null. */
export function whyNoList(item: Pick<Item, 'state'>, document: Document): string | null {
  if (item.state === 'withdrawn') return 'The item was withdrawn from the file.';
  if (document.state === 'unread') return 'The file is not read yet; reload the page in a moment.';
  return factsOf(document).table
    ? null
    : 'The file is no table. A notice list is a CSV file with one delivery a row.';
}

/** Has an item's file read as a list; the worker reads it. Throws `ConflictError` where it is no table. */
export async function enterList(
  deps: Deps,
  matterId: string,
  { itemId, how, columnsKey, replaces }: NewList,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  const id = newId();
  await inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, itemId);
    const document = await getDocument(tx, item.documentId);
    const problem = whyNoList(item, document);
    if (problem !== null) throw new ConflictError(problem);
    if (replaces !== null) {
      const before = await getNoticeList(tx, matterId, replaces);
      if (before.itemId !== itemId || before.state === 'voided')
        throw new ConflictError(
          `${listNumber(before.number)} can no longer be corrected; read the item anew.`,
        );
    }
    const jobId = await insertJob(tx, deps.clock, {
      kind: READ_LIST_JOB,
      input: { matterId, listId: id },
      by: by.accountId,
      matterId,
      subject: id,
    });
    const { sha256, name: fileName } = document;
    const number = await insertNoticeList(tx, {
      id,
      matterId,
      itemId,
      sha256,
      fileName,
      how: JSON.stringify(how),
      columnsKey,
      asOf: at,
      cacheKey: cacheKeyOf(sha256, how, at),
      jobId,
      replaces,
      enteredAt: at,
      enteredBy: by.accountId,
    });
    const detail = { number: listNumber(number), item: itemNumber(item.number) };
    await recordEvent(tx, { by, at, action: 'noticeList.entered', subject: id, matterId, detail });
  });
  deps.wakeWorker();
  return id;
}

/** Voids a list that should not be used; it stays on record with the reason. */
export async function voidList(
  deps: Deps,
  matterId: string,
  listId: string,
  { reason, version }: { readonly reason: string; readonly version: number },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const list = await getNoticeList(tx, matterId, listId);
    if (list.state === 'voided') throw new ConflictError('This list is voided already.');
    await updateNoticeList(tx, list.id, version, { state: 'voided', voidReason: reason });
    const detail = { number: listNumber(list.number) };
    await recordEvent(tx, { by, at, action: 'noticeList.voided', subject: list.id, matterId, detail });
  });
}
