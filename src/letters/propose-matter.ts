import { paperOf, type Matter } from '../matters/matter.js';
import { paperDate } from '../matters/paper-date.js';
import { proposeFacts } from './propose-facts.js';
import { placeOf, readAddresses, type LetterAddresses } from './reading/addresses.js';
import { houseOfOffice, isCompany, isFirm } from './reading/parties.js';
import { nameAlone } from './reading/sentence-ends.js';
import { zoneOfPlace } from './zone-of-place.js';

/** What the form that opens a matter starts with, and where each value comes from; a field nothing was found for is in neither. */
export interface ProposedMatter {
  readonly values: Readonly<Record<string, string>>;
  /** By field, the words beside a value that is only proposed. */
  readonly proposed: Readonly<Record<string, { readonly value: string; readonly from: string }>>;
}

const FROM_WORDS = 'Proposed from the letter';
const LEGAL_FORM =
  /,?\s+(?:Inc|Incorporated|Ltd|Limited|LLC|L\.L\.C|LLP|Corp|Corporation|plc|PLC|GmbH|S\.A|AG|B\.V|Pty)\b\.?$/;
const YOUR_CLIENT =
  /\b[Yy]our\s+clients?,?\s+(?<name>\p{Lu}[\p{L}\d.&'’-]*(?:\s+(?:(?:of|and|the|&)\s+)?\p{Lu}[\p{L}\d.&'’-]*)*(?:,?\s+(?:Inc|Ltd|LLC|LLP|Limited|Corp|plc)\b\.?)?)/u;

/**
 * The matter that a letter in no matter seems to be about: the one written to is the party we act for, the one it is
 * written for the other side. `facts` is the document's JSON. Proposals only: the form shows them and a person changes them.
 */
export function proposeMatter(
  pages: readonly string[],
  facts: string,
  { regime, zone }: Pick<Matter, 'regime' | 'zone'>,
): ProposedMatter {
  const ofWords = proposeFacts(pages, '{}');
  const said = proposeFacts(pages, facts);
  const addresses = readAddresses(pages, ofWords.recipient);
  const theirs = ofWords.sender ?? nameOf(said.sender);
  const found = ourPartyIn(addresses, ofWords.recipient ?? nameOf(said.recipient), pages);
  const ours = found?.toLowerCase() === theirs?.toLowerCase() ? null : found;
  const place = placeOf(addresses.recipientAddress);
  const placed = place === null ? null : zoneOfPlace(place);
  const date = said.datedOn && paperDate(said.datedOn, paperOf({ regime, zone: placed ?? zone }));
  const values: Readonly<Record<string, string | null>> = {
    title: theirs && ours ? titleOf(theirs, ours, date) : null,
    ourParty: ours,
    theirParty: theirs,
    theirCounsel: ofWords.senderCounsel,
    theirReference: ofWords.theirReference,
    zone: placed,
  };
  const kept = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const from = (name: string): string =>
    name === 'zone' ? `Proposed from the address: ${addresses.recipientAddress.at(-1) ?? ''}` : FROM_WORDS;
  return {
    values: Object.fromEntries(kept),
    proposed: Object.fromEntries(kept.map(([name, value]) => [name, { value, from: from(name) }])),
  };
}

/**
 * Who sent a letter and to whom, as far as the form that opens its matter corrected the names proposed there: the
 * next form would propose the same wrong names again. A name left as proposed stays a proposal, and so does one in the
 * header of a mail, which names people.
 */
export function correctedParties(
  pages: readonly string[],
  facts: string,
  entered: { readonly ourParty: string; readonly theirParty: string },
): { readonly sender?: string; readonly recipient?: string } {
  const { sender, recipient } = proposeFacts(pages, facts);
  const { values } = proposeMatter(pages, facts, { regime: 'private', zone: 'UTC' });
  const isCorrected = (name: 'ourParty' | 'theirParty', next: string | null): boolean =>
    next !== null && values[name] === next && entered[name] !== next;
  return {
    ...(isCorrected('theirParty', sender) ? { sender: entered.theirParty } : {}),
    ...(isCorrected('ourParty', recipient) ? { recipient: entered.ourParty } : {}),
  };
}

/** Whether counsel named so is a firm or a person. */
export function kindOfCounsel(name: string): 'person' | 'organisation' {
  return isFirm(name) || isCompany(name) ? 'organisation' : 'person';
}

/** The company addressed, or the person where none is; of a letter to a firm of lawyers the client it names. */
function ourPartyIn(
  { recipientCompany, office }: LetterAddresses,
  recipient: string | null,
  pages: readonly string[],
): string | null {
  const written = recipientCompany ?? houseOfOffice(office) ?? recipient;
  if (written === null || !isFirm(written)) return written;
  const name = YOUR_CLIENT.exec(pages.join(' ').replace(/\s+/g, ' '))?.groups?.['name'];
  return name === undefined ? null : nameAlone(name);
}

function titleOf(theirs: string, ours: string, date: string | null): string {
  const short = (name: string): string => name.replace(LEGAL_FORM, '');
  return `${short(theirs)} – ${short(ours)}${date ? `, letter of ${date}` : ''}`.slice(0, 200);
}

/** The name of `Name <address@example>`; null for a bare address. */
function nameOf(header: string | null): string | null {
  const name = (header ?? '').replace(/<.*$/, '').replace(/["']/g, '').trim();
  return name === '' || name.includes('@') ? null : name;
}
