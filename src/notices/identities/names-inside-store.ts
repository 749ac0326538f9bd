import type { Db } from '../../platform/database.js';

/** The items of a matter whose bytes were read as a notice list: their files name accounts. */
export async function listItemsNamingAccounts(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('document.sha256', 'in', (lists) =>
      lists.selectFrom('noticeList').where('noticeList.matterId', '=', matterId).select('noticeList.sha256'),
    )
    .select('item.id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether bytes were read as a notice list of the matter, or are a disclosure of it by name. */
export async function hasNamesInside(db: Db, matterId: string, sha256: string): Promise<boolean> {
  const listed = await db
    .selectFrom('noticeList')
    .where('matterId', '=', matterId)
    .where('sha256', '=', sha256)
    .select('id')
    .limit(1)
    .execute();
  const named = await db
    .selectFrom('disclosure')
    .where('matterId', '=', matterId)
    .where('sha256', '=', sha256)
    .where('mode', '=', 'identified')
    .select('id')
    .limit(1)
    .execute();
  return listed.length > 0 || named.length > 0;
}
