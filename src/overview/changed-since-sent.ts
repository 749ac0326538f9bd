import { listResponses } from '../demands/demand-store.js';
import { changedSinceSent } from '../demands/sent-response.js';
import type { Db } from '../platform/database.js';
import { responsesApproved } from '../replies/delivery/responses-approved.js';

/** The demands of a matter whose response says something else now than the file that was sent last. */
export async function listChangedSinceSent(db: Db, matterId: string): Promise<ReadonlySet<string>> {
  return changedSinceSent(await listResponses(db, matterId), await responsesApproved(db, matterId));
}
