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
  /** The district or state of a federal court, as it is named. */
  readonly court?: string | null;
  readonly legend: string;
  readonly approvalForm: Matter['approvalForm'];
  readonly ourParty: string;
  readonly theirParty: string;
  /** Who acts for the other side, where that is known when the matter is opened. */
  readonly theirCounsel?: { readonly name: string; readonly kind: 'person' | 'organisation' } | null;
}

/** Opens a matter with its two sides, and their counsel where known; whoever opens it leads it. */
export async function openMatter(deps: Deps, request: MatterRequest, by: Actor): Promise<string> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const { ourParty, theirParty, theirCounsel = null, ...matter } = request;
    const { id, number } = await insertMatter(tx, { ...matter, openedAt: at, openedBy: by.accountId });
    await insertAccess(tx, {
      matterId: id,
      accountId: by.accountId,
      access: 'lead',
      grantedAt: at,
      grantedBy: by.accountId,
    });
    await recordEvent(tx, { by, at, action: 'matter.opened', subject: id, matterId: id, detail: { number } });
    const sides = [
      { side: 'ours', capacity: 'party', kind: 'organisation', name: ourParty },
      { side: 'theirs', capacity: 'party', kind: 'organisation', name: theirParty },
      ...(theirCounsel === null ? [] : [{ side: 'theirs', capacity: 'counsel', ...theirCounsel } as const]),
    ] as const;
    for (const { side, capacity, kind, name } of sides) {
      const person = { kind, name, organisation: null, email: null, address: null, createdAt: at };
      const personId = await insertPerson(tx, person);
      await insertParty(tx, { matterId: id, personId, side, capacity, addedAt: at });
      const detail = { side, capacity };
      await recordEvent(tx, { by, at, action: 'party.added', subject: personId, matterId: id, detail });
    }
    return id;
  });
}
