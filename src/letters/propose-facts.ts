import { z } from 'zod';
import { hopsOf } from '../documents/mail/received-hops.js';
import type { Method } from './letter.js';
import type { LetterHead } from './reading/proposal.js';
import { referenceIn } from './reading/reference.js';
import { readHead } from './reading/read-letter.js';
import { keyOf, remembered } from './remembered.js';

const heads = remembered<LetterHead>();

/** What a letter seems to say of itself; the start of a form, never a fact. */
export interface ProposedFacts {
  readonly sender: string | null;
  readonly senderCounsel: string | null;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly theirReference: string | null;
  readonly datedOn: string | null;
  readonly sentOn: string | null;
  /** Instants in UTC: when the sender says a mail was sent, and when the last server on its way says it took it in. */
  readonly sentAt: string | null;
  readonly receivedAt: string | null;
  readonly method: Method | null;
  /** Every way in which the letter says it was sent; only the first where it names one. */
  readonly methods: readonly Method[];
  /** Which of these stand in the header of a mail, not in its words. */
  readonly fromMail: readonly string[];
}

const mailFacts = z.object({
  subject: z.string().nullish(),
  from: z.string().nullish(),
  to: z.array(z.string()).nullish(),
  dateOn: z.string().nullish(),
  date: z.string().nullish(),
  received: z.array(z.string()).nullish(),
});

/** From the letter's pages and, for a mail, from its header lines. `facts` is the document's JSON. */
export function proposeFacts(pages: readonly string[], facts: string): ProposedFacts {
  const head = headOf(pages);
  const mail = mailOf(facts);
  const isMail = Boolean(mail.from ?? mail.dateOn);
  return {
    sender: mail.from ?? head.sender,
    senderCounsel: head.counsel,
    recipient: mail.to?.[0] ?? head.recipient,
    subject: mail.subject ?? head.subject,
    theirReference: head.reference ?? referenceIn(mail.subject ?? null),
    // A mail bears its own date; those in its words are of what it speaks of.
    datedOn: mail.dateOn ?? head.letterDate,
    sentOn: mail.dateOn ?? null,
    sentAt: mail.date ?? null,
    receivedAt: hopsOf(mail.received ?? []).findLast((hop) => hop.at !== null)?.at?.instant ?? null,
    method: isMail ? 'email' : head.delivery,
    methods: isMail ? ['email'] : head.deliveries,
    fromMail: [
      ...(mail.from ? ['sender'] : []),
      ...(mail.to?.[0] ? ['recipient'] : []),
      ...(mail.subject ? ['subject'] : []),
      ...(mail.dateOn ? ['datedOn', 'sentOn'] : []),
      ...(isMail ? ['method'] : []),
    ],
  };
}

function headOf(pages: readonly string[]): LetterHead {
  const key = keyOf(pages);
  return heads.find(key) ?? heads.keep(key, readHead(pages));
}

function mailOf(facts: string): z.infer<typeof mailFacts> {
  const parsed = mailFacts.safeParse(JSON.parse(facts));
  return parsed.success ? parsed.data : {};
}
