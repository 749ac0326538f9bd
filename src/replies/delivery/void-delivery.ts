import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import { getApprovedFile, getDeliveryIn, updateDelivery } from './delivery-store.js';
import { endReturnOf } from './end-returned.js';
import { takeBackDelivery } from './take-back.js';

/**
 * A delivery recorded in error: it stays on the record with the reason and counts no longer. The dates it met are
 * open again, unless another delivery of the same file meets them. When nothing of the file stands as sent, it is
 * approved and unsent again. Returns how many dates are open again. Throws `ForbiddenError` unless counsel does it.
 */
export async function voidDelivery(
  deps: Deps,
  matterId: string,
  { id, reason }: { readonly id: string; readonly reason: string },
  by: Actor,
): Promise<number> {
  if (by.role !== 'counsel') throw new ForbiddenError('Only counsel can void a delivery; nothing was saved.');
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const delivery = await getDeliveryIn(tx, matterId, id);
    if (delivery.voidedAt !== null) throw new ConflictError('This delivery is voided already.');
    const file = await getApprovedFile(tx, matterId, delivery.buildId);
    await updateDelivery(tx, delivery, { voidedAt: at, voidedBy: by.accountId, voidReason: reason });
    const detail = { number: bundleNumber(file.number), sentOn: delivery.sentOn };
    await recordEvent(tx, { by, at, action: 'delivery.voided', subject: id, matterId, detail });
    await endReturnOf(tx, delivery, 'the sending that came back was voided', by, at);
    // What came back was taken back then, file and dates.
    if (delivery.refutedAt !== null) return 0;
    return takeBackDelivery(tx, delivery, file, reason, by, at);
  });
}
