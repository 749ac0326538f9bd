import type { Insertable, Updateable } from 'kysely';
import type { DisclosureTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import type { Disclosure } from './disclosure.js';

/** Every disclosure of a matter, the latest first. */
export async function listDisclosures(db: Db, matterId: string): Promise<Disclosure[]> {
  return db
    .selectFrom('disclosure')
    .where('matterId', '=', matterId)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
}

/**
 * Which counts of a matter have been made, and whether they are in the file: the same words twice mean that none came or
 * went between.
 */
export async function countsMade(db: Db, matterId: string): Promise<string> {
  const rows = await db
    .selectFrom('disclosure')
    .innerJoin('item', 'item.id', 'disclosure.itemId')
    .where('disclosure.matterId', '=', matterId)
    .where('disclosure.mode', '=', 'counts')
    .orderBy('disclosure.number')
    .select(['disclosure.number', 'item.state'])
    .execute();
  return rows.map(({ number, state }) => `${number} ${state}`).join(', ');
}

/** The disclosures that answer a demand and were not withdrawn, the latest first. */
export async function listDisclosuresFor(db: Db, demandId: string): Promise<Disclosure[]> {
  return db
    .selectFrom('disclosure')
    .where('demandId', '=', demandId)
    .where('state', '!=', 'withdrawn')
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
}

/** A disclosure of this matter. Throws `NotFoundError` for any other. */
export async function getDisclosure(db: Db, matterId: string, id: string): Promise<Disclosure> {
  const disclosure = await db
    .selectFrom('disclosure')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!disclosure) throw new NotFoundError('disclosure', id);
  return disclosure;
}

/** Adds a disclosure under the next number of its matter. */
export async function insertDisclosure(
  tx: Tx,
  disclosure: Omit<Insertable<DisclosureTable>, 'number' | 'version'>,
): Promise<number> {
  const last = await tx
    .selectFrom('disclosure')
    .where('matterId', '=', disclosure.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('disclosure')
    .values({ ...disclosure, number })
    .execute();
  return number;
}

/** Throws `ConflictError` when someone else changed the disclosure since `version`. */
export async function updateDisclosure(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<DisclosureTable>, 'id' | 'matterId' | 'number' | 'mode' | 'version'>,
): Promise<void> {
  const updated = await tx
    .updateTable('disclosure')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('Someone else changed this disclosure meanwhile. Reload the page.');
}

/**
 * The items of disclosures made with a run over sources of measurements that were withdrawn, once for each of those.
 * Their choices say whether they give findings of that run.
 */
export async function listOverWithdrawn(db: Db, matterId: string) {
  return db
    .selectFrom('disclosure')
    .innerJoin('noticeRunSource', 'noticeRunSource.runId', 'disclosure.runId')
    .innerJoin('measurementSource', 'measurementSource.id', 'noticeRunSource.sourceId')
    .where('disclosure.matterId', '=', matterId)
    .where('measurementSource.state', '=', 'withdrawn')
    .orderBy('measurementSource.number')
    .select([
      'disclosure.itemId',
      'disclosure.choices',
      'measurementSource.number',
      'measurementSource.withdrawnReason',
    ])
    .execute();
}

/** The items of disclosures of lists that were voided. */
export async function listOfVoidedLists(db: Db, matterId: string) {
  return db
    .selectFrom('disclosure')
    .innerJoin('noticeList', 'noticeList.id', 'disclosure.listId')
    .where('disclosure.matterId', '=', matterId)
    .where('noticeList.state', '=', 'voided')
    .orderBy('noticeList.number')
    .select(['disclosure.itemId', 'noticeList.number', 'noticeList.voidReason'])
    .execute();
}
