import { listOurAddresses } from '../matters/matter-store.js';
import type { Db } from '../platform/database.js';
import { domainOf } from './propose-fields.js';

/** The domains of mail of those who work on the matter and of our side in it, each once. */
export async function listOurDomains(db: Db, matterId: string): Promise<string[]> {
  const addresses = await listOurAddresses(db, matterId);
  return [...new Set(addresses.flatMap((address) => domainOf(address) ?? []))];
}
