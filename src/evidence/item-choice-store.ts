import { sql, type SqlBool } from 'kysely';
import type { Db } from '../platform/database.js';
import type { Item, ItemKind } from './item.js';

/** The first `limit` items in the file by number, of one kind where it is named. */
export async function listFirstInFile(
  db: Db,
  matterId: string,
  kind: ItemKind | null,
  limit: number,
): Promise<Item[]> {
  return inFile(db, matterId, kind).orderBy('number').limit(limit).selectAll().execute();
}

/** Items in the file with these words in the title, by number; before them the one whose number it is. */
export async function listFindable(
  db: Db,
  matterId: string,
  kind: ItemKind | null,
  { words, number }: { readonly words: string; readonly number: number | null },
  limit: number,
): Promise<Item[]> {
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  return inFile(db, matterId, kind)
    .where((eb) =>
      eb.or([
        sql<SqlBool>`lower(${eb.ref('item.title')}) like lower(${pattern}) escape '\\'`,
        ...(number === null ? [] : [eb('item.number', '=', number)]),
      ]),
    )
    .$if(number !== null, (query) => query.orderBy((eb) => eb('item.number', '!=', number ?? 0)))
    .orderBy('number')
    .limit(limit)
    .selectAll()
    .execute();
}

/** The item of this number, a withdrawn one too, and the first few in the file whose title this is. */
export async function listSoNamed(
  db: Db,
  matterId: string,
  { title, number }: { readonly title: string; readonly number: number | null },
  limit: number,
): Promise<Item[]> {
  const ofTitle = await inFile(db, matterId, null)
    .where((eb) => sql<SqlBool>`lower(${eb.ref('item.title')}) = lower(${title})`)
    .orderBy('number')
    .limit(limit)
    .selectAll()
    .execute();
  if (number === null) return ofTitle;
  const ofNumber = await db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('number', '=', number)
    .selectAll()
    .execute();
  return [...ofNumber, ...ofTitle.filter((item) => item.number !== number)];
}

/** Every item in the file of one kind, by number. */
export async function listItemsOfKind(db: Db, matterId: string, kind: ItemKind): Promise<Item[]> {
  return inFile(db, matterId, kind).orderBy('number').selectAll().execute();
}

function inFile(db: Db, matterId: string, kind: ItemKind | null) {
  return db
    .selectFrom('item')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', 'in-file')
    .$if(kind !== null, (query) => query.where('item.kind', '=', kind ?? 'document'));
}
