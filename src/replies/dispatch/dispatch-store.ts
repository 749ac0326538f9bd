import type { Insertable, Updateable } from 'kysely';
import type { DispatchTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { NotFoundError } from '../../platform/errors.js';
import { UNSETTLED, type Dispatch, type DispatchState } from './dispatch.js';

/** Those of a matter that are not simply sent, the newest first: what was sent stands among its deliveries. */
export async function listUnsent(
  db: Db,
  matterId: string,
): Promise<(Dispatch & { readonly bundleTitle: string; readonly askedByName: string })[]> {
  return db
    .selectFrom('dispatch')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'dispatch.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .innerJoin('account', 'account.id', 'dispatch.askedBy')
    .where('dispatch.matterId', '=', matterId)
    .where('dispatch.state', '!=', 'sent')
    .orderBy('dispatch.askedAt', 'desc')
    .orderBy('dispatch.id', 'desc')
    .limit(50)
    .selectAll('dispatch')
    .select(['bundle.title as bundleTitle', 'account.name as askedByName'])
    .execute();
}

export async function getDispatchIn(db: Db, matterId: string, id: string): Promise<Dispatch> {
  const dispatch = await db
    .selectFrom('dispatch')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!dispatch) throw new NotFoundError('dispatch', id);
  return dispatch;
}

/** Mails of a file that may still go out, or may have. */
export async function listUnsettled(db: Db, buildId: string): Promise<Dispatch[]> {
  return db
    .selectFrom('dispatch')
    .where('buildId', '=', buildId)
    .where('state', 'in', UNSETTLED)
    .selectAll()
    .execute();
}

/** Mails of a matter that may still go out, or may have, with the titles of what they carry. */
export async function listUnsettledIn(
  db: Db,
  matterId: string,
): Promise<(Pick<Dispatch, 'address' | 'state'> & { readonly title: string })[]> {
  return db
    .selectFrom('dispatch')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'dispatch.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('dispatch.matterId', '=', matterId)
    .where('dispatch.state', 'in', UNSETTLED)
    .orderBy('dispatch.askedAt')
    .select(['dispatch.address', 'dispatch.state', 'bundle.title'])
    .execute();
}

/** The mail that made a delivery; null for one recorded by hand. */
export async function findDispatchOf(db: Db, deliveryId: string): Promise<Dispatch | null> {
  return (
    (await db.selectFrom('dispatch').where('deliveryId', '=', deliveryId).selectAll().executeTakeFirst()) ??
    null
  );
}

/** Alerts about mails of a file that still stand on the Desk. */
export async function listAlerted(db: Db, buildId: string): Promise<Dispatch[]> {
  return db
    .selectFrom('dispatch')
    .where('buildId', '=', buildId)
    .where('alertId', 'is not', null)
    .selectAll()
    .execute();
}

export async function findWaiting(db: Db, nowMs: number): Promise<Dispatch | null> {
  return (
    (await db
      .selectFrom('dispatch')
      .where('state', '=', 'waiting')
      .where('retryMs', '<=', nowMs)
      .orderBy('askedAt')
      .orderBy('id')
      .limit(1)
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** Claimed or begun by a sender that gives no sign of life any more. */
export async function listAbandoned(db: Db, nowMs: number): Promise<Dispatch[]> {
  return db
    .selectFrom('dispatch')
    .where('state', 'in', ['claimed', 'sending'])
    .where('leaseUntilMs', '<', nowMs)
    .orderBy('id')
    .selectAll()
    .execute();
}

export async function insertDispatch(tx: Tx, dispatch: Insertable<DispatchTable>): Promise<void> {
  await tx.insertInto('dispatch').values(dispatch).execute();
}

/** Changes a mail that is still held by whoever changes it. False where it is not. */
export async function updateDispatch(
  tx: Tx,
  held: Pick<Dispatch, 'id' | 'fence'>,
  from: readonly DispatchState[],
  changes: Omit<Updateable<DispatchTable>, 'id' | 'matterId' | 'buildId'>,
): Promise<boolean> {
  const updated = await tx
    .updateTable('dispatch')
    .set(changes)
    .where('id', '=', held.id)
    .where('fence', '=', held.fence)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Says which date on the Desk tells of it, or that none does any more. */
export async function updateAlert(tx: Tx, id: string, alertId: string | null): Promise<void> {
  await tx.updateTable('dispatch').set({ alertId }).where('id', '=', id).execute();
}
