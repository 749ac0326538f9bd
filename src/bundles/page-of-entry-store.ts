import type { Db } from '../platform/database.js';

/** A page of the original behind an entry; its size in points as displayed, 0 where it was not measured. */
export interface PageOfEntry {
  readonly documentId: string;
  readonly page: number;
  readonly pages: number;
  readonly width: number;
  readonly height: number;
}

/** Null where the document has no such page, or no pages at all. */
export async function findPageOf(db: Db, itemId: string, page: number): Promise<PageOfEntry | null> {
  const document = await db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.id', '=', itemId)
    .select(['document.id', 'document.pages'])
    .executeTakeFirst();
  const pages = document?.pages ?? 0;
  if (document === undefined || page < 1 || page > pages) return null;
  const read = await db
    .selectFrom('pageText')
    .where('documentId', '=', document.id)
    .where('page', '=', page)
    .select(['width', 'height'])
    .executeTakeFirst();
  return { documentId: document.id, page, pages, width: read?.width ?? 0, height: read?.height ?? 0 };
}
