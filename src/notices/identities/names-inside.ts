import type { Restricted } from '../../documents/restricted.js';
import type { Db } from '../../platform/database.js';
import { seesNames } from './identity-right-store.js';

const WHY =
  'It names the accounts of people. Its rows are under Notices, by pseudonym; the original is for those with the right to see account names.';

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

/**
 * What is behind an original that names accounts: a list that was read, or a disclosure by name. Null for any other. The
 * bytes count, not the way they came: the same list attached to a mail is the same list.
 */
export async function restrictionOf(
  db: Db,
  accountId: string,
  document: { readonly sha256: string; readonly matterId: string | null },
): Promise<Restricted | null> {
  const { sha256, matterId } = document;
  if (matterId === null) return null;
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
  if (listed.length === 0 && named.length === 0) return null;
  return { why: WHY, mayOpen: await seesNames(db, matterId, accountId) };
}
