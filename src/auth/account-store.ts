import type { Db, Tx } from '../platform/database.js';
import { NotFoundError } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import type { Account, Role } from './account.js';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly administers?: 0 | 1;
  readonly passwordHash: string;
  readonly zone: string;
  readonly createdAt: string;
}

/** How many active accounts are counsel: where there is one, no second can approve. */
export async function countCounsel(db: Db): Promise<number> {
  const row = await db
    .selectFrom('account')
    .where('role', '=', 'counsel')
    .where('disabledAt', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function countAccounts(db: Db): Promise<number> {
  const row = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

export async function listAccounts(db: Db): Promise<Account[]> {
  return db.selectFrom('account').orderBy('name').selectAll().execute();
}

export async function findAccountByEmail(db: Db, email: string): Promise<Account | null> {
  return (
    (await db
      .selectFrom('account')
      .where('email', '=', email.toLowerCase())
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** Null for an unknown account and for a disabled one: rights end on the next request. */
export async function findActiveAccount(db: Db, id: string): Promise<Account | null> {
  return (
    (await db
      .selectFrom('account')
      .where('id', '=', id)
      .where('disabledAt', 'is', null)
      .selectAll()
      .executeTakeFirst()) ?? null
  );
}

/** Names by account id, for pages that say who did what. */
export async function namesOfAccounts(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('account').select(['id', 'name']).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/**
 * The accounts whose letters without a matter a person sees: their own and, for whoever administers, those that are
 * disabled, so that no letter is left with nobody.
 */
export function standsInFor(db: Db, accountId: string) {
  return db
    .selectFrom('account as logger')
    .where((eb) =>
      eb.or([
        eb('logger.id', '=', accountId),
        eb.and([
          eb('logger.disabledAt', 'is not', null),
          eb.exists(
            db
              .selectFrom('account as self')
              .where('self.id', '=', accountId)
              .where('self.administers', '=', 1)
              .select('self.id'),
          ),
        ]),
      ]),
    )
    .select('logger.id');
}

/** Also a disabled one. Throws `NotFoundError`. */
export async function getAccount(db: Db, id: string): Promise<Account> {
  const account = await db.selectFrom('account').where('id', '=', id).selectAll().executeTakeFirst();
  if (!account) throw new NotFoundError('account', id);
  return account;
}

/** Whether somebody else chose the password an account has now, so that two people know it. */
export async function isPasswordGiven(db: Db, id: string): Promise<boolean> {
  const last = await db
    .selectFrom('auditEvent')
    .where('subject', '=', id)
    .where('action', 'in', ['account.created', 'account.passwordSet', 'account.passwordChanged'])
    .orderBy('seq', 'desc')
    .select('byAccount')
    .executeTakeFirst();
  return last !== undefined && last.byAccount !== null && last.byAccount !== id;
}

export async function insertAccount(tx: Tx, account: NewAccount): Promise<string> {
  const id = newId();
  await tx
    .insertInto('account')
    .values({ ...account, id, email: account.email.toLowerCase() })
    .execute();
  return id;
}

export async function updateAccount(
  tx: Tx,
  id: string,
  changes: Partial<Pick<Account, 'role' | 'zone' | 'passwordHash' | 'disabledAt'>>,
): Promise<void> {
  await tx
    .updateTable('account')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
