import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import type { Document } from '../../documents/document-store.js';
import { keepDocument, type ArrivedFile } from '../../documents/keep-document.js';
import { readKept } from '../../documents/read-kept.js';
import { factsOf } from '../../documents/preview.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError, ForbiddenError } from '../../platform/errors.js';
import { dayText, todayIn } from '../../platform/plain-date.js';
import {
  carriedFile,
  clockDoubts,
  differences,
  doubtsOn,
  isProved,
  mustCarryFile,
  nameOf,
  sentMail,
  tooEarlyText,
  unmatchedText,
  type CarriedFile,
  type Delivery,
  type SentMail,
} from './delivery.js';
import {
  getApprovedFile,
  getDeliveryIn,
  listApprovedFiles,
  listDeliveriesOfBuild,
  updateDelivery,
} from './delivery-store.js';
import { meetDatesOf } from './meet-dates.js';
import { refused, type MatterOfProof, type ProofOutcome } from './proof-outcome.js';
import { receiveReport, reportOf } from './receive-report.js';
import { sendIn } from './record-sending.js';

const MAIL = ['message/rfc822', 'application/vnd.ms-outlook'];

/**
 * A mail as it was sent, dropped on the page: who, to whom and when come from it, and its attachment must be the
 * approved file to the byte. It records the sending, or proves the one that was recorded by hand. The mail is
 * kept whatever it says.
 */
export async function receiveSentMail(
  deps: Deps,
  matter: MatterOfProof,
  arrived: ArrivedFile,
  by: Actor,
): Promise<ProofOutcome> {
  const document = await keepDocument(deps, arrived, { matterId: matter.id }, by);
  const report = await reportOf(deps, document);
  if (report !== null) return receiveReport(deps, matter, document, report, by);
  const mail = mailOf(document, matter.zone);
  if (mail === null)
    return refused('It is kept, but it is not a mail with a date; attach it as proof to what was sent.');
  const files = await listApprovedFiles(deps.db, matter.id);
  const carried = carriedFile(mail, files);
  if (carried === null) return refused(`It is kept, but proves nothing. ${unmatchedText(mail, files)}`);
  if (mail.on > todayIn(deps.clock, matter.zone)) return refused(notYetText(mail));
  const tooEarly = tooEarlyText(carried.file, mail.on, matter.zone);
  if (tooEarly !== null) return refused(clockText(tooEarly));
  const at = deps.clock.now();
  const { outcome, unreadDocumentId } = await inTransaction(deps, async (tx) => {
    const before = await listDeliveriesOfBuild(tx, carried.file.buildId);
    const done = (told: ProofOutcome, unread: string | null = null) => ({
      outcome: told,
      unreadDocumentId: unread,
    });
    if (before.some((one) => isSameProof(one, mail, carried)))
      return done(refused('This mail is on record already.'));
    const open = before.find((one) => one.method === 'email' && !isProved(one));
    if (open !== undefined) return done(await acceptMail(tx, matter, open, document, mail, carried, by, at));
    if (before.length > 0)
      return done(
        refused(
          `It is kept. “${carried.file.title}” is recorded as sent already; record the second sending below, then attach this mail as its proof.`,
        ),
      );
    const sent = await sendIn(tx, matter.id, sendingOf(mail, carried), by, at);
    const told = await acceptMail(tx, matter, sent.delivery, document, mail, carried, by, at);
    return done(told, sent.unreadDocumentId);
  });
  if (unreadDocumentId !== null) await readKept(deps, unreadDocumentId);
  return outcome;
}

/**
 * Any file as proof of one delivery, with the day it was delivered. A mail that carries files must carry the
 * approved one; a report of failure proves the opposite. What is refused is kept all the same.
 */
export async function proveDelivery(
  deps: Deps,
  matter: MatterOfProof,
  deliveryId: string,
  proof: {
    readonly arrived: ArrivedFile;
    readonly deliveredOn: string | null;
    /** `16:30` in the zone of the matter. */
    readonly deliveredTime: string | null;
  },
  by: Actor,
): Promise<ProofOutcome> {
  await getDeliveryIn(deps.db, matter.id, deliveryId);
  const document = await keepDocument(deps, proof.arrived, { matterId: matter.id }, by);
  const report = await reportOf(deps, document);
  if (report !== null && report.kind !== 'receipt')
    return receiveReport(deps, matter, document, report, by, deliveryId);
  const mail = mailOf(document, matter.zone);
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const delivery = await getDeliveryIn(tx, matter.id, deliveryId);
    expectStanding(delivery);
    if (isProved(delivery)) throw new ConflictError('This delivery has its proof already.');
    const file = await getApprovedFile(tx, matter.id, delivery.buildId);
    if (mail !== null && mustCarryFile(delivery, mail)) {
      const carried = carriedFile(mail, [file]);
      if (carried === null) return refused(`It is kept, but proves nothing. ${unmatchedText(mail, [file])}`);
      if (mail.on > todayIn(deps.clock, matter.zone)) return refused(notYetText(mail));
      const tooEarly = tooEarlyText(file, mail.on, matter.zone);
      if (tooEarly !== null) return refused(clockText(tooEarly));
      return acceptMail(tx, matter, delivery, document, mail, carried, by, at);
    }
    const deliveredOn = proof.deliveredOn ?? mail?.on ?? null;
    // The hour at which somebody wrote that it came is not the hour at which it came.
    const { deliveredTime } = proof;
    if (mail !== null && deliveredOn !== null && deliveredOn > todayIn(deps.clock, matter.zone))
      return refused(notYetText(mail));
    if (deliveredOn === null)
      return refused('It is kept. Say on which day it was delivered; this file does not say it by itself.');
    if (deliveredOn < delivery.sentOn)
      return refused('It is kept, but it cannot have been delivered before it was sent. Check the day.');
    const differs = mail === null ? doubtsOn(document) : [];
    return accept(
      tx,
      matter,
      delivery,
      { document, deliveredOn, deliveredTime, matchedSha256: null, differs },
      by,
      at,
    );
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
    return meetDatesOf(tx, matter.id, { ...delivery, deliveredOn, deliveredTime }, by, at);
  });
}

function mailOf(document: Document, zone: string): SentMail | null {
  return MAIL.includes(document.mediaType) ? sentMail(factsOf(document), zone) : null;
}

function sendingOf(mail: SentMail, { file }: CarriedFile) {
  return {
    buildId: file.buildId,
    method: 'email' as const,
    recipient: mail.to.map(nameOf).join(', ').slice(0, 300) || 'nobody named in the mail',
    address: mail.to.join(', ').slice(0, 1_000),
    sentOn: mail.on,
    sentTime: mail.time,
    tracking: '',
    isAgain: false,
  };
}

function acceptMail(
  tx: Tx,
  matter: MatterOfProof,
  delivery: Delivery,
  document: Document,
  mail: SentMail,
  carried: CarriedFile,
  by: Actor,
  at: string,
): Promise<ProofOutcome> {
  const differs = [...differences(delivery, mail), ...clockDoubts(mail, carried.file, at, matter.zone)];
  const { on: deliveredOn, time: deliveredTime, messageId } = mail;
  const proof = { document, deliveredOn, deliveredTime, matchedSha256: carried.sha256, messageId, differs };
  return accept(tx, matter, delivery, proof, by, at);
}

async function accept(
  tx: Tx,
  matter: MatterOfProof,
  delivery: Delivery,
  {
    document,
    deliveredOn,
    deliveredTime,
    matchedSha256,
    messageId = null,
    differs,
  }: {
    readonly document: Document;
    readonly deliveredOn: string;
    readonly deliveredTime: string | null;
    readonly matchedSha256: string | null;
    readonly messageId?: string | null;
    readonly differs: readonly string[];
  },
  by: Actor,
  at: string,
): Promise<ProofOutcome> {
  const file = await getApprovedFile(tx, matter.id, delivery.buildId);
  await updateDelivery(tx, delivery, {
    deliveredOn,
    deliveredTime,
    proofDocumentId: document.id,
    matchedSha256,
    ...(messageId === null ? {} : { messageId }),
    proofFacts: JSON.stringify({ differs }),
  });
  const outcome =
    matchedSha256 === null ? 'a file, by the word of whoever attached it' : 'the approved file, to the byte';
  await recordEvent(tx, {
    by,
    at,
    action: 'delivery.proved',
    subject: delivery.id,
    matterId: matter.id,
    detail: { number: bundleNumber(file.number), outcome, deliveredOn, sha256: document.sha256 },
  });
  const metDates = await meetDatesOf(tx, matter.id, { ...delivery, deliveredOn, deliveredTime }, by, at);
  const matched =
    matchedSha256 === null ? 'The proof is attached.' : 'The mail carries the approved file, to the byte.';
  return { isProof: true, isDoubtful: differs.length > 0, text: [matched, ...differs].join(' '), metDates };
}

/** The same mail saved twice has other bytes by name only: the same id, or same file, same addressees, same minute. */
function isSameProof(one: Delivery, mail: SentMail, carried: CarriedFile): boolean {
  if (one.messageId !== null && one.messageId === mail.messageId) return true;
  return (
    one.matchedSha256 === carried.sha256 &&
    one.sentOn === mail.on &&
    one.sentTime === mail.time &&
    one.address === mail.to.join(', ').slice(0, 1_000)
  );
}

function expectStanding({ voidedAt, refutedAt }: Delivery): void {
  if (refutedAt !== null)
    throw new ConflictError('A report says that this did not arrive; record the sending again.');
  if (voidedAt !== null) throw new ConflictError('This delivery was voided; record the sending again.');
}

function clockText(tooEarly: string): string {
  return `It is kept, but proves nothing yet. ${tooEarly}: the clock it was sent by was wrong, or it is another mail.`;
}

function notYetText(mail: SentMail): string {
  return `It is kept, but its date, ${dayText(mail.on)}, has not come yet; the clock it was sent by was wrong. Record the sending by hand.`;
}
