import type { LetterInFull } from './letter-in-full.js';
import { dayIn, isBy, nowIn } from '../platform/plain-date.js';
import { METHODS, type Method } from './letter.js';
import { proposeFacts, type ProposedFacts } from './propose-facts.js';

/** What the review form starts with, and beside each value that is only proposed where it was taken from. */
export interface ReviewStart {
  readonly values: Readonly<Record<string, string>>;
  readonly proposed: Readonly<Record<string, { readonly value: string; readonly from: string }>>;
}

const FROM_WORDS = 'Proposed from the words of the letter';
const FROM_MAIL = 'Proposed from the header of the mail';
const FROM_MATTER = 'Proposed: the party named in the matter';
const FROM_SERVER =
  'Proposed: when the last server on its way took the mail in, by its own clock, on the clock of the matter';
const FROM_SENDING =
  'Proposed: the day it was sent, on the clock of the matter; no server on its way says when it came. Enter the day it arrived';
const SIMPLY_TODAY = 'Simply today: nothing in the letter says when it came. Enter the day it arrived';

/** Stored facts, or what the letter seems to say of itself, or what is known of the matter. */
export function reviewStart(
  { letter, words, theirs, ours }: LetterInFull,
  zone: string,
  now: string,
): ReviewStart {
  const said = proposeFacts(
    words.pages.map((page) => page.text),
    words.document?.facts ?? '{}',
  );
  const isNew = letter.state === 'unreviewed';
  const found = (name: Exclude<keyof typeof said, 'fromMail' | 'methods'>): Proposal => {
    const value = said[name];
    return value === null ? null : { value, from: said.fromMail.includes(name) ? FROM_MAIL : FROM_WORDS };
  };
  const party = (name: string | null): Proposal =>
    name === null ? null : { value: name, from: FROM_MATTER };
  const sent =
    isNew && said.sentOn !== null
      ? { value: said.sentAt === null ? said.sentOn : dayIn(said.sentAt, zone), from: FROM_MAIL }
      : null;
  const came = isNew ? arrivalOf(said, zone, now) : { day: null, time: null };
  const proposals: Readonly<Record<string, Proposal>> = {
    sender: found('sender') ?? party(theirs),
    senderCounsel: isNew ? found('senderCounsel') : null,
    recipient: found('recipient') ?? party(ours),
    subject: found('subject'),
    theirReference: isNew ? found('theirReference') : null,
    datedOn: found('datedOn'),
    sentOn: sent,
    receivedOn: came.day ?? { value: dayIn(now, zone), from: SIMPLY_TODAY },
    receivedTime: came.time,
    receivedZone: { value: zone, from: 'Proposed: the zone of the matter' },
    method: said.methods.length < 2 ? found('method') : firstOf(said.methods),
  };
  const stored: Readonly<Record<string, string | null>> = {
    sender: letter.sender,
    senderCounsel: letter.senderCounsel,
    recipient: letter.recipient,
    subject: letter.subject,
    theirReference: letter.theirReference,
    datedOn: letter.datedOn,
    sentOn: letter.sentOn,
    receivedOn: letter.receivedOn,
    receivedTime: letter.receivedTime,
    receivedZone: letter.receivedZone,
    method: letter.method,
  };
  const proposed = Object.entries(proposals).flatMap(([name, proposal]) =>
    proposal === null || stored[name] ? [] : [{ name, proposal }],
  );
  return {
    values: Object.fromEntries(
      Object.entries(stored).map(([name, value]) => [name, value ?? proposals[name]?.value ?? '']),
    ),
    proposed: Object.fromEntries(proposed.map(({ name, proposal }) => [name, proposal])),
  };
}

/**
 * When a mail came, by the last server on its way; else the day it was sent, which it cannot have come before. Never the
 * day on the sender's own clock, and nothing that has not come yet.
 */
function arrivalOf(
  { receivedAt, sentAt, sentOn }: ProposedFacts,
  zone: string,
  now: string,
): { readonly day: Proposal; readonly time: Proposal } {
  if (receivedAt !== null && isBy(receivedAt, now)) {
    const { today, time } = nowIn(receivedAt, zone);
    return { day: { value: today, from: FROM_SERVER }, time: { value: time, from: FROM_SERVER } };
  }
  if (sentAt === null) return { day: null, time: null };
  const day =
    sentOn === null || !isBy(sentAt, now) ? null : { value: dayIn(sentAt, zone), from: FROM_SENDING };
  return { day, time: null };
}

/** Two ways of sending are two days of receipt: a count starts with the earlier of them. */
function firstOf(methods: readonly Method[]): Proposal {
  const [value = null] = methods;
  const names = methods.map((one) => METHODS[one].toLowerCase()).join(' and ');
  return value === null
    ? null
    : {
        value,
        from: `${FROM_WORDS}, which name several ways: ${names}. Choose the one that reached you first, and enter that day as received: a count from receipt starts with the earlier day`,
      };
}

type Proposal = { readonly value: string; readonly from: string } | null;
