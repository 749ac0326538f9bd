import type { Selectable } from 'kysely';
import type { Actor } from '../audit/event.js';
import type { AccountTable } from '../migrations/schema.js';

export type Account = Selectable<AccountTable>;
export type Role = Account['role'];

export function actorOf(account: Account): Actor {
  return { accountId: account.id, role: account.role };
}

/** Whether the account makes accounts, ends them and sees the whole installation's log; counsel may do so too. */
export function isAdministrator(account: Account): boolean {
  return account.administers === 1;
}

/** An auditor reads everything in the matters given to them and changes nothing. */
export function isReadOnly(role: Role): boolean {
  return role === 'auditor';
}
