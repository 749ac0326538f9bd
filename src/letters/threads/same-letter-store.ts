import type { Actor } from '../../audit/event.js';
import { standsInFor } from '../../auth/account-store.js';
import type { Document } from '../../documents/document-store.js';
import type { Letter } from '../letter.js';
import type { Db } from '../../platform/database.js';

/** Another letter that is the same: byte for byte, as a message kept in another form, by its words alone, or only by the id it bears. */
export interface SameLetter {
  readonly id: string;
  readonly number: string;
  readonly matterId: string | null;
  readonly matterNumber: string | null;
  readonly matterTitle: string | null;
  readonly label: string;
  readonly state: Letter['state'];
  readonly loggedAt: string;
  readonly how: 'bytes' | 'message' | 'words' | 'id';
}

const MOST = 20;

/** Letters like this one that the account may see: in its matters, or in none and logged by it. The oldest first. */
export async function listSameLetters(
  db: Db,
  actor: Actor,
  letterId: string,
  { sha256, messageId, messageKey }: Pick<Document, 'sha256' | 'messageId' | 'messageKey'>,
): Promise<SameLetter[]> {
  const rows = await db
    .selectFrom('document')
    .innerJoin('letter', 'letter.documentId', 'document.id')
    .leftJoin('matter', 'matter.id', 'letter.matterId')
    .leftJoin('matterAccess', (join) =>
      join
        .onRef('matterAccess.matterId', '=', 'letter.matterId')
        .on('matterAccess.accountId', '=', actor.accountId),
    )
    .where((eb) =>
      eb.or([
        eb('document.sha256', '=', sha256),
        ...(messageId === null ? [] : [eb('document.messageId', '=', messageId)]),
        ...(messageKey === null ? [] : [eb('document.messageKey', '=', messageKey)]),
      ]),
    )
    .where('letter.id', '!=', letterId)
    .where('letter.state', '!=', 'voided')
    .where((eb) =>
      eb.or([
        eb('matterAccess.accountId', 'is not', null),
        eb.and([
          eb('letter.matterId', 'is', null),
          eb('letter.loggedBy', 'in', standsInFor(db, actor.accountId)),
        ]),
      ]),
    )
    .orderBy('letter.loggedAt')
    .limit(MOST)
    .select([
      'letter.id',
      'letter.number',
      'letter.matterId',
      'letter.state',
      'letter.loggedAt',
      'matter.number as matterNumber',
      'matter.title as matterTitle',
      'document.label',
      'document.sha256',
      'document.messageKey',
      'document.messageId',
    ])
    .execute();
  return rows.map(({ sha256: bytes, messageKey: key, messageId: id, ...row }) => {
    const isSameWords = key !== null && key === messageKey;
    const isOther = id !== null && messageId !== null && id !== messageId;
    return { ...row, how: bytes === sha256 ? 'bytes' : isSameWords ? (isOther ? 'words' : 'message') : 'id' };
  });
}
