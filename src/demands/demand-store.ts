import type { Insertable, Updateable } from 'kysely';
import type { DemandTable, PerformanceTable, ResponseTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Demand, Performance, Response } from './demand.js';

export type NewDemand = Omit<Insertable<DemandTable>, 'id' | 'number' | 'version'>;

/** In the order of their numbers; voided ones too. */
export async function listDemands(db: Db, matterId: string): Promise<Demand[]> {
  return db.selectFrom('demand').where('matterId', '=', matterId).orderBy('number').selectAll().execute();
}

export async function listDemandsOf(db: Db, letterId: string): Promise<Demand[]> {
  return db.selectFrom('demand').where('letterId', '=', letterId).orderBy('number').selectAll().execute();
}

export async function getDemandIn(db: Db, matterId: string, id: string): Promise<Demand> {
  const demand = await db
    .selectFrom('demand')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!demand) throw new NotFoundError('demand', id);
  return demand;
}

/** Adds a demand under the next number of its matter. */
export async function insertDemand(tx: Tx, demand: NewDemand): Promise<Demand> {
  const last = await tx
    .selectFrom('demand')
    .where('matterId', '=', demand.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const id = newId();
  await tx
    .insertInto('demand')
    .values({ id, number: Number(last?.number ?? 0) + 1, ...demand })
    .execute();
  return getDemandIn(tx, demand.matterId, id);
}

/** Throws `ConflictError` when someone else saved the demand since `version`. */
export async function updateDemand(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<DemandTable>, 'id' | 'matterId' | 'letterId' | 'number' | 'version'>,
): Promise<void> {
  const updated = await tx
    .updateTable('demand')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this demand meanwhile.');
}

export async function listResponses(db: Db, matterId: string): Promise<Response[]> {
  return db.selectFrom('response').where('matterId', '=', matterId).selectAll().execute();
}

export async function findResponse(db: Db, demandId: string): Promise<Response | null> {
  return (
    (await db.selectFrom('response').where('demandId', '=', demandId).selectAll().executeTakeFirst()) ?? null
  );
}

export async function insertResponse(
  tx: Tx,
  response: Omit<Insertable<ResponseTable>, 'id' | 'version'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('response')
    .values({ id, ...response })
    .execute();
  return id;
}

/** Throws `ConflictError` when someone else saved the response since `version`. */
export async function updateResponse(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<ResponseTable>, 'id' | 'matterId' | 'demandId' | 'version'>,
): Promise<void> {
  const updated = await tx
    .updateTable('response')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this response meanwhile.');
}

/** What was done, in the order it was done. */
export async function listPerformance(db: Db, matterId: string): Promise<Performance[]> {
  return db
    .selectFrom('performance')
    .where('matterId', '=', matterId)
    .orderBy('doneOn')
    .orderBy('recordedAt')
    .selectAll()
    .execute();
}

export async function insertPerformance(
  tx: Tx,
  performance: Omit<Insertable<PerformanceTable>, 'id'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('performance')
    .values({ id, ...performance })
    .execute();
  return id;
}
