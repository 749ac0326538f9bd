import { standsInFor } from '../auth/account-store.js';
import { maybeDueBy } from '../deadlines/deadline-store.js';
import { heldTo, type Deadline } from '../deadlines/deadline.js';
import type { Db } from '../platform/database.js';
import { dayIn } from '../platform/plain-date.js';

/** A date with what a reminder says of where it stands. */
export type HeldDate = Deadline & {
  readonly matterNumber: string | null;
  readonly matterTitle: string | null;
  readonly matterLegend: string | null;
  readonly matterState: 'open' | 'closed' | null;
  readonly letterNumber: string | null;
  readonly letterLoggedBy: string | null;
  /** The extension that waits for its written confirmation. */
  readonly extensionId: string | null;
};

export interface OpenEscalation {
  readonly id: string;
  readonly deadlineId: string;
  readonly accountId: string;
  readonly kind: 'T-1' | 'T+0';
  readonly dueOn: string;
  readonly matterId: string;
}

const RUNNING = ['open', 'provisional', 'decision'] as const;

/** Dates that run and may be due by a day, overdue ones among them; of open matters, and of letters without one. */
export async function listDatesDueBy(db: Db, day: string): Promise<HeldDate[]> {
  return heldDates(db)
    .where('deadline.state', 'in', RUNNING)
    .where('deadline.id', 'in', maybeDueBy(db, day))
    .where((eb) => eb.or([eb('deadline.matterId', 'is', null), eb('matter.state', '=', 'open')]))
    .orderBy('deadline.id')
    .execute();
}

/** The dates that run for a person: of their open matters, and of the letters they logged or stand in for that have none. */
export async function listDatesOf(db: Db, accountId: string): Promise<HeldDate[]> {
  return heldDates(db)
    .where('deadline.state', 'in', RUNNING)
    .where((eb) =>
      eb.or([
        eb.and([eb('deadline.matterId', 'in', mattersOf(db, accountId)), eb('matter.state', '=', 'open')]),
        eb.and([
          eb('deadline.matterId', 'is', null),
          eb('letter.loggedBy', 'in', standsInFor(db, accountId)),
        ]),
      ]),
    )
    .orderBy('deadline.id')
    .execute();
}

/** A date, whoever asks; null where there is none. */
export async function findHeldDate(db: Db, id: string): Promise<HeldDate | null> {
  return (await heldDates(db).where('deadline.id', '=', id).executeTakeFirst()) ?? null;
}

/** Open matters of a person in which no date runs. */
export async function listQuietMattersOf(
  db: Db,
  accountId: string,
): Promise<{ id: string; number: string; title: string }[]> {
  return db
    .selectFrom('matter')
    .where('matter.id', 'in', mattersOf(db, accountId))
    .where('matter.state', '=', 'open')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deadline')
            .whereRef('deadline.matterId', '=', 'matter.id')
            .where('deadline.state', 'in', RUNNING)
            .select('deadline.id'),
        ),
      ),
    )
    .orderBy('matter.number')
    .limit(50)
    .select(['matter.id', 'matter.number', 'matter.title'])
    .execute();
}

/** Who works on the given matters, and who leads them. */
export async function listAccessTo(
  db: Db,
  matterIds: readonly string[],
): Promise<{ matterId: string; accountId: string; access: 'lead' | 'member' | 'viewer' }[]> {
  if (matterIds.length === 0) return [];
  return db
    .selectFrom('matterAccess')
    .where('matterId', 'in', [...matterIds])
    .orderBy('accountId')
    .select(['matterId', 'accountId', 'access'])
    .execute();
}

/** Whether anybody works on a matter whose account is not disabled. */
export async function hasTeam(db: Db, matterId: string): Promise<boolean> {
  const member = await db
    .selectFrom('matterAccess')
    .innerJoin('account', 'account.id', 'matterAccess.accountId')
    .where('matterAccess.matterId', '=', matterId)
    .where('account.disabledAt', 'is', null)
    .select('account.id')
    .executeTakeFirst();
  return member !== undefined;
}

/** Whether a person works on the date's matter or, before there is one, logged its letter or stands in for who did. */
export async function seesDate(
  db: Db,
  accountId: string,
  { matterId, letterLoggedBy }: Pick<HeldDate, 'matterId' | 'letterLoggedBy'>,
): Promise<boolean> {
  const row =
    matterId === null
      ? await standsInFor(db, accountId)
          .where('logger.id', '=', letterLoggedBy ?? '')
          .executeTakeFirst()
      : await db
          .selectFrom('matterAccess')
          .where('matterId', '=', matterId)
          .where('accountId', '=', accountId)
          .select('matterId')
          .executeTakeFirst();
  return row !== undefined;
}

/**
 * Escalations nobody has acknowledged at an instant, of dates that run and still stand on the day they were escalated
 * for; one person's, or everybody's.
 */
export async function listOpenEscalations(db: Db, at: string, accountId?: string): Promise<OpenEscalation[]> {
  const rows = await db
    .selectFrom('escalation')
    .innerJoin('deadline', 'deadline.id', 'escalation.deadlineId')
    .where('escalation.acknowledgedAt', 'is', null)
    .where('deadline.state', 'in', RUNNING)
    .$if(accountId !== undefined, (query) => query.where('escalation.accountId', '=', accountId ?? ''))
    .orderBy('escalation.raisedAt')
    .orderBy('escalation.id')
    .select([
      'escalation.id',
      'escalation.deadlineId',
      'escalation.accountId',
      'escalation.kind',
      'escalation.dueOn',
      'escalation.matterId',
      'deadline.zone',
      'deadline.workingOn',
      'deadline.earliestOn',
      'deadline.extendedOn',
      'deadline.pendingOn',
      'deadline.pendingUntil',
      'deadline.tolledFrom',
      'deadline.tolledUntil',
    ])
    .execute();
  return rows
    .filter((row) => heldTo(row, dayIn(at, row.zone)) === row.dueOn)
    .map(({ id, deadlineId, accountId: whom, kind, dueOn, matterId }) => ({
      ...{ id, deadlineId, kind, dueOn, matterId },
      accountId: whom,
    }));
}

export async function findEscalation(db: Db, id: string) {
  return (await db.selectFrom('escalation').where('id', '=', id).selectAll().executeTakeFirst()) ?? null;
}

function heldDates(db: Db) {
  return db
    .selectFrom('deadline')
    .leftJoin('matter', 'matter.id', 'deadline.matterId')
    .leftJoin('letter', 'letter.id', 'deadline.letterId')
    .leftJoin('extension', (join) =>
      join.onRef('extension.deadlineId', '=', 'deadline.id').on('extension.state', '=', 'unconfirmed'),
    )
    .selectAll('deadline')
    .select([
      'matter.number as matterNumber',
      'matter.title as matterTitle',
      'matter.legend as matterLegend',
      'matter.state as matterState',
      'letter.number as letterNumber',
      'letter.loggedBy as letterLoggedBy',
      'extension.id as extensionId',
    ]);
}

function mattersOf(db: Db, accountId: string) {
  return db.selectFrom('matterAccess').where('accountId', '=', accountId).select('matterId');
}
