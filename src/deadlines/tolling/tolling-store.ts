import type { Insertable, Selectable, Updateable } from 'kysely';
import type { TollingTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { newId } from '../../platform/ids.js';

export type TollingPeriod = Selectable<TollingTable>;

/** The times a date's clock was stopped, the latest first; those of the dates whose place it took, too. */
export async function listTolling(
  db: Db,
  deadlineId: string,
): Promise<(TollingPeriod & { readonly documentName: string | null })[]> {
  const ids = [deadlineId, ...(await listIdsBefore(db, deadlineId))];
  return db
    .selectFrom('tolling')
    .leftJoin('document', 'document.id', 'tolling.documentId')
    .where('tolling.deadlineId', 'in', ids)
    .orderBy('tolling.recordedAt', 'desc')
    .orderBy('tolling.id', 'desc')
    .selectAll('tolling')
    .select('document.name as documentName')
    .execute();
}

/** The stop of the clock that has not ended yet, if there is one. */
export async function findOpenTolling(db: Db, deadlineId: string): Promise<TollingPeriod | null> {
  return (
    (await db
      .selectFrom('tolling')
      .where('deadlineId', '=', deadlineId)
      .where('endedAt', 'is', null)
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** The stops that have not ended, of a date or of every date of a matter. */
export async function listOpenStops(
  db: Db,
  of: { readonly deadlineId: string } | { readonly matterId: string },
): Promise<TollingPeriod[]> {
  const [column, id] =
    'deadlineId' in of ? (['deadlineId', of.deadlineId] as const) : (['matterId', of.matterId] as const);
  return db.selectFrom('tolling').where(column, '=', id).where('endedAt', 'is', null).selectAll().execute();
}

/** The stops that have ended and that a date has come through, in the dates whose place it took. */
export async function listStopsBefore(db: Db, deadlineId: string): Promise<TollingPeriod[]> {
  const ids = await listIdsBefore(db, deadlineId);
  if (ids.length === 0) return [];
  return db
    .selectFrom('tolling')
    .where('deadlineId', 'in', ids)
    .where('resumedAs', 'is not', null)
    .selectAll()
    .execute();
}

/** The dates whose place a date took, one after the other. */
export async function listIdsBefore(db: Db, deadlineId: string): Promise<string[]> {
  const before = await db
    .selectFrom('deadline')
    .where('supersededBy', '=', deadlineId)
    .select('id')
    .executeTakeFirst();
  return before ? [before.id, ...(await listIdsBefore(db, before.id))] : [];
}

export async function insertTolling(tx: Tx, tolling: Omit<Insertable<TollingTable>, 'id'>): Promise<string> {
  const id = newId();
  await tx
    .insertInto('tolling')
    .values({ id, ...tolling })
    .execute();
  return id;
}

export async function updateTolling(
  tx: Tx,
  id: string,
  changes: Omit<Updateable<TollingTable>, 'id'>,
): Promise<void> {
  await tx.updateTable('tolling').set(changes).where('id', '=', id).execute();
}

/** A stop that has not ended goes on to the date that took the place of its own. */
export async function updateDateOfTolling(
  tx: Tx,
  fromId: string,
  now: Pick<TollingPeriod, 'deadlineId'> & Partial<Pick<TollingPeriod, 'wasDue' | 'daysLeft'>>,
): Promise<void> {
  await tx
    .updateTable('tolling')
    .set(now)
    .where('deadlineId', '=', fromId)
    .where('endedAt', 'is', null)
    .execute();
}
