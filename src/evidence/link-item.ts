import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { getDemandIn } from '../demands/demand-store.js';
import type { LinkChange } from '../demands/link-change.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { deleteLink, insertLink } from './item-link-store.js';
import { listItemsByIds } from './item-store.js';
import { itemNumber } from './item.js';

/** Links an item to these demands. Throws as `changeLinks` does. */
export async function linkItem(
  deps: Deps,
  matterId: string,
  itemId: string,
  demandIds: readonly string[],
  by: Actor,
): Promise<void> {
  const changes = demandIds.map((demandId) => ({ itemId, demandId, isLinked: true }));
  await changeLinks(deps, matterId, changes, by);
}

/**
 * Makes and ends links between items and demands, all or none, and says how many there were to make or end: what
 * somebody else did meanwhile is not undone and not done twice. Throws `NotFoundError` for an item or a demand of
 * another matter, `ConflictError` where an item was withdrawn or a demand voided meanwhile.
 */
export async function changeLinks(
  deps: Deps,
  matterId: string,
  changes: readonly LinkChange[],
  by: Actor,
): Promise<number> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const itemIds = [...new Set(changes.map((change) => change.itemId))];
    const items = new Map((await listItemsByIds(tx, matterId, itemIds)).map((item) => [item.id, item]));
    const numbers = new Map<string, number>();
    for (const demandId of new Set(changes.map((change) => change.demandId))) {
      const demand = await getDemandIn(tx, matterId, demandId);
      if (demand.state === 'voided')
        throw new ConflictError(`Demand ${demand.number} was voided meanwhile; no item bears on it.`);
      numbers.set(demandId, demand.number);
    }
    let changed = 0;
    for (const { itemId, demandId, isLinked } of changes) {
      const item = items.get(itemId);
      if (!item) throw new NotFoundError('item', itemId);
      const number = itemNumber(item.number);
      if (isLinked && item.state === 'withdrawn')
        throw new ConflictError(`Item ${number} was withdrawn meanwhile; it bears on no demand.`);
      const link = { itemId, demandId, linkedAt: at, linkedBy: by.accountId };
      const isNew = isLinked ? await insertLink(tx, link) : await deleteLink(tx, itemId, demandId);
      if (!isNew) continue;
      changed += 1;
      const action = isLinked ? 'item.linked' : 'item.unlinked';
      const detail = { number, demand: numbers.get(demandId) ?? 0 };
      await recordEvent(tx, { by, at, action, subject: itemId, matterId, detail });
    }
    return changed;
  });
}
