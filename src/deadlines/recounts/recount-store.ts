import type { Insertable, Selectable } from 'kysely';
import type { RecountTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';

export type Recount = Selectable<RecountTable>;

/** The new counts of a date, the latest first: asked, taken, kept, or the same days under another version. */
export async function listRecounts(db: Db, deadlineId: string): Promise<Recount[]> {
  return db
    .selectFrom('recount')
    .where('deadlineId', '=', deadlineId)
    .orderBy('raisedAt', 'desc')
    .orderBy('id', 'desc')
    .selectAll()
    .execute();
}

/** The bases under which the dates of a matter were counted anew: each is asked about once. */
export async function listBases(
  db: Db,
  matterId: string,
): Promise<Pick<Recount, 'deadlineId' | 'basis' | 'state'>[]> {
  return db
    .selectFrom('recount')
    .where('matterId', '=', matterId)
    .where('state', '!=', 'overtaken')
    .select(['deadlineId', 'basis', 'state'])
    .execute();
}

export async function getRecountOf(
  db: Db,
  matterId: string,
  deadlineId: string,
  id: string,
): Promise<Recount> {
  const recount = await db
    .selectFrom('recount')
    .where('id', '=', id)
    .where('deadlineId', '=', deadlineId)
    .where('matterId', '=', matterId)
    .selectAll()
    .executeTakeFirst();
  if (!recount) throw new NotFoundError('new count', id);
  return recount;
}

/** A basis that comes back, as when a closed day is voided and entered again, is asked about again. */
export async function insertRecount(tx: Tx, recount: Omit<Insertable<RecountTable>, 'id'>): Promise<void> {
  const { wasBasis, input, result, computedOn, earliestOn, state, raisedAt } = recount;
  const unanswered = { answeredAt: null, answeredBy: null, answerReason: null };
  await tx
    .insertInto('recount')
    .values({ id: newId(), ...recount })
    .onConflict((conflict) =>
      conflict
        .columns(['deadlineId', 'basis'])
        .doUpdateSet({ wasBasis, input, result, computedOn, earliestOn, state, raisedAt, ...unanswered }),
    )
    .execute();
}

/** A question that something newer has overtaken waits no longer. */
export async function updateOvertaken(tx: Tx, deadlineId: string): Promise<void> {
  await tx
    .updateTable('recount')
    .set({ state: 'overtaken' })
    .where('deadlineId', '=', deadlineId)
    .where('state', '=', 'asked')
    .execute();
}

/** Throws `ConflictError` for a question that was answered or overtaken meanwhile. */
export async function updateAnswered(
  tx: Tx,
  id: string,
  answer: Pick<Recount, 'state' | 'answeredAt' | 'answeredBy' | 'answerReason'>,
): Promise<void> {
  const updated = await tx
    .updateTable('recount')
    .set(answer)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('This question was answered, or overtaken by a newer count; nothing was saved.');
}
