import type { Actor } from '../../audit/event.js';
import { standsInFor } from '../../auth/account-store.js';
import type { Db } from '../../platform/database.js';
import type { Letter } from '../letter.js';

/** A letter as its thread shows it. */
export interface ThreadRow extends Pick<
  Letter,
  | 'id'
  | 'number'
  | 'matterId'
  | 'direction'
  | 'state'
  | 'sender'
  | 'recipient'
  | 'subject'
  | 'datedOn'
  | 'sentOn'
  | 'inReplyTo'
  | 'loggedAt'
> {
  readonly documentId: string | null;
  readonly facts: string | null;
  readonly label: string | null;
}

/** What ties a mail to others: its own id and the ids it names. */
export interface Ties {
  readonly ids: readonly string[];
  readonly references: readonly string[];
}

const MOST = 200;

/** The ids that these documents bear and the ids they name. */
export async function listTies(db: Db, documentIds: readonly string[]): Promise<Ties> {
  if (documentIds.length === 0) return { ids: [], references: [] };
  const own = await db.selectFrom('document').where('id', 'in', documentIds).select('messageId').execute();
  const named = await db
    .selectFrom('mailReference')
    .where('documentId', 'in', documentIds)
    .select('messageId')
    .execute();
  // A letter of ours bears no id; the mail that carried it does.
  const mailed = await mailedLetters(db)
    .where('document.id', 'in', documentIds)
    .select('delivery.messageId')
    .execute();
  return {
    ids: [...own, ...mailed].flatMap((row) => row.messageId ?? []),
    references: named.map((row) => row.messageId),
  };
}

/** Documents that bear an id which these name, or that name an id which these bear or name; `byReferences` where the References header says so. */
export async function listTied(
  db: Db,
  { ids, references }: Ties,
): Promise<{ readonly documentId: string; readonly byReferences: boolean }[]> {
  const all = [...new Set([...ids, ...references])].slice(0, 500);
  if (all.length === 0) return [];
  const bearing =
    references.length === 0
      ? []
      : await db
          .selectFrom('document')
          .where('messageId', 'in', references.slice(0, 500))
          .limit(MOST)
          .select('id')
          .execute();
  const carried =
    references.length === 0
      ? []
      : await mailedLetters(db)
          .where('delivery.messageId', 'in', references.slice(0, 500))
          .limit(MOST)
          .select('document.id')
          .execute();
  const naming = await db
    .selectFrom('mailReference')
    .where('messageId', 'in', all)
    .limit(MOST * 5)
    .select(['documentId', 'position'])
    .execute();
  return [
    ...[...bearing, ...carried].map(({ id }) => ({ documentId: id, byReferences: true })),
    ...naming.map(({ documentId, position }) => ({ documentId, byReferences: position > 0 })),
  ];
}

/** Letters of this letter's matter, or unfiled ones of the same account, that one of these makes part of its thread. */
export async function listThreadRows(
  db: Db,
  actor: Actor,
  letter: Letter,
  by: { readonly documentIds: readonly string[] } | { readonly record: true } | { readonly subject: string },
): Promise<ThreadRow[]> {
  const { matterId } = letter;
  return db
    .selectFrom('letter')
    .leftJoin('document', 'document.id', 'letter.documentId')
    .where((eb) =>
      matterId === null
        ? eb.and([
            eb('letter.matterId', 'is', null),
            eb('letter.loggedBy', 'in', standsInFor(db, actor.accountId)),
          ])
        : eb('letter.matterId', '=', matterId),
    )
    .where('letter.state', 'in', ['unreviewed', 'reviewed', 'sent'])
    .where((eb) => {
      if ('documentIds' in by) return eb('letter.documentId', 'in', [...by.documentIds]);
      if ('subject' in by) return eb('letter.threadSubject', '=', by.subject);
      return eb.or([
        eb('letter.inReplyTo', '=', letter.id),
        ...(letter.inReplyTo === null ? [] : [eb('letter.id', '=', letter.inReplyTo)]),
      ]);
    })
    .limit(MOST)
    .select([
      'letter.id',
      'letter.number',
      'letter.matterId',
      'letter.direction',
      'letter.state',
      'letter.sender',
      'letter.recipient',
      'letter.subject',
      'letter.datedOn',
      'letter.sentOn',
      'letter.inReplyTo',
      'letter.loggedAt',
      'letter.documentId',
      'document.facts',
      'document.label',
    ])
    .execute();
}

/** Our letters with the mails that carried them: the document of each is the approved file. */
function mailedLetters(db: Db) {
  return db
    .selectFrom('delivery')
    .innerJoin('approval', 'approval.buildId', 'delivery.buildId')
    .innerJoin('document', (join) =>
      join
        .onRef('document.sha256', '=', 'approval.pdfSha256')
        .onRef('document.matterId', '=', 'delivery.matterId'),
    )
    .where('delivery.messageId', 'is not', null);
}
