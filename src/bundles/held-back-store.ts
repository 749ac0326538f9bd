import type { Db } from '../platform/database.js';
import type { Bundle } from './bundle.js';
import type { HeldBack } from './building/spec.js';

const MAIL = ['message/rfc822', 'application/vnd.ms-outlook'];

/**
 * The files of a matter that do not go in wherever they came attached to a mail of the bundle: items marked privileged, with
 * their ground, and items withdrawn. Empty where no mail is in the bundle.
 */
export async function listHeldBack(db: Db, bundle: Pick<Bundle, 'id' | 'matterId'>): Promise<HeldBack[]> {
  return (await hasMail(db, bundle)) ? listHeldBackIn(db, bundle.matterId) : [];
}

/** Whether an item of a bundle is a mail. */
export async function hasMail(db: Db, bundle: Pick<Bundle, 'id'>): Promise<boolean> {
  const mail = await db
    .selectFrom('bundleEntry')
    .innerJoin('item', 'item.id', 'bundleEntry.itemId')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('bundleEntry.bundleId', '=', bundle.id)
    .where('document.mediaType', 'in', MAIL)
    .select('document.id')
    .limit(1)
    .executeTakeFirst();
  return mail !== undefined;
}

/** The same for whatever bundle of a matter has a mail in it. */
export async function listHeldBackIn(db: Db, matterId: string): Promise<HeldBack[]> {
  const items = await db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where((eb) => eb.or([eb('item.isPrivileged', '=', 1), eb('item.state', '=', 'withdrawn')]))
    .orderBy('document.sha256')
    .orderBy('item.isPrivileged', 'desc')
    .orderBy('item.number')
    .select(['document.sha256', 'item.isPrivileged', 'item.privilegeGround'])
    .execute();
  const held = new Map<string, HeldBack>();
  for (const { sha256, isPrivileged, privilegeGround } of items)
    if (!held.has(sha256)) held.set(sha256, { sha256, ground: isPrivileged === 1 ? privilegeGround : null });
  return [...held.values()];
}

/** The items of a matter that are marked privileged, by the bytes they are; of several with the same the first. */
export async function listPrivilegedBySha(
  db: Db,
  matterId: string,
): Promise<ReadonlyMap<string, { readonly id: string; readonly number: number; readonly title: string }>> {
  const items = await db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('item.isPrivileged', '=', 1)
    .orderBy('item.number', 'desc')
    .select(['document.sha256', 'item.id', 'item.number', 'item.title'])
    .execute();
  return new Map(items.map(({ sha256, ...item }) => [sha256, item]));
}
