import type { Insertable, Selectable } from 'kysely';
import type { ClosureTable } from '../../migrations/schema.js';
import type { Db, Tx } from '../../platform/database.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import type { Closure } from '../counting/deadline-input.js';

export type ClosedDay = Selectable<ClosureTable>;

/** The days entered as closed in a matter, voided ones too, the earliest first. */
export async function listClosures(db: Db, matterId: string): Promise<ClosedDay[]> {
  return db
    .selectFrom('closure')
    .where('matterId', '=', matterId)
    .orderBy('closedOn')
    .orderBy('enteredAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The closed days that stand, as the counter takes them. */
export async function listClosuresToCount(db: Db, matterId: string): Promise<Closure[]> {
  const standing = (await listClosures(db, matterId)).filter((one) => one.voidedAt === null);
  return standing.map((one) => ({ on: one.closedOn, why: closedWords(one.what), source: one.authority }));
}

/** `clerk’s office closed`: what is closed is named by itself where it is entered. */
function closedWords(what: string): string {
  if (/\bclos(?:ed|ure|ing)\b/iu.test(what)) return what;
  return `${what}${what.endsWith('.') ? ',' : ''} closed`;
}

export async function getClosureIn(db: Db, matterId: string, id: string): Promise<ClosedDay> {
  const closure = await db
    .selectFrom('closure')
    .where('id', '=', id)
    .where('matterId', '=', matterId)
    .selectAll()
    .executeTakeFirst();
  if (!closure) throw new NotFoundError('closed day', id);
  return closure;
}

export async function insertClosure(tx: Tx, closure: Omit<Insertable<ClosureTable>, 'id'>): Promise<string> {
  const id = newId();
  await tx
    .insertInto('closure')
    .values({ id, ...closure })
    .execute();
  return id;
}

/** Throws `ConflictError` for one that is voided already. */
export async function updateClosureVoided(
  tx: Tx,
  id: string,
  voided: { readonly voidedAt: string; readonly voidedBy: string; readonly voidReason: string },
): Promise<void> {
  const updated = await tx
    .updateTable('closure')
    .set(voided)
    .where('id', '=', id)
    .where('voidedAt', 'is', null)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('This closed day is voided already.');
}
