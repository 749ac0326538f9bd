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
  /** Which of these stand in the header of a mail, not in its words. */
  readonly fromMail: readonly string[];
}

const HEAD_CHARACTERS = 1_800;
const DATE_START =
  /\b(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{4}-\d{2}-\d{2})/g;
const SUBJECT = /^[ \t]*(?:re|subject|in\s+re)\s*[:.]\s*(\S[^\n]{2,200})$/im;
const REFERENCE =
  /^[ \t]*(?:our\s+ref(?:erence)?|ref(?:erence)?|file\s+no|case\s+no|matter\s+no)\.?\s*[:.]?\s*(\S[^\n]{1,80})$/im;
const TO_LINE = /^[ \t]*to\s*:\s*(\S[^\n]{1,100}?)[,;]?[ \t]*$/im;
const SALUTATION = /^[ \t]*dear\s+(\S[^\n]{1,100}?)[,:]?[ \t]*$/im;
/** Who is greeted like this is named elsewhere, if at all. */
const NOBODY = /^(?:sirs?|madams?|counsel|colleagues?|all|team|whom)\b|\bor\s+(?:sir|madam)\b/i;
const TITLES = /^(?:(?:mr|mrs|ms|miss|mx|dr|prof(?:essor)?|sir|dame|hon|judge)\.?\s+)+/i;
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
    recipient: mail.to?.[0] ?? recipientIn(head),
    subject: mail.subject ?? SUBJECT.exec(head)?.[1]?.trim() ?? null,
    theirReference: REFERENCE.exec(head)?.[1]?.trim() ?? null,
    // A mail bears its own date; those in its words are of what it speaks of.
    datedOn: mail.dateOn ?? firstDate(head),
    sentOn: mail.dateOn ?? null,
    method: isMail ? 'email' : (METHODS.find(([, words]) => words.test(head))?.[0] ?? null),
    fromMail: [
      ...(mail.from ? ['sender'] : []),
      ...(mail.to?.[0] ? ['recipient'] : []),
      ...(mail.subject ? ['subject'] : []),
      ...(mail.dateOn ? ['datedOn', 'sentOn'] : []),
      ...(isMail ? ['method'] : []),
    ],
  };
}

/** Whom a letter is addressed to: by the whole name where the address above the salutation has it. */
function recipientIn(head: string): string | null {
  const toLine = TO_LINE.exec(head)?.[1];
  if (toLine !== undefined) return toLine;
  const salutation = SALUTATION.exec(head);
  const greeted = salutation?.[1];
  if (!salutation || greeted === undefined || NOBODY.test(greeted)) return null;
  const surname = greeted.replace(TITLES, '').trim().split(/\s+/).at(-1) ?? '';
  if (!/^\p{Lu}[\p{L}'’-]+$/u.test(surname)) return greeted;
  // “Delia Marsh”, “Ms. Delia Marsh, General Counsel”: a line that begins with names and ends them with this one.
  const named = new RegExp(String.raw`^((?:\p{Lu}[\p{L}.'’-]*\s+){1,4}${surname})(?:\s*,.*)?$`, 'u');
  const names = head
    .slice(0, salutation.index)
    .split('\n')
    .map((line) => (named.exec(line.trim())?.[1] ?? '').replace(TITLES, ''))
    .filter((name) => name.includes(' '));
  return names[0] ?? greeted;
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
