import type { Actor } from '../../audit/event.js';
import { getDeadline } from '../../deadlines/deadline-store.js';
import { voidDeadlineWith } from '../../deadlines/void-deadline.js';
import type { Tx } from '../../platform/database.js';
import { addressesIn, isSameName } from './addressee.js';
import type { Delivery } from './delivery.js';
import { listReturnedOfBuild } from './delivery-store.js';
import { proofFactsOf } from './proof-facts.js';

/**
 * The file counts as delivered to somebody: what said on the Desk that it did not arrive there is over. A return from
 * somebody else stays.
 */
export async function endReturned(
  tx: Tx,
  sent: Pick<Delivery, 'buildId' | 'recipient' | 'address'>,
  by: Actor,
  at: string,
): Promise<void> {
  for (const returned of await listReturnedOfBuild(tx, sent.buildId))
    if (isSameAddressee(returned, sent))
      await endReturnOf(tx, returned, 'it was sent again, and that counts', by, at);
}

/** What one sending that came back has on the Desk is over; nothing where a person met or voided it there. */
export async function endReturnOf(
  tx: Tx,
  returned: Pick<Delivery, 'proofFacts'>,
  reason: string,
  by: Actor,
  at: string,
): Promise<void> {
  const { alertId } = proofFactsOf(returned);
  if (alertId === null) return;
  const alert = await getDeadline(tx, alertId);
  if (alert.state === 'open') await voidDeadlineWith(tx, alert, reason, { by, endedBy: by.accountId, at });
}

function isSameAddressee(
  a: Pick<Delivery, 'recipient' | 'address'>,
  b: Pick<Delivery, 'recipient' | 'address'>,
): boolean {
  const there = addressesIn(b.address);
  return isSameName(a.recipient, b.recipient) || addressesIn(a.address).some((one) => there.includes(one));
}
