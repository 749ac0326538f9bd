import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { bundleNumber } from '../bundles/bundle.js';
import { updateBundleState } from '../bundles/bundle-store.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { Delivery } from './delivery.js';
import { getApprovedFile, insertDelivery, listDeliveriesOfBuild } from './delivery-store.js';
import { updateReplyState } from './reply-store.js';

export interface Sending {
  readonly buildId: string;
  readonly method: Delivery['method'];
  readonly recipient: string;
  readonly address: string;
  readonly sentOn: string;
  readonly sentTime: string | null;
  readonly tracking: string;
  /** The person knows that this file was recorded as sent before. */
  readonly isAgain: boolean;
}

/** The file was recorded as sent before; sending it again has to be meant. */
export class SentBeforeError extends ConflictError {
  override name = 'SentBeforeError';
}

/**
 * Records that an approved file was sent. The file, its bundle and its reply are frozen with it; no date is met
 * until there is proof. Throws `SentBeforeError` for a second sending that nobody confirmed.
 */
export async function recordSending(
  deps: Deps,
  matterId: string,
  sending: Sending,
  by: Actor,
): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => (await sendIn(tx, matterId, sending, by, at)).id);
}

/** The part inside a transaction, for a mail that proves its own sending. */
export async function sendIn(
  tx: Tx,
  matterId: string,
  { isAgain, ...sending }: Sending,
  by: Actor,
  at: string,
): Promise<Delivery> {
  const file = await getApprovedFile(tx, matterId, sending.buildId);
  if (file.purpose === 'internal') throw new ConflictError('An internal bundle does not leave.');
  const before = await listDeliveriesOfBuild(tx, file.buildId);
  if (before.length > 0 && !isAgain)
    throw new SentBeforeError(
      `This file is recorded as sent to ${before.map(({ recipient }) => recipient).join(', ')} already. Confirm that it was sent again.`,
    );
  const delivery = await insertDelivery(tx, {
    matterId,
    ...sending,
    letterId: file.letterId,
    deliveredOn: null,
    recordedAt: at,
    recordedBy: by.accountId,
  });
  await updateBundleState(tx, file.bundleId, ['approved', 'sent'], 'sent', null);
  if (file.replyId !== null) await updateReplyState(tx, file.replyId, 'sent');
  await recordEvent(tx, {
    by,
    at,
    action: 'delivery.sent',
    subject: delivery.id,
    matterId,
    detail: {
      number: bundleNumber(file.number),
      method: sending.method,
      sentOn: sending.sentOn,
      sha256: file.pdfSha256,
      isAgain: before.length > 0,
    },
  });
  return delivery;
}
