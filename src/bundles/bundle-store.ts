import type { Insertable, Updateable } from 'kysely';
import type { BundleEntryTable, BundleTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Bundle, BundleEntry, ListedEntry } from './bundle.js';

/** A statement binds at most 32,766 values on SQLite. */
const ROWS_AT_ONCE = 500;

/** A bundle as the list shows it. */
export type ListedBundle = Bundle & {
  readonly entries: number;
  /** Of the newest finished file, or null. */
  readonly pages: number | null;
};

export async function listBundles(db: Db, matterId: string): Promise<ListedBundle[]> {
  const bundles = await db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .orderBy('number', 'desc')
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom('bundleEntry')
        .whereRef('bundleEntry.bundleId', '=', 'bundle.id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('entryCount'),
      eb
        .selectFrom('bundleBuild')
        .whereRef('bundleBuild.bundleId', '=', 'bundle.id')
        .where('bundleBuild.state', '=', 'built')
        .orderBy('bundleBuild.number', 'desc')
        .limit(1)
        .select('bundleBuild.pages')
        .as('builtPages'),
    ])
    .execute();
  return bundles.map(({ entryCount, builtPages, ...bundle }) => ({
    ...bundle,
    entries: Number(entryCount ?? 0),
    pages: builtPages,
  }));
}

/** Throws `NotFoundError` for a bundle of another matter too. */
export async function getBundle(db: Db, matterId: string, id: string): Promise<Bundle> {
  const bundle = await db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!bundle) throw new NotFoundError('bundle', id);
  return bundle;
}

/** Bundles by their ids, of whatever matters: whoever asks has the ids from a query of what the actor may see. */
export async function getBundles(db: Db, ids: readonly string[]): Promise<Bundle[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('bundle').where('id', 'in', ids).selectAll().execute();
}

/** The bundle that carries a reply and is not superseded or voided, or null. */
export async function findBundleOfReply(db: Db, matterId: string, replyId: string): Promise<Bundle | null> {
  return (
    (await db
      .selectFrom('bundle')
      .where('matterId', '=', matterId)
      .where('replyId', '=', replyId)
      .where('state', 'in', ['open', 'approved', 'sent'])
      .orderBy('number', 'desc')
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** A bundle that continues this one and still stands, or null. */
export async function findContinuation(db: Db, matterId: string, bundleId: string): Promise<Bundle | null> {
  const found = await db
    .selectFrom('bundle')
    .where('matterId', '=', matterId)
    .where('continuesId', '=', bundleId)
    .where('state', 'in', ['open', 'approved', 'sent'])
    .orderBy('number', 'desc')
    .selectAll()
    .executeTakeFirst();
  return found ?? null;
}

/** Throws `NotFoundError` unless the reply is one of the matter's. */
export async function expectReply(db: Db, matterId: string, replyId: string): Promise<void> {
  const reply = await db
    .selectFrom('reply')
    .where('id', '=', replyId)
    .where('matterId', '=', matterId)
    .select('id')
    .executeTakeFirst();
  if (!reply) throw new NotFoundError('reply', replyId);
}

/** Gives the bundle the next number of its matter. */
export async function insertBundle(
  tx: Tx,
  bundle: Omit<Insertable<BundleTable>, 'id' | 'number' | 'state'>,
): Promise<{ id: string; number: number }> {
  const id = newId();
  const last = await tx
    .selectFrom('bundle')
    .where('matterId', '=', bundle.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('bundle')
    .values({ id, number, state: 'open', ...bundle })
    .execute();
  return { id, number };
}

/**
 * Changes an open bundle and counts its version on; `changes` may be empty when only its entries change.
 * Throws `ConflictError` when someone else changed it meanwhile or it is no longer open.
 */
export async function updateOpenBundle(
  tx: Tx,
  bundle: Pick<Bundle, 'id' | 'version'>,
  changes: Updateable<BundleTable> = {},
): Promise<void> {
  const updated = await tx
    .updateTable('bundle')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', bundle.id)
    .where('version', '=', bundle.version)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError(
      'Someone else changed this bundle meanwhile, or it is no longer open. Reload the page.',
    );
}

/** Changes only the state; what was built and approved keeps its version. Throws `ConflictError` unless in `from`. */
export async function updateBundleState(
  tx: Tx,
  id: string,
  from: readonly Bundle['state'][],
  state: Bundle['state'],
  reason: string | null,
): Promise<void> {
  const updated = await tx
    .updateTable('bundle')
    .set({ state, stateReason: reason })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('The bundle is no longer in a state that allows this.');
}

/** In bundle order, each with its item and original. */
export async function listEntries(db: Db, bundleId: string): Promise<ListedEntry[]> {
  return db
    .selectFrom('bundleEntry')
    .innerJoin('item', 'item.id', 'bundleEntry.itemId')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('bundleEntry.bundleId', '=', bundleId)
    .orderBy('bundleEntry.position')
    .orderBy('bundleEntry.id')
    .selectAll('bundleEntry')
    .select([
      'item.number as itemNumber',
      'item.isPrivileged',
      'item.state as itemState',
      'item.legend as itemLegend',
      'item.custodian as itemCustodian',
      'document.sha256',
      'document.name',
      'document.label',
      'document.state as documentState',
      'document.reason as documentReason',
      'document.pages as documentPages',
    ])
    .execute();
}

export async function getEntry(db: Db, bundleId: string, id: string): Promise<BundleEntry> {
  const entry = await db
    .selectFrom('bundleEntry')
    .where('bundleId', '=', bundleId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!entry) throw new NotFoundError('entry', id);
  return entry;
}

export async function insertEntries(
  tx: Tx,
  entries: readonly Omit<Insertable<BundleEntryTable>, 'id'>[],
): Promise<void> {
  for (let from = 0; from < entries.length; from += ROWS_AT_ONCE)
    await tx
      .insertInto('bundleEntry')
      .values(entries.slice(from, from + ROWS_AT_ONCE).map((entry) => ({ id: newId(), ...entry })))
      .execute();
}

export async function updateEntry(tx: Tx, id: string, changes: Updateable<BundleEntryTable>): Promise<void> {
  await tx.updateTable('bundleEntry').set(changes).where('id', '=', id).execute();
}

export async function deleteEntry(tx: Tx, bundleId: string, id: string): Promise<void> {
  await tx.deleteFrom('bundleEntry').where('bundleId', '=', bundleId).where('id', '=', id).execute();
}
