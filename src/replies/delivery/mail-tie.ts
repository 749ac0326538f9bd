import { threadSubjectOf } from '../../documents/mail/message-key.js';
import { bareAddress, isOurs, standingOf, type Addressees } from './addressee.js';
import type { Delivery } from './delivery.js';
import { isAt, type SentMail } from './sent-mail.js';

/** What of a sending a mail about it can name. */
export interface SentAs {
  readonly delivery: Pick<Delivery, 'address' | 'messageId' | 'tracking'>;
  /** The approved bytes, in every form they may travel in. */
  readonly hashes: readonly (string | null)[];
  /** Its title, the subject of the letter and of the mail. */
  readonly names: readonly string[];
}

/** A mail as somebody's word that something arrived. */
export interface MailWord {
  readonly mail: Pick<SentMail, 'from' | 'about' | 'subject'>;
  /** What it says. */
  readonly words: string;
  /** Message-IDs and hashes of what is attached to it, however deep. */
  readonly attachedIds: readonly string[];
  readonly attachedHashes: readonly string[];
}

/** How a mail is of one sending, or why nothing says that it is; both as sentences. */
export type Tie = { readonly isTied: boolean; readonly text: string };

/** A number short of this could stand in any text. */
const SHORTEST_TRACKING = 6;
const SHORTEST_NAME = 8;

/**
 * Whether a mail is about one sending: it answers its Message-ID, or it comes from its addressee and names what went out,
 * or it names the tracking number. Our own word proves no arrival.
 */
export function tieOf(word: MailWord, sentAs: SentAs, who: Addressees): Tie {
  const { mail } = word;
  const from = mail.from ?? '';
  const none = (text: string): Tie => ({ isTied: false, text });
  if (from === '') return none('It names nobody who wrote it.');
  if (isOurs(bareAddress(from), who))
    return none(`It was written by ${from}, on our own side, which does not prove that anything arrived.`);
  if (/^\s*not read\s*:/i.test(mail.subject ?? ''))
    return none('It is an automatic notice that a message was not read.');
  const ids = idsOf(sentAs.delivery);
  const about = [...mail.about, ...word.attachedIds].map(bareId);
  if (ids.some((id) => about.includes(id)))
    return { isTied: true, text: 'The mail answers the Message-ID of what was sent.' };
  const named = nameIn(word, sentAs);
  if (named?.kind === 'tracking') return { isTied: true, text: `The mail names ${named.text}.` };
  const isTheirs = isAt(sentAs.delivery, from) || standingOf(from, who).kind === 'addressee';
  if (isTheirs && named !== null)
    return { isTied: true, text: `The mail is from ${from} and names ${named.text}.` };
  if (isTheirs)
    return none(
      `It is from ${from} and names neither the mail that was sent nor what went out, so it may be about something else.`,
    );
  return none(
    `It is from ${from}, who is not the addressee of this sending${named === null ? ', and nothing in it names what was sent' : ''}.`,
  );
}

/** The Message-IDs a sending is known by; a mail in doubt that arrived has its id where a tracking number stands. */
export function idsOf({ messageId, tracking }: Pick<Delivery, 'messageId' | 'tracking'>): string[] {
  return [messageId, /^<[^<>\s]+@[^<>\s]+>$/.test(tracking) ? tracking : null].flatMap((id) =>
    id === null || id === '' ? [] : [bareId(id)],
  );
}

/** A Message-ID without its brackets. */
export function bareId(id: string): string {
  return id.trim().replace(/^<|>$/g, '');
}

function nameIn(
  { mail, words, attachedHashes }: MailWord,
  { delivery, hashes, names }: SentAs,
): { readonly kind: 'tracking' | 'file'; readonly text: string } | null {
  const all = `${mail.subject ?? ''}\n${words}`;
  const number = lettersOf(delivery.tracking);
  if (number.length >= SHORTEST_TRACKING && lettersOf(all).includes(number))
    return { kind: 'tracking', text: `the tracking number ${delivery.tracking}` };
  if (hashes.some((hash) => hash !== null && attachedHashes.includes(hash)))
    return { kind: 'file', text: 'the approved file, to the byte' };
  const hash = hashes.find((one) => one !== null && all.toLowerCase().includes(one.slice(0, 16)));
  if (hash) return { kind: 'file', text: `the hash of the file, ${hash.slice(0, 16)}…` };
  const subject = threadSubjectOf(mail.subject);
  const name = names.find(
    (one) =>
      (subject !== null && threadSubjectOf(one) === subject) ||
      (lettersOf(one).length >= SHORTEST_NAME && lettersOf(all).includes(lettersOf(one))),
  );
  return name === undefined ? null : { kind: 'file', text: `“${name}”` };
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
