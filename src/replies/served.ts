import { Temporal } from 'temporal-polyfill';
import { paperDate } from '../bundles/building/paper-date.js';
import type { Matter } from '../matters/matter.js';
import type { Paper } from '../pdf/blocks.js';
import type { Db } from '../platform/database.js';
import { zoneText } from '../platform/plain-date.js';
import { addressesIn } from './delivery/addressee.js';
import { openWarnings, warningsNow } from './delivery/check-now.js';
import { listDeliveryChecks } from './delivery/delivery-check-store.js';
import type { Delivery } from './delivery/delivery.js';
import { listDeliveries, type ListedDelivery } from './delivery/delivery-store.js';
import { heldIn } from './delivery/proof-facts.js';

/** A sending as a certificate of service says it, and why it may not be certified; null where it may. */
export interface Served {
  readonly line: string;
  readonly delivery: ListedDelivery;
  readonly why: string | null;
}

/** What of a sending is looked for in a certificate. */
type Certified = Pick<Served, 'line' | 'why'> & {
  readonly delivery: Pick<
    ListedDelivery,
    'bundleTitle' | 'sentOn' | 'sentTime' | 'method' | 'recipient' | 'address'
  >;
};

/** Every sending of a matter, the oldest first. */
export async function listServed(
  db: Db,
  { id: matterId, zone }: Pick<Matter, 'id' | 'zone'>,
  paper: Paper,
): Promise<Served[]> {
  const deliveries = (await listDeliveries(db, matterId)).reverse();
  const checks = await listDeliveryChecks(db, matterId);
  const now = await warningsNow(db, matterId, deliveries);
  return deliveries.map((delivery) => ({
    delivery,
    line: lineOf(delivery, zone, paper),
    why: whyNot(delivery, openWarnings(delivery, checks, now)),
  }));
}

/** Why a certificate of service leaves sendings out, a sentence each; what to do where there is none at all. */
export function leftOutOfCertificate(served: readonly Pick<Served, 'line' | 'why'>[]): string[] {
  if (served.length === 0)
    return [
      'Nothing is on record as sent in this matter, so there is nothing to certify yet. Record what was sent.',
    ];
  return served.flatMap(({ line, why }) =>
    why === null ? [] : [`${line.replace(/\.$/, '')}: left out, for ${why}`],
  );
}

/**
 * What a written certificate says of sendings that do not stand, or not any more, in sentences. A line is about a sending
 * where it says it as the program does, else where it has its title, day, manner and addressee; one that fits a sending
 * that stands as well is left alone.
 */
export function certifiedWrongly(words: string, served: readonly Certified[], paper: Paper): string[] {
  const titles = [...new Set(served.map(({ delivery }) => delivery.bundleTitle))];
  return words.split('\n').flatMap((paragraph) => {
    const exact = served.filter(({ line }) => saysWhole(paragraph, line));
    const about = exact.length > 0 ? exact : served.filter((one) => isAbout(paragraph, one, titles, paper));
    const [first] = about;
    if (first === undefined || first.why === null || about.some(({ why }) => why === null)) return [];
    return [
      `The certificate names “${first.delivery.bundleTitle}” to ${first.delivery.recipient}, and ${first.why} Take it out, or have it settled under “What was sent”.`,
    ];
  });
}

/** What is held or warned of is certified only once counsel has decided that it counts, or has checked the warning. */
function whyNot(delivery: ListedDelivery, warnings: readonly string[]): string | null {
  if (delivery.voidedAt !== null) return 'that sending was voided.';
  if (delivery.refutedAt !== null) return 'that did not arrive.';
  if (heldIn(delivery) !== null) return `counsel has yet to decide whether that counts: ${warnings[0] ?? ''}`;
  return warnings.length === 0 ? null : `a warning of that is not checked: ${warnings[0] ?? ''}`;
}

function isAbout(
  paragraph: string,
  { delivery }: Certified,
  titles: readonly string[],
  paper: Paper,
): boolean {
  const { bundleTitle, sentOn, sentTime, method, recipient, address } = delivery;
  const manners = Object.values(MANNERS).filter((manner) => saysWhole(paragraph, manner));
  if (manners.length > 0 && !manners.includes(MANNERS[method])) return false;
  if (!saysTitle(paragraph, bundleTitle, titles) || !saysWhole(paragraph, paperDate(sentOn, paper)))
    return false;
  const hours = [...paragraph.matchAll(/\bat (\d{2}:\d{2})\b/g)].map(([, hour]) => hour);
  if (hours.length > 0 && sentTime !== null && !hours.includes(sentTime)) return false;
  const names = recipient.split(', ').filter((name) => name !== '');
  if (saysWhole(paragraph, recipient) || names.every((name) => saysWhole(paragraph, name))) return true;
  const said = addressesIn(paragraph).map((one) => one.replace(/[.!?'’]+$/, ''));
  return addressesIn(address).some((one) => said.includes(one));
}

/** A title that stands there by itself, not as part of the longer title of another file. */
function saysTitle(paragraph: string, title: string, titles: readonly string[]): boolean {
  const longer = titles.filter((one) => one.length > title.length && saysWhole(one, title));
  return saysWhole(
    longer.reduce((rest, one) => rest.replaceAll(wholly(one), '\n'), paragraph),
    title,
  );
}

/** Whether words stand in a text as a whole: “19 June 2014” does not say `9 June 2014`, nor “Ann Leeson” `Ann Lee`. */
function saysWhole(text: string, words: string): boolean {
  return words !== '' && text.search(wholly(words)) >= 0;
}

/** No letter or digit goes on before or behind, nor a name joined by a hyphen, as in “Mary-Ann Lee”. */
function wholly(words: string): RegExp {
  const literal = words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}]|\\p{L}[-'’])${literal}(?![\\p{L}\\p{N}]|-\\p{L})`, 'giu');
}

function lineOf(
  { bundleTitle, sentOn, sentTime, method, recipient, address }: ListedDelivery,
  zone: string,
  paper: Paper,
): string {
  const time = sentTime === null ? '' : ` at ${sentTime} ${zoneOn(sentOn, sentTime, zone)}`;
  return `“${bundleTitle}”, on ${paperDate(sentOn, paper)}${time}, ${MANNERS[method]}, to ${whom(recipient, address)}.`;
}

/** Names and address; a mail address that carries the names says them once. */
function whom(recipient: string, address: string): string {
  const at = address.trim().replace(/\s*\n\s*/g, ', ');
  return recipient.split(', ').every((name) => at.includes(name)) ? at : `${recipient}, ${at}`;
}

/** `PDT`, as it stood at an hour of a day. */
function zoneOn(day: string, time: string, zone: string): string {
  const at = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone);
  return zoneText(at.toInstant().toString(), zone);
}

const MANNERS = {
  email: 'by email',
  courier: 'by courier',
  post: 'by post',
  hand: 'by hand',
  fax: 'by fax',
  portal: 'by upload to a portal',
} as const satisfies Record<Delivery['method'], string>;
