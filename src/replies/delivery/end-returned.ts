import type { Actor } from '../../audit/event.js';
import { getDeadline } from '../../deadlines/deadline-store.js';
import { voidDeadlineWith } from '../../deadlines/void-deadline.js';
import type { Tx } from '../../platform/database.js';
import { addressesIn, isSameName, wordsOf } from './addressee.js';
import { isProved, type Delivery } from './delivery.js';
import { listDeliveriesOfBuild, listReturnedOfBuild } from './delivery-store.js';
import { proofFactsOf, standsAsSent } from './proof-facts.js';

/**
 * The file counts as delivered to somebody: what said on the Desk that it did not arrive is over, once everybody it did
 * not arrive with has been sent it anew and that counts. A return from somebody else stays.
 */
export async function endReturned(
  tx: Tx,
  sent: Pick<Delivery, 'id' | 'buildId' | 'recipient' | 'address'>,
  by: Actor,
  at: string,
): Promise<void> {
  const counted = (await listDeliveriesOfBuild(tx, sent.buildId)).filter(
    (one) => one.id !== sent.id && isProved(one) && standsAsSent(one),
  );
  for (const returned of await listReturnedOfBuild(tx, sent.buildId)) {
    const { refutedAt } = returned;
    const since = counted.filter(({ recordedAt }) => refutedAt !== null && recordedAt >= refutedAt);
    if (hasReachedAll(returned, [sent, ...since]))
      await endReturnOf(tx, returned, 'it was sent again, and that counts', by, at);
  }
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

type Addressed = Pick<Delivery, 'recipient' | 'address'>;

/** Every mail address of what came back is among those reached, or else every name. */
function hasReachedAll(returned: Addressed, reached: readonly Addressed[]): boolean {
  const addresses = addressesIn(returned.address);
  const there = reached.flatMap(({ address }) => addressesIn(address));
  if (addresses.length > 0 && addresses.every((one) => there.includes(one))) return true;
  const names = reached.flatMap(namesOf);
  return namesOf(returned).every((name) => names.some((one) => isSameName(name, one)));
}

/** Each name a sending went to. `Milch, Randal S.`, to one address at the most, is one name. */
function namesOf({ recipient, address }: Addressed): string[] {
  const parts = recipient.split(/[,;\n]|\s(?:and|&)\s/).map((part) => part.trim());
  const isOne = addressesIn(address).length <= 1 && parts.some((part) => wordsOf(part).length === 1);
  return isOne ? [recipient] : parts.filter((part) => part !== '');
}
