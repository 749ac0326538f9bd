import type { Selectable } from 'kysely';
import type { Actor } from '../audit/event.js';
import type { BundleTable } from '../migrations/schema.js';
import type { Db } from '../platform/database.js';

/** A bundle that counsel approved and that is not recorded as sent. */
export type UnsentBundle = Pick<Selectable<BundleTable>, 'id' | 'matterId' | 'number' | 'title'> & {
  readonly matterTitle: string;
};

/** The approved bundles of a matter that are not recorded as sent; internal ones are not meant to be. */
export async function listUnsentIn(db: Db, matterId: string): Promise<UnsentBundle[]> {
  return unsent(db).where('bundle.matterId', '=', matterId).execute();
}

/** The same of each open matter an account works on. */
export async function listMyUnsent(db: Db, actor: Actor): Promise<UnsentBundle[]> {
  return unsent(db)
    .innerJoin('matterAccess', 'matterAccess.matterId', 'bundle.matterId')
    .where('matterAccess.accountId', '=', actor.accountId)
    .where('matter.state', '=', 'open')
    .execute();
}

function unsent(db: Db) {
  return db
    .selectFrom('bundle')
    .innerJoin('matter', 'matter.id', 'bundle.matterId')
    .where('bundle.state', '=', 'approved')
    .where('bundle.purpose', '!=', 'internal')
    .orderBy('matter.number')
    .orderBy('bundle.number')
    .select(['bundle.id', 'bundle.matterId', 'bundle.number', 'bundle.title', 'matter.title as matterTitle']);
}
