import type { Letter } from '../letters/letter.js';
import { isFirm } from '../letters/reading/parties.js';
import type { LetterAddresses } from '../letters/reading/addresses.js';
import { paperOf, type Matter } from '../matters/matter.js';
import type { Party } from '../people/person-store.js';
import type { LetterHeadFields, Reply } from './reply.js';

const TITLE = /^(?:the|mr|mrs|ms|miss|dr|prof|sir)$/;
const FORM =
  /^(?:inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|gmbh|ag|sa|bv|pty)$/;

/** What the head of a letter of ours is proposed from. */
export interface HeadSources {
  readonly letter: Pick<Letter, 'sender' | 'senderCounsel'>;
  readonly matter: Pick<Matter, 'regime' | 'zone'>;
  readonly parties: readonly Party[];
  /** Of their letter; null where its words cannot be read. */
  readonly addresses: LetterAddresses | null;
  /** The last letter of ours in the matter, whatever kind it is; null without one. */
  readonly earlier: Pick<Reply, 'letterhead' | 'signatory'> | null;
  /** Counsel who may sign: whoever begins the letter, or the only one on the team; null where it is open who. */
  readonly counsel: string | null;
}

/** Each field that something is known for; what a person wrote in an earlier letter goes before what is only read. */
export function proposeHead(sources: HeadSources): LetterHeadFields {
  const { letter, parties, addresses, earlier, counsel } = sources;
  const party = (side: Party['side']): Party | undefined =>
    parties.find((one) => one.side === side && one.capacity === 'party');
  const [ours, theirs] = [party('ours'), party('theirs')];
  return {
    letterhead: written(earlier?.letterhead) || lines(ours?.name, ours && addressOf(ours, addresses)),
    addressee: addresseeOf(letter, theirs, addresses),
    salutation: salutationOf(sources),
    signatory:
      written(earlier?.signatory) || lines(counsel, counsel && ours ? `Counsel for ${ours.name}` : null),
  };
}

/** Our address as the matter has it; else as their letter was addressed to us, where it was to the same company. */
function addressOf(ours: Party, addresses: LetterAddresses | null): string {
  if (ours.address) return ours.address;
  const addressed = addresses?.recipientCompany ? [addresses.recipientCompany] : (addresses?.addressed ?? []);
  const names = addressed.flatMap((line) => [line, ...line.split(/,\s+/)]);
  const isOurs = names.some((name) => sameHouse(ours.name, name));
  return isOurs ? (addresses?.recipientAddress ?? []).join('\n') : '';
}

/** Whoever signed, their firm and its address; without a firm the other side itself, at its own address. */
function addresseeOf(
  { sender, senderCounsel }: HeadSources['letter'],
  theirs: Party | undefined,
  addresses: LetterAddresses | null,
): string {
  const printed = (addresses?.senderAddress ?? []).join('\n');
  if (senderCounsel && isFirm(senderCounsel)) {
    const signer = addresses?.signer === senderCounsel ? null : addresses?.signer;
    return lines(signer, senderCounsel, printed || theirs?.address);
  }
  return lines(senderCounsel, sender, theirs?.address || printed);
}

/** By the name that stands below their letter, where counsel of a firm signed it; else as the place has it. */
function salutationOf({ letter, matter, addresses }: HeadSources): string {
  const isBritish = paperOf(matter) === 'a4';
  const signer = letter.senderCounsel && isFirm(letter.senderCounsel) ? addresses?.signer : null;
  if (signer) return isBritish ? `Dear ${signer}` : `Dear ${signer}:`;
  return isBritish ? 'Dear Sirs' : 'Dear Counsel:';
}

/** True where one name is the beginning of the other, in whole words: “Netflix” and “The Netflix Company, Inc.”. */
function sameHouse(one: string, other: string): boolean {
  const [mine, theirs] = [wordsOfName(one), wordsOfName(other)];
  const shared = Math.min(mine.length, theirs.length);
  return shared > 0 && mine.slice(0, shared).join(' ') === theirs.slice(0, shared).join(' ');
}

/** The words of a name without what stands before it and the legal form behind it. */
function wordsOfName(name: string): string[] {
  const words =
    name
      .toLowerCase()
      .replace(/\./g, '')
      .match(/[\p{L}\d]+/gu) ?? [];
  const own = words.slice(words.findIndex((word) => !TITLE.test(word)));
  return own.slice(0, own.findLastIndex((word) => !FORM.test(word)) + 1);
}

/** What a person wrote before, unless a field of a template is still open in it. */
function written(words: string | undefined): string {
  return words === undefined || words.includes('{{') ? '' : words;
}

function lines(...parts: readonly (string | null | undefined)[]): string {
  return [...new Set(parts.filter((part) => typeof part === 'string' && part !== ''))].join('\n');
}
