import type { Insertable } from 'kysely';
import type { DeadlineTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Deadline } from './deadline.js';

const RUNNING = ['open', 'provisional', 'decision'] as const;

/** All dates of a matter, ended ones too, in the order they were set. */
export async function listDeadlines(db: Db, matterId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The dates of a letter or a demand that still run. */
export async function listRunningOf(
  db: Db,
  of: { readonly letterId: string } | { readonly demandId: string },
): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('state', 'in', RUNNING)
    .$if('letterId' in of, (query) => query.where('letterId', '=', 'letterId' in of ? of.letterId : ''))
    .$if('demandId' in of, (query) => query.where('demandId', '=', 'demandId' in of ? of.demandId : ''))
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** A date of this matter. Throws `NotFoundError` for any other. */
export async function getDeadlineIn(db: Db, matterId: string, id: string): Promise<Deadline> {
  const deadline = await db
    .selectFrom('deadline')
    .where('id', '=', id)
    .where('matterId', '=', matterId)
    .selectAll()
    .executeTakeFirst();
  if (!deadline) throw new NotFoundError('date', id);
  return deadline;
}

/** The date that a date replaced, if it did. */
export async function findReplaced(db: Db, id: string): Promise<Deadline | null> {
  return (
    (await db.selectFrom('deadline').where('supersededBy', '=', id).selectAll().executeTakeFirst()) ?? null
  );
}

/** True while a binding or promised date of the matter is open: it cannot be closed then. */
export async function hasOpenBindingDates(db: Db, matterId: string): Promise<boolean> {
  const row = await db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .where('state', '=', 'open')
    .where('whose', 'in', ['binding', 'promised'])
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertDeadline(
  tx: Tx,
  deadline: Omit<Insertable<DeadlineTable>, 'id'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('deadline')
    .values({ id, ...deadline })
    .execute();
  return id;
}

/** Throws `ConflictError` when someone else changed the date meanwhile. */
export async function updateDeadline(
  tx: Tx,
  deadline: Pick<Deadline, 'id' | 'version'>,
  changes: Partial<Omit<Insertable<DeadlineTable>, 'id' | 'version'>>,
): Promise<void> {
  const updated = await tx
    .updateTable('deadline')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', deadline.id)
    .where('version', '=', deadline.version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this date meanwhile.');
}

/** Takes the dates of an unfiled letter into the matter that the letter goes to. */
export async function updateMatterOfDates(tx: Tx, letterId: string, matterId: string): Promise<void> {
  await tx
    .updateTable('deadline')
    .set({ matterId })
    .where('letterId', '=', letterId)
    .where('matterId', 'is', null)
    .execute();
}
