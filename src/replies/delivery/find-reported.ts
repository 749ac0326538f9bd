import { isOurs, type Addressees } from './addressee.js';
import type { DeliveryReport } from './delivery-report.js';
import type { Delivery } from './delivery.js';
import { bareId, idsOf } from './mail-tie.js';
import { isAt } from './sent-mail.js';

/** The sending that a report is about. */
export interface Reported {
  readonly delivery: Delivery;
  /** By its address alone: the report or the record has no Message-ID to go by. */
  readonly isInferred: boolean;
}

/**
 * The sending that a report is about, of those of a matter; or why none is, in a sentence. A Message-ID that the report
 * names decides; its address counts only where it names none, and only where one sending went there.
 */
export function findReported(deliveries: readonly Delivery[], report: DeliveryReport): Reported | string {
  const { about, addresses } = report;
  const byId = deliveries.find((one) => isOfId(one, about));
  if (byId) return { delivery: byId, isInferred: false };
  const there = deliveries.filter((one) => addresses.some((address) => isAt(one, address)));
  if (about.length > 0) {
    const unnamed = there.find((one) => idsOf(one).length === 0);
    const hint =
      unnamed === undefined
        ? 'Attach it to the sending it is about.'
        : `What was recorded as sent to ${unnamed.recipient} has no Message-ID on record: if it is about that, attach it there.`;
    return `It is kept, but it reports on a message that is not on record here, ${about.join(', ')}${toText(addresses)}. ${hint}`;
  }
  const [only] = there;
  if (only !== undefined && there.length === 1) return { delivery: only, isInferred: true };
  return there.length === 0
    ? `It is kept, but it reports on a message that is not on record here${toText(addresses)}. Attach it to the sending it is about.`
    : `It is kept, but it names no message, and ${there.length} sendings went${toText(addresses)}. Attach it to the one it is about.`;
}

/** The same for the sending that a person attached it to. Nothing there contradicts it, or the sentence says what does. */
export function isReportOf(
  delivery: Delivery,
  others: readonly Delivery[],
  report: DeliveryReport,
): Reported | string {
  const { about, addresses, kind } = report;
  if (isOfId(delivery, about)) return { delivery, isInferred: false };
  const other = others.find((one) => one.id !== delivery.id && isOfId(one, about));
  if (other)
    return `It is kept, but proves nothing of this sending: it reports on the mail to ${other.recipient}, ${about.join(', ')}.`;
  const known = idsOf(delivery);
  if (about.length > 0 && known.length > 0)
    return `It is kept, but proves nothing of this sending: it reports on the message ${about.join(', ')}, and this was sent as <${known.join('>, <')}>.`;
  if (addresses.some((address) => isAt(delivery, address))) return { delivery, isInferred: true };
  if (addresses.length > 0)
    return `It is kept, but proves nothing of this sending: it reports on ${addresses.join(', ')}, and this went to ${delivery.address}.`;
  // That it failed is the safer of the two to believe.
  return kind === 'bounce'
    ? { delivery, isInferred: true }
    : 'It is kept, but proves nothing: it names neither a message nor an address.';
}

/** True where a report speaks of copies on our own side alone: what became of those says nothing of the addressee. */
export function isAboutOurCopies({ addresses }: DeliveryReport, who: Addressees): boolean {
  const theirs = new Set(who.theirs.map(({ address }) => address));
  return addresses.length > 0 && addresses.every((one) => !theirs.has(one) && isOurs(one, who));
}

function isOfId(delivery: Delivery, about: readonly string[]): boolean {
  const ids = idsOf(delivery);
  return about.some((id) => ids.includes(bareId(id)));
}

function toText(addresses: readonly string[]): string {
  return addresses.length === 0 ? '' : ` (to ${addresses.join(', ')})`;
}
