import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { updateBundleState } from '../../bundles/bundle-store.js';
import { recordKept } from '../../documents/keep-document.js';
import { readKept } from '../../documents/read-kept.js';
import { insertLetter, nextNumber } from '../../letters/letter-store.js';
import { listParties } from '../../people/person-store.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { ConflictError } from '../../platform/errors.js';
import { endAlerts } from '../dispatch/alert-unsent.js';
import { recordHeld } from './accept-proof.js';
import { whoMayHave } from './addressee-store.js';
import { checkSending } from './check-sending.js';
import { hourTooEarlyText, tooEarlyText, type ApprovedFile, type Delivery } from './delivery.js';
import { getApprovedFile, insertDelivery, listDeliveriesOfBuild, updateDelivery } from './delivery-store.js';
import { storedFacts } from './proof-facts.js';
import type { MatterOfProof } from './proof-outcome.js';
import { getReplyIn, updateReplyState } from '../reply-store.js';

export interface Sending {
  readonly buildId: string;
  readonly method: Delivery['method'];
  readonly recipient: string;
  readonly address: string;
  readonly sentOn: string;
  readonly sentTime: string | null;
  readonly tracking: string;
  /** The person knows that this file was recorded as sent before. */
  readonly isAgain: boolean;
}

/** The file was recorded as sent before; sending it again has to be meant. */
export class SentBeforeError extends ConflictError {
  override name = 'SentBeforeError';
}

/** It is said to have left before it was approved, by its day or by its hour. */
export class SentTooEarlyError extends ConflictError {
  override name = 'SentTooEarlyError';
  readonly field: 'sentOn' | 'sentTime';

  constructor(message: string, field: 'sentOn' | 'sentTime') {
    super(message);
    this.field = field;
  }
}

/** To whom a file went before, for whoever is about to send it again. */
export function sentBeforeText(before: readonly { readonly recipient: string }[]): string {
  return `This file is recorded as sent to ${before.map(({ recipient }) => recipient).join(', ')} already. Confirm that it was sent again.`;
}

/** Why a sending is held, and what of it is to be checked, in sentences; null where nothing is. */
export interface SendingOutcome {
  readonly problem: string | null;
  readonly note: string | null;
}

/** A sending on record, and what has yet to be read: the file as it went out, as a document of the matter. */
export interface Sent {
  readonly delivery: Delivery;
  readonly unreadDocumentId: string | null;
}

/**
 * Records that an approved file was sent. The file, its bundle and its reply are frozen with it, and the letter
 * joins the correspondence; no date is met until there is proof. Throws `SentBeforeError` for a second sending
 * that nobody confirmed, `SentTooEarlyError` for a day or an hour before the approval.
 */
export async function recordSending(
  deps: Deps,
  matter: MatterOfProof,
  sending: Sending,
  by: Actor,
): Promise<SendingOutcome> {
  const at = deps.clock.now();
  const { check, unreadDocumentId } = await inTransaction(deps, async (tx) => {
    const file = await getApprovedFile(tx, matter.id, sending.buildId);
    const tooEarly = tooEarlyText(file, sending.sentOn, matter.zone);
    if (tooEarly !== null) throw new SentTooEarlyError(tooEarly, 'sentOn');
    const hour = hourTooEarlyText(file, sending.sentOn, sending.sentTime, matter.zone);
    if (hour !== null) throw new SentTooEarlyError(hour, 'sentTime');
    const sent = await sendIn(tx, matter.id, sending, by, at);
    return { ...sent, check: await checkRecipient(tx, matter.id, sent.delivery, by, at) };
  });
  if (unreadDocumentId !== null) await readKept(deps, unreadDocumentId);
  return check;
}

/**
 * Whether what was recorded by hand went to an addressee of the letter; where it did not it is held, and counsel decides,
 * and an address that is not the one on record is a warning.
 */
async function checkRecipient(
  tx: Tx,
  matterId: string,
  delivery: Delivery,
  by: Actor,
  at: string,
): Promise<SendingOutcome> {
  const file = await getApprovedFile(tx, matterId, delivery.buildId);
  const who = await whoMayHave(tx, matterId, file);
  const { problem, note } = checkSending(delivery, who);
  if (problem !== null) {
    const held = { documentId: null, why: [problem] };
    await updateDelivery(tx, delivery, { proofFacts: storedFacts({ held }) });
    await recordHeld(tx, matterId, delivery, file, null, by, at);
  } else if (note !== null)
    await updateDelivery(tx, delivery, { proofFacts: storedFacts({ differs: [note] }) });
  return { problem, note };
}

/** The part inside a transaction, for a mail that proves its own sending. */
export async function sendIn(
  tx: Tx,
  matterId: string,
  { isAgain, ...sending }: Sending,
  by: Actor,
  at: string,
): Promise<Sent> {
  const file = await getApprovedFile(tx, matterId, sending.buildId);
  if (file.purpose === 'internal') throw new ConflictError('An internal bundle does not leave.');
  const before = await listDeliveriesOfBuild(tx, file.buildId);
  if (before.length > 0 && !isAgain) throw new SentBeforeError(sentBeforeText(before));
  const delivery = await insertDelivery(tx, {
    matterId,
    ...sending,
    letterId: file.letterId,
    deliveredOn: null,
    recordedAt: at,
    recordedBy: by.accountId,
  });
  await updateBundleState(tx, file.bundleId, ['approved', 'sent'], 'sent', null);
  await endAlerts(tx, sending, by, at);
  await recordEvent(tx, {
    by,
    at,
    action: 'delivery.sent',
    subject: delivery.id,
    matterId,
    detail: {
      number: bundleNumber(file.number),
      method: sending.method,
      sentOn: sending.sentOn,
      sha256: file.pdfSha256,
      isAgain: before.length > 0,
    },
  });
  if (file.replyId === null || before.length > 0) return { delivery, unreadDocumentId: null };
  return { delivery, unreadDocumentId: await logOurLetter(tx, file, file.replyId, delivery, by, at) };
}

/** Our letter as it went out, among the letters of the matter; its document is the approved file. */
async function logOurLetter(
  tx: Tx,
  file: ApprovedFile,
  replyId: string,
  { matterId, method, sentOn, recipient }: Delivery,
  by: Actor,
  at: string,
): Promise<string> {
  const reply = await getReplyIn(tx, matterId, replyId);
  await updateReplyState(tx, replyId, 'sent');
  const ours = (await listParties(tx, matterId)).find(({ side }) => side === 'ours');
  const received = { tempPath: '', sha256: file.pdfSha256, bytes: file.pdfBytes ?? 0 };
  const name = `Our letter of ${reply.datedOn}.pdf`;
  const documentId = await recordKept(tx, { name, received }, { matterId }, by, at);
  const number = await nextNumber(tx, matterId);
  const letterId = await insertLetter(tx, {
    number,
    matterId,
    documentId,
    direction: 'out',
    state: 'sent',
    subject: reply.subject,
    sender: ours?.name ?? null,
    recipient,
    theirReference: reply.theirReference,
    datedOn: reply.datedOn,
    sentOn,
    method,
    inReplyTo: reply.inReplyTo,
    loggedAt: at,
    loggedBy: by.accountId,
  });
  await recordEvent(tx, { by, at, action: 'letter.sent', subject: letterId, matterId, detail: { number } });
  return documentId;
}
