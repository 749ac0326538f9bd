import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Db } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { getItem, updateItem } from './item-store.js';
import { itemNumber } from './item.js';

/** What keeps an item in the file, in words; empty when nothing does. Asked of folders that come after this one. */
export type WhatHoldsItem = (db: Db, matterId: string, itemId: string) => Promise<readonly string[]>;

/** Takes an item out of the working file, with a reason. It stays on record, with its number and its bytes. */
export async function withdrawItem(
  deps: Deps,
  matterId: string,
  request: { readonly itemId: string; readonly version: number; readonly reason: string },
  by: Actor,
  whatHoldsItem: WhatHoldsItem,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, request.itemId);
    if (item.state === 'withdrawn') throw new ConflictError('The item is already withdrawn.');
    const held = await whatHoldsItem(tx, matterId, item.id);
    if (held.length > 0)
      throw new ConflictError(`The item cannot be withdrawn while it stands in ${held.join('; ')}.`);
    await updateItem(
      tx,
      { ...item, version: request.version },
      { state: 'withdrawn', withdrawnReason: request.reason },
    );
    const detail = { number: itemNumber(item.number) };
    await recordEvent(tx, { by, at, action: 'item.withdrawn', subject: item.id, matterId, detail });
  });
}
