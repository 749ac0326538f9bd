import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { listTeam } from '../../matters/matter-store.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, NotFoundError } from '../../platform/errors.js';
import {
  endIdentityRight,
  getIdentityRight,
  insertIdentityRight,
  seesNames,
} from './identity-right-store.js';

/** Gives someone on the matter's team the right to see account names. Throws where they have it or are not on the team. */
export async function grantIdentityRight(
  deps: Deps,
  matterId: string,
  { accountId, reason }: { readonly accountId: string; readonly reason: string },
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const member = (await listTeam(tx, matterId)).find((one) => one.accountId === accountId);
    if (!member) throw new NotFoundError('account', accountId);
    if (member.isOff) throw new ConflictError(`${member.name}’s account is switched off.`);
    if (await seesNames(tx, matterId, accountId))
      throw new ConflictError(`${member.name} has this right already.`);
    await insertIdentityRight(tx, {
      matterId,
      accountId,
      reason,
      grantedAt: at,
      grantedBy: by.accountId,
    });
    await recordEvent(tx, { by, at, action: 'identityRight.granted', subject: accountId, matterId });
  });
}

/** Ends a right at once; that there was one stays on record. */
export async function withdrawIdentityRight(
  deps: Deps,
  matterId: string,
  rightId: string,
  reason: string,
  by: Actor,
): Promise<void> {
  const at = deps.clock.now();
  await inTransaction(deps, async (tx) => {
    const right = await getIdentityRight(tx, matterId, rightId);
    if (right.endedAt !== null) throw new ConflictError('This right was ended already.');
    await endIdentityRight(tx, right.id, { endedAt: at, endedBy: by.accountId, endReason: reason });
    await recordEvent(tx, { by, at, action: 'identityRight.ended', subject: right.accountId, matterId });
  });
}
