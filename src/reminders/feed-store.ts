import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { standsInFor } from '../auth/account-store.js';
import type { CalendarFeedTable } from '../migrations/schema.js';
import type { Deadline } from '../deadlines/deadline.js';
import type { Db, Tx } from '../platform/database.js';
import { NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';

export type Feed = Selectable<CalendarFeedTable>;

export type ListedFeed = Feed & { readonly matterNumber: string | null; readonly matterTitle: string | null };

/** What takes the dates of a matter off a calendar, and puts them back. */
const TURNS = ['matter.closed', 'matter.reopened'];

/** A date in a calendar, with when it was last changed. */
export type FeedDate = Deadline & {
  readonly matterNumber: string | null;
  readonly matterTitle: string | null;
  readonly matterState: 'open' | 'closed' | null;
  /** How often its matter was closed or opened again: each time its dates change in a calendar. */
  readonly turns: number;
  readonly changedAt: string;
};

/** Only this is stored of an address: whoever reads the rows cannot open the calendar. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The feeds of an account that have not been revoked; of a matter they no longer work on, too. */
export async function listFeeds(db: Db, accountId: string): Promise<ListedFeed[]> {
  return db
    .selectFrom('calendarFeed')
    .leftJoin('matter', 'matter.id', 'calendarFeed.matterId')
    .leftJoin('matterAccess', (join) =>
      join
        .onRef('matterAccess.matterId', '=', 'calendarFeed.matterId')
        .on('matterAccess.accountId', '=', accountId),
    )
    .where('calendarFeed.accountId', '=', accountId)
    .where('calendarFeed.revokedAt', 'is', null)
    .where((eb) =>
      eb.or([eb('calendarFeed.matterId', 'is', null), eb('matterAccess.accountId', 'is not', null)]),
    )
    .orderBy('calendarFeed.madeAt')
    .orderBy('calendarFeed.id')
    .selectAll('calendarFeed')
    .select(['matter.number as matterNumber', 'matter.title as matterTitle'])
    .execute();
}

/** The feed an address opens, if it is not revoked, its account is active and still works on its matter. */
export async function findFeedByToken(db: Db, token: string): Promise<Feed | null> {
  const feed = await db
    .selectFrom('calendarFeed')
    .innerJoin('account', 'account.id', 'calendarFeed.accountId')
    .where('calendarFeed.tokenHash', '=', hashOfToken(token))
    .where('calendarFeed.revokedAt', 'is', null)
    .where('account.disabledAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('calendarFeed.matterId', 'is', null),
        eb.exists(
          eb
            .selectFrom('matterAccess')
            .whereRef('matterAccess.matterId', '=', 'calendarFeed.matterId')
            .whereRef('matterAccess.accountId', '=', 'calendarFeed.accountId')
            .select('matterAccess.matterId'),
        ),
      ]),
    )
    .selectAll('calendarFeed')
    .executeTakeFirst();
  return feed ?? null;
}

/** A feed of one's own that is not revoked. Throws `NotFoundError` for any other. */
export async function getOwnFeed(db: Db, accountId: string, id: string): Promise<Feed> {
  const feed = await db
    .selectFrom('calendarFeed')
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .selectAll()
    .executeTakeFirst();
  if (!feed) throw new NotFoundError('calendar address', id);
  return feed;
}

export async function insertFeed(tx: Tx, feed: Omit<Feed, 'id' | 'revokedAt'>): Promise<string> {
  const id = newId();
  await tx
    .insertInto('calendarFeed')
    .values({ id, ...feed, revokedAt: null })
    .execute();
  return id;
}

export async function updateRevoked(tx: Tx, id: string, at: string): Promise<void> {
  await tx.updateTable('calendarFeed').set({ revokedAt: at }).where('id', '=', id).execute();
}

/**
 * The dates of a feed as its account may see them now: of one matter, or of all their open matters and the letters
 * they logged that have none. Ended ones are among them, so that a calendar learns that they were cancelled.
 */
export async function listFeedDates(db: Db, feed: Feed, since: string): Promise<FeedDate[]> {
  const { accountId, matterId } = feed;
  const mine = db.selectFrom('matterAccess').where('accountId', '=', accountId).select('matterId');
  const rows = await db
    .selectFrom('deadline')
    .leftJoin('matter', 'matter.id', 'deadline.matterId')
    .leftJoin('letter', 'letter.id', 'deadline.letterId')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('deadline.matterId', 'in', mine),
          matterId === null ? eb('matter.state', '=', 'open') : eb('deadline.matterId', '=', matterId),
        ]),
        ...(matterId === null
          ? [
              eb.and([
                eb('deadline.matterId', 'is', null),
                eb('letter.loggedBy', 'in', standsInFor(db, accountId)),
              ]),
            ]
          : []),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb(eb.fn.coalesce('deadline.workingOn', 'deadline.earliestOn', eb.val('')), '>=', since),
        eb('deadline.extendedOn', '>=', since),
        eb('deadline.pendingOn', '>=', since),
      ]),
    )
    .orderBy('deadline.id')
    .selectAll('deadline')
    .select((eb) => [
      'matter.number as matterNumber',
      'matter.title as matterTitle',
      // Every change of a date has its event, so the last of them tells when the row was last changed.
      eb
        .selectFrom('auditEvent')
        .whereRef('auditEvent.subject', '=', 'deadline.id')
        .select((e) => e.fn.max('auditEvent.at').as('at'))
        .as('lastAt'),
      'matter.state as matterState',
      eb
        .selectFrom('auditEvent')
        .whereRef('auditEvent.subject', '=', 'deadline.matterId')
        .where('auditEvent.action', 'in', TURNS)
        .select((e) => e.fn.countAll<number>().as('n'))
        .as('turns'),
      eb
        .selectFrom('auditEvent')
        .whereRef('auditEvent.subject', '=', 'deadline.matterId')
        .where('auditEvent.action', 'in', TURNS)
        .select((e) => e.fn.max('auditEvent.at').as('at'))
        .as('turnedAt'),
    ])
    .execute();
  return rows.map(({ lastAt, turnedAt, turns, ...date }) => ({
    ...date,
    turns: Number(turns ?? 0),
    changedAt: [lastAt ?? date.setAt, turnedAt ?? ''].sort().at(-1) ?? date.setAt,
  }));
}
