import type { Insertable, Selectable } from 'kysely';
import type { EscalationTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { dayIn } from '../../platform/plain-date.js';
import { heldTo, type Whose } from '../deadline.js';

export type Escalation = Selectable<EscalationTable>;

/** The columns that decide the day a date is held to. */
const HELD_PARTS = [
  'deadline.workingOn',
  'deadline.earliestOn',
  'deadline.extendedOn',
  'deadline.pendingOn',
  'deadline.pendingUntil',
  'deadline.tolledFrom',
  'deadline.tolledUntil',
] as const;

const MOST_SHOWN = 500;

/** Whom an unmet date of a matter goes to: who leads it, and everyone who administers, but nobody whose account is disabled. */
export async function listToTell(db: Db, matterId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('account')
    .where('account.disabledAt', 'is', null)
    .where((eb) =>
      eb.or([
        eb('account.administers', '=', 1),
        eb(
          'account.id',
          'in',
          eb
            .selectFrom('matterAccess')
            .where('matterAccess.matterId', '=', matterId)
            .where('matterAccess.access', '=', 'lead')
            .select('matterAccess.accountId'),
        ),
      ]),
    )
    .orderBy('account.id')
    .select('account.id')
    .execute();
  return rows.map((row) => row.id);
}

/** True when the row is new: a day is escalated once to a person, however often it is tried. */
export async function insertEscalation(
  tx: Tx,
  escalation: Omit<Insertable<EscalationTable>, 'id'>,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('escalation')
    .values({ id: newId(), ...escalation })
    .onConflict((conflict) => conflict.columns(['deadlineId', 'kind', 'dueOn', 'accountId']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** What was raised about a date, by day, kind and person. */
export async function listEscalationsOf(db: Db, deadlineId: string): Promise<Escalation[]> {
  return db
    .selectFrom('escalation')
    .where('deadlineId', '=', deadlineId)
    .orderBy('raisedAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** An unacknowledged escalation as its reader may see it: an admin without access to the matter learns its number alone. */
export interface RaisedDate extends Escalation {
  readonly matterNumber: string;
  readonly hasAccess: boolean;
  readonly title: string;
  readonly whose: Whose;
  readonly zone: string;
  readonly workingOn: string | null;
  readonly workingTime: string | null;
  readonly matterTitle: string;
}

/**
 * What an account has not acknowledged at an instant, the earliest due first: of dates that are still open and still
 * stand on the day they were escalated for.
 */
export async function listEscalationsFor(db: Db, accountId: string, at: string): Promise<RaisedDate[]> {
  const rows = await db
    .selectFrom('escalation')
    .innerJoin('deadline', 'deadline.id', 'escalation.deadlineId')
    .innerJoin('matter', 'matter.id', 'escalation.matterId')
    .innerJoin('account', 'account.id', 'escalation.accountId')
    .leftJoin('matterAccess', (join) =>
      join
        .onRef('matterAccess.matterId', '=', 'escalation.matterId')
        .on('matterAccess.accountId', '=', accountId),
    )
    .where('escalation.accountId', '=', accountId)
    .where('escalation.acknowledgedAt', 'is', null)
    .where('deadline.state', '=', 'open')
    // Who no longer works on the matter is told of it no more, unless they administer.
    .where((eb) => eb.or([eb('matterAccess.accountId', 'is not', null), eb('account.administers', '=', 1)]))
    .orderBy('escalation.dueOn')
    .orderBy('escalation.id')
    .selectAll('escalation')
    .select([
      ...HELD_PARTS,
      'deadline.zone',
      'deadline.workingTime',
      'deadline.title',
      'deadline.whose',
      'matter.number as matterNumber',
      'matter.title as matterTitle',
      'matterAccess.accountId as reader',
    ])
    .execute();
  return rows
    .flatMap(({ reader, ...row }) =>
      heldTo(row, dayIn(at, row.zone)) === row.dueOn ? [{ ...row, hasAccess: reader !== null }] : [],
    )
    .slice(0, MOST_SHOWN);
}

/** Throws `NotFoundError` for one that was raised to somebody else. */
export async function getEscalationFor(db: Db, accountId: string, id: string): Promise<Escalation> {
  const escalation = await db
    .selectFrom('escalation')
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .selectAll()
    .executeTakeFirst();
  if (!escalation) throw new NotFoundError('escalation', id);
  return escalation;
}

/** Taking note of one takes note of all that was raised to the same account about the same day. */
export async function updateAcknowledged(
  tx: Tx,
  { deadlineId, dueOn, accountId }: Pick<Escalation, 'deadlineId' | 'dueOn' | 'accountId'>,
  at: string,
): Promise<void> {
  await tx
    .updateTable('escalation')
    .set({ acknowledgedAt: at })
    .where('deadlineId', '=', deadlineId)
    .where('dueOn', '=', dueOn)
    .where('accountId', '=', accountId)
    .where('acknowledgedAt', 'is', null)
    .execute();
}
