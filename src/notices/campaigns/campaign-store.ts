import type { Insertable } from 'kysely';
import type { NoticeCampaignTable, NoticeTextTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import type { NoticeCampaign, NoticeText } from './campaign.js';

type Kind = 'noticeText' | 'noticeCampaign';

/** Every text of a matter by number, all its revisions, the latest of each first. */
export async function listTexts(db: Db, matterId: string): Promise<NoticeText[]> {
  return db
    .selectFrom('noticeText')
    .where('matterId', '=', matterId)
    .orderBy('number')
    .orderBy('revision', 'desc')
    .selectAll()
    .execute();
}

/** Every campaign of a matter by number, all its revisions, the latest of each first. */
export async function listCampaigns(db: Db, matterId: string): Promise<NoticeCampaign[]> {
  return db
    .selectFrom('noticeCampaign')
    .where('matterId', '=', matterId)
    .orderBy('number')
    .orderBy('revision', 'desc')
    .selectAll()
    .execute();
}

/** Adds a text under the next number of its matter, or as a further revision of one. */
export async function insertText(
  tx: Tx,
  text: Omit<Insertable<NoticeTextTable>, 'id' | 'state' | 'number' | 'revision'>,
  revised: Revised | null,
): Promise<{ number: number; revision: number }> {
  const place = revised ?? { number: await nextNumber(tx, 'noticeText', text.matterId), revision: 0 };
  const next = { number: place.number, revision: place.revision + 1 };
  await tx
    .insertInto('noticeText')
    .values({ ...text, ...next, id: newId(), state: 'current' })
    .execute();
  return next;
}

/** Adds a campaign under the next number of its matter, or as a further revision of one. */
export async function insertCampaign(
  tx: Tx,
  campaign: Omit<Insertable<NoticeCampaignTable>, 'id' | 'state' | 'number' | 'revision'>,
  revised: Revised | null,
): Promise<{ number: number; revision: number }> {
  const place = revised ?? { number: await nextNumber(tx, 'noticeCampaign', campaign.matterId), revision: 0 };
  const next = { number: place.number, revision: place.revision + 1 };
  await tx
    .insertInto('noticeCampaign')
    .values({ ...campaign, ...next, id: newId(), state: 'current' })
    .execute();
  return next;
}

export interface Revised {
  readonly number: number;
  readonly revision: number;
}

/**
 * Ends the revision that stands, and says which it was. Throws `NotFoundError` for one of another matter, `ConflictError`
 * where it is no longer the one that stands.
 */
export async function endRevision(
  tx: Tx,
  kind: Kind,
  matterId: string,
  id: string,
  end: { readonly state: 'superseded' | 'voided'; readonly voidReason: string | null },
): Promise<Revised> {
  const row = await tx
    .selectFrom(kind)
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .select(['number', 'revision', 'state'])
    .executeTakeFirst();
  if (!row) throw new NotFoundError(kind === 'noticeText' ? 'text' : 'campaign', id);
  if (row.state !== 'current')
    throw new ConflictError(
      `Someone else ${row.state === 'voided' ? 'voided' : 'revised'} this ${kind === 'noticeText' ? 'text' : 'campaign'} meanwhile. Reload the page and look at what stands now.`,
    );
  await tx.updateTable(kind).set(end).where('id', '=', id).execute();
  return { number: row.number, revision: row.revision };
}

async function nextNumber(tx: Tx, kind: Kind, matterId: string): Promise<number> {
  const last = await tx
    .selectFrom(kind)
    .where('matterId', '=', matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  return Number(last?.number ?? 0) + 1;
}
