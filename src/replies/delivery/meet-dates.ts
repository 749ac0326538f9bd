import type { Actor } from '../../audit/event.js';
import { meetDeadlinesOf } from '../../deadlines/meet-deadlines.js';
import { getMatter } from '../../matters/matter-store.js';
import type { Tx } from '../../platform/database.js';
import type { Delivery } from './delivery.js';
import { getApprovedFile } from './delivery-store.js';
import { listDemandsAnswered } from './responses-approved-store.js';
import { answersDemands } from '../letter-kind.js';

/** What the delivered file responds to is in time or not; only now does it show. A letter that answers no demand meets nothing. */
export async function meetDatesOf(
  tx: Tx,
  matterId: string,
  delivery: Pick<Delivery, 'id' | 'letterId' | 'buildId' | 'deliveredTime'> & {
    readonly deliveredOn: string;
  },
  by: Actor,
  at: string,
): Promise<number> {
  const { letterId, buildId, deliveredOn, deliveredTime } = delivery;
  if (letterId === null) return 0;
  const { letterKind } = await getApprovedFile(tx, matterId, buildId);
  if (letterKind === null || !answersDemands(letterKind)) return 0;
  const { zone } = await getMatter(tx, matterId);
  const demandIds = await listDemandsAnswered(tx, buildId);
  const met = await meetDeadlinesOf(
    tx,
    { matterId, letterId, demandIds },
    { id: delivery.id, deliveredOn, deliveredTime, zone },
    by,
    at,
  );
  return met.length;
}
