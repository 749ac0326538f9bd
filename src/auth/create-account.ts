import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import type { Role } from './account.js';
import { countAccounts, findAccountByEmail, insertAccount } from './account-store.js';
import { hashPassword } from './password.js';

export interface AccountRequest {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
  readonly zone: string;
}

/** Makes an account. `by` is null for the first one and from the command line. Throws `ConflictError` for a known address. */
export async function createAccount(deps: Deps, request: AccountRequest, by: Actor | null): Promise<string> {
  const passwordHash = await hashPassword(request.password);
  return inTransaction(deps, async (tx) => {
    if (await findAccountByEmail(tx, request.email))
      throw new ConflictError(`There is an account with the address ${request.email} already.`);
    const { password: _unused, ...account } = request;
    const id = await insertAccount(tx, {
      ...account,
      administers: request.role === 'admin' ? 1 : 0,
      passwordHash,
      createdAt: deps.clock.now(),
    });
    await recordEvent(tx, {
      by,
      at: deps.clock.now(),
      action: 'account.created',
      subject: id,
      detail: { role: request.role },
    });
    return id;
  });
}

/**
 * Makes the account that everything starts with; it administers, and is counsel too where one person does both.
 * Throws `ConflictError` when there is one by now.
 */
export async function createFirstAccount(
  deps: Deps,
  request: Omit<AccountRequest, 'role'> & { readonly isCounsel: boolean },
): Promise<string> {
  const role = request.isCounsel ? 'counsel' : 'admin';
  const passwordHash = await hashPassword(request.password);
  return inTransaction(deps, async (tx) => {
    if ((await countAccounts(tx)) > 0)
      throw new ConflictError('The first account was made already. Sign in instead.');
    const { password: _unused, isCounsel: _role, ...account } = request;
    const id = await insertAccount(tx, {
      ...account,
      role,
      administers: 1,
      passwordHash,
      createdAt: deps.clock.now(),
    });
    await recordEvent(tx, {
      by: null,
      at: deps.clock.now(),
      action: 'account.created',
      subject: id,
      detail: { role, administers: true },
    });
    return id;
  });
}
