import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { listAttached, listPageText, type Document } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { dayIn } from '../../platform/plain-date.js';
import { raiseAlert } from '../dispatch/alert-unsent.js';
import { goesToOtherSide, listAddressees } from './addressee-store.js';
import { DISPOSITION_WORDS, readReport, type DeliveryReport } from './delivery-report.js';
import { isProved, type Delivery } from './delivery.js';
import {
  getApprovedFile,
  getDeliveryIn,
  insertDeliveryPaper,
  listMailedDeliveries,
  updateDelivery,
} from './delivery-store.js';
import { findDispatchOf, updateAlert } from '../dispatch/dispatch-store.js';
import { endReturned } from './end-returned.js';
import { findReported, isAboutOurCopies, isReportOf } from './find-reported.js';
import { heldIn, proofFactsOf, storedFacts } from './proof-facts.js';
import { mailOf } from './sent-mail.js';
import { refused, told, type MatterOfProof, type ProofOutcome } from './proof-outcome.js';
import { takeBackDelivery } from './take-back.js';
import { meetDatesOf } from './meet-dates.js';

/** What a kept document reports of an earlier mail; null where it is no report. */
export async function reportOf(deps: Deps, document: Document): Promise<DeliveryReport | null> {
  const facts = factsOf(document);
  if (facts.isDeliveryReport !== true) return null;
  const pages = (await listPageText(deps.db, document.id, 20)).map(({ text }) => text);
  const returned = (await listAttached(deps.db, document.id)).map((child) => factsOf(child).messageId);
  const isId = (id: string | null | undefined): id is string => typeof id === 'string' && id !== '';
  const thread = [facts.inReplyTo, ...[...(facts.references ?? [])].reverse()].filter(isId);
  return readReport([...(facts.reportParts ?? []), ...pages].join('\n'), returned.filter(isId), thread);
}

/**
 * A report that came back: matched to what was mailed by the id of the message, by its address only where it names
 * none. A failure takes the delivery back and stands on the Desk; a receipt is its proof; what says less is kept and
 * shown with it.
 */
export async function receiveReport(
  deps: Deps,
  matter: MatterOfProof,
  document: Document,
  report: DeliveryReport,
  by: Actor,
  deliveryId: string | null = null,
): Promise<ProofOutcome> {
  const at = deps.clock.now();
  return inTransaction(deps, async (tx) => {
    const mailed = await listMailedDeliveries(tx, matter.id);
    const found =
      deliveryId === null
        ? findReported(mailed, report)
        : isReportOf(await getDeliveryIn(tx, matter.id, deliveryId), mailed, report);
    if (typeof found === 'string') return refused(found);
    const { delivery, isInferred } = found;
    const file = await getApprovedFile(tx, matter.id, delivery.buildId);
    const number = bundleNumber(file.number);
    await insertDeliveryPaper(tx, {
      ...{ deliveryId: delivery.id, matterId: matter.id, documentId: document.id },
      ...{ kind: report.kind === 'notice' ? 'receipt' : report.kind, disposition: report.disposition },
      ...{ words: report.why, isInferred: isInferred ? 1 : 0, keptAt: at, keptBy: by.accountId },
    });
    const of = { by, at, subject: delivery.id, matterId: matter.id } as const;
    const papered = () =>
      recordEvent(tx, { ...of, action: 'delivery.papered', detail: { number, kind: paperNoun(report) } });
    const who = goesToOtherSide(file) ? await listAddressees(tx, matter.id, file) : null;
    if (who !== null && isAboutOurCopies(report, who)) {
      await papered();
      return told(
        `It is kept with what was sent to ${delivery.recipient}: it is about the copy to ${report.addresses.join(', ')} and says nothing of the addressee.`,
      );
    }
    if (report.kind === 'bounce') return refute(tx, matter, delivery, report, by, at);
    await papered();
    const text = keptText(report, delivery);
    if (text !== null) return told(text);
    if (isProved(delivery) || delivery.refutedAt !== null || delivery.voidedAt !== null)
      return {
        isProof: true,
        text: `The receipt is kept with what was sent to ${delivery.recipient}.`,
        metDates: 0,
      };
    if (heldIn(delivery) !== null)
      return told(
        `The receipt is kept with what was sent to ${delivery.recipient}; counsel decides whether that counts.`,
      );
    const on = mailOf(document, matter.zone)?.on ?? dayIn(at, matter.zone);
    const deliveredOn = on < delivery.sentOn ? delivery.sentOn : on;
    const differs = [...proofFactsOf(delivery).differs, ...(isInferred ? [INFERRED] : [])];
    await updateDelivery(tx, delivery, {
      ...{ deliveredOn, proofDocumentId: document.id },
      proofFacts: storedFacts({ differs, tied: receiptText(report) }),
    });
    const detail = { number, outcome: 'a receipt', deliveredOn, sha256: document.sha256 };
    await recordEvent(tx, { ...of, action: 'delivery.proved', detail });
    await endReturned(tx, delivery, by, at);
    const metDates = await meetDatesOf(tx, matter.id, { ...delivery, deliveredOn }, by, at);
    return {
      ...{ isProof: true, isDoubtful: differs.length > 0, metDates },
      text: [`The receipt proves delivery to ${delivery.recipient}.`, ...differs].join(' '),
    };
  });
}

const INFERRED =
  'The receipt was matched by its address alone: it and the record name no Message-ID in common. See that it is about this sending.';

/** What a receipt says, and no more. */
function receiptText({ disposition }: DeliveryReport): string {
  return disposition === null
    ? 'The mail server of the addressee says that it was delivered.'
    : `A read receipt says: ${DISPOSITION_WORDS[disposition]}.`;
}

/** What is kept and shown, and proves no delivery; null for a receipt that does. */
function keptText({ kind, disposition }: DeliveryReport, { recipient }: Delivery): string | null {
  if (kind === 'delay')
    return 'It is kept: the message has not arrived yet, and the mail server is still trying.';
  if (kind !== 'notice' || disposition === null) return null;
  return `The read receipt is kept with what was sent to ${recipient}. It says: ${DISPOSITION_WORDS[disposition]}. That is no proof of delivery.`;
}

function paperNoun({ kind, disposition }: DeliveryReport): string {
  return disposition === null ? kind : `read receipt (${disposition})`;
}

/** It did not arrive: the delivery stays on record as what it was, counts no longer, and somebody is told. */
async function refute(
  tx: Tx,
  matter: MatterOfProof,
  delivery: Delivery,
  report: DeliveryReport,
  by: Actor,
  at: string,
): Promise<ProofOutcome> {
  if (delivery.refutedAt !== null || delivery.voidedAt !== null)
    return told('It is kept. This sending counts no longer already.');
  const file = await getApprovedFile(tx, matter.id, delivery.buildId);
  const title = `Did not arrive: “${file.title}” to ${delivery.recipient}`;
  const why = report.why || 'a report of failure came back';
  const about = { matterId: matter.id, zone: matter.zone, title, why };
  const alertId = await raiseAlert(tx, about, by.accountId, at);
  await updateDelivery(tx, delivery, {
    refutedAt: at,
    refutedWhy: report.why || 'the report gives no reason',
    proofFacts: storedFacts({ ...proofFactsOf(delivery), alertId }),
  });
  const detail = { number: bundleNumber(file.number), sentOn: delivery.sentOn };
  const of = { by, at, subject: delivery.id, matterId: matter.id } as const;
  await recordEvent(tx, { ...of, action: 'delivery.refuted', detail });
  const open = await takeBackDelivery(tx, delivery, file, 'it did not arrive', by, at);
  const dispatch = await findDispatchOf(tx, delivery.id);
  if (dispatch !== null) await updateAlert(tx, dispatch.id, alertId);
  const dates = open === 0 ? '' : open === 1 ? ' One date is open again.' : ` ${open} dates are open again.`;
  return told(
    `It is kept: the message to ${delivery.recipient} did not arrive${report.why ? ` (${report.why})` : ''}. It counts as not sent.${dates} Send it again.`,
  );
}
