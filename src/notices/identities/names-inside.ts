import type { Restricted } from '../../documents/restricted.js';
import type { Db } from '../../platform/database.js';
import { seesNames } from './identity-right-store.js';

const WHY =
  'It names the accounts of people. Its rows are under Notices, by pseudonym; the original is for those with the right to see account names.';

/** The items of a matter that were read as notice lists: their files name accounts. */
export async function listItemsNamingAccounts(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('noticeList').where('matterId', '=', matterId).select('itemId').execute();
  return new Set(rows.map(({ itemId }) => itemId));
}

/** What is behind an original that names accounts: a list that was read, or a disclosure by name. Null for any other. */
export async function restrictionOf(
  db: Db,
  accountId: string,
  document: { readonly id: string; readonly matterId: string | null },
): Promise<Restricted | null> {
  const { matterId } = document;
  if (matterId === null) return null;
  const items = await db
    .selectFrom('item')
    .where('documentId', '=', document.id)
    .where('matterId', '=', matterId)
    .select('id')
    .execute();
  if (items.length === 0) return null;
  const ids = items.map(({ id }) => id);
  const listed = await db.selectFrom('noticeList').where('itemId', 'in', ids).select('id').limit(1).execute();
  const named = await db
    .selectFrom('disclosure')
    .where('itemId', 'in', ids)
    .where('mode', '=', 'identified')
    .select('id')
    .limit(1)
    .execute();
  if (listed.length === 0 && named.length === 0) return null;
  return { why: WHY, mayOpen: await seesNames(db, matterId, accountId) };
}
