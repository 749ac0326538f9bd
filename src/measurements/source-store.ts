import type { Insertable, Selectable, Updateable } from 'kysely';
import type { MeasurementSourceTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { SourceFacts } from './measurement.js';
import type { MeasurementSource, SourceProfile } from './measurement-source.js';
import type { HowRead } from './said-mapping.js';

/** The measurement sources of a matter by number, those being read and those withdrawn too. */
export async function listMeasurementSources(db: Db, matterId: string): Promise<MeasurementSource[]> {
  const rows = await db
    .selectFrom('measurementSource')
    .where('matterId', '=', matterId)
    .orderBy('number')
    .selectAll()
    .execute();
  return rows.map(asSource);
}

/** A source of this matter. Throws `NotFoundError` for any other. */
export async function getMeasurementSource(db: Db, matterId: string, id: string): Promise<MeasurementSource> {
  const row = await db
    .selectFrom('measurementSource')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!row) throw new NotFoundError('source of measurements', id);
  return asSource(row);
}

/** The sources an item's file was read as, the latest first. */
export async function listSourcesOfItem(
  db: Db,
  matterId: string,
  itemId: string,
): Promise<MeasurementSource[]> {
  const rows = await db
    .selectFrom('measurementSource')
    .where('matterId', '=', matterId)
    .where('itemId', '=', itemId)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
  return rows.map(asSource);
}

/** The sources that bytes were read as in a matter, whichever item holds them. */
export async function listSourcesOfFile(
  db: Db,
  matterId: string,
  sha256: string,
): Promise<MeasurementSource[]> {
  const rows = await db
    .selectFrom('measurementSource')
    .where('matterId', '=', matterId)
    .where('sha256', '=', sha256)
    .orderBy('number')
    .selectAll()
    .execute();
  return rows.map(asSource);
}

/** How a file with these columns was last read in a matter, or null: it is offered again. */
export async function findLastHow(
  db: Db,
  matterId: string,
  columnsKey: string,
): Promise<{ readonly how: HowRead; readonly number: number } | null> {
  if (columnsKey === '') return null;
  const row = await db
    .selectFrom('measurementSource')
    .where('matterId', '=', matterId)
    .where('columnsKey', '=', columnsKey)
    .where('state', '!=', 'withdrawn')
    .orderBy('number', 'desc')
    .select(['how', 'number'])
    .executeTakeFirst();
  return row ? { how: JSON.parse(row.how) as HowRead, number: row.number } : null; // our own words
}

/** Adds a source under the next number of its matter. */
export async function insertMeasurementSource(
  tx: Tx,
  source: Omit<Insertable<MeasurementSourceTable>, 'number' | 'state' | 'version'>,
): Promise<number> {
  const last = await tx
    .selectFrom('measurementSource')
    .where('matterId', '=', source.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('measurementSource')
    .values({ ...source, number, state: 'reading' })
    .execute();
  return number;
}

/** Throws `ConflictError` when someone else changed the source since `version`. */
export async function updateMeasurementSource(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<MeasurementSourceTable>, 'id' | 'matterId' | 'number' | 'version' | 'sha256'>,
): Promise<void> {
  const updated = await tx
    .updateTable('measurementSource')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this source meanwhile.');
}

/** A new id for a source; its job names it before the row is there. */
export function newSourceId(): string {
  return newId();
}

function asSource(row: Selectable<MeasurementSourceTable>): MeasurementSource {
  const isRead = row.readAt !== null;
  return {
    ...row,
    how: JSON.parse(row.how) as HowRead, // all JSON here is our own, written by read-source.ts
    facts: isRead ? (JSON.parse(row.facts) as SourceFacts) : null,
    profile: isRead ? (JSON.parse(row.profile) as SourceProfile) : null,
    reasons: JSON.parse(row.reasons) as MeasurementSource['reasons'],
  };
}
