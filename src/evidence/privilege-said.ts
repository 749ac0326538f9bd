import { listTops } from '../documents/document-store.js';
import { factsOf } from '../documents/preview.js';
import { claimsOfPrivilege } from '../pdf/findings/personal-data.js';
import type { Db } from '../platform/database.js';
import type { ListedItem } from './item-store.js';

/** A claim stands at the head of a paper; what is further in is found when a bundle is built. */
const LETTERS_AT_TOP = 4_000;

/** What the subject or the first page of each of these items says of its own privilege, in its words, by document. */
export async function listPrivilegeSaid(
  db: Db,
  items: readonly Pick<ListedItem, 'documentId' | 'facts'>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = items.map(({ documentId }) => documentId);
  const topOf = await listTops(db, ids, LETTERS_AT_TOP);
  return new Map(
    items.flatMap((item) => {
      const [words] = claimsOfPrivilege(
        `Subject: ${factsOf(item).subject ?? ''}\n${topOf.get(item.documentId) ?? ''}`,
      );
      return words === undefined ? [] : [[item.documentId, words] as const];
    }),
  );
}
