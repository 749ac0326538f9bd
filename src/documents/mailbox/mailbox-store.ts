import { sql, type Selectable } from 'kysely';
import type { MailboxMessageTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import type { Document } from '../document-store.js';
import type { ListedMessage } from './list-messages.js';

/** A message of a mailbox, and the letter's document it became, if it was chosen. */
export type MailboxMessage = Selectable<MailboxMessageTable> & { readonly chosenAs: string | null };

export interface MailboxRow extends Pick<Document, 'id' | 'name' | 'receivedAt'> {
  readonly messages: number;
  readonly chosen: number;
}

const AT_ONCE = 200;

/** Mailboxes of a matter; of none, those this account received. The newest first. */
export async function listMailboxes(
  db: Db,
  of: { readonly matterId: string } | { readonly receivedBy: string },
): Promise<MailboxRow[]> {
  const rows = await db
    .selectFrom('document')
    .where('mediaType', '=', 'application/mbox')
    .where((eb) =>
      'matterId' in of
        ? eb('document.matterId', '=', of.matterId)
        : eb.and([eb('document.matterId', 'is', null), eb('document.receivedBy', '=', of.receivedBy)]),
    )
    .where('document.parentId', 'is', null)
    .orderBy('document.receivedAt', 'desc')
    .limit(50)
    .select(['document.id', 'document.name', 'document.receivedAt'])
    .select((eb) => [
      eb
        .selectFrom('mailboxMessage')
        .whereRef('mailboxMessage.documentId', '=', 'document.id')
        .select((count) => count.fn.countAll().as('n'))
        .as('messages'),
      eb
        .selectFrom('document as message')
        .whereRef('message.mailboxId', '=', 'document.id')
        .select((count) => count.fn.countAll().as('n'))
        .as('chosen'),
    ])
    .execute();
  return rows.map((row) => ({ ...row, messages: Number(row.messages), chosen: Number(row.chosen) }));
}

/** Messages in the order of the file; `find` looks in sender and subject. */
export async function listMailboxMessages(
  db: Db,
  mailboxId: string,
  { find, offset, limit }: { readonly find: string; readonly offset: number; readonly limit: number },
): Promise<{ readonly messages: MailboxMessage[]; readonly total: number }> {
  const like = `%${find.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const matching = db
    .selectFrom('mailboxMessage')
    .where('mailboxMessage.documentId', '=', mailboxId)
    .$if(find !== '', (query) =>
      query.where((eb) =>
        eb.or(
          (['sender', 'subject'] as const).map(
            (column) => sql<boolean>`lower(${sql.ref(`mailboxMessage.${column}`)}) like ${like} escape '\\'`,
          ),
        ),
      ),
    );
  const { n } = await matching.select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow();
  const messages = await matching
    .orderBy('place')
    .offset(offset)
    .limit(limit)
    .selectAll('mailboxMessage')
    .execute();
  const chosen = await listChosen(
    db,
    mailboxId,
    messages.map((one) => one.place),
  );
  return {
    messages: messages.map((one) => ({ ...one, chosenAs: chosen.get(one.place) ?? null })),
    total: Number(n),
  };
}

/** The messages at these places, in order. */
export async function listMessagesAt(
  db: Db,
  mailboxId: string,
  places: readonly number[],
): Promise<MailboxMessage[]> {
  if (places.length === 0) return [];
  const messages = await db
    .selectFrom('mailboxMessage')
    .where('documentId', '=', mailboxId)
    .where('place', 'in', places)
    .orderBy('place')
    .selectAll()
    .execute();
  const chosen = await listChosen(db, mailboxId, places);
  return messages.map((one) => ({ ...one, chosenAs: chosen.get(one.place) ?? null }));
}

/** Lists a mailbox anew; call `addMessages` with batches in the same order. */
export async function deleteMessages(tx: Tx, mailboxId: string): Promise<void> {
  await tx.deleteFrom('mailboxMessage').where('documentId', '=', mailboxId).execute();
}

export async function insertMessages(
  tx: Tx,
  documentId: string,
  messages: readonly ListedMessage[],
): Promise<void> {
  for (let from = 0; from < messages.length; from += AT_ONCE)
    await tx
      .insertInto('mailboxMessage')
      .values(messages.slice(from, from + AT_ONCE).map((message) => ({ documentId, ...message })))
      .execute();
}

async function listChosen(
  db: Db,
  mailboxId: string,
  places: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (places.length === 0) return new Map();
  const rows = await db
    .selectFrom('document')
    .where('mailboxId', '=', mailboxId)
    .where('mailboxPlace', 'in', places)
    .select(['id', 'mailboxPlace'])
    .execute();
  return new Map(rows.map((row) => [row.mailboxPlace ?? 0, row.id]));
}
