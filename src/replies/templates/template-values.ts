import { Temporal } from 'temporal-polyfill';
import { paperDate, titleAndDate } from '../../bundles/building/paper-date.js';
import { bundleNumber, exhibitMarks } from '../../bundles/bundle.js';
import { listEntries } from '../../bundles/bundle-store.js';
import { placesInLetter, quotedInside } from '../../demands/demand.js';
import { listDemandsOf } from '../../demands/demand-store.js';
import type { Letter } from '../../letters/letter.js';
import { paperOf, type Matter } from '../../matters/matter.js';
import type { Party } from '../../people/person-store.js';
import type { Paper } from '../../pdf/blocks.js';
import type { Db } from '../../platform/database.js';
import { zoneText } from '../../platform/plain-date.js';
import { METHODS } from '../delivery/delivery.js';
import { listDeliveries } from '../delivery/delivery-store.js';
import { openWarnings } from '../delivery/proof-facts.js';
import { listDeliveryChecks } from '../delivery/delivery-check-store.js';
import { listed } from '../paper/reply-blocks.js';
import type { Reply } from '../reply.js';
import { listLeftBundles } from '../reply-store.js';
import type { FieldValues } from './template.js';

type MatterOfLetter = Pick<Matter, 'id' | 'number' | 'regime' | 'zone'> & { readonly title?: string };

/** What is on record for the fields of a template. What is not stays out, so that the field stays to be filled. */
export async function templateValues(
  db: Db,
  matter: MatterOfLetter,
  letter: Letter,
  parties: readonly Party[],
  today: string,
  before: readonly Pick<Reply, 'datedOn'>[] = [],
): Promise<FieldValues> {
  const paper = paperOf(matter);
  const of = (side: Party['side']): string | undefined =>
    parties.find((party) => party.side === side && party.capacity === 'party')?.name;
  const demands = (await listDemandsOf(db, letter.id)).filter(({ state }) => state !== 'voided');
  const places = placesInLetter(demands);
  const open = demands.filter(({ state }) => state === 'open' || state === 'responded');
  // More time is asked for where a time is named; where no demand has one on record, a person chooses among them all.
  const timed = open.filter(({ limitWords }) => limitWords !== null);
  return present({
    ourParty: of('ours'),
    theirParty: of('theirs') ?? letter.sender,
    matter: matter.title,
    ourReference: matter.number,
    theirReference: letter.theirReference,
    sender: letter.senderCounsel ?? letter.sender,
    theirLetter: theirLetter(letter, paper),
    ourLetter: ourLetters(before, paper),
    theirLetterDate: letter.datedOn && paperDate(letter.datedOn, paper),
    receivedOn: letter.receivedOn && paperDate(letter.receivedOn, paper),
    letterDate: paperDate(today, paper),
    demands: demands
      .map(({ number, quote }) => `${places.get(number)}. “${quotedInside(quote.trim())}”`)
      .join('\n'),
    limits: (timed.length === 0 ? open : timed)
      .map(({ number, quote, limitWords }) => {
        const limit = limitWords === null ? '' : `, ${limitWords.trim()}`;
        return `Demand ${places.get(number)}: “${quotedInside(quote.trim())}”${quote.includes(limitWords ?? '') ? '' : limit}`;
      })
      .join('\n'),
    deliveries: await deliveriesText(db, matter, paper),
    items: await privilegedOut(db, matter.id, paper),
  });
}

/** `your letter of June 5, 2014`. */
export function theirLetter(letter: Pick<Letter, 'datedOn'>, paper: Paper): string {
  return letter.datedOn === null ? 'your letter' : `your letter of ${paperDate(letter.datedOn, paper)}`;
}

/** `our letter of June 9, 2014`; several with the date of each. */
function ourLetters(before: readonly Pick<Reply, 'datedOn'>[], paper: Paper): string | null {
  const dates = [...new Set(before.map(({ datedOn }) => datedOn))].map((on) => paperDate(on, paper));
  if (dates.length === 0) return null;
  return `our ${dates.length === 1 ? 'letter' : 'letters'} of ${listed(dates)}`;
}

/** FRCP 5(d)(1)(B): date, manner, persons and addresses of each paper that was sent. */
async function deliveriesText(
  db: Db,
  { id: matterId, zone }: Pick<Matter, 'id' | 'zone'>,
  paper: Paper,
): Promise<string> {
  // What is held or warned of is certified only once counsel has decided that it counts, or has checked the warning.
  const checks = await listDeliveryChecks(db, matterId);
  const stand = (await listDeliveries(db, matterId)).filter(
    (one) => one.voidedAt === null && one.refutedAt === null && openWarnings(one, checks).length === 0,
  );
  return stand
    .reverse()
    .map(({ bundleTitle, sentOn, sentTime, method, recipient, address }) => {
      const time = sentTime === null ? '' : ` at ${sentTime} ${zoneOn(sentOn, sentTime, zone)}`;
      return `“${bundleTitle}”, on ${paperDate(sentOn, paper)}${time}, ${MANNERS[method]}, to ${whom(recipient, address)}.`;
    })
    .join('\n');
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
} as const satisfies Record<keyof typeof METHODS, string>;

/** What went out though its item is marked privileged now, as the other side knows it. */
async function privilegedOut(db: Db, matterId: string, paper: Paper): Promise<string> {
  const lines: string[] = [];
  for (const bundle of await listLeftBundles(db, matterId)) {
    const entries = await listEntries(db, bundle.id);
    const marks = exhibitMarks(bundle, entries);
    for (const { id, title, datedOn, isPrivileged, treatment } of entries) {
      if (isPrivileged !== 1 || treatment === 'withhold' || treatment === 'leave-out') continue;
      const mark = marks.get(id);
      lines.push(
        `${mark === undefined ? '' : `Exhibit ${mark}: `}${titleAndDate(title, datedOn, paper)}, in “${bundle.title}” (${bundleNumber(bundle.number)})`,
      );
    }
  }
  return lines.join('\n');
}

function present(values: Readonly<Record<string, string | null | undefined>>): FieldValues {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}
