import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { findActiveAccount } from '../auth/account-store.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { ConflictError, NotFoundError } from '../platform/errors.js';
import type { Access } from './matter.js';
import { deleteAccess, insertAccess, listTeam, type TeamMember } from './matter-store.js';

/** Lets an account work on a matter. Throws for an unknown or disabled account, and when nobody would lead the matter any more. */
export async function grantAccess(
  deps: Deps,
  matterId: string,
  grant: { accountId: string; access: Access },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    if (!(await findActiveAccount(tx, grant.accountId))) throw new NotFoundError('account');
    if (grant.access !== 'lead') expectAnotherLead(await listTeam(tx, matterId), grant.accountId);
    await insertAccess(tx, { matterId, ...grant, grantedAt: at, grantedBy: by.accountId });
    await recordEvent(tx, {
      by,
      at,
      action: 'access.granted',
      subject: grant.accountId,
      matterId,
      detail: { access: grant.access },
    });
  });
}

/** Ends an account's work on a matter at once. Throws `ConflictError` when nobody would lead it any more. */
export async function withdrawAccess(
  deps: Deps,
  matterId: string,
  accountId: string,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const team = await listTeam(tx, matterId);
    if (!team.some((member) => member.accountId === accountId)) throw new NotFoundError('account');
    expectAnotherLead(team, accountId);
    await deleteAccess(tx, matterId, accountId);
    await recordEvent(tx, { by, at, action: 'access.withdrawn', subject: accountId, matterId });
  });
}

function expectAnotherLead(team: readonly TeamMember[], accountId: string): void {
  if (!team.some((member) => member.access === 'lead' && !member.isOff && member.accountId !== accountId))
    throw new ConflictError('A matter needs someone who leads it. Name another lead first.');
}
