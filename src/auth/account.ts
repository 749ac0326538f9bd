import type { Selectable } from 'kysely';
import type { Actor } from '../audit/event.js';
import type { AccountTable } from '../migrations/schema.js';

export type Account = Selectable<AccountTable>;
export type Role = Account['role'];

export function actorOf(account: Account): Actor {
  return { accountId: account.id, role: account.role };
}

/** An auditor reads everything in the matters given to them and changes nothing. */
export function isReadOnly(role: Role): boolean {
  return role === 'auditor';
}
