import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { listAttached, listPageText, type Document } from '../../documents/document-store.js';
import { keepDocument, type ArrivedFile } from '../../documents/keep-document.js';
import { factsOf } from '../../documents/preview.js';
import { inTransaction, type Db } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import { todayIn } from '../../platform/plain-date.js';
import { findDispatchOf } from '../dispatch/dispatch-store.js';
import { getReplyIn } from '../reply-store.js';
import { accept, acceptMail, checkedMail, notYetText, whyNoProof } from './accept-proof.js';
import { listAddressees } from './addressee-store.js';
import { doubtsOn, isProved, type ApprovedFile, type Delivery } from './delivery.js';
import { getApprovedFile, getDeliveryIn, updateDelivery } from './delivery-store.js';
import { endReturned } from './end-returned.js';
import { tieOf, type MailWord, type SentAs, type Tie } from './mail-tie.js';
import { meetDatesOf } from './meet-dates.js';
import { heldIn } from './proof-facts.js';
import { refused, type MatterOfProof, type ProofOutcome } from './proof-outcome.js';
import { receiveReport, reportOf } from './receive-report.js';
import {
  carriedFile,
  hashesOf,
  isAddressed,
  isMail,
  mailOf,
  otherWayText,
  unmatchedText,
  type SentMail,
} from './sent-mail.js';
import { setAsideWith } from './set-aside.js';

const PAGES_OF_WORDS = 20;
const BY_WORD = 'By the word of whoever attached it; what the file says was not checked.';

/** A file offered as proof, and when it is said to have arrived. */
export interface OfferedProof {
  readonly arrived: ArrivedFile;
  readonly deliveredOn: string | null;
  /** `16:30` in the zone of the matter. */
  readonly deliveredTime: string | null;
}

/**
 * Any file as proof of one delivery, with the day it was delivered. A mail must be of this sending: the sent mail with
 * the approved file, or one that answers it or names it; a report of failure proves the opposite. What is refused is
 * kept all the same, with the reason.
 */
export async function proveDelivery(
  deps: Deps,
  matter: MatterOfProof,
  deliveryId: string,
  proof: OfferedProof,
  by: Actor,
): Promise<ProofOutcome> {
  await getDeliveryIn(deps.db, matter.id, deliveryId);
  const document = await keepDocument(deps, proof.arrived, { matterId: matter.id }, by);
  const report = await reportOf(deps, document);
  const outcome =
    report === null
      ? await prove(deps, matter, deliveryId, document, proof, by)
      : await receiveReport(deps, matter, document, report, by, deliveryId);
  return setAsideWith(deps, matter, { document, deliveryId }, outcome, by);
}

async function prove(
  deps: Deps,
  matter: MatterOfProof,
  deliveryId: string,
  document: Document,
  proof: OfferedProof,
  by: Actor,
): Promise<ProofOutcome> {
  const mail = mailOf(document, matter.zone);
  if (mail === null && isMail(document))
    return refused('It is kept, but it is a mail without a date that can be read, so it proves no day.');
  const word = mail === null ? null : await wordOf(deps.db, document, mail);
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const delivery = await getDeliveryIn(tx, matter.id, deliveryId);
    expectUnproved(delivery);
    const file = await getApprovedFile(tx, matter.id, delivery.buildId);
    const carried = mail === null ? null : carriedFile(mail, [file]);
    if (mail !== null && carried !== null && delivery.method === 'email') {
      const checked = await checkedMail(tx, matter, { document, mail, carried });
      const nothing = whyNoProof(deps, matter, checked);
      if (nothing !== null) return nothing;
      if (!isAddressed(delivery, mail)) return refused(otherSendingText(delivery, mail));
      return acceptMail(tx, matter, delivery, checked, by, at);
    }
    if (heldIn(delivery) !== null)
      return refused('It is kept. This sending is held: counsel decides whether it counts.');
    const tie = word === null ? null : await tieTo(tx, matter, delivery, file, word);
    if (carried !== null && tie?.isTied === false) return refused(otherWayText(delivery, carried));
    if (tie?.isTied === false)
      return refused(`It is kept, but proves nothing. ${mail === null ? '' : whatIsWrong(mail, file, tie)}`);
    const deliveredOn = proof.deliveredOn ?? mail?.on ?? null;
    if (mail !== null && mail.on > todayIn(deps.clock, matter.zone)) return refused(notYetText(mail));
    if (deliveredOn === null)
      return refused('It is kept. Say on which day it was delivered; this file does not say it by itself.');
    if (deliveredOn < delivery.sentOn)
      return refused('It is kept, but it cannot have been delivered before it was sent. Check the day.');
    // The hour at which somebody wrote that it came is not the hour at which it came.
    const { deliveredTime } = proof;
    const differs = mail === null ? doubtsOn(document) : [];
    const accepted = { document, deliveredOn, deliveredTime, matchedSha256: null, differs };
    return accept(tx, matter, delivery, { ...accepted, tied: tie?.text ?? BY_WORD }, by, at);
  });
}

/** Counsel counts a sending as delivered without proof and says why. Throws `ForbiddenError` for anyone else. */
export async function overrideProof(
  deps: Deps,
  matter: MatterOfProof,
  deliveryId: string,
  {
    deliveredOn,
    deliveredTime,
    reason,
  }: { readonly deliveredOn: string; readonly deliveredTime: string | null; readonly reason: string },
  by: Actor,
): Promise<number> {
  if (by.role !== 'counsel')
    throw new ForbiddenError(
      'Only counsel can count a sending as delivered without proof; nothing was saved.',
    );
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const delivery = await getDeliveryIn(tx, matter.id, deliveryId);
    expectStanding(delivery);
    if (isProved(delivery)) throw new ConflictError('This delivery counts already.');
    const file = await getApprovedFile(tx, matter.id, delivery.buildId);
    await updateDelivery(tx, delivery, { deliveredOn, deliveredTime, overrideReason: reason });
    await recordEvent(tx, {
      by,
      at,
      action: 'delivery.overridden',
      subject: delivery.id,
      matterId: matter.id,
      detail: { number: bundleNumber(file.number), deliveredOn },
    });
    await endReturned(tx, delivery, by, at);
    return meetDatesOf(tx, matter.id, { ...delivery, deliveredOn, deliveredTime }, by, at);
  });
}

/** What a mail says, with what is attached to it and to that: a returned message stands inside the mail that returns it. */
async function wordOf(db: Db, document: Document, mail: SentMail): Promise<MailWord> {
  const words = (await listPageText(db, document.id, PAGES_OF_WORDS)).map(({ text }) => text).join('\n');
  const attached = await listAttached(db, document.id);
  const deeper = (await Promise.all(attached.map(({ id }) => listAttached(db, id)))).flat();
  const all = [...attached, ...deeper];
  return {
    mail,
    words,
    attachedIds: all.flatMap((child) => factsOf(child).messageId ?? []),
    attachedHashes: all.map(({ sha256 }) => sha256),
  };
}

async function tieTo(
  db: Db,
  matter: MatterOfProof,
  delivery: Delivery,
  file: ApprovedFile,
  word: MailWord,
): Promise<Tie> {
  const reply = file.replyId === null ? null : await getReplyIn(db, matter.id, file.replyId);
  const dispatch = await findDispatchOf(db, delivery.id);
  const sentAs: SentAs = {
    delivery,
    hashes: hashesOf(file),
    names: [file.title, reply?.subject, dispatch?.subject].filter((name): name is string => Boolean(name)),
  };
  return tieOf(word, sentAs, await listAddressees(db, matter.id, file));
}

/** The likeliest mistake first: another file in the place of the one that was approved. */
function whatIsWrong(mail: SentMail, file: ApprovedFile, { text }: Tie): string {
  return mail.attachments.length === 0 ? text : `${text} ${unmatchedText(mail, [file])}`;
}

function otherSendingText({ address }: Delivery, mail: SentMail): string {
  return `It is kept, but proves nothing of this sending. The mail went to ${mail.to.join(', ') || 'nobody named'}; recorded is ${address}. Drop it above where it is a sending of its own.`;
}

function expectUnproved(delivery: Delivery): void {
  expectStanding(delivery);
  if (isProved(delivery)) throw new ConflictError('This delivery has its proof already.');
}

function expectStanding({ voidedAt, refutedAt }: Delivery): void {
  if (refutedAt !== null)
    throw new ConflictError('A report says that this did not arrive; record the sending again.');
  if (voidedAt !== null) throw new ConflictError('This delivery was voided; record the sending again.');
}
