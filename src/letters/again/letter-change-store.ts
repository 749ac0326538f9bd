import type { Selectable } from 'kysely';
import type { LetterChangeTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { isLive, type Letter } from '../letter.js';

export type StoredChange = Selectable<LetterChangeTable>;

/** The newest first, with the name of who looked at each. */
export async function listChanges(db: Db, letterId: string) {
  return db
    .selectFrom('letterChange')
    .leftJoin('account', 'account.id', 'letterChange.seenBy')
    .where('letterChange.letterId', '=', letterId)
    .orderBy('letterChange.readAt', 'desc')
    .orderBy('letterChange.id')
    .selectAll('letterChange')
    .select('account.name as seenByName')
    .execute();
}

/** Those whose letters have still to get their dates and proposals. */
export async function listUnsettled(db: Db): Promise<StoredChange[]> {
  return db
    .selectFrom('letterChange')
    .where('settledAt', 'is', null)
    .orderBy('readAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

export async function insertChange(
  tx: Tx,
  change: Pick<StoredChange, 'letterId' | 'documentId' | 'readAt' | 'what'>,
): Promise<void> {
  await tx
    .insertInto('letterChange')
    .values({ id: newId(), ...change, settledAt: null, seenAt: null, seenBy: null })
    .execute();
}

export async function settleChanges(tx: Tx, letterId: string, at: string): Promise<void> {
  await tx
    .updateTable('letterChange')
    .set({ settledAt: at })
    .where('letterId', '=', letterId)
    .where('settledAt', 'is', null)
    .execute();
}

/** Throws `ConflictError` where it is none of this letter or was seen already. */
export async function markSeen(
  tx: Tx,
  letterId: string,
  id: string,
  seen: Pick<StoredChange, 'seenAt' | 'seenBy'>,
): Promise<void> {
  const updated = await tx
    .updateTable('letterChange')
    .set(seen)
    .where('id', '=', id)
    .where('letterId', '=', letterId)
    .where('seenAt', 'is', null)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone looked at this change already.');
}

/** The letters that are a document or have it attached, voided ones and ours left out. */
export async function listLettersOf(db: Db, documentIds: readonly string[]): Promise<Letter[]> {
  const letters = await db
    .selectFrom('letter')
    .where('documentId', 'in', [...documentIds])
    .selectAll()
    .execute();
  return letters.filter(isLive);
}
