import type { Db, Tx } from '../platform/database.js';
import { newId } from '../platform/ids.js';
import type { Account, Role } from './account.js';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly zone: string;
  readonly createdAt: string;
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

export async function insertAccount(tx: Tx, account: NewAccount): Promise<string> {
  const id = newId();
  await tx
    .insertInto('account')
    .values({ ...account, id, email: account.email.toLowerCase() })
    .execute();
  return id;
}
