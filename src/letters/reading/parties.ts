import { cleaned, NOT_A_NAME, OFFICE, recipientIn } from './recipient.js';
import { withoutPlace } from './place-behind.js';
import { nameAlone } from './sentence-ends.js';
import { isSentence } from './sentence-not-name.js';
import type { Layout } from './units.js';

/** Who writes for whom to whom, as the letter shows it; null where it does not. */
export interface Parties {
  readonly sender: string | null;
  readonly counsel: string | null;
  readonly recipient: string | null;
}

const NAME = String.raw`^(?:[Tt]he\s+)?(?:\p{Lu}[\p{L}\d.&'’+-]*|\d\w+|[a-z]+\d\w*)(?:,?\s+(?:\p{Lu}[\p{L}\d.&'’()+-]*|of|the|and|&|for|de|von|van|limited|ltd|inc|llc|\d+))*(?:,?\s+(?:Inc|Ltd|LLC|L\.L\.C|Limited|Corp|Corporation|Company|plc|PLC|GmbH|S\.A|Pty|Pvt|LLP|L\.P)\b\.?(?:\s+(?:Ltd|Limited)\.?)?)*(?:\s+\([A-Z]{2,8}\))?`;
const NAMED = new RegExp(NAME, 'u');
const FOR_WHOM: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:we|i|this\s+(?:firm|office)|our\s+firm|the\s+undersigned)\s+(?:(?:also|currently|hereby)\s+)?(?:acts?|am\s+acting|are\s+acting|is\s+acting|appear|write|am\s+writing|are\s+writing|am\s+contacting\s+you|are\s+contacting\s+you|have\s+been\s+(?:retained|instructed|engaged|consulted|appointed)|am\s+instructed|are\s+instructed|is\s+instructed|has\s+been\s+(?:retained|instructed|engaged)|am\s+retained|submit\s+this\s+\w+)\s+(?:to\s+you\s+)?(?:as\s+(?:\w+\s+){1,5})?(?:to\s+represent|for\s+and\s+on\s+behalf\s+of|for\s+and\s+on\s+behalf|on\s+behalf\s+(?:of|on)|for|by|as\s+counsel\s+(?:for|to)|in\s+(?:my|our)\s+capacity\s+as\s+(?:\w+\s+){1,4}(?:for|to))\s+(?:(?:my|our)\s+(?:clients?|employer|company),?\s+|Messrs\.?\s+)?`,
    'giu',
  ),
  new RegExp(
    String.raw`\b(?:represents?|representing|counsel\s+(?:for|to)|attorneys?\s+(?:for|representing)|solicitors?\s+for|lawyers?\s+for|agents?\s+(?:for|of)|legal\s+representatives?\s+(?:for|of)|on\s+behalf\s+of|under\s+instructions\s+from|instructed\s+by|retained\s+by)\s+(?:and\s+on\s+behalf\s+of\s+)?(?:(?:my|our)\s+(?:clients?|employer),?\s+|Messrs\.?\s+)?`,
    'giu',
  ),
  new RegExp(String.raw`\b(?:our|my)\s+(?:clients?|employer),?\s+`, 'giu'),
  /\bacts?\s+(?:for|on\s+behalf\s+of)\s+/giu,
  new RegExp(
    String.raw`\b(?:i\s+am|we\s+are)\s+(?:the\s+)?(?:[\p{L}\s]{0,40}?\s)?(?:general\s+counsel|in-house\s+counsel|corporate\s+counsel|legal\s+counsel|counsel|director|president|ceo|chief\s+\w+\s+officer|head\s+of\s+\w+|secretary|owner|founder|editor|officer)\s+(?:of|for|at|to)\s+`,
    'giu',
  ),
];
/** A name ends with what kind of company it is. */
const ENDS_NAME =
  /^.*?\b(?:Inc|Ltd|LLC|Corp|Corporation|plc|PLC|GmbH|LLP|L\.P|N\.A|S\.A|B\.V)\b\.?(?:\s+\([A-Z]{2,8}\))?/;
const FIRM =
  /\b(?:LLP|L\.L\.P|solicitors?|attorneys?(?:\s+at\s+law)?|law\s+(?:offices?|firm|group|chambers|corporation)|advocates?|barristers?|abogados|rechtsanw\w+|avocats?|legal\s+(?:services|group)|lawyers|P\.?\s?L\.?L\.?C|P\.?C\.?$|P\.?A\.?$|& partners|chambers|legal\b|patent\s+(?:and\s+trade\s?mark\s+)?attorneys?|trademark\s+agents)/i;
const ORGANISATION =
  /\b(?:Inc|Ltd|LLC|Limited|Corp|Corporation|Company|plc|GmbH|S\.A|Pty|Pvt|LLP|University|Association|Foundation|Bank|Agency|Commission|Commissioner'?s?|Authority|Department|Office\s+of|Ministry|Council|Society|Institute|Administration|Bureau|Board|Trust|Union|Federation|Group|Press|Journal|College|School|Hospital|B\.V|AG|SE|SpA|S\.L|SL|Club|Church|League|Games|Media|Studios?|Records|Software|Systems|Technologies)\b/;
const REGULATOR =
  /\b(?:agency|commission(?:er)?|authority|administration|ministry|department|bureau|office\s+of|board\s+of|council|inspectorate|registrar|ombudsman|attorney\s+general)\b/i;
const PERSON =
  /^(?:(?:mr|mrs|ms|miss|mx|dr|prof(?:essor)?|sir|dame|hon|judge)\.?\s+)?\p{Lu}[\p{L}.'-]*(?:\s+(?:\p{Lu}\.?|\p{Lu}[\p{L}.'-]+|de|van|von|al|bin)){1,4}(?:,?\s+(?:esq|jr|sr|phd|md|kc|qc)\.?)?$/iu;
const ROLE =
  /\b(?:general\s+counsel|corporate\s+counsel|legal\s+counsel|in-house|counsel|attorney|solicitor|partner|associate|advocate|paralegal|lawyer|legal\s+(?:director|department|officer|affairs))\b/i;

export function partiesOf(layout: Layout, plain: string): Parties {
  const { salutation, closing } = layout;
  const lines = ownLines(layout.lines);
  const above = lines.filter((line, index) => index < 45 && line.start < (salutation?.start ?? 0));
  const head = above.map((line) => withoutPlace(line.text));
  const tail = (
    closing
      ? lines.filter((line) => line.start >= closing.start).slice(0, 10)
      : lines.slice(-5).filter((line) => line.start > (salutation?.start ?? -1) && isSignature(line.text))
  ).map((line) => line.text);
  const body = plain.slice(salutation?.start ?? 0, closing?.start ?? plain.length).replace(/\s+/g, ' ');
  const recipient = recipientIn(above, salutation?.text ?? null);
  const named = clientIn(body.slice(0, 2_500)) ?? clientIn(head.join(' . '));
  const client = named ?? whoDemands(plain.replace(/\s+/g, ' '), [...head.slice(0, 5), ...tail]);
  const signer = signerIn(tail, closing !== null);
  const firm = firmIn(head.slice(0, 8), tail, recipient);
  // What stands below the one written to is their address.
  const theirs = recipient === null ? -1 : head.findIndex((line) => cleaned(line).startsWith(recipient));
  const houses = [...head.slice(0, theirs > 0 ? Math.min(theirs, 4) : 4), ...tail]
    .map(cleaned)
    .filter((line) => isHouse(line, recipient));
  const from = head
    .map((line) => /^from\s*:\s*(?<who>[^<]{2,80})/i.exec(line)?.groups?.['who']?.trim())
    .find((who) => who !== undefined);
  const isLawyer = tail.some((line) => ROLE.test(line));
  const isPersonal = /\b(?:I|my)\b/.test(body.slice(0, 600)) && !/\b(?:we|our)\b/i.test(body.slice(0, 600));
  const house = houses.find((line) => line !== firm) ?? null;
  const sender =
    client ??
    regulatorIn(body, tail, theirs > 0 ? head.slice(0, theirs) : head) ??
    (isPersonal && !isLawyer ? signer : null) ??
    house ??
    houseOfOffice(tail) ??
    from ??
    letterhead(head, recipient) ??
    signer;
  const agent =
    client === null || (named === null && head.some((line) => cleaned(line) === client))
      ? null
      : (houses.find((line) => line !== client) ?? letterhead(head, recipient));
  const lawyer = isLawyer && signer !== sender ? signer : null;
  return {
    sender: sender?.replace(ROLE_IN_SUIT, '') ?? null,
    counsel: firm !== null && firm !== sender ? firm : (lawyer ?? (agent === sender ? null : agent)),
    recipient,
  };
}

/** “From: Delta Inc.”, “Plaintiff Lena Tarrow”: what stands before a name. */
const ROLE_IN_SUIT =
  /^(?:(?:from|From|FROM)\s*:\s*|(?:the\s+)?(?:[Pp]laintiff|[Dd]efendant|[Cc]laimant|[Pp]etitioner|[Rr]espondent|[Aa]ppellant)s?,?\s+(?=\p{Lu}))/u;

/** The lines of the one who writes: those of a mail that is answered below it are another's. */
export function ownLines(lines: Layout['lines']): Layout['lines'] {
  const end = lines.findIndex(
    ({ text }, index) =>
      index > 0 &&
      (/^>/.test(text) ||
        /^(?:-{2,}\s*(?:original|forwarded)\s+message\s*-{2,}|on\s.{6,90}\swrote:)$/i.test(text)),
  );
  return end < 0 ? lines : lines.slice(0, end);
}

/** A line of names, not the end of a sentence. */
function isSignature(line: string): boolean {
  return (
    line.length < 70 &&
    /^\p{Lu}|^\p{Ll}+$/u.test(line) &&
    !/(?:[;,]|\b(?!Inc|Ltd|Corp|Co|Esq|Jr|Sr|P\.C|N\.A)\w+\.)$/.test(line)
  );
}

/** “Party A hereby demands”: by its whole name where the letter defines the short one. */
function whoDemands(text: string, ends: readonly string[]): string | null {
  const short =
    /(?<name>\p{Lu}[\p{L}\d.&'-]+(?:\s+\p{Lu}[\p{L}\d.&'-]+){0,3})\s+(?:hereby|therefore|also|further|formally)\s+(?:demands|requires|requests|insists)\b/u.exec(
      text,
    )?.groups?.['name'];
  if (short === undefined) return null;
  const kind = OF_A_KIND.exec(short)?.groups?.['kind'];
  if (kind !== undefined)
    return (
      ends.map(cleaned).find((line) => new RegExp(`\\b${kind}\\b`, 'i').test(line) && line.length < 70) ??
      null
    );
  const at = text.indexOf(`("${short}")`);
  const whole =
    at < 0
      ? undefined
      : /(?:\p{Lu}[\p{L}\d.&',-]*\s+(?:(?:of|the|and|&)\s+)?)+$/u.exec(
          text.slice(Math.max(0, at - 80), at),
        )?.[0];
  return cleaned(whole ?? short);
}

const OF_A_KIND =
  /(?:^|\b[Tt]he\s+)(?<kind>Authority|Agency|Company|Department|Council|Commission|Board|Bank|University|Trust|Association|Landlord|Owner|City|County|State|Government|Contracting\s+Officer|Committee)$/;

/** Two who sign side by side. */
const COLUMNS = /\S\s{3,}\S/;

/** The house of “General Counsel, Example Inc.” in lines below a name; null where none is named so. */
export function houseOfOffice(tail: readonly string[]): string | null {
  const line = tail
    .filter((one) => !COLUMNS.test(one))
    .map(
      (one) =>
        /\b(?:counsel|officer|director|president|manager|ceo|editor|chair(?:man|woman)?|secretary)\s*,?\s+(?:of\s+|for\s+)?(?<house>\p{Lu}[\p{L}\d].{1,50})$/iu.exec(
          one,
        )?.groups?.['house'],
    )
    .find((one) => one !== undefined);
  return line !== undefined && /^\p{Lu}/u.test(line) && !/^(?:LLP|and|of|for)\b/.test(line)
    ? cleaned(line)
    : null;
}

/** True for the name of a firm of lawyers. */
export function isFirm(name: string): boolean {
  return FIRM.test(name);
}

/** True for a line that is the name of a house, not of a person, an office or a way of sending. */
export function isCompany(line: string): boolean {
  return isHouse(line, null);
}

function isHouse(line: string, recipient: string | null): boolean {
  return (
    ORGANISATION.test(line) &&
    line.length < 70 &&
    !NOT_A_NAME.test(line) &&
    !isSentence(line) &&
    line !== recipient &&
    !ROLE.test(line) &&
    !OFFICE.test(line)
  );
}

function clientIn(body: string): string | null {
  for (const match of FOR_WHOM.flatMap((pattern) => [...body.matchAll(pattern)])) {
    const run = NAMED.exec(body.slice(match.index + match[0].length))?.[0];
    const found = run && nameAlone(run);
    const name = found && (ENDS_NAME.exec(found)?.[0] ?? found.replace(/[.]\s+\p{Lu}.*$/u, ''));
    const whole =
      name &&
      cleaned(
        name
          .replace(/,\s+(?:I|We)$|\s+(?:Our|Your|My)$/, '')
          .replace(/\s+(?:of|and|the|for|in|is|are|who|which)$/i, '')
          .replace(/,\s*\d.*$/, '')
          .replace(/\s+of\s+\d.*$/, ''),
      );
    if (
      whole &&
      /\p{L}{2}/u.test(whole) &&
      !/^(?:the\s+)?(?:above|you|your|this|our|my|it|all|any|client|company|copyright|owner|undersigned)$|^(?:you|your|this|our|my|it|all|any)\b/i.test(
        whole,
      )
    )
      return whole;
  }
  return null;
}

/** A letter written in its own name by an office: “The … Agency (ABC) conducted”. */
function regulatorIn(body: string, tail: readonly string[], head: readonly string[]): string | null {
  const named =
    /\b(?:the\s+)?(?<name>(?:U\.S\.\s+|UK\s+)?\p{Lu}[\p{L}'-]+(?:\s+(?:\p{Lu}[\p{L}'-]+|of|for|and|the|&)){1,6})\s+\((?:the\s+)?"?[A-Z]{2,6}"?\)/u.exec(
      body.slice(0, 1_200),
    )?.groups?.['name'];
  if (named && REGULATOR.test(named)) return cleaned(named.replace(/^the\s+/i, ''));
  return (
    [...head.slice(0, 5), ...tail]
      .map(cleaned)
      .find(
        (line) => REGULATOR.test(line) && line.length < 80 && !NOT_A_NAME.test(line) && !isSentence(line),
      ) ?? null
  );
}

function firmIn(head: readonly string[], tail: readonly string[], recipient: string | null): string | null {
  return (
    [...head, ...tail]
      .map(cleaned)
      .find(
        (line) =>
          FIRM.test(line) &&
          line.length < 70 &&
          line !== recipient &&
          !NOT_A_NAME.test(line) &&
          !isSentence(line) &&
          !ROLE_ONLY.test(line),
      ) ?? null
  );
}
const ROLE_ONLY =
  /^(?:\W*(?:attorneys?(?:\s+(?:at\s+law|for\b.*))?|solicitors?|advocates?(?:\s+for\b.*|,?\s+(?:high|supreme|district|sessions)\b.*)?|lawyers?|legal\s+(?:department|counsel|team|affairs)|counsel\b.*|general\s+counsel.*|a\s+professional.*|barristers?(?:\s+and\s+solicitors?)?)\W*)$/i;

/** The person who signs, from the lines below the body; null where no name stands there. */
export function signerIn(tail: readonly string[], hasClosing: boolean): string | null {
  return (
    tail
      .slice(hasClosing ? 1 : 0)
      .map((line) =>
        cleaned(
          (line.split(/\s{3,}/)[0] ?? '').replace(/^(?:by|signed\s+by|name|\/s\/)\s*:?\s*|^\(|\)$/gi, ''),
        ),
      )
      .find((line) => PERSON.test(line) && !ROLE.test(line) && !ORGANISATION.test(line)) ?? null
  );
}

function letterhead(head: readonly string[], recipient: string | null): string | null {
  const first = cleaned(head[0] ?? '');
  return first.length > 1 &&
    first.length < 60 &&
    !NOT_A_NAME.test(first) &&
    !isSentence(first) &&
    first !== recipient &&
    head.length > 4
    ? first
    : null;
}
