import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import { allWarnings, warningsNow } from './check-now.js';
import { insertDeliveryCheck, listDeliveryChecks } from './delivery-check-store.js';
import { getApprovedFile, getDeliveryIn } from './delivery-store.js';

/** A warning by its place among those of a delivery, as the page of that version showed them. */
export interface WarningSeen {
  readonly deliveryId: string;
  readonly warning: number;
  readonly version: number;
  /** Its words as that page showed them; one of today changes with the people on record. */
  readonly words: string;
}

/**
 * Counsel looked at what a delivery warns of, as an address that is not the addressee’s, and says what they found. The warning
 * stays, marked as checked; one that comes later in other words is not. Throws `ForbiddenError` unless counsel does it,
 * `ConflictError` where the delivery was changed since or the warning is checked already.
 */
export async function checkWarning(
  deps: Deps,
  matterId: string,
  { deliveryId, warning, version, words: seen }: WarningSeen,
  reason: string,
  by: Actor,
): Promise<void> {
  if (by.role !== 'counsel')
    throw new ForbiddenError('Only counsel can say that a warning is checked; nothing was saved.');
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const delivery = await getDeliveryIn(tx, matterId, deliveryId);
    const words = allWarnings(delivery, await warningsNow(tx, matterId, [delivery]))[warning];
    if (delivery.version !== version || words === undefined || (seen !== '' && seen !== words))
      throw new ConflictError(
        'This delivery was changed meanwhile. Read its warnings anew; nothing was saved.',
      );
    const before = await listDeliveryChecks(tx, matterId);
    if (before.some((one) => one.deliveryId === deliveryId && one.warning === words))
      throw new ConflictError('This warning is marked as checked already.');
    const file = await getApprovedFile(tx, matterId, delivery.buildId);
    await insertDeliveryCheck(tx, {
      ...{ matterId, deliveryId, warning: words, reason, checkedAt: at, checkedBy: by.accountId },
    });
    const detail = { number: bundleNumber(file.number) };
    await recordEvent(tx, { by, at, action: 'delivery.checked', subject: deliveryId, matterId, detail });
  });
}
