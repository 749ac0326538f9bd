import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { updateBundleState } from '../../bundles/bundle-store.js';
import { reopenMetBy } from '../../deadlines/meet-deadlines.js';
import { wordsOfDates } from '../../letters/words-of-dates.js';
import { findSentLetter, updateLetter } from '../../letters/letter-store.js';
import type { Tx } from '../../platform/database.js';
import { isProved, type ApprovedFile, type Delivery } from './delivery.js';
import { listDeliveriesOfBuild } from './delivery-store.js';
import { meetDatesOf } from './meet-dates.js';
import { updateReplyState } from '../reply-store.js';

/**
 * A delivery that does not count any more: the dates it met are open again, unless another delivery of the same file
 * meets them. Where nothing of the file stands as sent, it is approved and unsent again. Returns how many are open.
 */
export async function takeBackDelivery(
  tx: Tx,
  delivery: Pick<Delivery, 'id' | 'buildId' | 'matterId'>,
  file: ApprovedFile,
  reason: string,
  by: Actor,
  at: string,
): Promise<number> {
  const { matterId } = delivery;
  const standing = await listDeliveriesOfBuild(tx, delivery.buildId);
  if (standing.length === 0) await takeBackFile(tx, file, matterId, reason, by, at);
  return reopenMetBy(tx, delivery.id, by, at, wordsOfDates, async () => {
    for (const other of standing)
      if (isProved(other) && other.deliveredOn !== null)
        await meetDatesOf(tx, matterId, { ...other, deliveredOn: other.deliveredOn }, by, at);
  });
}

/** Nothing of the file stands as sent: it may be sent again, and the letter leaves the correspondence. */
async function takeBackFile(
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
