import { WORKBOOK_TYPES } from '../documents/media-types.js';
import type { Db } from '../platform/database.js';

/** A file that came attached to the mail that an item is. */
export interface AttachedToItem {
  readonly itemId: string;
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
}

/** What came attached to the items of a bundle, in the order it came. */
export async function listAttachedInBundle(db: Db, bundleId: string): Promise<AttachedToItem[]> {
  return db
    .selectFrom('item')
    .innerJoin('document', 'document.parentId', 'item.documentId')
    .where('item.id', 'in', (eb) =>
      eb.selectFrom('bundleEntry').where('bundleId', '=', bundleId).select('itemId'),
    )
    .orderBy('document.receivedAt')
    .orderBy('document.name')
    .select(['item.id as itemId', 'document.id', 'document.name', 'document.sha256'])
    .execute();
}

/** What came attached to these items of a matter, and how the same bytes stand as an item of their own. */
export async function listAttachedToItems(
  db: Db,
  matterId: string,
  itemIds: readonly string[],
): Promise<(AttachedToItem & { readonly isPrivileged: boolean; readonly isWithdrawn: boolean })[]> {
  if (itemIds.length === 0) return [];
  const files = await db
    .selectFrom('item')
    .innerJoin('document', 'document.parentId', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('item.id', 'in', itemIds)
    .orderBy('document.receivedAt')
    .orderBy('document.name')
    .select(['item.id as itemId', 'document.id', 'document.name', 'document.sha256'])
    .execute();
  if (files.length === 0) return [];
  const held = await db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where((eb) => eb.or([eb('item.isPrivileged', '=', 1), eb('item.state', '=', 'withdrawn')]))
    .where('document.sha256', 'in', [...new Set(files.map(({ sha256 }) => sha256))])
    .select(['document.sha256', 'item.isPrivileged'])
    .execute();
  return files.map((file) => {
    const same = held.filter(({ sha256 }) => sha256 === file.sha256);
    const isPrivileged = same.some((one) => one.isPrivileged === 1);
    return { ...file, isPrivileged, isWithdrawn: !isPrivileged && same.length > 0 };
  });
}

/** The tables and workbooks in the file of a matter, or among these items of it, each with what reading it found. */
export async function listTables(
  db: Db,
  matterId: string,
  itemIds: readonly string[] | null,
): Promise<{ readonly itemId: string; readonly facts: string }[]> {
  return db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .where('document.mediaType', 'in', ['text/csv', 'text/tab-separated-values', ...WORKBOOK_TYPES])
    .$if(itemIds !== null, (query) => query.where('item.id', 'in', itemIds ?? []))
    .select(['item.id as itemId', 'document.facts'])
    .execute();
}
