import type { Letter } from '../letters/letter.js';
import { isFirm } from '../letters/reading/parties.js';
import type { LetterAddresses } from '../letters/reading/addresses.js';
import { paperOf, type Matter } from '../matters/matter.js';
import type { Party } from '../people/person-store.js';
import type { LetterHeadFields, Reply } from './reply.js';

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
  const isSame = sameHouse(ours.name, addresses?.recipientCompany ?? addresses?.office.join(' ') ?? '');
  return isSame ? (addresses?.recipientAddress ?? []).join('\n') : '';
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

/** True where both names begin with the same word: “Netflix” and “Netflix, Inc.”. */
function sameHouse(one: string, other: string): boolean {
  const first = (name: string): string => /[\p{L}\d]+/u.exec(name.toLowerCase())?.[0] ?? '';
  return first(one) !== '' && first(one) === first(other);
}

/** What a person wrote before, unless a field of a template is still open in it. */
function written(words: string | undefined): string {
  return words === undefined || words.includes('{{') ? '' : words;
}

function lines(...parts: readonly (string | null | undefined)[]): string {
  return [...new Set(parts.filter((part) => typeof part === 'string' && part !== ''))].join('\n');
}
