import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';
import type { Actor } from '../audit/event.js';
import { standsInFor } from '../auth/account-store.js';
import type { DocumentTable, PageTextTable, RenditionTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { PageWords } from './reading.js';

export type Document = Selectable<DocumentTable>;
export type Rendition = Selectable<RenditionTable>;
export type NewDocument = Omit<Insertable<DocumentTable>, 'id'>;

const PAGES_AT_ONCE = 50;
/** A statement binds at most 32,766 values on SQLite. */
const IDS_AT_ONCE = 5_000;

/**
 * The document, if this account works on its matter; before it has a matter, if this account received it.
 * A stranger learns nothing: no access reads as no document.
 */
export async function getDocumentFor(db: Db, actor: Actor, id: string): Promise<Document> {
  const document = await db
    .selectFrom('document')
    .leftJoin('matterAccess', (join) =>
      join
        .onRef('matterAccess.matterId', '=', 'document.matterId')
        .on('matterAccess.accountId', '=', actor.accountId),
    )
    .where('document.id', '=', id)
    .where((eb) =>
      eb.or([
        eb('matterAccess.accountId', 'is not', null),
        eb.and([
          eb('document.matterId', 'is', null),
          eb('document.receivedBy', 'in', standsInFor(db, actor.accountId)),
        ]),
      ]),
    )
    .selectAll('document')
    .executeTakeFirst();
  if (!document) throw new NotFoundError('document', id);
  return document;
}

/** A document of this matter. Throws `NotFoundError` for any other. */
export async function getDocumentIn(db: Db, matterId: string, id: string): Promise<Document> {
  const document = await db
    .selectFrom('document')
    .where('id', '=', id)
    .where('matterId', '=', matterId)
    .selectAll()
    .executeTakeFirst();
  if (!document) throw new NotFoundError('document', id);
  return document;
}

/** The names of a matter's latest documents, to choose one from. */
export async function listDocumentNames(
  db: Db,
  matterId: string,
  limit = 200,
): Promise<Pick<Document, 'id' | 'name' | 'label' | 'receivedAt'>[]> {
  return db
    .selectFrom('document')
    .where('matterId', '=', matterId)
    .orderBy('receivedAt', 'desc')
    .orderBy('name')
    .limit(limit)
    .select(['id', 'name', 'label', 'receivedAt'])
    .execute();
}

/** Without asking who wants it: for jobs, and for callers that have checked access to what it belongs to. */
export async function getDocument(db: Db, id: string): Promise<Document> {
  const document = await db.selectFrom('document').where('id', '=', id).selectAll().executeTakeFirst();
  if (!document) throw new NotFoundError('document', id);
  return document;
}

/** Documents by their ids, of whatever matter: whoever asks has the ids from what the actor may see. */
export async function getDocuments(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Document>> {
  const found = new Map<string, Document>();
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const some = ids.slice(from, from + IDS_AT_ONCE);
    const rows = await db.selectFrom('document').where('id', 'in', some).selectAll().execute();
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** The attachments of a mail, in the order they came. */
export async function listAttached(db: Db, parentId: string): Promise<Document[]> {
  return db
    .selectFrom('document')
    .where('parentId', '=', parentId)
    .orderBy('receivedAt')
    .orderBy('name')
    .selectAll()
    .execute();
}

/** The mailbox file that a message was taken from, and its number there; null for what came by itself. */
export async function findMailboxOf(
  db: Db,
  { mailboxId, mailboxPlace }: Document,
): Promise<{ readonly id: string; readonly name: string; readonly place: number } | null> {
  if (mailboxId === null || mailboxPlace === null) return null;
  const { id, name } = await getDocument(db, mailboxId);
  return { id, name, place: mailboxPlace };
}

/** Read by an older reader than `below`, of these types, in the order of their ids from behind `after` on. */
export async function listReadByOlder(
  db: Db,
  {
    types,
    below,
    after,
    limit,
  }: {
    readonly types: readonly string[];
    readonly below: number;
    readonly after: string;
    readonly limit: number;
  },
): Promise<Document[]> {
  return olderReadings(db, types, below)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .execute();
}

export async function countReadByOlder(db: Db, types: readonly string[], below: number): Promise<number> {
  const row = await olderReadings(db, types, below)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function olderReadings(db: Db, types: readonly string[], below: number) {
  return db
    .selectFrom('document')
    .where('mediaType', 'in', [...types])
    .where('readerVersion', '<', below)
    .where('state', '!=', 'unread');
}

/** What an older reader found stays; it is not read again by this one. */
export async function updateReaderVersion(tx: Tx, id: string, readerVersion: number): Promise<void> {
  await tx.updateTable('document').set({ readerVersion }).where('id', '=', id).execute();
}

/** Documents that were kept and not read, because the machine stopped in between. */
export async function listUnread(db: Db, limit: number): Promise<Document[]> {
  return db
    .selectFrom('document')
    .where('state', '=', 'unread')
    .orderBy('receivedAt')
    .limit(limit)
    .selectAll()
    .execute();
}

export async function insertDocument(tx: Tx, document: NewDocument): Promise<string> {
  const id = newId();
  await tx
    .insertInto('document')
    .values({ id, ...document })
    .execute();
  return id;
}

/** What reading found; nothing of the original itself can change. */
export async function updateReading(
  tx: Tx,
  id: string,
  reading: Pick<
    Document,
    | 'mediaType'
    | 'label'
    | 'state'
    | 'reason'
    | 'pages'
    | 'facts'
    | 'readerVersion'
    | 'messageId'
    | 'messageKey'
  >,
): Promise<void> {
  await tx.updateTable('document').set(reading).where('id', '=', id).execute();
}

/** The messages a mail says it answers: what is in In-Reply-To at 0, its References from 1 on. */
export async function replaceReferences(
  tx: Tx,
  documentId: string,
  { inReplyTo, references }: { readonly inReplyTo: string | null; readonly references: readonly string[] },
): Promise<void> {
  await tx.deleteFrom('mailReference').where('documentId', '=', documentId).execute();
  const rows = [
    ...(inReplyTo === null ? [] : [{ documentId, position: 0, messageId: inReplyTo }]),
    ...references.map((messageId, index) => ({ documentId, position: index + 1, messageId })),
  ];
  if (rows.length > 0) await tx.insertInto('mailReference').values(rows).execute();
}

export async function updatePages(tx: Tx, id: string, pages: number): Promise<void> {
  await tx.updateTable('document').set({ pages }).where('id', '=', id).execute();
}

/** Puts a document and everything attached to it under a matter. */
export async function updateMatterOf(tx: Tx, id: string, matterId: string): Promise<void> {
  let family = [id];
  while (family.length > 0) {
    await tx.updateTable('document').set({ matterId }).where('id', 'in', family).execute();
    const attached = await tx.selectFrom('document').where('parentId', 'in', family).select('id').execute();
    family = attached.map((document) => document.id);
  }
}

export type PageText = Selectable<PageTextTable>;

/** The words of a document from its first page on. `lines` is JSON of `{text, left, bottom, right, top}` in points. */
export async function listPageText(db: Db, documentId: string, limit = 5_000): Promise<PageText[]> {
  return db
    .selectFrom('pageText')
    .where('documentId', '=', documentId)
    .orderBy('page')
    .limit(limit)
    .selectAll()
    .execute();
}

/** The first so many letters of the first page of each of these documents, by its id. */
export async function listTops(
  db: Db,
  documentIds: readonly string[],
  letters: number,
): Promise<ReadonlyMap<string, string>> {
  if (documentIds.length === 0) return new Map();
  const tops = await db
    .selectFrom('pageText')
    .where('documentId', 'in', documentIds)
    .where('page', '=', 1)
    .select(['documentId', sql<string>`substr(text, 1, ${letters})`.as('top')])
    .execute();
  return new Map(tops.map(({ documentId, top }) => [documentId, top]));
}

export async function deletePageText(tx: Tx, documentId: string): Promise<void> {
  await tx.deleteFrom('pageText').where('documentId', '=', documentId).execute();
}

/** At most fifty pages at a time, so that no transaction is long. */
export function pagesInBatches(pages: readonly PageWords[]): readonly (readonly PageWords[])[] {
  const batches: PageWords[][] = [];
  for (let from = 0; from < pages.length; from += PAGES_AT_ONCE)
    batches.push(pages.slice(from, from + PAGES_AT_ONCE));
  return batches;
}

export async function insertPageText(tx: Tx, documentId: string, pages: readonly PageWords[]): Promise<void> {
  if (pages.length === 0) return;
  await tx
    .insertInto('pageText')
    .values(
      pages.map(({ page, text, lines, width, height }) => ({
        documentId,
        page,
        // PostgreSQL cannot store the character NUL, and it is no word.
        text: text.replaceAll('\0', ''),
        lines: JSON.stringify(lines).replaceAll('\\u0000', ''),
        width,
        height,
      })),
    )
    .execute();
}

export async function findRendition(db: Db, documentId: string, kind: string): Promise<Rendition | null> {
  return (
    (await db
      .selectFrom('rendition')
      .where('documentId', '=', documentId)
      .where('kind', '=', kind)
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** Keeps the first of two that are made at once: both show the same. */
export async function insertRendition(tx: Tx, rendition: Rendition): Promise<void> {
  await tx
    .insertInto('rendition')
    .values(rendition)
    .onConflict((conflict) => conflict.columns(['documentId', 'kind']).doNothing())
    .execute();
}
