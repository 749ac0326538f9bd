import type { Insertable } from 'kysely';
import type { MeasurementMethodTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import type { MeasurementMethod } from './method.js';

/** Every version of a matter's method, the one in force first. */
export async function listMethods(db: Db, matterId: string): Promise<MeasurementMethod[]> {
  return db
    .selectFrom('measurementMethod')
    .where('matterId', '=', matterId)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
}

/** The version in force, or null where nobody has set one. */
export async function findMethod(db: Db, matterId: string): Promise<MeasurementMethod | null> {
  return (await listMethods(db, matterId))[0] ?? null;
}

export async function getMethod(db: Db, matterId: string, id: string): Promise<MeasurementMethod> {
  const method = await db
    .selectFrom('measurementMethod')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!method) throw new NotFoundError('method', id);
  return method;
}

export async function insertMethod(
  tx: Tx,
  method: Omit<Insertable<MeasurementMethodTable>, 'id'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('measurementMethod')
    .values({ id, ...method })
    .execute();
  return id;
}
