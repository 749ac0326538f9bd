import type { Actor } from '../../audit/event.js';
import { getDocumentIn, type Document } from '../../documents/document-store.js';
import { readKept } from '../../documents/read-kept.js';
import { inTransaction, type Db } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { acceptMail, checkedMail, whyNoProof, type CheckedMail } from './accept-proof.js';
import { BY_METHOD, isProved, type ApprovedFile, type Delivery } from './delivery.js';
import {
  getSetAside,
  listApprovedFiles,
  listDeliveriesOfBuild,
  listReturnedOfBuild,
} from './delivery-store.js';
import { writerOf } from './letter-from-them.js';
import { heldIn } from './proof-facts.js';
import { refused, told, type MatterOfProof, type ProofOutcome } from './proof-outcome.js';
import { sendIn } from './record-sending.js';
import { carriedFile, isAddressed, mailOf, nameOf, unmatchedText } from './sent-mail.js';

/** A mail of ours that left with an approved file, or why it is none. */
export type MailAsSending = { readonly checked: CheckedMail } | { readonly outcome: ProofOutcome };

/** What a mail that left would be beside the sendings that are on record. */
export type PlaceOfMail =
  | { readonly kind: 'recorded' }
  /** It came back; what did not arrive is not recorded as sent by the same mail again. */
  | { readonly kind: 'returned' }
  /** The proof of a sending by email that was recorded by hand. */
  | { readonly kind: 'proof'; readonly of: Delivery }
  | { readonly kind: 'first' }
  /** Another sending of a file that is recorded as sent already: a person has to mean it. */
  | { readonly kind: 'further'; readonly beside: readonly Delivery[] };

/** What a kept mail says of a sending. `files` are those of the matter that may leave. */
export async function mailAsSending(
  deps: Pick<Deps, 'clock'> & { readonly db: Db },
  matter: MatterOfProof,
  document: Pick<Document, 'id' | 'sha256' | 'mediaType' | 'facts'>,
  files: readonly ApprovedFile[],
): Promise<MailAsSending> {
  const mail = mailOf(document, matter.zone);
  if (mail === null)
    return {
      outcome: refused('It is kept, but it is not a mail with a date; attach it as proof to what was sent.'),
    };
  const carried = carriedFile(mail, files);
  const writer = await writerOf(deps.db, matter.id, mail, { files, carries: carried !== null });
  if (writer.kind === 'them') return { outcome: refused(writer.text) };
  if (carried === null) {
    const more = writer.kind === 'unknown' ? ` ${writer.text}` : '';
    return { outcome: refused(`It is kept, but proves nothing. ${unmatchedText(mail, files)}${more}`) };
  }
  const checked = await checkedMail(deps.db, matter, { document, mail, carried });
  const nothing = whyNoProof(deps, matter, checked);
  return nothing === null ? { checked } : { outcome: nothing };
}

/** Where a mail stands: `before` are the sendings of its file that stand, `returned` those that came back. */
export function placeOfMail(
  before: readonly Delivery[],
  returned: readonly Delivery[],
  checked: CheckedMail,
): PlaceOfMail {
  if (before.some((one) => isSameProof(one, checked))) return { kind: 'recorded' };
  if (returned.some((one) => one.voidedAt === null && isSameProof(one, checked))) return { kind: 'returned' };
  // One to somebody else is no record of this mail, whatever became of it.
  const counted = before.filter((one) => heldIn(one) === null);
  const open = counted.find(
    (one) => one.method === 'email' && !isProved(one) && isAddressed(one, checked.mail),
  );
  if (open !== undefined) return { kind: 'proof', of: open };
  return counted.length === 0 ? { kind: 'first' } : { kind: 'further', beside: counted };
}

/**
 * Records the sending that a mail proves, or proves the one that was recorded by hand. One more of a file that is recorded
 * as sent already only where `isFurther` says that it is meant. The same mail is recorded once, however often it is asked.
 */
export async function recordMail(
  deps: Deps,
  matter: MatterOfProof,
  checked: CheckedMail,
  isFurther: boolean,
  by: Actor,
): Promise<ProofOutcome> {
  const { buildId, title } = checked.carried.file;
  const at = deps.clock.now();
  const { outcome, unreadDocumentId } = await inTransaction(deps, async (tx) => {
    const before = await listDeliveriesOfBuild(tx, buildId);
    const place = placeOfMail(before, await listReturnedOfBuild(tx, buildId), checked);
    const done = (outcome: ProofOutcome) => ({ outcome, unreadDocumentId: null });
    if (place.kind === 'recorded') return done(told('This mail is on record already.'));
    if (place.kind === 'returned')
      return done(
        told('A report says that this mail did not arrive, so it is not recorded again; send it anew.'),
      );
    if (place.kind === 'proof') return done(await acceptMail(tx, matter, place.of, checked, by, at));
    if (place.kind === 'further' && !isFurther) return done(refused(sentAlreadyText(title, place.beside)));
    const sending = { ...sendingOf(checked), isAgain: before.length > 0 };
    const sent = await sendIn(tx, matter.id, sending, by, at);
    const accepted = await acceptMail(tx, matter, sent.delivery, checked, by, at);
    return { outcome: accepted, unreadDocumentId: sent.unreadDocumentId };
  });
  if (unreadDocumentId !== null) await readKept(deps, unreadDocumentId);
  return outcome;
}

/**
 * A mail that was kept and proved nothing, recorded as the sending that it is: somebody says that the file went by email,
 * too. Throws `NotFoundError` for what was not set aside in this matter.
 */
export async function recordSetAside(
  deps: Deps,
  matter: MatterOfProof,
  documentId: string,
  by: Actor,
): Promise<ProofOutcome> {
  await getSetAside(deps.db, matter.id, documentId);
  const document = await getDocumentIn(deps.db, matter.id, documentId);
  const read = await mailAsSending(deps, matter, document, await listApprovedFiles(deps.db, matter.id));
  return 'outcome' in read ? read.outcome : recordMail(deps, matter, read.checked, true, by);
}

function sentAlreadyText(title: string, beside: readonly Delivery[]): string {
  const to = beside.map(({ recipient, method }) => `${recipient} ${BY_METHOD[method]}`).join(', ');
  return `It is kept. “${title}” is recorded as sent already, to ${to}. If this mail is a further sending, record it as one: the button stands with the mail on this page.`;
}

function sendingOf({ mail, carried }: CheckedMail) {
  return {
    buildId: carried.file.buildId,
    method: 'email' as const,
    recipient: mail.to.map(nameOf).join(', ').slice(0, 300) || 'nobody named in the mail',
    address: mail.to.join(', ').slice(0, 1_000),
    sentOn: mail.on,
    sentTime: mail.time,
    tracking: '',
  };
}

/** The same mail saved twice has other bytes by name only: the same id, or same file, same addressees, same minute. */
function isSameProof(one: Delivery, { mail, carried }: CheckedMail): boolean {
  if (one.messageId !== null && one.messageId === mail.messageId) return true;
  return (
    one.matchedSha256 === carried.sha256 &&
    one.sentOn === mail.on &&
    one.sentTime === mail.time &&
    one.address === mail.to.join(', ').slice(0, 1_000)
  );
}
