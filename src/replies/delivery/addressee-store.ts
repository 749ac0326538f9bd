import { getDocument, listPageText } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import { listAccounts } from '../../auth/account-store.js';
import { getLetterIn } from '../../letters/letter-store.js';
import { listParties, type Party } from '../../people/person-store.js';
import type { Db } from '../../platform/database.js';
import { getReplyIn } from '../reply-store.js';
import {
  addressesIn,
  bareAddress,
  isOurs,
  isSameName,
  type Addressees,
  type KnownPerson,
  type Place,
} from './addressee.js';
import type { ApprovedFile } from './delivery.js';
import { nameOf } from './sent-mail.js';

/** Beyond these a letter only encloses. */
const MOST_PAGES = 20;

/** True for a file with a letter in front that is not for our own side, as a hold notice is. */
export function goesToOtherSide({ letterKind }: Pick<ApprovedFile, 'letterKind'>): boolean {
  return letterKind !== null && letterKind !== 'hold';
}

/** Who a file may be sent to: by its letter or, where it has none, by who is on record outside our own side. */
export async function whoMayHave(
  db: Db,
  matterId: string,
  file: Pick<ApprovedFile, 'replyId' | 'letterId' | 'letterKind'>,
): Promise<Addressees> {
  if (file.letterKind !== null) return listAddressees(db, matterId, file);
  const who = await addresseesOn(db, matterId, file, ['theirs', 'other']);
  return { ...who, isWithoutLetter: true };
}

/**
 * The addressees of the letter in a file: the parties and counsel of the other side, whoever wrote the letter it answers,
 * and whoever it is addressed to or names for a copy; of a hold notice our own side. Ours are everyone who signs in here
 * and the people of our side. Somebody on neither side is an addressee only where the letter says so.
 */
export async function listAddressees(
  db: Db,
  matterId: string,
  file: Pick<ApprovedFile, 'replyId' | 'letterId'>,
): Promise<Addressees> {
  return addresseesOn(db, matterId, file, ['theirs']);
}

/** `receivingSides` are those whose people may have it by being on record there; a hold notice is for ours alone. */
async function addresseesOn(
  db: Db,
  matterId: string,
  file: Pick<ApprovedFile, 'replyId' | 'letterId'>,
  receivingSides: readonly Party['side'][],
): Promise<Addressees> {
  const parties = await listParties(db, matterId);
  const lower = (address: string | null): string | null => bareAddress(address ?? '') || null;
  const accounts = (await listAccounts(db)).map(({ email }) => email.toLowerCase());
  const ours = [
    ...accounts,
    ...parties.filter(({ side }) => side === 'ours').flatMap(({ email }) => lower(email) ?? []),
  ];
  const reply = file.replyId === null ? null : await getReplyIn(db, matterId, file.replyId);
  const isToOurs = reply?.kind === 'hold';
  const sides = isToOurs ? ['ours'] : receivingSides;
  const receiving = parties.filter(({ side, capacity }) => capacity !== 'witness' && sides.includes(side));
  const theirs: KnownPerson[] = [
    ...receiving.map(({ name, email }) => ({ name, address: lower(email) })),
    ...namedIn(reply?.addressee ?? ''),
    ...copiedTo(reply?.copies ?? '', parties),
  ];
  const places = [...receiving.flatMap(placesOf), ...placeIn(reply?.addressee ?? '')];
  const us = { ours, ourDomains: accounts.map((email) => email.slice(email.lastIndexOf('@') + 1)) };
  if (isToOurs) return { ...us, isToOurs, theirs, places };
  // A letter that one of us forwarded into the matter was written by the other side all the same.
  if (file.letterId !== null)
    theirs.push(
      ...(await writersOf(db, matterId, file.letterId)).filter(
        ({ address }) => address === null || !isOurs(address, us),
      ),
    );
  const printed = file.letterId === null ? [] : await printedIn(db, matterId, file.letterId);
  return {
    ...us,
    printed,
    places,
    theirs: theirs.filter(({ address }) => address === null || !ours.includes(address)),
  };
}

/** Everyone a head or a line of copies names, with the mail addresses in it. */
function namedIn(text: string): KnownPerson[] {
  return text.split('\n').flatMap((line) => {
    const name = line
      .replace(/^\s*(?:b?cc|copy(?:\s+to)?|copies(?:\s+to)?)\s*:/i, '')
      .replace(/\S+@\S+/g, '')
      .trim();
    const addresses = addressesIn(line).map((address) => ({ name: '', address }));
    return name === '' ? addresses : [{ name, address: null }, ...addresses];
  });
}

/** Whom a letter names for a copy; our own side stays our own. */
function copiedTo(copies: string, parties: readonly Party[]): KnownPerson[] {
  const ours = parties.filter(({ side }) => side === 'ours');
  return namedIn(copies)
    .filter(({ name }) => !ours.some((one) => isSameName(one.name, name)))
    .map((one) => ({ ...one, isCopy: true }));
}

/** Paper reaches somebody under their own name or that of their firm. */
function placesOf({ name, organisation, address }: Party): Place[] {
  if (address === null || address.trim() === '') return [];
  return [{ names: [name, organisation].filter((one): one is string => Boolean(one)), address }];
}

/** The address under the names in the head of a letter; a head without any number has none. */
function placeIn(addressee: string): Place[] {
  const lines = addressee
    .split('\n')
    .map((line) => line.replace(/\S+@\S+/g, '').trim())
    .filter((line) => line !== '');
  const address = lines.slice(1).join('\n');
  return /\d/.test(address) ? [{ names: lines, address }] : [];
}

/** Who wrote a letter, by its confirmed facts and, where it came by mail, by the mail. */
async function writersOf(db: Db, matterId: string, letterId: string): Promise<KnownPerson[]> {
  const letter = await getLetterIn(db, matterId, letterId);
  const names = [letter.sender, letter.senderCounsel].flatMap((name) =>
    name === null || name === '' ? [] : [{ name, address: null }],
  );
  if (letter.documentId === null) return names;
  const facts = factsOf(await getDocument(db, letter.documentId));
  const written = [facts.from, facts.replyTo].flatMap((one) => {
    const address = bareAddress(one ?? '');
    return one && address !== '' ? [{ name: nameOf(one), address }] : [];
  });
  return [...names, ...written];
}

/** The mail addresses that a letter prints, in its head, its words or its signature. */
async function printedIn(db: Db, matterId: string, letterId: string): Promise<string[]> {
  const { documentId } = await getLetterIn(db, matterId, letterId);
  if (documentId === null) return [];
  const pages = await listPageText(db, documentId, MOST_PAGES);
  return pages.flatMap(({ text }) => addressesIn(text)).map((address) => address.replace(/[.!?'’]+$/, ''));
}
