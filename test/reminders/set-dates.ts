import type { Name } from '../support/cast.js';
import type { Started } from '../support/start-rejoinder.js';
import { clockAt } from '../../src/platform/clock.js';
import type { Deps } from '../../src/platform/deps.js';
import { grantAccess } from '../../src/matters/grant-access.js';
import { insertDeadline } from '../../src/deadlines/deadline-store.js';
import { inTransaction } from '../../src/platform/database.js';
import type { DeadlineTable } from '../../src/migrations/schema.js';
import type { Insertable } from 'kysely';

/** The same deps at another moment. */
export function at(deps: Deps, instant: string): Deps {
  return { ...deps, clock: clockAt(instant) };
}

/** A matter that omar leads and dana works on. Returns its id. */
export async function openMatterFor(started: Started, title = 'Verizon – Netflix'): Promise<string> {
  const omar = await started.signIn('omar');
  await omar.get('/matters/new');
  const opened = await omar.post('/matters', {
    title,
    ourParty: 'Netflix',
    theirParty: 'Verizon',
    regime: 'private',
    zone: 'America/New_York',
    approvalForm: 'two-people',
  });
  const matterId = (opened.location ?? '').replace('/matters/', '');
  await grantAccess(
    started.deps,
    matterId,
    { accountId: started.actor('dana').accountId, access: 'member' },
    started.actor('omar'),
  );
  return matterId;
}

/** A date as counsel set it, without going through its counting. Returns its id. */
export async function setDate(
  { deps, actor }: Started,
  matterId: string | null,
  date: Partial<Insertable<DeadlineTable>> & { earliestOn: string | null; responsible?: string | null },
): Promise<string> {
  return inTransaction(deps, (tx) =>
    insertDeadline(tx, {
      matterId,
      title: 'Respond to demand 2 of Verizon',
      whose: 'binding',
      state: 'open',
      rule: 'DEMAND_EXCLUSIVE',
      input: '',
      result: '',
      zone: 'America/New_York',
      setAt: deps.clock.now(),
      setBy: actor('omar').accountId,
      ...date,
    }),
  );
}

export function idOf(started: Started, name: Name): string {
  return started.actor(name).accountId;
}
