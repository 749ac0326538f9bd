import type { Db } from '../platform/database.js';
import type { AttachedFile } from './attached-file.js';

/** What came attached to these documents of a matter, in the order it came, with the item that has the same bytes. */
export async function listAttachedTo(
  db: Db,
  matterId: string,
  documentIds: readonly string[],
): Promise<(AttachedFile & { readonly parentId: string })[]> {
  if (documentIds.length === 0) return [];
  const files = await db
    .selectFrom('document')
    .where('parentId', 'in', documentIds)
    .where('matterId', '=', matterId)
    .orderBy('receivedAt')
    .orderBy('name')
    .select(['id', 'parentId', 'name', 'sha256'])
    .execute();
  if (files.length === 0) return [];
  const hashes = [...new Set(files.map(({ sha256 }) => sha256))];
  const items = await db
    .selectFrom('item')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', '=', matterId)
    .where('document.sha256', 'in', hashes)
    // Where the same bytes are several items, the one that holds them back says what becomes of them.
    .orderBy('item.isPrivileged', 'desc')
    .orderBy('item.state', 'desc')
    .orderBy('item.number')
    .select(['item.id', 'item.number', 'item.title', 'item.state', 'item.isPrivileged', 'document.sha256'])
    .execute();
  return files.map(({ id, parentId, name, sha256 }) => ({
    ...{ id, name, parentId: parentId ?? '' },
    item: items.find((one) => one.sha256 === sha256) ?? null,
  }));
}
