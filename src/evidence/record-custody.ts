import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { getDocument } from '../documents/document-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { insertCustody } from './custody-store.js';
import { getItem } from './item-store.js';
import { itemNumber } from './item.js';

/** Who held an item from when, and what they did: entries are only ever added. */
export interface NewCustody {
  readonly holder: string;
  readonly action: string;
  /** The day it began, `2014-06-05`, or null for now. */
  readonly fromOn: string | null;
}

export async function recordCustody(
  deps: Deps,
  matterId: string,
  itemId: string,
  custody: NewCustody,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, itemId);
    const { sha256 } = await getDocument(tx, item.documentId);
    await insertCustody(tx, {
      itemId,
      matterId,
      holder: custody.holder,
      action: custody.action,
      sha256,
      fromAt: custody.fromOn ?? at,
      recordedAt: at,
      recordedBy: by.accountId,
    });
    const detail = { number: itemNumber(item.number), fields: 'the chain of custody' };
    await recordEvent(tx, { by, at, action: 'item.edited', subject: itemId, matterId, detail });
  });
}
