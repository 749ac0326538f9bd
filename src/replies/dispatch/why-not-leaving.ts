import { leavingHindrance } from '../../bundles/bundle.js';
import { getBundle, listEntries } from '../../bundles/bundle-store.js';
import type { Db } from '../../platform/database.js';

/** Why an approved file may not leave now, as a sentence, or null. */
export async function whyNotLeaving(db: Db, matterId: string, bundleId: string): Promise<string | null> {
  const bundle = await getBundle(db, matterId, bundleId);
  if (bundle.purpose === 'internal') return 'An internal bundle does not leave.';
  return leavingHindrance(bundle, await listEntries(db, bundleId));
}
