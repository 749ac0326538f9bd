import { paperDate, titleAndDate } from '../../bundles/building/paper-date.js';
import { bundleNumber, exhibitMarks } from '../../bundles/bundle.js';
import { listEntries } from '../../bundles/bundle-store.js';
import { placesInLetter, quotedInside } from '../../demands/demand.js';
import { listDemandsOf, listResponses } from '../../demands/demand-store.js';
import type { Letter } from '../../letters/letter.js';
import { paperOf, type Matter } from '../../matters/matter.js';
import type { Party } from '../../people/person-store.js';
import type { Paper } from '../../pdf/blocks.js';
import type { Db } from '../../platform/database.js';
import { answeringSentence } from '../answering.js';
import { listServed } from '../served.js';
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
  const answered = new Set((await listResponses(db, matter.id)).map(({ demandId }) => demandId));
  const isTold = (one: (typeof demands)[number]): boolean =>
    before.length === 0 && (open.includes(one) || answered.has(one.id));
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
    answering: answeringSentence(demands.map((one) => ({ ...one, isTold: isTold(one) }))),
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

/** FRCP 5(d)(1)(B): date, manner, persons and addresses of each paper that was sent and stands. */
async function deliveriesText(db: Db, matter: Pick<Matter, 'id' | 'zone'>, paper: Paper): Promise<string> {
  return (await listServed(db, matter, paper))
    .filter(({ why }) => why === null)
    .map(({ line }) => line)
    .join('\n');
}

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
