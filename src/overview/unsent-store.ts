import type { Selectable } from 'kysely';
import type { Actor } from '../audit/event.js';
import type { BundleTable, DeliveryTable } from '../migrations/schema.js';
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

/** A sending that nothing proves, with its bundle. */
export type UnprovedSending = Pick<Selectable<DeliveryTable>, 'id' | 'method' | 'recipient' | 'sentOn'> &
  Pick<Selectable<BundleTable>, 'number' | 'title'>;

/** What is recorded as sent, stands, and has neither proof nor a decision of counsel that it counts. */
export async function listUnprovedIn(db: Db, matterId: string): Promise<UnprovedSending[]> {
  return db
    .selectFrom('delivery')
    .innerJoin('bundleBuild', 'bundleBuild.id', 'delivery.buildId')
    .innerJoin('bundle', 'bundle.id', 'bundleBuild.bundleId')
    .where('delivery.matterId', '=', matterId)
    .where('delivery.voidedAt', 'is', null)
    .where('delivery.proofDocumentId', 'is', null)
    .where('delivery.overrideReason', 'is', null)
    .orderBy('delivery.sentOn')
    .orderBy('delivery.recordedAt')
    .orderBy('delivery.id')
    .select(['delivery.id', 'delivery.method', 'delivery.recipient', 'delivery.sentOn'])
    .select(['bundle.number', 'bundle.title'])
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
