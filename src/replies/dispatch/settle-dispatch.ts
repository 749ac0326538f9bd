import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { readKept } from '../../documents/read-kept.js';
import type { Matter } from '../../matters/matter.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { dayIn } from '../../platform/plain-date.js';
import { endAlert } from './alert-unsent.js';
import { getApprovedFile } from '../delivery/delivery-store.js';
import { timeIn } from '../delivery/delivery.js';
import { getDispatchIn, updateDispatch } from './dispatch-store.js';
import { sendIn } from '../delivery/record-sending.js';

/**
 * Somebody found out about a mail in doubt. It arrived: it is recorded as sent, and waits for its proof like any other
 * sending. It did not: the file is unsent and may be mailed again. Throws `ConflictError` unless it is in doubt.
 */
export async function settleDispatch(
  deps: Deps,
  matter: Pick<Matter, 'id' | 'zone'>,
  id: string,
  { arrived, reason }: { readonly arrived: boolean; readonly reason: string },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  const unread = await inTransaction(deps, async (tx) => {
    const dispatch = await getDispatchIn(tx, matter.id, id);
    if (dispatch.state !== 'in-doubt') throw new ConflictError('This mail is not in doubt; reload the page.');
    const file = await getApprovedFile(tx, matter.id, dispatch.buildId);
    const { buildId, recipient, address, messageId: tracking } = dispatch;
    const begun = dispatch.endedAt ?? dispatch.askedAt;
    const sending = { buildId, method: 'email', recipient, address, tracking, isAgain: true } as const;
    const sent = arrived
      ? await sendIn(
          tx,
          matter.id,
          { ...sending, sentOn: dayIn(begun, matter.zone), sentTime: timeIn(begun, matter.zone) },
          by,
          at,
        )
      : null;
    await updateDispatch(tx, dispatch, ['in-doubt'], {
      ...{ state: arrived ? 'sent' : 'failed', endedAt: at, endedBy: by.accountId },
      ...{ reason, deliveryId: sent?.delivery.id ?? null },
    });
    // What did not arrive is still to be sent, and the alert says so until it is.
    if (arrived) await endAlert(tx, dispatch, 'it arrived', by, at);
    const detail = {
      number: bundleNumber(file.number),
      outcome: arrived ? 'it arrived' : 'it did not arrive',
    };
    const matterId = matter.id;
    await recordEvent(tx, { by, at, action: 'dispatch.settled', subject: id, matterId, detail });
    return sent?.unreadDocumentId ?? null;
  });
  if (unread !== null) await readKept(deps, unread);
}
