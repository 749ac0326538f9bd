import type { Actor } from '../audit/event.js';
import type { Role } from '../auth/account.js';
import type { Db, Tx } from '../platform/database.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Access, Matter, MatterInHand } from './matter.js';

export interface NewMatter {
  readonly title: string;
  readonly regime: Matter['regime'];
  readonly zone: string;
  readonly court?: string | null;
  readonly legend: string;
  readonly approvalForm: Matter['approvalForm'];
  readonly openedAt: string;
  readonly openedBy: string;
}

export interface TeamMember {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  /** Switched off: it does nothing here until it is switched on again. */
  readonly isOff: boolean;
  readonly access: Access;
}

/** The matter, if this account works on it. A stranger learns nothing: no access reads as no matter. */
export async function getMatterFor(db: Db, actor: Actor, id: string): Promise<MatterInHand> {
  const matter = await db
    .selectFrom('matter')
    .innerJoin('matterAccess', 'matterAccess.matterId', 'matter.id')
    .where('matter.id', '=', id)
    .where('matterAccess.accountId', '=', actor.accountId)
    .selectAll('matter')
    .select('matterAccess.access')
    .executeTakeFirst();
  if (!matter) throw new NotFoundError('matter', id);
  return matter;
}

/** Without asking who wants it: for jobs, and for callers that have checked access to what belongs to it. */
export async function getMatter(db: Db, id: string): Promise<Matter> {
  const matter = await db.selectFrom('matter').where('id', '=', id).selectAll().executeTakeFirst();
  if (!matter) throw new NotFoundError('matter', id);
  return matter;
}

/** The matters this account works on, open ones first. */
export async function listMattersFor(db: Db, actor: Actor): Promise<MatterInHand[]> {
  return db
    .selectFrom('matter')
    .innerJoin('matterAccess', 'matterAccess.matterId', 'matter.id')
    .where('matterAccess.accountId', '=', actor.accountId)
    .orderBy('matter.state', 'desc')
    .orderBy('matter.number', 'desc')
    .selectAll('matter')
    .select('matterAccess.access')
    .execute();
}

export async function insertMatter(tx: Tx, matter: NewMatter): Promise<{ id: string; number: string }> {
  const id = newId();
  const row = await tx
    .selectFrom('matter')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const number = `M-${String(Number(row.n) + 1).padStart(4, '0')}`;
  await tx
    .insertInto('matter')
    .values({ id, number, state: 'open', ...matter })
    .execute();
  return { id, number };
}

/** Throws `ConflictError` when someone else saved the matter meanwhile. */
export async function updateMatter(
  tx: Tx,
  id: string,
  version: number,
  changes: Partial<
    Pick<
      Matter,
      | 'title'
      | 'regime'
      | 'zone'
      | 'court'
      | 'legend'
      | 'approvalForm'
      | 'privilegeLog'
      | 'state'
      | 'closedAt'
      | 'closedBy'
      | 'closeReason'
    >
  >,
): Promise<void> {
  const updated = await tx
    .updateTable('matter')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) throw new ConflictError('Someone else changed this matter meanwhile.');
}

export async function insertAccess(
  tx: Tx,
  grant: { matterId: string; accountId: string; access: Access; grantedAt: string; grantedBy: string },
): Promise<void> {
  await tx
    .insertInto('matterAccess')
    .values(grant)
    .onConflict((conflict) =>
      conflict.columns(['matterId', 'accountId']).doUpdateSet({ access: grant.access }),
    )
    .execute();
}

export async function deleteAccess(tx: Tx, matterId: string, accountId: string): Promise<void> {
  await tx
    .deleteFrom('matterAccess')
    .where('matterId', '=', matterId)
    .where('accountId', '=', accountId)
    .execute();
}

/** How many open matters have this account as their only lead who can still sign in. */
export async function countLedAlone(db: Db, accountId: string): Promise<number> {
  const { n } = await db
    .selectFrom('matterAccess')
    .innerJoin('matter', 'matter.id', 'matterAccess.matterId')
    .where('matterAccess.accountId', '=', accountId)
    .where('matterAccess.access', '=', 'lead')
    .where('matter.state', '=', 'open')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('matterAccess as other')
            .innerJoin('account', 'account.id', 'other.accountId')
            .whereRef('other.matterId', '=', 'matter.id')
            .where('other.accountId', '!=', accountId)
            .where('other.access', '=', 'lead')
            .where('account.disabledAt', 'is', null)
            .select('other.accountId'),
        ),
      ),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function listTeam(db: Db, matterId: string): Promise<TeamMember[]> {
  const rows = await db
    .selectFrom('matterAccess')
    .innerJoin('account', 'account.id', 'matterAccess.accountId')
    .where('matterAccess.matterId', '=', matterId)
    .orderBy('account.name')
    .select([
      'account.id as accountId',
      'account.name',
      'account.role',
      'account.disabledAt',
      'matterAccess.access',
    ])
    .execute();
  return rows.map(({ disabledAt, ...member }) => ({ ...member, isOff: disabledAt !== null }));
}

/** Mail addresses of those who work on the matter and of everyone on our side of it. */
export async function listOurAddresses(db: Db, matterId: string): Promise<string[]> {
  const team = await db
    .selectFrom('matterAccess')
    .innerJoin('account', 'account.id', 'matterAccess.accountId')
    .where('matterAccess.matterId', '=', matterId)
    .select('account.email')
    .execute();
  const side = await db
    .selectFrom('matterParty')
    .innerJoin('person', 'person.id', 'matterParty.personId')
    .where('matterParty.matterId', '=', matterId)
    .where('matterParty.side', '=', 'ours')
    .where('matterParty.leftAt', 'is', null)
    .select('person.email')
    .execute();
  return [...team, ...side].flatMap(({ email }) => email ?? []);
}
