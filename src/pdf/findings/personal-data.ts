/**
 * What a text holds that a person must look at before it leaves: numbers of persons, its own claim of privilege, and who
 * was copied in without the others knowing.
 */
export const PERSONAL_KINDS = ['ssn', 'account', 'privilege', 'blind-copy', 'email', 'phone'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

export interface PersonalData {
  readonly kind: PersonalKind;
  readonly count: number;
  /** The first of them, shortened to what may be shown: FRCP 5.2(a) keeps the last four digits. */
  readonly sample: string;
}

const SAMPLE_LENGTH = 60;
const SSN = /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g;
const LABELLED_SSN =
  /\b(?:SSN|social\s+security(?:\s+(?:no\.?|number))?)\s*[:#]?\s*((?!000|666|9\d\d)\d{3}[- ]?\d{2}[- ]?\d{4})(?!\d)/gi;
const LABELLED_ACCOUNT =
  /\b(?:account|acct\.?|a\/c|routing|card)\s*(?:no\.?|number|num\.?|#)?\s*[:#]?\s*(\d(?:[ -]?\d){7,16})(?!\d)/gi;
const CARD = /(?<![\d.-])[3-6]\d{3}(?:[ -]?\d){9,15}(?![\d-])/g;
/** Digits inside a hash or a pseudonym are nobody's number. */
const LONG_HEX = /\b(?=\d*[a-f])[0-9a-f]{20,}\b/gi;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const EMAIL = /[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}/g;
/** Words of a claim wherever they stand; "privileged" alone may be said of anything. */
const PRIVILEGE =
  /\b(?:(?:(?:subject|pursuant)\s+to|(?:protected|covered)\s+by)\s+(?:the\s+)?(?:(?:attorney|solicitor|lawyer)[- ]client|litigation|legal(?:\s+(?:professional|advice))?)\s+privilege|prepared\s+in\s+(?:contemplation|anticipation)\s+of\s+litigation|(?:attorney|solicitor|lawyer)[- ]client\s+privileged?|attorney\s+work[- ]product|privileged?\s+(?:and|&)\s+confidential|confidential\s+(?:and|&)\s+privileged|legally\s+privileged)\b/gi;
/** At the head of a line or of a subject it is a mark. */
const PRIVILEGE_MARK =
  /^[ \t]*(?:Subject[ \t:]+)?(?:(?:re|fwd?|aw|wg)[ \t]*:[ \t]*)*[[(*]*((?:strictly[ \t]+)?privileged(?:[ \t]+communications?|(?=[ \t]*(?:[-–—:\])*/.,!]|$))))/gim;
/** The line of a mail's head; "BCC" with neither colon nor address may be anything. A box painted over it ends it. */
const BLIND_COPY = /^[ \t]*(?:Bcc[ \t:]|[Bb][Cc][Cc](?:[ \t]*:|[ \t](?=[^\r\n]*@)))[ \t:]*[^\s:[][^\r\n]*/gm;
const PHONE =
  /(?<![\d.-])(?:\+1[ .-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\d-])|(?<![\d.])\+[2-9]\d{0,2}(?:[ .-]?\d){7,12}(?!\d)/g;

/** Numbers and addresses of persons in a text. Pure; digits alone are no account number unless they are called one or add up. */
export function findPersonalData(text: string): PersonalData[] {
  const ssns = new Set([...matches(text, SSN), ...labelled(text, LABELLED_SSN)].map(digitsOf));
  const accounts = new Set([
    ...labelled(text, LABELLED_ACCOUNT).map(digitsOf),
    ...matches(text.replaceAll(LONG_HEX, ' '), CARD).map(digitsOf).filter(isCardNumber),
    ...matches(text, IBAN)
      .map((found) => found.replaceAll(' ', ''))
      .filter(isIban),
  ]);
  const kinds: [PersonalKind, string[]][] = [
    ['ssn', [...ssns].map(lastFour)],
    ['account', [...accounts].filter((found) => !ssns.has(found)).map(lastFour)],
    ['privilege', claimsOfPrivilege(text)],
    ['blind-copy', [...new Set(matches(text, BLIND_COPY).map(shortened))]],
    ['email', [...new Set(matches(text, EMAIL))]],
    ['phone', [...new Set(matches(text, PHONE))]],
  ];
  return kinds.flatMap(([kind, found]) => {
    const [sample] = found;
    return sample === undefined ? [] : [{ kind, count: found.length, sample }];
  });
}

/** What a text says of its own privilege, each claim once; a mark that is the beginning of a longer claim is that claim. */
export function claimsOfPrivilege(text: string): string[] {
  const said = [...matches(text, PRIVILEGE), ...labelled(text, PRIVILEGE_MARK)];
  return [...new Set(said.map((words) => words.replace(/\s+/g, ' ')))];
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([found]) => found);
}

function labelled(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((found) => found[1] ?? []);
}

function shortened(line: string): string {
  const words = line.trim().replace(/\s+/g, ' ');
  return words.length <= SAMPLE_LENGTH ? words : `${words.slice(0, SAMPLE_LENGTH)}…`;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function lastFour(text: string): string {
  return `…${text.slice(-4)}`;
}

/** ISO/IEC 7812: 13 to 19 digits, the Luhn sum a multiple of ten. */
function isCardNumber(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = Array.from(digits)
    .reverse()
    .map((digit, at) => (at % 2 === 0 ? Number(digit) : Number(digit) * 2))
    .reduce((all, value) => all + (value > 9 ? value - 9 : value), 0);
  return sum % 10 === 0;
}

/** ISO 13616: moved and spelt as numbers, the remainder by 97 is 1. */
function isIban(text: string): boolean {
  if (text.length < 15 || text.length > 34) return false;
  let rest = 0;
  for (const char of text.slice(4) + text.slice(0, 4)) {
    for (const digit of String(Number.parseInt(char, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}
