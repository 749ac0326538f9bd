import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { deleteLink, insertLink, listDemandIdsOf, listLinkableDemands } from './item-link-store.js';
import { getItem } from './item-store.js';
import { itemNumber } from './item.js';

/** Makes these the demands an item bears on. Throws `NotFoundError` for a demand of another matter. */
export async function linkItem(
  deps: Deps,
  matterId: string,
  itemId: string,
  demandIds: readonly string[],
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const item = await getItem(tx, matterId, itemId);
    if (item.state === 'withdrawn') throw new ConflictError('The item is withdrawn; it bears on no demand.');
    const demands = new Map((await listLinkableDemands(tx, matterId)).map((demand) => [demand.id, demand]));
    const linked = new Set(await listDemandIdsOf(tx, itemId));
    const number = itemNumber(item.number);
    for (const demandId of new Set(demandIds)) {
      const demand = demands.get(demandId);
      if (!demand) throw new NotFoundError('demand', demandId);
      if (linked.has(demandId)) continue;
      await insertLink(tx, { itemId, demandId, linkedAt: at, linkedBy: by.accountId });
      const detail = { number, demand: demand.number };
      await recordEvent(tx, { by, at, action: 'item.linked', subject: itemId, matterId, detail });
    }
    for (const demandId of linked) {
      // What bore on a demand that was voided since stays on the record: the form does not offer it.
      if (demandIds.includes(demandId) || !demands.has(demandId)) continue;
      await deleteLink(tx, itemId, demandId);
      const detail = { number, demand: demands.get(demandId)?.number ?? 0 };
      await recordEvent(tx, { by, at, action: 'item.unlinked', subject: itemId, matterId, detail });
    }
  });
}
