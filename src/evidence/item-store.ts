import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, Insertable, SelectQueryBuilder, SqlBool } from 'kysely';
import type { Document } from '../documents/document-store.js';
import type { ItemTable, Tables } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { itemNumber } from './item.js';
import type { Item, ItemFields, ItemKind } from './item.js';

/** An item with the file behind it. */
export type ListedItem = Item & {
  readonly sha256: string;
  readonly bytes: number;
  readonly name: string;
  readonly facts: string;
  readonly label: string;
  readonly documentState: Document['state'];
  readonly reason: string | null;
  readonly pages: number | null;
};

export const SORTS = ['number', 'title', 'custodian', 'source', 'datedOn', 'kind'] as const;
export type Sort = (typeof SORTS)[number];

export interface ItemFilter {
  readonly sort: Sort;
  readonly isDescending: boolean;
  /** Words in the title, the file name, custodian or source, or a file number. */
  readonly words: string | null;
  readonly kind: ItemKind | null;
  readonly show: 'all' | 'unlinked' | 'privileged' | 'unreadable' | 'withdrawn';
  /** Only what bears on this demand. */
  readonly demandId: string | null;
}

export const PAGE_SIZE = 50;
/** So many are offered where a custodian is typed. */
const MOST_CUSTODIANS = 100;

export async function listItems(
  db: Db,
  matterId: string,
  filter: ItemFilter,
  page: number,
): Promise<ListedItem[]> {
  return withFile(filtered(db, matterId, filter))
    .orderBy(`item.${filter.sort}`, filter.isDescending ? 'desc' : 'asc')
    .orderBy('item.number')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
    .execute();
}

/** These items of a matter with their files, by number. */
export async function listListedByIds(
  db: Db,
  matterId: string,
  ids: readonly string[],
): Promise<ListedItem[]> {
  if (ids.length === 0) return [];
  const items = db
    .selectFrom('item')
    .where('item.matterId', '=', matterId)
    .where('item.id', 'in', [...ids]);
  return withFile(items).orderBy('item.number').execute();
}

function withFile(items: SelectQueryBuilder<Tables, 'item', object>) {
  return items
    .innerJoin('document', 'document.id', 'item.documentId')
    .selectAll('item')
    .select([
      'document.sha256',
      'document.bytes',
      'document.name',
      'document.facts',
      'document.label',
      'document.state as documentState',
      'document.reason',
      'document.pages',
    ]);
}

export async function countItems(db: Db, matterId: string, filter: ItemFilter): Promise<number> {
  const row = await filtered(db, matterId, filter)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** What a search of the file finds, by number, with what decides whether it may be taken unseen. */
export async function listFound(
  db: Db,
  matterId: string,
  filter: ItemFilter,
): Promise<Pick<Item, 'id' | 'number' | 'kind' | 'isPrivileged'>[]> {
  return filtered(db, matterId, filter)
    .orderBy('item.number')
    .select(['item.id', 'item.number', 'item.kind', 'item.isPrivileged'])
    .execute();
}

/** Every item in the file of a matter that is not withdrawn, by number. */
export async function listItemsInFile(db: Db, matterId: string): Promise<Item[]> {
  return db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('state', '=', 'in-file')
    .orderBy('number')
    .selectAll()
    .execute();
}

/** Who holds items of a matter, each once, by name. */
export async function listCustodians(db: Db, matterId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('custodian', '!=', '')
    .distinct()
    .select('custodian')
    .orderBy('custodian')
    .limit(MOST_CUSTODIANS)
    .execute();
  return rows.map(({ custodian }) => custodian);
}

/** How many items in the file bear on no demand. */
export async function countUnlinked(db: Db, matterId: string): Promise<number> {
  const row = await db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('state', '=', 'in-file')
    .where((eb) => eb.not(eb.exists(linksOf(eb))))
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function getItem(db: Db, matterId: string, id: string): Promise<Item> {
  const item = await db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!item) throw new NotFoundError('item', id);
  return item;
}

export async function listItemsByIds(db: Db, matterId: string, ids: readonly string[]): Promise<Item[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('item')
    .where('matterId', '=', matterId)
    .where('id', 'in', [...ids])
    .orderBy('number')
    .selectAll()
    .execute();
}

/** The item in the file of a matter that is this very file, or null: the same bytes are one item until it is withdrawn. */
export async function findItemOfFile(db: Db, matterId: string, sha256: string): Promise<Item | null> {
  return (
    (await db
      .selectFrom('item')
      .innerJoin('document', 'document.id', 'item.documentId')
      .where('document.sha256', '=', sha256)
      .where('item.matterId', '=', matterId)
      .where('item.state', '=', 'in-file')
      .orderBy('item.number')
      .selectAll('item')
      .executeTakeFirst()) ?? null
  );
}

/** Gives the item the next number of its matter's file. Call it in the writing transaction. */
export async function insertItem(
  tx: Tx,
  item: Omit<Insertable<ItemTable>, 'id' | 'number' | 'state'>,
): Promise<{ id: string; number: number }> {
  const id = newId();
  const last = await tx
    .selectFrom('item')
    .where('matterId', '=', item.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx
    .insertInto('item')
    .values({ id, number, state: 'in-file', ...item })
    .execute();
  return { id, number };
}

/** Throws `ConflictError` when someone else saved the item meanwhile. */
export async function updateItem(
  tx: Tx,
  item: Pick<Item, 'id' | 'number' | 'version'>,
  changes: Partial<ItemFields & Pick<Item, 'state' | 'withdrawnReason'>>,
): Promise<void> {
  const updated = await tx
    .updateTable('item')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', item.id)
    .where('version', '=', item.version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError(
      `Someone else changed item ${itemNumber(item.number)} meanwhile. Reload the page.`,
    );
}

/** The items whose file came attached to this item's file, at any depth, and that do not carry the mark yet. */
export async function listUnmarkedAttached(
  db: Db,
  matterId: string,
  item: Pick<Item, 'documentId'>,
): Promise<Item[]> {
  return db
    .withRecursive('family', (query) =>
      query
        .selectFrom('document')
        .where('parentId', '=', item.documentId)
        .select('id')
        .union((again) =>
          again
            .selectFrom('document')
            .innerJoin('family', 'family.id', 'document.parentId')
            .select('document.id'),
        ),
    )
    .selectFrom('item')
    .innerJoin('family', 'family.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('item.isPrivileged', '=', 0)
    .orderBy('item.number')
    .selectAll('item')
    .execute();
}

function filtered(db: Db, matterId: string, filter: ItemFilter): SelectQueryBuilder<Tables, 'item', object> {
  const { words, kind, show, demandId } = filter;
  return db
    .selectFrom('item')
    .where('item.matterId', '=', matterId)
    .where('item.state', '=', show === 'withdrawn' ? 'withdrawn' : 'in-file')
    .$if(kind !== null, (query) => query.where('item.kind', '=', kind ?? 'document'))
    .$if(show === 'privileged', (query) => query.where('item.isPrivileged', '=', 1))
    .$if(show === 'unlinked', (query) => query.where((eb) => eb.not(eb.exists(linksOf(eb)))))
    .$if(show === 'unreadable', (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('document')
            .whereRef('document.id', '=', 'item.documentId')
            .where('document.state', '!=', 'readable')
            .select('document.id'),
        ),
      ),
    )
    .$if(demandId !== null, (query) =>
      query.where((eb) => eb.exists(linksOf(eb).where('itemDemand.demandId', '=', demandId ?? ''))),
    )
    .$if(words !== null, (query) => query.where((eb) => wordsMatch(eb, words ?? '')));
}

function linksOf(eb: ExpressionBuilder<Tables, 'item'>) {
  return eb
    .selectFrom('itemDemand')
    .whereRef('itemDemand.itemId', '=', 'item.id')
    .select('itemDemand.itemId');
}

function wordsMatch(eb: ExpressionBuilder<Tables, 'item'>, words: string): Expression<SqlBool> {
  const number = /^(?:r-?)?0*(\d{1,9})$/i.exec(words.trim())?.[1];
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const like = (column: Expression<string>): Expression<SqlBool> =>
    sql<SqlBool>`lower(${column}) like ${pattern} escape '\\'`;
  return eb.or([
    like(eb.ref('item.title')),
    like(eb.ref('item.custodian')),
    like(eb.ref('item.source')),
    eb.exists(
      eb
        .selectFrom('document')
        .whereRef('document.id', '=', 'item.documentId')
        .where((inner) => like(inner.ref('document.name')))
        .select('document.id'),
    ),
    ...(number === undefined ? [] : [eb('item.number', '=', Number(number))]),
  ]);
}

/** The words of each page of an item's document, in order. */
export async function listPagesOfItem(
  db: Db,
  itemId: string,
): Promise<{ readonly page: number; readonly text: string }[]> {
  return db
    .selectFrom('pageText')
    .innerJoin('item', 'item.documentId', 'pageText.documentId')
    .where('item.id', '=', itemId)
    .orderBy('pageText.page')
    .select(['pageText.page', 'pageText.text'])
    .execute();
}
