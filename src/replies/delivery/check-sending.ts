import {
  addressesIn,
  checkAddressees,
  copyNote,
  isSameName,
  outcomeFor,
  strangerText,
  unknownText,
  wordsOf,
  type AddresseeCheck,
  type Addressees,
  type Place,
} from './addressee.js';
import type { Delivery } from './delivery.js';

type Sending = Pick<Delivery, 'method' | 'recipient' | 'address'>;
type SendingCheck = Pick<AddresseeCheck, 'problem' | 'note'>;

/** By these the address is a place; a fax number or a portal is none. */
const TO_A_PLACE: readonly Delivery['method'][] = ['courier', 'post', 'hand'];

/**
 * Whether a sending went to an addressee of the letter, whatever way it took: a mail by its addresses, anything else by the
 * name it went to. `problem` holds it until counsel decides; `note` is to be checked, as a place that is not the one on record.
 */
export function checkSending({ method, recipient, address }: Sending, who: Addressees): SendingCheck {
  if (method === 'email') {
    const addresses = addressesIn(address);
    const to = addresses.length === 0 ? [recipient] : addresses.map((one) => `${recipient} <${one}>`);
    const { problem, note } = checkAddressees(to, who);
    return outcomeFor(problem, note, who);
  }
  const names = [recipient, ...recipient.split(/[,;\n]|\s(?:and|&)\s|\b(?:attn|c\/o)\b[.:]?/i)];
  const isNamed = (name: string): boolean => names.some((one) => isSameName(name, one));
  const known = who.theirs.filter(({ name }) => isNamed(name));
  const places = (who.places ?? []).filter((place) => place.names.some(isNamed));
  if (known.length === 0 && places.length === 0)
    return outcomeFor(strangerText(unknownText(recipient, who), who), null, who);
  const notes = [
    known.length === 0 ? null : copyNote(recipient, known),
    TO_A_PLACE.includes(method) ? placeNote(recipient, address, places) : null,
  ].filter((note) => note !== null);
  return { problem: null, note: notes.length === 0 ? null : notes.join(' ') };
}

function placeNote(recipient: string, address: string, places: readonly Place[]): string | null {
  if (places.length === 0 || places.some((place) => isSamePlace(place, address))) return null;
  const onRecord = [...new Set(places.map((place) => inOneLine(place.address)))].join(' and ');
  return `It went to ${inOneLine(address) || 'no address'}; the address on record for ${recipient} is ${onRecord}. Check it.`;
}

/** Words of a part of an address that tell no place by themselves: where in the house, or for whom. */
const INSIDE_A_HOUSE =
  /^(?:suite|ste|floor|fl|level|unit|room|rm|apartment|apt|flat|attn|attention|c\/o|fao)\b|\bfloor$/i;
const BEGINS_STREET = /^(?:\d|p\.?\s?o\.?\s+box\b)/i;

/**
 * One may leave out what the other has, as a room or a country; neither may have a street of its own. The house and its
 * street may not be left out: “Market St” is not 600 Market St.
 */
function isSamePlace({ names, address }: Place, given: string): boolean {
  const ofNames = new Set(names.flatMap(wordsOf));
  const [known, here] = [wordsOf(address), wordsOf(given)];
  if (here.length === 0) return false;
  const isPartOf = (few: readonly string[], many: readonly string[]): boolean =>
    few.every((word) => many.includes(word) || ofNames.has(word));
  if (isPartOf(known, here)) return true;
  const parts = address
    .split(/[\n,;]/)
    .map((part) => part.trim())
    .filter((part) => !INSIDE_A_HOUSE.test(part) && wordsOf(part).some((word) => !ofNames.has(word)));
  const houses = parts.filter((part, index) => index === 0 || BEGINS_STREET.test(part));
  return isPartOf(here, known) && houses.some((part) => isPartOf(wordsOf(part), here));
}

function inOneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ', ');
}
