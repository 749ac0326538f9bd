import { recordEvent } from '../audit/audit-store.js';
import type { Action } from '../audit/sentences.js';
import type { Actor, EventDetail } from '../audit/event.js';
import { inTransaction, type Tx } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError } from '../platform/errors.js';
import { isAdministrator } from './account.js';
import { getAccount, listAccounts, updateAccount } from './account-store.js';
import { hashPassword, isPassword } from './password.js';
import { endSessionsOf } from './session-store.js';

/** Sets a new password, for whoever forgot it, and ends the account's sessions. `by` is null from the command line. */
export async function setPassword(
  deps: Deps,
  accountId: string,
  password: string,
  by: Actor | null,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await inTransaction(deps, async (tx) => {
    await getAccount(tx, accountId);
    await updateAccount(tx, accountId, { passwordHash });
    await endSessionsOf(tx, accountId);
    await record(deps, tx, 'account.passwordSet', accountId, by);
  });
}

/**
 * One's own new password; every session of the account ends. Throws `ConflictError` when `currentPassword` is not the password
 * the account has.
 */
export async function changeOwnPassword(
  deps: Deps,
  request: { readonly currentPassword: string; readonly password: string },
  by: Actor,
): Promise<void> {
  const before = await getAccount(deps.db, by.accountId);
  if (!(await isPassword(before.passwordHash, request.currentPassword)))
    throw new ConflictError('This is not the password you have now; nothing was changed.');
  const passwordHash = await hashPassword(request.password);
  await inTransaction(deps, async (tx) => {
    const account = await getAccount(tx, by.accountId);
    // Someone who administers may have set another meanwhile.
    if (account.passwordHash !== before.passwordHash)
      throw new ConflictError('Your password was changed a moment ago; sign in again with the new one.');
    await updateAccount(tx, account.id, { passwordHash });
    await endSessionsOf(tx, account.id);
    await record(deps, tx, 'account.passwordChanged', account.id, by);
  });
}

/** The zone that one's own days and reminders are in from now on. */
export async function changeOwnZone(deps: Deps, zone: string, by: Actor): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const account = await getAccount(tx, by.accountId);
    if (account.zone === zone) return;
    await updateAccount(tx, account.id, { zone });
    await record(deps, tx, 'account.zoneChanged', account.id, by, { zone });
  });
}

/**
 * Switches an account off: its sessions end, and it signs in no more. What it did stays on record under its name.
 * Throws `ConflictError` for one's own account, and for the last that administers.
 */
export async function disableAccount(deps: Deps, accountId: string, by: Actor | null): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const account = await getAccount(tx, accountId);
    if (account.disabledAt !== null) return;
    if (by?.accountId === accountId)
      throw new ConflictError('This is your own account; someone else who administers switches it off.');
    const others = (await listAccounts(tx)).filter((one) => one.disabledAt === null && one.id !== accountId);
    if (isAdministrator(account) && !others.some(isAdministrator))
      throw new ConflictError('Nobody else administers; make another account that does first.');
    await updateAccount(tx, accountId, { disabledAt: deps.clock.now() });
    await endSessionsOf(tx, accountId);
    await record(deps, tx, 'account.disabled', accountId, by);
  });
}

/** Switches an account on again, with the password and the matters it had. */
export async function enableAccount(deps: Deps, accountId: string, by: Actor | null): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const account = await getAccount(tx, accountId);
    if (account.disabledAt === null) return;
    await updateAccount(tx, accountId, { disabledAt: null });
    await record(deps, tx, 'account.enabled', accountId, by);
  });
}

/**
 * Whoever only administers becomes counsel as well: a sole practitioner does both. Other sessions of the account end.
 * Throws `ConflictError` when the account has another role.
 */
export async function becomeCounsel(deps: Deps, by: Actor): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const account = await getAccount(tx, by.accountId);
    if (account.role !== 'admin')
      throw new ConflictError(
        `Your role is ${account.role}; only an account that administers can change it.`,
      );
    await updateAccount(tx, account.id, { role: 'counsel' });
    await endSessionsOf(tx, account.id);
    await record(deps, tx, 'account.roleChanged', account.id, by, { role: 'counsel', administers: true });
  });
}

async function record(
  deps: Deps,
  tx: Tx,
  action: Action,
  subject: string,
  by: Actor | null,
  detail: EventDetail = {},
): Promise<void> {
  await recordEvent(tx, { by, at: deps.clock.now(), action, subject, detail });
}
