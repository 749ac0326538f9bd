import { getBundle } from '../../bundles/bundle-store.js';
import { whyFileNotLeaving } from '../../bundles/why-not-leaving.js';
import { isReadOnly } from '../../auth/account.js';
import { getAccount } from '../../auth/account-store.js';
import { getMatter, listTeam } from '../../matters/matter-store.js';
import { paperOf } from '../../matters/matter.js';
import type { Db } from '../../platform/database.js';
import { dayText } from '../../platform/plain-date.js';
import { listDeliveriesOfBuild } from '../delivery/delivery-store.js';
import { certificateHindrances } from '../letter-in-hand.js';
import { getReplyIn } from '../reply-store.js';
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

/**
 * Why a mail that waits is held: its matter was closed, or whoever asked for it may not send from it any more. What a
 * person may not do now, their earlier word does not do for them.
 */
export async function whyHeld(db: Db, { matterId, askedBy }: Dispatch): Promise<string | null> {
  const { state } = await getMatter(db, matterId);
  if (state === 'closed')
    return 'The matter was closed before the mail left, so it was not sent. Open the matter again to mail it.';
  const { name } = await getAccount(db, askedBy);
  const asker = (await listTeam(db, matterId)).find(({ accountId }) => accountId === askedBy);
  const says = `so the mail they asked for was held and not sent. Whoever works on the matter may look at it and mail it anew.`;
  if (asker === undefined) return `${name} does not work on this matter any more, ${says}`;
  if (asker.isOff) return `The account of ${name} was switched off, ${says}`;
  return asker.access === 'viewer' || isReadOnly(asker.role)
    ? `${name} may only read in this matter now, ${says}`
    : null;
}

/** A dropped mail gives `Randal Milch <milch@verizon.example>`, and perhaps several. */
function addressesIn(text: string): string[] {
  return text.toLowerCase().split(/[\s<>,;]+/);
}

/** Why an approved file may not leave now, as a sentence, or null. */
export async function whyNotLeaving(db: Db, matterId: string, bundleId: string): Promise<string | null> {
  const bundle = await getBundle(db, matterId, bundleId);
  if (bundle.purpose === 'internal') return 'An internal bundle does not leave.';
  return (await whyNotCertified(db, matterId, bundle.replyId)) ?? whyFileNotLeaving(db, bundle);
}

/** A certificate of service that names what does not stand any more, though it was approved when it did. */
async function whyNotCertified(db: Db, matterId: string, replyId: string | null): Promise<string | null> {
  const reply = replyId === null ? null : await getReplyIn(db, matterId, replyId);
  if (reply?.kind !== 'service') return null;
  const matter = await getMatter(db, matterId);
  const wrong = await certificateHindrances(db, matter, reply, paperOf(matter));
  return wrong.length === 0 ? null : wrong.join(' ');
}
