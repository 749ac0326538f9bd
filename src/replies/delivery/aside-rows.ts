import { factsOf } from '../../documents/preview.js';
import { listLettersOfBytes } from '../../letters/letter-store.js';
import type { Matter } from '../../matters/matter.js';
import type { Deps } from '../../platform/deps.js';
import { instantText } from '../../platform/plain-date.js';
import type { CheckedMail } from './accept-proof.js';
import type { ApprovedFile } from './delivery.js';
import { listSetAside, type ListedDelivery, type ListedSetAside } from './delivery-store.js';
import { notOursIn } from './letter-from-them.js';
import { mailAsSending, placeOfMail, type PlaceOfMail } from './mail-as-sending.js';
import { isMail, otherWayText } from './sent-mail.js';

/** What was kept and proves no sending, as the page shows it. */
export interface AsideRow {
  readonly deliveryId: string | null;
  readonly documentId: string;
  readonly name: string;
  readonly words: string;
  readonly path: string;
  readonly kept: string;
  /** What one click makes of a mail that left with an approved file, as its button says; null where there is nothing. */
  readonly offer: string | null;
  /** A mail of somebody else: it may be a letter to us. */
  readonly canLog: boolean;
  /** The letter that it was logged as. */
  readonly letter: { readonly number: string; readonly path: string } | null;
}

/** What of the matter a kept file is held against. */
export interface AsideAmong {
  readonly deliveries: readonly ListedDelivery[];
  readonly files: readonly ApprovedFile[];
}

/** Those of a matter, the newest first, without what counts as proof by now. */
export async function asideRows(
  deps: Deps,
  { id, zone }: Pick<Matter, 'id' | 'zone'>,
  { deliveries, files }: AsideAmong,
): Promise<AsideRow[]> {
  const { db } = deps;
  const aside = (await listSetAside(db, id)).filter((one) => !isProofOf(one, deliveries));
  if (aside.length === 0) return [];
  const isNotOurs = await notOursIn(db, id);
  const hashes = [...new Set(aside.map(({ sha256 }) => sha256))];
  const letters = await listLettersOfBytes(db, id, hashes);
  const rows: AsideRow[] = [];
  for (const one of aside) {
    const read = await mailAsSending(deps, { id, zone }, { ...one, id: one.documentId }, files);
    const checked = 'checked' in read ? read.checked : null;
    const place = checked === null ? null : placeAmong(deliveries, checked);
    // It counts as the sending that it is, so nobody may read here that it proves none.
    if (place?.kind === 'recorded') continue;
    const letter = letters.find(({ sha256 }) => sha256 === one.sha256);
    const delivery = deliveries.find((sent) => sent.id === one.deliveryId);
    rows.push({
      ...{ deliveryId: one.deliveryId, documentId: one.documentId, name: one.name },
      words: wordsNow(one, delivery, checked),
      path: `/documents/${one.documentId}`,
      kept: `${one.keptByName}, ${instantText(one.keptAt, zone)}`,
      offer: place === null ? null : offerText(place),
      canLog: letter === undefined && mayBeLetter(one, isNotOurs),
      letter: letter ? { number: letter.number, path: `/matters/${id}/letters/${letter.id}` } : null,
    });
  }
  return rows;
}

/** A mail that somebody else wrote and that is no report of a mail server. */
export function mayBeLetter(
  document: Pick<ListedSetAside, 'mediaType' | 'facts'>,
  isNotOurs: (from: string | null | undefined) => boolean,
): boolean {
  if (!isMail(document)) return false;
  const facts = factsOf(document);
  return facts.isDeliveryReport !== true && isNotOurs(facts.from);
}

/** The same bytes were attached anew and taken, for this sending or for any where they were of none. */
function isProofOf({ deliveryId, sha256 }: ListedSetAside, deliveries: readonly ListedDelivery[]): boolean {
  return deliveries.some(
    (one) =>
      one.voidedAt === null && one.proofSha256 === sha256 && (deliveryId === null || deliveryId === one.id),
  );
}

function placeAmong(deliveries: readonly ListedDelivery[], checked: CheckedMail): PlaceOfMail {
  const standing = deliveries.filter(
    ({ buildId, voidedAt }) => buildId === checked.carried.file.buildId && voidedAt === null,
  );
  return placeOfMail(
    standing.filter(({ refutedAt }) => refutedAt === null),
    standing.filter(({ refutedAt }) => refutedAt !== null),
    checked,
  );
}

/** Of a mail with the approved file it was once said that its bytes differ, whatever way the sending took. */
function wordsNow(
  { words }: ListedSetAside,
  delivery: ListedDelivery | undefined,
  checked: CheckedMail | null,
): string {
  const isUntrue =
    words.includes('The bytes differ') &&
    delivery !== undefined &&
    delivery.method !== 'email' &&
    delivery.buildId === checked?.carried.file.buildId;
  return isUntrue ? otherWayText(delivery, checked.carried) : words;
}

function offerText(place: PlaceOfMail): string | null {
  if (place.kind === 'further') return 'Record it as a further sending by email';
  if (place.kind === 'first') return 'Record it as a sending by email';
  return place.kind === 'proof' ? `Take it as proof of the sending by email to ${place.of.recipient}` : null;
}
