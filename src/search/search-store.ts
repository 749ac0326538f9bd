import { sql, type Expression, type SqlBool } from 'kysely';
import type { Actor } from '../audit/event.js';
import { standsInFor } from '../auth/account-store.js';
import type { Db } from '../platform/database.js';
import { likePattern } from './words.js';

/** One thing found; `text` is where the words stand. */
export interface Found {
  readonly id: string;
  readonly matterId: string | null;
  readonly matterTitle: string | null;
  readonly title: string;
  readonly text: string;
  readonly page: number | null;
}

export interface Looked {
  readonly actor: Actor;
  readonly words: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

export type Kind = 'letters' | 'demands' | 'items' | 'pages';

/** What of each kind an account may see and has every word, asked of the database so: nothing is filtered afterwards. */
export const SEARCHES: Readonly<Record<Kind, (db: Db, looked: Looked) => Promise<Found[]>>> = {
  letters: findLetters,
  demands: findDemands,
  items: findItems,
  pages: findPages,
};

async function findLetters(db: Db, { actor, words, limit, offset }: Looked): Promise<Found[]> {
  const rows = await db
    .selectFrom('letter')
    .leftJoin('matter', 'matter.id', 'letter.matterId')
    .where((eb) =>
      eb.or([
        eb('letter.matterId', 'in', myMatters(db, actor)),
        eb.and([
          eb('letter.matterId', 'is', null),
          eb('letter.loggedBy', 'in', standsInFor(db, actor.accountId)),
        ]),
      ]),
    )
    .where((eb) =>
      hasEvery(
        sql<string>`coalesce(${eb.ref('letter.subject')}, '') || ' ' || coalesce(${eb.ref('letter.sender')}, '') || ' ' || coalesce(${eb.ref('letter.recipient')}, '') || ' ' || coalesce(${eb.ref('letter.theirReference')}, '')`,
        words,
      ),
    )
    .orderBy('letter.loggedAt', 'desc')
    .limit(limit)
    .offset(offset)
    .select([
      'letter.id',
      'letter.matterId',
      'matter.title as matterTitle',
      'letter.number',
      'letter.sender',
      'letter.recipient',
      'letter.subject',
      'letter.theirReference',
    ])
    .execute();
  return rows.map(({ id, matterId, matterTitle, number, sender, recipient, subject, theirReference }) => ({
    id,
    matterId,
    matterTitle,
    title: sender ? `Letter from ${sender}` : `Letter ${number}`,
    text: [subject, sender, recipient, theirReference].filter(Boolean).join(' · '),
    page: null,
  }));
}

async function findDemands(db: Db, { actor, words, limit, offset }: Looked): Promise<Found[]> {
  const rows = await db
    .selectFrom('demand')
    .innerJoin('matter', 'matter.id', 'demand.matterId')
    .where('demand.matterId', 'in', myMatters(db, actor))
    .where('demand.state', '!=', 'voided')
    .where((eb) => hasEvery(eb.ref('demand.quote'), words))
    .orderBy('demand.enteredAt', 'desc')
    .limit(limit)
    .offset(offset)
    .select([
      'demand.id',
      'demand.matterId',
      'matter.title as matterTitle',
      'demand.number',
      'demand.quote',
      'demand.page',
    ])
    .execute();
  return rows.map(({ number, quote, ...row }) => ({ ...row, title: `Demand ${number}`, text: quote }));
}

async function findItems(db: Db, { actor, words, limit, offset }: Looked): Promise<Found[]> {
  const rows = await db
    .selectFrom('item')
    .innerJoin('matter', 'matter.id', 'item.matterId')
    .innerJoin('document', 'document.id', 'item.documentId')
    .where('item.matterId', 'in', myMatters(db, actor))
    .where((eb) =>
      hasEvery(
        sql<string>`${eb.ref('item.title')} || ' ' || ${eb.ref('document.name')} || ' ' || ${eb.ref('item.custodian')} || ' ' || ${eb.ref('item.source')}`,
        words,
      ),
    )
    .orderBy('item.addedAt', 'desc')
    .orderBy('item.number', 'desc')
    .limit(limit)
    .offset(offset)
    .select([
      'item.id',
      'item.matterId',
      'matter.title as matterTitle',
      'item.title',
      'document.name',
      'item.custodian',
      'item.source',
    ])
    .execute();
  return rows.map(({ name, custodian, source, ...row }) => ({
    ...row,
    text: [row.title, name, custodian, source].filter((part) => part !== '').join(' · '),
    page: null,
  }));
}

async function findPages(db: Db, { actor, words, limit, offset }: Looked): Promise<Found[]> {
  const rows = await db
    .selectFrom('pageText')
    .innerJoin('document', 'document.id', 'pageText.documentId')
    .leftJoin('matter', 'matter.id', 'document.matterId')
    .where((eb) =>
      eb.or([
        eb('document.matterId', 'in', myMatters(db, actor)),
        eb.and([
          eb('document.matterId', 'is', null),
          eb('document.receivedBy', 'in', standsInFor(db, actor.accountId)),
        ]),
      ]),
    )
    .where((eb) => hasEvery(eb.ref('pageText.text'), words))
    .orderBy('document.receivedAt', 'desc')
    .orderBy('document.id')
    .orderBy('pageText.page')
    .limit(limit)
    .offset(offset)
    .select([
      'document.id',
      'document.matterId',
      'matter.title as matterTitle',
      'document.name as title',
      'pageText.page',
      'pageText.text',
    ])
    .execute();
  return rows;
}

/** Every word, in whatever order; a line end counts as a blank. PostgreSQL compares case, so both are lowered. */
function hasEvery(column: Expression<string>, words: readonly string[]): Expression<SqlBool> {
  const each = words.map(
    (word) => sql<SqlBool>`lower(replace(${column}, ${'\n'}, ' ')) like ${likePattern(word)} escape '\\'`,
  );
  return sql<SqlBool>`(${sql.join(each, sql` and `)})`;
}

function myMatters(db: Db, actor: Actor) {
  return db.selectFrom('matterAccess').where('accountId', '=', actor.accountId).select('matterId');
}
