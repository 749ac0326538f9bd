import type { Actor } from '../../audit/event.js';
import type { Document } from '../../documents/document-store.js';
import { keepDocument, type ArrivedFile } from '../../documents/keep-document.js';
import { readKept } from '../../documents/read-kept.js';
import { inTransaction } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { acceptMail, checkedMail, whyNoProof, type CheckedMail } from './accept-proof.js';
import { isProved, type Delivery } from './delivery.js';
import { listApprovedFiles, listDeliveriesOfBuild } from './delivery-store.js';
import { writerOf } from './letter-from-them.js';
import { heldIn } from './proof-facts.js';
import { refused, told, type MatterOfProof, type ProofOutcome } from './proof-outcome.js';
import { receiveReport, reportOf } from './receive-report.js';
import { sendIn } from './record-sending.js';
import { carriedFile, isAddressed, mailOf, nameOf, unmatchedText } from './sent-mail.js';
import { setAsideWith } from './set-aside.js';

/**
 * A mail as it was sent, dropped on the page: who, to whom and when come from it, and its attachment must be the
 * approved file to the byte. It records the sending, or proves the one that was recorded by hand; where it did not go to
 * an addressee of the letter, or carries what nobody approved, counsel decides. The mail is kept whatever it says.
 */
export async function receiveSentMail(
  deps: Deps,
  matter: MatterOfProof,
  arrived: ArrivedFile,
  by: Actor,
): Promise<ProofOutcome> {
  const document = await keepDocument(deps, arrived, { matterId: matter.id }, by);
  const outcome = await receive(deps, matter, document, by);
  return setAsideWith(deps, matter, { document, deliveryId: null }, outcome, by);
}

async function receive(
  deps: Deps,
  matter: MatterOfProof,
  document: Document,
  by: Actor,
): Promise<ProofOutcome> {
  const report = await reportOf(deps, document);
  if (report !== null) return receiveReport(deps, matter, document, report, by);
  const mail = mailOf(document, matter.zone);
  if (mail === null)
    return refused('It is kept, but it is not a mail with a date; attach it as proof to what was sent.');
  const files = await listApprovedFiles(deps.db, matter.id);
  const carried = carriedFile(mail, files);
  const writer = await writerOf(deps.db, matter.id, mail, { files, carries: carried !== null });
  if (writer.kind === 'them') return refused(writer.text);
  if (carried === null) {
    const more = writer.kind === 'unknown' ? ` ${writer.text}` : '';
    return refused(`It is kept, but proves nothing. ${unmatchedText(mail, files)}${more}`);
  }
  const checked = await checkedMail(deps.db, matter, { document, mail, carried });
  const nothing = whyNoProof(deps, matter, checked);
  if (nothing !== null) return nothing;
  const { outcome, unreadDocumentId } = await record(deps, matter, checked, by);
  if (unreadDocumentId !== null) await readKept(deps, unreadDocumentId);
  return outcome;
}

function record(deps: Deps, matter: MatterOfProof, checked: CheckedMail, by: Actor) {
  const { mail, carried } = checked;
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const before = await listDeliveriesOfBuild(tx, carried.file.buildId);
    const done = (outcome: ProofOutcome, unreadDocumentId: string | null = null) => ({
      outcome,
      unreadDocumentId,
    });
    if (before.some((one) => isSameProof(one, checked))) return done(told('This mail is on record already.'));
    // One to somebody else is no record of this mail, whatever became of it.
    const counted = before.filter((one) => heldIn(one) === null);
    const open = counted.find((one) => one.method === 'email' && !isProved(one) && isAddressed(one, mail));
    if (open !== undefined) return done(await acceptMail(tx, matter, open, checked, by, at));
    if (counted.length > 0)
      return done(
        refused(
          `It is kept. “${carried.file.title}” is recorded as sent already, to ${counted.map(({ recipient }) => recipient).join(', ')}; record the second sending below, then attach this mail as its proof.`,
        ),
      );
    const sending = { ...sendingOf(checked), isAgain: before.length > 0 };
    const sent = await sendIn(tx, matter.id, sending, by, at);
    return done(await acceptMail(tx, matter, sent.delivery, checked, by, at), sent.unreadDocumentId);
  });
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
