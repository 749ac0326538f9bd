import type { Insertable, Updateable } from 'kysely';
import type { StatementLinkTable, StatementTable } from '../migrations/schema.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { StatementInFull } from './coverage.js';
import { needsReview, type Link, type StandingLink, type Statement } from './statement.js';

/** By number, those that were voided too, each with what bears on it. */
export async function listStatements(db: Db, matterId: string): Promise<StatementInFull[]> {
  const statements = await db
    .selectFrom('statement')
    .where('matterId', '=', matterId)
    .orderBy('number')
    .selectAll()
    .execute();
  const links = await listLinks(db, matterId);
  const demands = await db
    .selectFrom('statementDemand')
    .innerJoin('statement', 'statement.id', 'statementDemand.statementId')
    .where('statement.matterId', '=', matterId)
    .select(['statementId', 'demandId'])
    .execute();
  return statements.map((statement) => ({
    statement,
    links: links.filter((link) => link.statementId === statement.id),
    demandIds: demands.filter((one) => one.statementId === statement.id).map(({ demandId }) => demandId),
  }));
}

export async function getStatementIn(db: Db, matterId: string, id: string): Promise<Statement> {
  const statement = await db
    .selectFrom('statement')
    .where('matterId', '=', matterId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!statement) throw new NotFoundError('statement', id);
  return statement;
}

/** Adds a statement under the next number of its matter. */
export async function insertStatement(
  tx: Tx,
  statement: Omit<Insertable<StatementTable>, 'id' | 'number' | 'version' | 'state'>,
): Promise<Statement> {
  const last = await tx
    .selectFrom('statement')
    .where('matterId', '=', statement.matterId)
    .select((eb) => eb.fn.max('number').as('number'))
    .executeTakeFirst();
  const id = newId();
  await tx
    .insertInto('statement')
    .values({ id, number: Number(last?.number ?? 0) + 1, state: 'at-issue', ...statement })
    .execute();
  return getStatementIn(tx, statement.matterId, id);
}

/** Throws `ConflictError` when someone else saved the statement since `version`. */
export async function updateStatement(
  tx: Tx,
  id: string,
  version: number,
  changes: Omit<Updateable<StatementTable>, 'id' | 'matterId' | 'number' | 'version'>,
): Promise<void> {
  const updated = await tx
    .updateTable('statement')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n)
    throw new ConflictError('Someone else changed this statement meanwhile.');
}

/** The demands a statement is about, replacing those it had. */
export async function setDemands(tx: Tx, statementId: string, demandIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('statementDemand').where('statementId', '=', statementId).execute();
  for (const demandId of demandIds)
    await tx.insertInto('statementDemand').values({ statementId, demandId }).execute();
}

/** Every link of a matter's statements with its item as it stands now, those that were ended too. */
export async function listLinks(db: Db, matterId: string): Promise<StandingLink[]> {
  const rows = await db
    .selectFrom('statementLink')
    .innerJoin('statement', 'statement.id', 'statementLink.statementId')
    .innerJoin('item', 'item.id', 'statementLink.itemId')
    .where('statement.matterId', '=', matterId)
    .orderBy('item.number')
    .orderBy('statementLink.linkedAt')
    .selectAll('statementLink')
    .select([
      'item.number as itemNumber',
      'item.title as itemTitle',
      'item.isPrivileged as privileged',
      'item.state as itemState',
    ])
    .execute();
  return rows.map(({ privileged, itemState, ...link }) => ({
    ...link,
    isPrivileged: privileged === 1,
    isInFile: itemState === 'in-file',
  }));
}

/** Items that cut against us in a matter and about which nobody has said what becomes of them. */
export async function listUnreviewedAdverse(db: Db, matterId: string): Promise<StandingLink[]> {
  const voided = await db
    .selectFrom('statement')
    .where('matterId', '=', matterId)
    .where('state', '=', 'voided')
    .select('id')
    .execute();
  const links = await listLinks(db, matterId);
  return links.filter((link) => needsReview(link) && !voided.some(({ id }) => id === link.statementId));
}

export async function getLink(db: Db, statementId: string, id: string): Promise<Link> {
  const link = await db
    .selectFrom('statementLink')
    .where('statementId', '=', statementId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!link) throw new NotFoundError('link', id);
  return link;
}

export async function insertStatementLink(
  tx: Tx,
  link: Omit<Insertable<StatementLinkTable>, 'id' | 'version'>,
): Promise<void> {
  await tx
    .insertInto('statementLink')
    .values({ id: newId(), ...link })
    .execute();
}

/** Throws `ConflictError` when someone else changed the link since `version`. */
export async function updateStatementLink(
  tx: Tx,
  id: string,
  version: number,
  changes: Pick<
    Updateable<StatementLinkTable>,
    'review' | 'reviewReason' | 'reviewedAt' | 'reviewedBy' | 'endedAt' | 'endedBy' | 'endReason'
  >,
): Promise<void> {
  const updated = await tx
    .updateTable('statementLink')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this link meanwhile.');
}
