import type { Insertable, Selectable } from 'kysely';
import type { DeliveryCheckTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { newId } from '../../platform/ids.js';

/** A warning of a delivery that counsel checked, with their name. */
export type DeliveryCheck = Selectable<DeliveryCheckTable> & { readonly checkedByName: string };

/** Those of a matter, the oldest first. */
export async function listDeliveryChecks(db: Db, matterId: string): Promise<DeliveryCheck[]> {
  return db
    .selectFrom('deliveryCheck')
    .innerJoin('account', 'account.id', 'deliveryCheck.checkedBy')
    .where('deliveryCheck.matterId', '=', matterId)
    .orderBy('deliveryCheck.checkedAt')
    .orderBy('deliveryCheck.id')
    .selectAll('deliveryCheck')
    .select('account.name as checkedByName')
    .execute();
}

export async function insertDeliveryCheck(
  tx: Tx,
  check: Omit<Insertable<DeliveryCheckTable>, 'id'>,
): Promise<void> {
  await tx
    .insertInto('deliveryCheck')
    .values({ id: newId(), ...check })
    .execute();
}
