import type { Insertable } from 'kysely';
import type { DeadlineTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Deadline } from './deadline.js';

const RUNNING = ['open', 'provisional', 'decision'] as const;

/** All dates of a matter, ended ones too, in the order they were set. */
export async function listDeadlines(db: Db, matterId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The dates of a letter or a demand that still run. */
export async function listRunningOf(
  db: Db,
  of: { readonly letterId: string } | { readonly demandId: string },
): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('state', 'in', RUNNING)
    .$if('letterId' in of, (query) => query.where('letterId', '=', 'letterId' in of ? of.letterId : ''))
    .$if('demandId' in of, (query) => query.where('demandId', '=', 'demandId' in of ? of.demandId : ''))
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The dates of a demand that have ended and that no other took the place of, in the order they were set. */
export async function listEndedOf(db: Db, demandId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('demandId', '=', demandId)
    .where('state', 'in', ['met', 'decided', 'voided'])
    .where('parentId', 'is', null)
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** A date of this matter. Throws `NotFoundError` for any other. */
export async function getDeadlineIn(db: Db, matterId: string, id: string): Promise<Deadline> {
  const deadline = await db
    .selectFrom('deadline')
    .where('id', '=', id)
    .where('matterId', '=', matterId)
    .selectAll()
    .executeTakeFirst();
  if (!deadline) throw new NotFoundError('date', id);
  return deadline;
}

/** Without asking whose it is: for what follows inside a transaction on a date in hand. */
export async function getDeadline(db: Db, id: string): Promise<Deadline> {
  const deadline = await db.selectFrom('deadline').where('id', '=', id).selectAll().executeTakeFirst();
  if (!deadline) throw new NotFoundError('date', id);
  return deadline;
}

/** The date that a date replaced, if it did. */
export async function findReplaced(db: Db, id: string): Promise<Deadline | null> {
  return (
    (await db.selectFrom('deadline').where('supersededBy', '=', id).selectAll().executeTakeFirst()) ?? null
  );
}

/** Of the dates it took the place of, one after the other, the last that had a working date; null where none had. */
export async function findLastAdopted(db: Db, id: string): Promise<Deadline | null> {
  let one = await findReplaced(db, id);
  while (one !== null && one.workingOn === null) one = await findReplaced(db, one.id);
  return one;
}

/** The date itself where it is counted; of one that asks for a decision, the last before it that was, else itself. */
export async function findLastCounted(db: Db, deadline: Deadline): Promise<Deadline> {
  for (let one: Deadline | null = deadline; one !== null; one = await findReplaced(db, one.id))
    if (one.result !== '') return one;
  return deadline;
}

/** The pre-dates of a date that still run, the first due first. */
export async function listRunningPreDates(db: Db, parentId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('parentId', '=', parentId)
    .where('state', 'in', RUNNING)
    .orderBy('workingOn')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The pre-dates of a date that were voided, with it or for themselves. */
export async function listVoidedPreDates(db: Db, parentId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('parentId', '=', parentId)
    .where('state', '=', 'voided')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The binding and promised dates that still run: of a matter, a letter or a demand. They hold it open. */
export async function listHolding(
  db: Db,
  of: { readonly matterId: string } | { readonly letterId: string } | { readonly demandId: string },
): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('state', 'in', RUNNING)
    .where('whose', 'in', ['binding', 'promised'])
    .$if('matterId' in of, (query) => query.where('matterId', '=', 'matterId' in of ? of.matterId : ''))
    .$if('letterId' in of, (query) => query.where('letterId', '=', 'letterId' in of ? of.letterId : ''))
    .$if('demandId' in of, (query) => query.where('demandId', '=', 'demandId' in of ? of.demandId : ''))
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The open dates of a matter that a proved delivery can meet: asserted or binding. */
export async function listMeetable(db: Db, matterId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .where('state', '=', 'open')
    .where('whose', 'in', ['asserted', 'binding'])
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The dates of a matter that some delivery met, asserted or binding. */
export async function listMetByDeliveries(db: Db, matterId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .where('state', '=', 'met')
    .where('metDelivery', 'is not', null)
    .where('whose', 'in', ['asserted', 'binding'])
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The dates that a delivery met, in the order they were set. */
export async function listMetBy(db: Db, deliveryId: string): Promise<Deadline[]> {
  return db
    .selectFrom('deadline')
    .where('metDelivery', '=', deliveryId)
    .where('state', '=', 'met')
    .orderBy('setAt')
    .orderBy('id')
    .selectAll()
    .execute();
}

/** The open dates of a matter. */
export async function listOpenIn(
  db: Db,
  matterId: string,
): Promise<(Deadline & { readonly matterId: string })[]> {
  const rows = await db
    .selectFrom('deadline')
    .where('matterId', '=', matterId)
    .where('state', '=', 'open')
    .orderBy('id')
    .selectAll()
    .execute();
  return rows.map((row) => ({ ...row, matterId }));
}

/** Every open date of every open matter, with its matter's dates side by side. */
export async function listOpenEverywhere(db: Db): Promise<(Deadline & { readonly matterId: string })[]> {
  const rows = await db
    .selectFrom('deadline')
    .innerJoin('matter', 'matter.id', 'deadline.matterId')
    .where('deadline.state', '=', 'open')
    .where('matter.state', '=', 'open')
    .orderBy('deadline.matterId')
    .orderBy('deadline.id')
    .selectAll('deadline')
    .execute();
  return rows.flatMap((row) => (row.matterId === null ? [] : [{ ...row, matterId: row.matterId }]));
}

/** The provisional dates of letters in open matters, or in none yet, each with the zone of its matter. */
export async function listProvisional(
  db: Db,
): Promise<(Deadline & { readonly letterId: string; readonly matterZone: string | null })[]> {
  const rows = await db
    .selectFrom('deadline')
    .leftJoin('matter', 'matter.id', 'deadline.matterId')
    .where('deadline.state', '=', 'provisional')
    .where((eb) => eb.or([eb('deadline.matterId', 'is', null), eb('matter.state', '=', 'open')]))
    .orderBy('deadline.id')
    .selectAll('deadline')
    .select('matter.zone as matterZone')
    .execute();
  return rows.flatMap((row) => (row.letterId === null ? [] : [{ ...row, letterId: row.letterId }]));
}

/** The open binding and promised dates of open matters that may be due by a day, overdue ones among them. */
export async function listBindingDueBy(
  db: Db,
  day: string,
): Promise<(Deadline & { readonly matterId: string })[]> {
  const rows = await db
    .selectFrom('deadline')
    .innerJoin('matter', 'matter.id', 'deadline.matterId')
    .where('deadline.state', '=', 'open')
    .where('deadline.whose', 'in', ['binding', 'promised'])
    .where('deadline.id', 'in', maybeDueBy(db, day))
    .where('matter.state', '=', 'open')
    .orderBy('deadline.matterId')
    .orderBy('deadline.id')
    .selectAll('deadline')
    .execute();
  return rows.flatMap((row) => (row.matterId === null ? [] : [{ ...row, matterId: row.matterId }]));
}

/**
 * The dates that may be due by a day, whichever of their days stands: an extension may come before a working date that
 * was adopted while it waited for its confirmation, and the day that confirmation is due comes before either.
 */
export function maybeDueBy(db: Db, day: string) {
  return db
    .selectFrom('deadline')
    .where((eb) =>
      eb.or([
        eb(eb.fn.coalesce('deadline.workingOn', 'deadline.earliestOn', eb.val('9999')), '<=', day),
        eb('deadline.extendedOn', '<=', day),
        eb('deadline.pendingOn', '<=', day),
        eb('deadline.pendingUntil', '<=', day),
      ]),
    )
    .select('deadline.id');
}

/** The first day on which a letter can have been known: its own date, or, for one dated ahead, when it was sent or came. */
export async function findFirstDayOfLetter(db: Db, letterId: string): Promise<string | null> {
  const letter = await db
    .selectFrom('letter')
    .where('id', '=', letterId)
    .select(['datedOn', 'sentOn', 'receivedOn'])
    .executeTakeFirst();
  if (!letter) return null;
  const days = [letter.datedOn, letter.sentOn, letter.receivedOn].filter((day) => day !== null);
  return days.sort()[0] ?? null;
}

export async function insertDeadline(
  tx: Tx,
  deadline: Omit<Insertable<DeadlineTable>, 'id'>,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('deadline')
    .values({ id, ...deadline })
    .execute();
  return id;
}

/** Throws `ConflictError` when someone else changed the date meanwhile. */
export async function updateDeadline(
  tx: Tx,
  deadline: Pick<Deadline, 'id' | 'version'>,
  changes: Partial<Omit<Insertable<DeadlineTable>, 'id' | 'version'>>,
): Promise<void> {
  const updated = await tx
    .updateTable('deadline')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', deadline.id)
    .where('version', '=', deadline.version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this date meanwhile.');
}

/** Takes the dates of an unfiled letter into the matter that the letter goes to. */
export async function updateMatterOfDates(tx: Tx, letterId: string, matterId: string): Promise<void> {
  await tx
    .updateTable('deadline')
    .set({ matterId })
    .where('letterId', '=', letterId)
    .where('matterId', 'is', null)
    .execute();
}
