import type { Db } from '../../platform/database.js';

/** The hashes of the files of a matter that were read as notice lists: they name accounts. */
export async function listHashesNamingAccounts(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('noticeList').where('matterId', '=', matterId).select('sha256').execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** The items of a matter whose bytes were read as a notice list: their files name accounts. */
export async function listItemsNamingAccounts(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const hashes = await listHashesNamingAccounts(db, matterId);
  if (hashes.size === 0) return new Set();
  // From the few lists to their items: the file has many.
  const rows = await db
    .selectFrom('item')
    .where('item.matterId', '=', matterId)
    .where('item.documentId', 'in', (read) =>
      read
        .selectFrom('document')
        .where('document.sha256', 'in', [...hashes])
        .select('document.id'),
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

/** The hashes of the disclosures of a matter as they were made: in which form they name anyone was decided there. */
export async function listHashesOfDisclosures(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('disclosure')
    .where('matterId', '=', matterId)
    .where('state', '=', 'made')
    .where('sha256', 'is not', null)
    .select('sha256')
    .execute();
  return new Set(rows.flatMap(({ sha256 }) => sha256 ?? []));
}
