import { leavingHindrance } from '../../bundles/bundle.js';
import { getBundle, listEntries } from '../../bundles/bundle-store.js';
import type { Db } from '../../platform/database.js';
import { dayText } from '../../platform/plain-date.js';
import { listDeliveriesOfBuild } from '../delivery/delivery-store.js';
import type { Dispatch } from './dispatch.js';

/** Why a mail that waits is not needed any more: its file went to that address another way since, or null. */
export async function whyNotNeeded(db: Db, dispatch: Dispatch): Promise<string | null> {
  const since = (await listDeliveriesOfBuild(db, dispatch.buildId)).find(
    ({ address, messageId, recordedAt }) =>
      messageId !== dispatch.messageId &&
      addressesIn(address).includes(dispatch.address.toLowerCase()) &&
      (recordedAt > dispatch.askedAt || (recordedAt === dispatch.askedAt && dispatch.isAgain === 0)),
  );
  return since === undefined
    ? null
    : `The file was recorded as sent to ${since.address} meanwhile, on ${dayText(since.sentOn)}, so this mail was not sent. Where it is to go twice, mail it anew and say so.`;
}

/** A dropped mail gives `Randal Milch <milch@verizon.example>`, and perhaps several. */
function addressesIn(text: string): string[] {
  return text.toLowerCase().split(/[\s<>,;]+/);
}

/** Why an approved file may not leave now, as a sentence, or null. */
export async function whyNotLeaving(db: Db, matterId: string, bundleId: string): Promise<string | null> {
  const bundle = await getBundle(db, matterId, bundleId);
  if (bundle.purpose === 'internal') return 'An internal bundle does not leave.';
  return leavingHindrance(bundle, await listEntries(db, bundleId));
}
