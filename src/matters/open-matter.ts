import { recordEvent } from '../audit/audit-store.js';
import type { Actor } from '../audit/event.js';
import { inTransaction } from '../platform/database.js';
import type { Deps } from '../platform/deps.js';
import { insertParty, insertPerson } from '../people/person-store.js';
import type { Matter } from './matter.js';
import { insertAccess, insertMatter } from './matter-store.js';

export interface MatterRequest {
  readonly title: string;
  readonly regime: Matter['regime'];
  readonly zone: string;
  readonly legend: string;
  readonly approvalForm: Matter['approvalForm'];
  readonly ourParty: string;
  readonly theirParty: string;
}

/** Opens a matter with its two sides; whoever opens it leads it. */
export async function openMatter(deps: Deps, request: MatterRequest, by: Actor): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const { ourParty, theirParty, ...matter } = request;
    const { id, number } = await insertMatter(tx, { ...matter, openedAt: at, openedBy: by.accountId });
    await insertAccess(tx, {
      matterId: id,
      accountId: by.accountId,
      access: 'lead',
      grantedAt: at,
      grantedBy: by.accountId,
    });
    await recordEvent(tx, { by, at, action: 'matter.opened', subject: id, matterId: id, detail: { number } });
    for (const [side, name] of [['ours', ourParty] as const, ['theirs', theirParty] as const]) {
      const person = {
        kind: 'organisation' as const,
        name,
        organisation: null,
        email: null,
        address: null,
        createdAt: at,
      };
      const personId = await insertPerson(tx, person);
      await insertParty(tx, { matterId: id, personId, side, capacity: 'party', addedAt: at });
      await recordEvent(tx, {
        by,
        at,
        action: 'party.added',
        subject: personId,
        matterId: id,
        detail: { side, capacity: 'party' },
      });
    }
    return id;
  });
}
