import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { listItemsByIds } from '../evidence/item-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { NotFoundError } from '../platform/errors.js';
import { bundleNumber, FIRST_SECTION } from './bundle.js';
import type { Bundle } from './bundle.js';
import { expectReply, insertBundle, insertEntries } from './bundle-store.js';
import { newEntries } from './edit-bundle.js';

export interface NewBundle {
  readonly title: string;
  readonly purpose: Bundle['purpose'];
  readonly paper: Bundle['paper'];
  readonly datedOn: string;
  readonly legend: string | null;
  readonly exhibitStyle: Bundle['exhibitStyle'];
  readonly batesPrefix: string | null;
  readonly batesDigits: number | null;
  /** The reply that goes first, or null for a cover. */
  readonly replyId: string | null;
  /** Items to begin with, in their order. */
  readonly itemIds: readonly string[];
}

/** Begins a bundle. Throws `NotFoundError` for an item or a reply of another matter. */
export async function createBundle(
  deps: Deps,
  matterId: string,
  bundle: NewBundle,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const { itemIds, ...fields } = bundle;
    if (fields.replyId !== null) await expectReply(tx, matterId, fields.replyId);
    const { id, number } = await insertBundle(tx, {
      matterId,
      ...fields,
      createdAt: at,
      createdBy: by.accountId,
    });
    const items = await listItemsByIds(tx, matterId, itemIds);
    if (items.length !== new Set(itemIds).size) throw new NotFoundError('item');
    const ordered = [...items].sort((a, b) => itemIds.indexOf(a.id) - itemIds.indexOf(b.id));
    await insertEntries(tx, await newEntries(tx, id, ordered, FIRST_SECTION, 1));
    await recordEvent(tx, {
      by,
      at,
      action: 'bundle.created',
      subject: id,
      matterId,
      detail: { number: bundleNumber(number), purpose: bundle.purpose, entries: items.length },
    });
    return id;
  });
}
