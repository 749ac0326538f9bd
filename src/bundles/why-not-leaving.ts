import { withdrawnBehind } from '../notices/disclosures/withdrawn-behind.js';
import type { Db } from '../platform/database.js';
import { findApprovedBuild } from './build-store.js';
import { leavingHindrance } from './bundle.js';
import type { Bundle } from './bundle.js';
import { listEntries } from './bundle-store.js';
import { privilegedSince } from './privileged-since.js';
import { withdrawnSince } from './findings/source-stops.js';
import { fileOf } from './stored-spec.js';

/** Why the approved file of a bundle no longer leaves, as a sentence, or null. What was sent is on record as it is. */
export async function whyFileNotLeaving(db: Db, bundle: Bundle): Promise<string | null> {
  const entries = await listEntries(db, bundle.id);
  const hindrance = leavingHindrance(bundle);
  const approved = await findApprovedBuild(db, bundle.id);
  if (hindrance !== null || approved === null || bundle.state === 'sent') return hindrance;
  const [privileged] = await privilegedSince(db, bundle, entries, approved);
  if (privileged !== undefined) return privileged.text;
  const behind = await withdrawnBehind(db, bundle.matterId);
  const [gone] = await withdrawnSince(db, behind, entries, approved.id);
  const entry = gone && entries.find((one) => fileOf(one) === gone.document);
  if (entry === undefined) return null;
  const rests = (behind.get(entry.itemId) ?? []).join('; ');
  return `“${entry.title}” rests on ${rests}, after this file was built: supersede the bundle and build it anew.`;
}
