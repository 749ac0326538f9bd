import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { bundleNumber } from '../bundles/bundle.js';
import { updateBundleState } from '../bundles/bundle-store.js';
import { reopenMetBy } from '../deadlines/meet-deadlines.js';
import { findSentLetter, updateLetter } from '../letters/letter-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, ForbiddenError } from '../platform/errors.js';
import type { ApprovedFile } from './delivery.js';
import { isProved } from './delivery.js';
import { getApprovedFile, getDeliveryIn, listDeliveriesOfBuild, updateDelivery } from './delivery-store.js';
import { meetDatesOf } from './meet-dates.js';
import { updateReplyState } from './reply-store.js';

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
    const reopened = await reopenMetBy(tx, id, by, at);
    const standing = await listDeliveriesOfBuild(tx, delivery.buildId);
    if (standing.length === 0) await takeBack(tx, file, matterId, reason, by, at);
    let metAgain = 0;
    for (const other of standing)
      if (isProved(other) && other.deliveredOn !== null)
        metAgain += await meetDatesOf(tx, matterId, { ...other, deliveredOn: other.deliveredOn }, by, at);
    return reopened - metAgain;
  });
}

/** Nothing of the file stands as sent: it may be sent again, and the letter leaves the correspondence. */
async function takeBack(
  tx: Tx,
  file: ApprovedFile,
  matterId: string,
  reason: string,
  by: Actor,
  at: string,
): Promise<void> {
  await updateBundleState(tx, file.bundleId, ['sent'], 'approved', null);
  if (file.replyId === null) return;
  await updateReplyState(tx, file.replyId, 'approved');
  const letter = await findSentLetter(tx, matterId, file.pdfSha256);
  if (letter === null) return;
  await updateLetter(tx, letter.id, letter.version, { state: 'voided', voidReason: reason });
  const detail = { number: letter.number };
  await recordEvent(tx, { by, at, action: 'letter.voided', subject: letter.id, matterId, detail });
}
