import { getDocument } from '../../documents/document-store.js';
import type { Db } from '../../platform/database.js';
import { checkAddressees, outcomeFor, type Addressees } from './addressee.js';
import { whoMayHave } from './addressee-store.js';
import { checkSending } from './check-sending.js';
import type { Delivery } from './delivery.js';
import { getApprovedFile } from './delivery-store.js';
import { heldIn, proofFactsOf, standsAsSent, warningsIn } from './proof-facts.js';
import { mailOf } from './sent-mail.js';

/** Any zone serves to read the addressees of a mail. */
const ZONE = 'UTC';
const SINCE = 'So the record has it now; whether it was so when it was sent is to be checked.';

/**
 * What of sendings is to be checked by the people on record today, beside what was found when they were recorded: an
 * address may have been corrected since, or somebody taken off a side. By the id of each that stands as sent.
 */
export async function warningsNow(
  db: Db,
  matterId: string,
  deliveries: readonly Delivery[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const known = new Map<string, Addressees>();
  const found = new Map<string, readonly string[]>();
  for (const delivery of deliveries) {
    if (!standsAsSent(delivery) || delivery.overrideReason !== null) continue;
    const { buildId } = delivery;
    const who =
      known.get(buildId) ?? (await whoMayHave(db, matterId, await getApprovedFile(db, matterId, buildId)));
    known.set(buildId, who);
    const words = await wordsNow(db, delivery, who);
    // What was said of it when it was recorded is not said twice.
    if (words !== null && !warningsIn(delivery).includes(words))
      found.set(delivery.id, [`${words} ${SINCE}`]);
  }
  return found;
}

/** Every warning of a delivery in the order its page shows them: those kept with it, then those of today. */
export function allWarnings(
  delivery: Pick<Delivery, 'id' | 'proofFacts'>,
  now: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return [...warningsIn(delivery), ...(now.get(delivery.id) ?? [])];
}

/** Those that nobody has answered: neither counsel’s decision nor a check of these words. */
export function openWarnings(
  delivery: Pick<Delivery, 'id' | 'proofFacts' | 'overrideReason'>,
  checks: readonly { readonly deliveryId: string; readonly warning: string }[],
  now: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const { held, differs } = proofFactsOf(delivery);
  const unchecked = [...differs, ...(now.get(delivery.id) ?? [])].filter(
    (words) => !checks.some(({ deliveryId, warning }) => deliveryId === delivery.id && warning === words),
  );
  return [...(heldIn(delivery) === null ? [] : (held?.why ?? [])), ...unchecked];
}

/** By the mail that proves it, its blind copies included; else by what was recorded. One of the two is enough. */
async function wordsNow(db: Db, delivery: Delivery, who: Addressees): Promise<string | null> {
  const recorded = checkSending(delivery, who);
  const words = recorded.problem ?? recorded.note;
  if (words === null || delivery.method !== 'email' || delivery.proofDocumentId === null) return words;
  const mail =
    delivery.matchedSha256 === null ? null : mailOf(await getDocument(db, delivery.proofDocumentId), ZONE);
  if (mail === null) return words;
  const { problem, note } = checkAddressees([...mail.to, ...mail.bcc], who);
  const byMail = outcomeFor(problem, note, who);
  return byMail.problem ?? byMail.note;
}
