import type { Insertable, Updateable } from 'kysely';
import type { NoticeListTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { howOf } from './notice-list.js';
import type { ListHow, NoticeList } from './notice-list.js';

/** The notice lists of a matter by number, those being read and those voided too. */
export async function listNoticeLists(db: Db, matterId: string): Promise<NoticeList[]> {
  return db.selectFrom('noticeList').where('matterId', '=', matterId).orderBy('number').selectAll().execute();
}

/** A list of this matter. Throws `NotFoundError` for any other. */
export async function getNoticeList(db: Db, matterId: string, id: string): Promise<NoticeList> {
  const list = await db
    .selectFrom('noticeList')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!list) throw new NotFoundError('notice list', id);
  return list;
}

/** The lists an item's file was read as, the latest first. */
export async function listListsOfItem(db: Db, matterId: string, itemId: string): Promise<NoticeList[]> {
  return db
    .selectFrom('noticeList')
    .where('matterId', '=', matterId)
    .where('itemId', '=', itemId)
    .orderBy('number', 'desc')
    .selectAll()
    .execute();
}

/** How a list with these columns was last read in a matter, or null: it is offered again. */
export async function findLastHow(
  db: Db,
  matterId: string,
  key: string,
): Promise<{ readonly how: ListHow; readonly number: number } | null> {
  const row = await db
    .selectFrom('noticeList')
    .where('matterId', '=', matterId)
    .where('columnsKey', '=', key)
    .where('state', '!=', 'voided')
    .orderBy('number', 'desc')
    .select(['how', 'number'])
    .executeTakeFirst();
  return row ? { how: howOf(row), number: row.number } : null;
}

/** Adds a list under the next number of its matter. */
export async function insertNoticeList(
  tx: Tx,
  list: Omit<Insertable<NoticeListTable>, 'number' | 'state' | 'version'>,
): Promise<number> {
  const last = await tx
    .selectFrom('noticeList')
    .where('matterId', '=', list.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('noticeList')
    .values({ ...list, number, state: 'reading' })
    .execute();
  return number;
}

/** Throws `ConflictError` when someone else changed the list since `version`. */
export async function updateNoticeList(
  tx: Tx,
  id: string,
  version: number,
  changes: Pick<Updateable<NoticeListTable>, 'state' | 'profile' | 'readAt' | 'voidReason'>,
): Promise<void> {
  const updated = await tx
    .updateTable('noticeList')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this list meanwhile.');
}
