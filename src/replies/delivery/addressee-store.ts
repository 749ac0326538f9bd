import { getDocument, listPageText } from '../../documents/document-store.js';
import { factsOf } from '../../documents/preview.js';
import { listAccounts } from '../../auth/account-store.js';
import { getLetterIn } from '../../letters/letter-store.js';
import { listParties } from '../../people/person-store.js';
import type { Db } from '../../platform/database.js';
import { answersDemands } from '../letter-kind.js';
import { getReplyIn } from '../reply-store.js';
import { addressesIn, bareAddress, isOurs, type Addressees, type KnownPerson } from './addressee.js';
import type { ApprovedFile } from './delivery.js';
import { nameOf } from './sent-mail.js';

/** Beyond these a letter only encloses. */
const MOST_PAGES = 20;

/** True for a file whose delivery meets dates: only there must it have gone to the other side. */
export function goesToOtherSide({ letterKind }: Pick<ApprovedFile, 'letterKind'>): boolean {
  return letterKind !== null && answersDemands(letterKind);
}

/**
 * The addressees of the letter in a file: the parties and counsel of the other side, whoever wrote the letter it answers,
 * and whoever it is addressed to. Ours are everyone who signs in here and the people of our side.
 */
export async function listAddressees(
  db: Db,
  matterId: string,
  file: Pick<ApprovedFile, 'replyId' | 'letterId'>,
): Promise<Addressees> {
  const parties = await listParties(db, matterId);
  const lower = (address: string | null): string | null => bareAddress(address ?? '') || null;
  const accounts = (await listAccounts(db)).map(({ email }) => email.toLowerCase());
  const ours = [
    ...accounts,
    ...parties.filter(({ side }) => side === 'ours').flatMap(({ email }) => lower(email) ?? []),
  ];
  const theirs: KnownPerson[] = parties
    .filter(({ side, capacity }) => side === 'theirs' && capacity !== 'witness')
    .map(({ name, email }) => ({ name, address: lower(email) }));
  const reply = file.replyId === null ? null : await getReplyIn(db, matterId, file.replyId);
  for (const line of (reply?.addressee ?? '').split('\n')) {
    const name = line.replace(/\S+@\S+/g, '').trim();
    if (name !== '') theirs.push({ name, address: null });
    for (const address of addressesIn(line)) theirs.push({ name: '', address });
  }
  const us = { ours, ourDomains: accounts.map((email) => email.slice(email.lastIndexOf('@') + 1)) };
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
    theirs: theirs.filter(({ address }) => address === null || !ours.includes(address)),
  };
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
