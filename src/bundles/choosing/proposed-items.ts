import type { Db } from '../../platform/database.js';
import { tablesNaming } from './items-offered.js';
import { listBearingIds, type ProposedFrom } from './proposed-item-store.js';

/**
 * The items that are proposed for a new bundle, by number. What is marked privileged is held back, and a table that names
 * persons goes only where someone ticks it.
 */
export async function listProposedIds(db: Db, matterId: string, from: ProposedFrom): Promise<string[]> {
  const ids = await listBearingIds(db, matterId, from);
  const { naming, addressed } = await tablesNaming(db, matterId, null);
  return ids.filter((id) => !naming.has(id) && !addressed.has(id));
}
