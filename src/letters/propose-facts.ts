import { z } from 'zod';
import { datesIn } from '../deadlines/counting/find-date.js';
import type { Method } from './letter.js';

/** What a letter seems to say of itself; the start of a form, never a fact. */
export interface ProposedFacts {
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly theirReference: string | null;
  readonly datedOn: string | null;
  readonly sentOn: string | null;
  readonly method: Method | null;
}

const HEAD_CHARACTERS = 1_800;
const DATE_START =
  /\b(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{4}-\d{2}-\d{2})/g;
const SUBJECT = /^[ \t]*(?:re|subject|in\s+re)\s*[:.]\s*(\S[^\n]{2,200})$/im;
const REFERENCE =
  /^[ \t]*(?:our\s+ref(?:erence)?|ref(?:erence)?|file\s+no|case\s+no|matter\s+no)\.?\s*[:.]?\s*(\S[^\n]{1,80})$/im;
const RECIPIENT = /^[ \t]*(?:to\s*:\s*|dear\s+)(\S[^\n]{1,100}?)[,:]?[ \t]*$/im;
const METHODS: readonly (readonly [Method, RegExp])[] = [
  ['email', /\b(?:by|via|per)\s+(?:e-?mail|electronic\s+mail)/i],
  ['courier', /\b(?:by|via|per)\s+(?:courier|fed(?:eral\s+)?ex(?:press)?|ups|dhl|overnight)/i],
  ['hand', /\b(?:by|via)\s+hand|\bhand\s+deliver/i],
  ['fax', /\b(?:by|via)\s+(?:fax|facsimile)/i],
  ['post', /\b(?:by|via)\s+(?:post|mail|certified|registered|first[\s-]class|recorded)/i],
];

const mailFacts = z.object({
  subject: z.string().nullish(),
  from: z.string().nullish(),
  to: z.array(z.string()).nullish(),
  dateOn: z.string().nullish(),
});

/** From the head of the first page and, for a mail, from its header lines. `facts` is the document's JSON. */
export function proposeFacts(firstPage: string, facts: string): ProposedFacts {
  const head = firstPage.slice(0, HEAD_CHARACTERS);
  const mail = mailOf(facts);
  const isMail = Boolean(mail.from ?? mail.dateOn);
  return {
    sender: mail.from ?? null,
    recipient: mail.to?.[0] ?? RECIPIENT.exec(head)?.[1] ?? null,
    subject: mail.subject ?? SUBJECT.exec(head)?.[1]?.trim() ?? null,
    theirReference: REFERENCE.exec(head)?.[1]?.trim() ?? null,
    datedOn: firstDate(head) ?? mail.dateOn ?? null,
    sentOn: mail.dateOn ?? null,
    method: isMail ? 'email' : (METHODS.find(([, words]) => words.test(head))?.[0] ?? null),
  };
}

/** The first date written out in the head of a letter: a whole one, and one that can be read only one way. */
function firstDate(head: string): string | null {
  for (const match of head.matchAll(DATE_START)) {
    const found = datesIn(head.slice(match.index), null);
    if (found && found.dates.length === 1 && !found.isYearInferred) return found.dates[0] ?? null;
  }
  return null;
}

function mailOf(facts: string): z.infer<typeof mailFacts> {
  const parsed = mailFacts.safeParse(JSON.parse(facts));
  return parsed.success ? parsed.data : {};
}
