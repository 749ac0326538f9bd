import type { Insertable, Updateable } from 'kysely';
import type { Actor } from '../audit/event.js';
import { standsInFor } from '../auth/account-store.js';
import type { LetterDismissalTable, LetterTable } from '../migrations/schema.js';
import { threadSubjectOf } from '../documents/mail/message-key.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { UNFILED, type Letter } from './letter.js';

/** A letter with what a list shows of its document. */
export interface LetterRow extends Letter {
  readonly fileName: string | null;
  readonly label: string | null;
  readonly pages: number | null;
  readonly documentState: string | null;
}

/** The letters of a matter, the newest first. */
export async function listLetters(db: Db, matterId: string): Promise<LetterRow[]> {
  return rows(db)
    .where('letter.matterId', '=', matterId)
    .orderBy('letter.loggedAt', 'desc')
    .orderBy('letter.number', 'desc')
    .execute();
}

/** What a list needs to name a letter. */
export type LetterName = Pick<Letter, 'id' | 'number' | 'sender' | 'direction' | 'state'>;

/** The letters of a matter by name, only those of `ids` where they are given, the latest first. */
export async function listLetterNames(
  db: Db,
  matterId: string,
  ids: readonly string[] | null,
): Promise<LetterName[]> {
  if (ids?.length === 0) return [];
  return db
    .selectFrom('letter')
    .where('matterId', '=', matterId)
    .$if(ids !== null, (query) => query.where('id', 'in', [...new Set(ids)]))
    .orderBy('loggedAt', 'desc')
    .orderBy('number', 'desc')
    .select(['id', 'number', 'sender', 'direction', 'state'])
    .execute();
}

/** The letters in no matter yet that this account logged or stands in for. */
export async function listUnfiled(db: Db, actor: Actor): Promise<LetterRow[]> {
  return rows(db)
    .where('letter.matterId', 'is', null)
    .where('letter.loggedBy', 'in', standsInFor(db, actor.accountId))
    .orderBy('letter.loggedAt', 'desc')
    .execute();
}

export async function getLetterIn(db: Db, matterId: string, id: string): Promise<Letter> {
  const letter = await db
    .selectFrom('letter')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!letter) throw new NotFoundError('letter', id);
  return letter;
}

/** A letter in no matter is seen by whoever logged it; once that account is disabled, by whoever administers. */
export async function getUnfiledFor(db: Db, actor: Actor, id: string): Promise<Letter> {
  const letter = await db
    .selectFrom('letter')
    .where('id', '=', id)
    .where('matterId', 'is', null)
    .where('loggedBy', 'in', standsInFor(db, actor.accountId))
    .selectAll()
    .executeTakeFirst();
  if (!letter) throw new NotFoundError('letter', id);
  return letter;
}

/** Without asking who wants it: for what the machine does by itself. */
export async function getLetter(db: Db, id: string): Promise<Letter> {
  const letter = await db.selectFrom('letter').where('id', '=', id).selectAll().executeTakeFirst();
  if (!letter) throw new NotFoundError('letter', id);
  return letter;
}

/** The letters that these documents were logged as, by the document's id. */
export async function lettersOfDocuments(
  db: Db,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<Letter, 'id' | 'matterId'>>> {
  if (documentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('letter')
    .where('documentId', 'in', documentIds)
    .select(['id', 'matterId', 'documentId'])
    .execute();
  return new Map(rows.map(({ id, matterId, documentId }) => [documentId ?? '', { id, matterId }]));
}

/** Letters whose words nobody has searched for a date yet, because the machine stopped in between. */
export async function listUnsearched(db: Db, limit: number): Promise<Letter[]> {
  return db
    .selectFrom('letter')
    .where('state', '=', 'unreviewed')
    .where('earliestWords', 'is', null)
    .orderBy('loggedAt')
    .limit(limit)
    .selectAll()
    .execute();
}

/** `L-3`: the next number of a matter; a letter in no matter has none yet. */
export async function nextNumber(tx: Tx, matterId: string | null): Promise<string> {
  if (matterId === null) return UNFILED;
  const row = await tx
    .selectFrom('letter')
    .where('matterId', '=', matterId)
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return `L-${Number(row.n) + 1}`;
}

export async function insertLetter(
  tx: Tx,
  letter: Omit<Insertable<LetterTable>, 'id' | 'version'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('letter')
    .values({ id, threadSubject: threadSubjectOf(letter.subject ?? null), ...letter })
    .execute();
  return id;
}

/** Throws `ConflictError` when someone else saved the letter since `version`. */
export async function updateLetter(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<LetterTable>, 'id' | 'version'>,
): Promise<void> {
  const updated = await tx
    .updateTable('letter')
    .set((eb) => ({
      ...changes,
      ...(typeof changes.subject === 'string' ? { threadSubject: threadSubjectOf(changes.subject) } : {}),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this letter meanwhile.');
}

/** Our letter that went out as this file and stands, or null. */
export async function findSentLetter(db: Db, matterId: string, sha256: string): Promise<Letter | null> {
  return (
    (await db
      .selectFrom('letter')
      .innerJoin('document', 'document.id', 'letter.documentId')
      .where('letter.matterId', '=', matterId)
      .where('letter.direction', '=', 'out')
      .where('letter.state', '=', 'sent')
      .where('document.sha256', '=', sha256)
      .selectAll('letter')
      .executeTakeFirst()) ?? null
  );
}

/** The letters of a matter whose original is one of these files, voided ones left out, the oldest first. */
export async function listLettersOfBytes(
  db: Db,
  matterId: string,
  hashes: readonly string[],
): Promise<{ readonly id: string; readonly number: string; readonly sha256: string }[]> {
  if (hashes.length === 0) return [];
  return db
    .selectFrom('letter')
    .innerJoin('document', 'document.id', 'letter.documentId')
    .where('letter.matterId', '=', matterId)
    .where('letter.state', '!=', 'voided')
    .where('document.sha256', 'in', [...hashes])
    .orderBy('letter.loggedAt')
    .orderBy('letter.id')
    .select(['letter.id', 'letter.number', 'document.sha256'])
    .execute();
}

/** What the machine found in the words; nobody's form becomes out of date by it. */
export async function updateEarliest(
  tx: Tx,
  id: string,
  earliest: {
    earliestOn: string | null;
    earliestWords: string;
    limitUnread: string | null;
    threadSubject?: string | null;
  },
): Promise<void> {
  await tx.updateTable('letter').set(earliest).where('id', '=', id).execute();
}

export async function listDismissals(db: Db, letterId: string) {
  return db
    .selectFrom('letterDismissal')
    .innerJoin('account', 'account.id', 'letterDismissal.dismissedBy')
    .where('letterDismissal.letterId', '=', letterId)
    .orderBy('letterDismissal.page')
    .orderBy('letterDismissal.start')
    .selectAll('letterDismissal')
    .select('account.name as dismissedByName')
    .execute();
}

/** Keeps who first dismissed a sentence. */
export async function insertDismissal(tx: Tx, dismissal: LetterDismissalTable): Promise<void> {
  await tx
    .insertInto('letterDismissal')
    .values(dismissal)
    .onConflict((conflict) => conflict.columns(['letterId', 'page', 'start']).doNothing())
    .execute();
}

/** The places of dismissed sentences once the letter was read again; all leave theirs before any takes another's. */
export async function moveDismissals(
  tx: Tx,
  moved: readonly {
    readonly dismissal: LetterDismissalTable;
    readonly to: Pick<LetterDismissalTable, 'page' | 'start'>;
  }[],
): Promise<void> {
  for (const { dismissal } of moved)
    await tx
      .deleteFrom('letterDismissal')
      .where('letterId', '=', dismissal.letterId)
      .where('page', '=', dismissal.page)
      .where('start', '=', dismissal.start)
      .execute();
  for (const { dismissal, to } of moved) {
    const { letterId, quote, dismissedAt, dismissedBy } = dismissal;
    await insertDismissal(tx, { letterId, quote, dismissedAt, dismissedBy, ...to });
  }
}

function rows(db: Db) {
  return db
    .selectFrom('letter')
    .leftJoin('document', 'document.id', 'letter.documentId')
    .selectAll('letter')
    .select([
      'document.name as fileName',
      'document.label',
      'document.pages',
      'document.state as documentState',
    ]);
}
