import { recordEvent } from '../../audit/audit-store.js';
import type { Actor } from '../../audit/event.js';
import { bundleNumber } from '../../bundles/bundle.js';
import { listAttached, listPageText, type Document } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import { inTransaction, type Tx } from '../../platform/database.js';
import type { Deps } from '../../platform/deps.js';
import { dayIn } from '../../platform/plain-date.js';
import { raiseAlert } from '../dispatch/alert-unsent.js';
import { readReport, type DeliveryReport } from './delivery-report.js';
import { isProved, sentMail, type Delivery } from './delivery.js';
import {
  getApprovedFile,
  getDeliveryIn,
  insertDeliveryPaper,
  listMailedDeliveries,
  updateDelivery,
} from './delivery-store.js';
import { findDispatchOf, updateAlert } from '../dispatch/dispatch-store.js';
import { refused, type MatterOfProof, type ProofOutcome } from './proof-outcome.js';
import { takeBackDelivery } from './take-back.js';
import { meetDatesOf } from './meet-dates.js';

/** What a kept document reports of an earlier mail; null where it is no report. */
export async function reportOf(deps: Deps, document: Document): Promise<DeliveryReport | null> {
  const facts = factsOf(document);
  if (facts.isDeliveryReport !== true) return null;
  const words = (await listPageText(deps.db, document.id, 20)).map(({ text }) => text).join('\n');
  const attached = (await listAttached(deps.db, document.id)).map((child) => factsOf(child).messageId);
  const about = [facts.inReplyTo, ...(facts.references ?? []), ...attached];
  return readReport(
    words,
    about.filter((id): id is string => typeof id === 'string' && id !== ''),
  );
}

/**
 * A report that came back: matched to what was mailed by the id of the message, else by its address where only one
 * fits. A failure takes the delivery back and stands on the Desk; a receipt is its proof; a delay is kept.
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
    const delivery =
      deliveryId === null
        ? match(await listMailedDeliveries(tx, matter.id), report)
        : await getDeliveryIn(tx, matter.id, deliveryId);
    if (delivery === null)
      return refused(
        `It is kept, but it reports on a message that is not on record here${report.addresses.length === 0 ? '' : ` (to ${report.addresses.join(', ')})`}. Attach it to the sending it is about.`,
      );
    const file = await getApprovedFile(tx, matter.id, delivery.buildId);
    const number = bundleNumber(file.number);
    await insertDeliveryPaper(tx, {
      ...{ deliveryId: delivery.id, matterId: matter.id, documentId: document.id, kind: report.kind },
      ...{ words: report.why, keptAt: at, keptBy: by.accountId },
    });
    const of = { by, at, subject: delivery.id, matterId: matter.id } as const;
    if (report.kind === 'bounce') return refute(tx, matter, delivery, report, by, at);
    await recordEvent(tx, { ...of, action: 'delivery.papered', detail: { number, kind: report.kind } });
    if (report.kind === 'delay')
      return refused('It is kept: the message has not arrived yet, and the mail server is still trying.');
    if (isProved(delivery) || delivery.refutedAt !== null || delivery.voidedAt !== null)
      return {
        isProof: true,
        text: `The receipt is kept with what was sent to ${delivery.recipient}.`,
        metDates: 0,
      };
    const on = sentMail(factsOf(document), matter.zone)?.on ?? dayIn(at, matter.zone);
    const deliveredOn = on < delivery.sentOn ? delivery.sentOn : on;
    await updateDelivery(tx, delivery, { deliveredOn, proofDocumentId: document.id });
    const detail = { number, outcome: 'a receipt', deliveredOn, sha256: document.sha256 };
    await recordEvent(tx, { ...of, action: 'delivery.proved', detail });
    const metDates = await meetDatesOf(tx, matter.id, { ...delivery, deliveredOn }, by, at);
    return { isProof: true, text: `The receipt proves delivery to ${delivery.recipient}.`, metDates };
  });
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
    return refused('It is kept. This sending counts no longer already.');
  const file = await getApprovedFile(tx, matter.id, delivery.buildId);
  await updateDelivery(tx, delivery, {
    refutedAt: at,
    refutedWhy: report.why || 'the report gives no reason',
  });
  const detail = { number: bundleNumber(file.number), sentOn: delivery.sentOn };
  const of = { by, at, subject: delivery.id, matterId: matter.id } as const;
  await recordEvent(tx, { ...of, action: 'delivery.refuted', detail });
  const open = await takeBackDelivery(tx, delivery, file, 'it did not arrive', by, at);
  const title = `Did not arrive: “${file.title}” to ${delivery.recipient}`;
  const why = report.why || 'a report of failure came back';
  const alertId = await raiseAlert(
    tx,
    { matterId: matter.id, zone: matter.zone, title, why },
    by.accountId,
    at,
  );
  const dispatch = await findDispatchOf(tx, delivery.id);
  if (dispatch !== null) await updateAlert(tx, dispatch.id, alertId);
  const dates = open === 0 ? '' : open === 1 ? ' One date is open again.' : ` ${open} dates are open again.`;
  return refused(
    `It is kept: the message to ${delivery.recipient} did not arrive${report.why ? ` (${report.why})` : ''}. It counts as not sent.${dates} Send it again.`,
  );
}

function match(deliveries: readonly Delivery[], { about, addresses }: DeliveryReport): Delivery | null {
  const byId = deliveries.find(({ messageId }) => messageId !== null && about.includes(messageId));
  if (byId) return byId;
  const byAddress = deliveries.filter(({ address }) =>
    addresses.some((one) => address.toLowerCase().includes(one)),
  );
  return byAddress.length === 1 ? (byAddress[0] ?? null) : null;
}
