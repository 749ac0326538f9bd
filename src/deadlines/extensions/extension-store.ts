import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ExtensionTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { listIdsBefore } from '../tolling/tolling-store.js';

export type Extension = Selectable<ExtensionTable>;

/** The extensions of a date, the latest first, each with the name of the file that confirms it. */
export async function listExtensions(
  db: Db,
  deadlineId: string,
): Promise<(Extension & { readonly documentName: string | null })[]> {
  return db
    .selectFrom('extension')
    .leftJoin('document', 'document.id', 'extension.documentId')
    .where('extension.deadlineId', '=', deadlineId)
    .orderBy('extension.recordedAt', 'desc')
    .orderBy('extension.id', 'desc')
    .selectAll('extension')
    .select('document.name as documentName')
    .execute();
}

/** The extensions that were confirmed of the dates whose place a date took, the earliest first. */
export async function listExtensionsBefore(db: Db, deadlineId: string): Promise<Extension[]> {
  const ids = await listIdsBefore(db, deadlineId);
  if (ids.length === 0) return [];
  return db
    .selectFrom('extension')
    .where('deadlineId', 'in', ids)
    .where('confirmedAt', 'is not', null)
    .orderBy('recordedAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** An extension of this date of this matter. Throws `NotFoundError` for any other. */
export async function getExtensionOf(
  db: Db,
  matterId: string,
  deadlineId: string,
  id: string,
): Promise<Extension> {
  const extension = await db
    .selectFrom('extension')
    .where('id', '=', id)
    .where('deadlineId', '=', deadlineId)
    .where('matterId', '=', matterId)
    .selectAll()
    .executeTakeFirst();
  if (!extension) throw new NotFoundError('extension', id);
  return extension;
}

/** Extensions whose confirmation was due before a day and has not come. */
export async function listUnconfirmedBefore(db: Db, day: string): Promise<Extension[]> {
  return db
    .selectFrom('extension')
    .where('state', '=', 'unconfirmed')
    .where('confirmBy', '<', day)
    .orderBy('confirmBy')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** Extensions of open matters whose lapse is recorded after this moment: a clock had run ahead. */
export async function listLapsedAfter(db: Db, at: string): Promise<Extension[]> {
  return db
    .selectFrom('extension')
    .innerJoin('matter', 'matter.id', 'extension.matterId')
    .where('extension.state', '=', 'lapsed')
    .where('extension.endedAt', '>', at)
    .where('matter.state', '=', 'open')
    .orderBy('extension.id')
    .selectAll('extension')
    .execute();
}

/** The extension of a date that waits for its confirmation, if one does. */
export async function findUnconfirmed(db: Db, deadlineId: string): Promise<Extension | null> {
  return (
    (await db
      .selectFrom('extension')
      .where('deadlineId', '=', deadlineId)
      .where('state', '=', 'unconfirmed')
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** The latest day to which confirmed extensions of a date go, or null. */
export async function findConfirmedDay(db: Db, deadlineId: string): Promise<string | null> {
  const row = await db
    .selectFrom('extension')
    .where('deadlineId', '=', deadlineId)
    .where('state', '=', 'confirmed')
    .select((eb) => eb.fn.max('extendedTo').as('day'))
    .executeTakeFirst();
  return row?.day ?? null;
}

export async function insertExtension(
  tx: Tx,
  extension: Omit<Insertable<ExtensionTable>, 'id'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('extension')
    .values({ id, ...extension })
    .execute();
  return id;
}

/** Throws `ConflictError` when the extension is no longer in the state it was read in. */
export async function updateExtension(
  tx: Tx,
  { id, state }: Pick<Extension, 'id' | 'state'>,
  changes: Omit<Updateable<ExtensionTable>, 'id'>,
): Promise<void> {
  const updated = await tx
    .updateTable('extension')
    .set(changes)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('Someone else changed this extension meanwhile.');
}

/** The extensions that stand, of a date or of every date of a matter. */
export async function listStanding(
  db: Db,
  of: { readonly deadlineId: string } | { readonly matterId: string },
): Promise<Extension[]> {
  const [column, id] =
    'deadlineId' in of ? (['deadlineId', of.deadlineId] as const) : (['matterId', of.matterId] as const);
  return db
    .selectFrom('extension')
    .where(column, '=', id)
    .where('state', 'in', ['unconfirmed', 'confirmed'])
    .orderBy('extendedTo')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** Extensions that stand go on to the date that took the place of theirs. */
export async function updateDateOfExtensions(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx
    .updateTable('extension')
    .set({ deadlineId: toId })
    .where('deadlineId', '=', fromId)
    .where('state', 'in', ['unconfirmed', 'confirmed'])
    .execute();
}

interface Ending {
  readonly endedAt: string;
  readonly endedBy: string;
  readonly endedReason: string;
}

/** The extensions of a date that stand are overtaken by what happened to it. */
export async function supersedeExtensions(tx: Tx, deadlineId: string, ending: Ending): Promise<void> {
  await tx
    .updateTable('extension')
    .set({ state: 'superseded', ...ending })
    .where('deadlineId', '=', deadlineId)
    .where('state', 'in', ['unconfirmed', 'confirmed'])
    .execute();
}

/** The same for those that are confirmed: one that waits for its confirmation goes on waiting. */
export async function supersedeConfirmed(tx: Tx, deadlineId: string, ending: Ending): Promise<void> {
  await tx
    .updateTable('extension')
    .set({ state: 'superseded', ...ending })
    .where('deadlineId', '=', deadlineId)
    .where('state', '=', 'confirmed')
    .execute();
}
