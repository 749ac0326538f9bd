import { isBoilerplate } from './boilerplate.js';
import type { Line } from './paragraphs.js';

/** Words of a line that is no name of a person or a house. */
export const NOT_A_NAME =
  /\b(?:via|by\s+(?:e-?mail|post|hand|courier|fax|recorded|certified|registered|overnight)|e-?mail|fax|tel(?:ephone)?|phone|direct\s+(?:dial|tel|line|fax)|our\s+ref|your\s+ref|ref(?:erence)?\b|dated?\b|www\.|https?:|@|private\s+(?:and|&)|confidential|without\s+prejudice|urgent|re:|subject|street|road|avenue|lane|suite|floor|p\.?o\.?\s+box|zip|redacted|privileged|certified|registered\s+(?:mail|post)|overnight|professional\s+(?:law\s+)?corporation|cease\s+(?:and|&)\s+desist|warning\s+letter|letter\s+(?:of\s+claim|before)|notice|page\s+\d|return\s+receipt|delivery|for\s+settlement|tracking|no\.?\s+\d|sent\b|transmission|first\s+class|recorded|attention|attn|cc\b|to\s+whom|parcel\s+service|fed\s?ex|barristers?\s+(?:and|&)|attorneys?\s+at\s+law)\b|^(?:to|re|cop(?:y|ies))(?:\s+to)?\s*:|\[\w+\]|^\d|^\W*$|\d{4,}|^c\/?o\b/i;
/** “The Editor”, “Legal Department”: an office, not who holds it. */
export const OFFICE =
  /^office\s+of\s+the\s+(?:general\s+counsel|superintendent|president|provost|dean|director)\b|^a\s+(?:limited|professional)\b|^(?:(?:the|to|fao|attn:?|attention:?|for\s+the\s+attention\s+of)\s+)*(?:\p{L}+\s+){0,3}(?:editor(?:-in-chief)?|trustees|secretary|directors?|manager|agent|officer|department|division|section|team|desk|claims|complaints|affairs|counsel|registrar|superintendent|compliance|resources|at\s+law|solicitors|partnership|organi[sz]ers|librarian|president|chief\s+executive|section|custodian(?:\s+of\s+(?:the\s+)?records)?)$/iu;

/** The name that the address above the salutation begins with; else “To:”; else whom the salutation names. */
export function recipientIn(lines: readonly Line[], salutation: string | null): string | null {
  const head = lines.map((line) => line.text);
  const toAt = head.findIndex((line) => /^to\s*[,:]?$/i.test(line));
  if (toAt >= 0) {
    const below = head
      .slice(toAt + 1)
      .map((line) => cleaned(line.replace(/^\(?\d{1,2}[.)]\s*/, '')))
      .find(isName);
    if (below !== undefined) return below;
  }
  const to = head
    .map((line) => /^to\s*:\s*(?<who>\S.{1,80})$/i.exec(line)?.groups?.['who'])
    .find((who) => who !== undefined);
  if (to !== undefined && !/^\S+@\S+$/.test(to)) return cleaned(to.replace(/<.*$/, ''));
  const greeted = (salutation ?? '')
    .replace(/^(?:dear|hello|hi|to(?!\s+whom\b))\s+(?:(?:mr|mrs|ms|miss|dr)\.?\s+(?:and|&)\s+)?/i, '')
    .replace(/[:,.-]+$/, '')
    .trim();
  const surname =
    /^(?:mr|mrs|ms|miss|dr|prof(?:essor)?)?\.?\s*(?:\p{Lu}[\p{L}.'-]*\s+)*(?<last>\p{Lu}[\p{L}'-]+)$/u.exec(
      greeted,
    )?.groups?.['last'];
  if (surname !== undefined && !/^(?:Sirs?|Madams?|Counsel|Colleagues?|Team|Concern)$/i.test(surname)) {
    const whole = head
      .map(cleaned)
      .find(
        (line) =>
          new RegExp(String.raw`\b${surname.replace(/[.*+?^$()|[\]\\]/g, '')}\b`, 'i').test(line) &&
          line.length < 60 &&
          !/@/.test(line),
      );
    const name = whole?.replace(/\s*[,:].*$/, '');
    if (name !== undefined && isName(name)) return name;
  }
  const isPerson =
    surname !== undefined && !/^(?:Sirs?|Madams?|Counsel|Colleagues?|Team|Concern)$/i.test(surname);
  // “Attn: Tess Arden” below the name of a house: the letter is to the house.
  const isForThem =
    surname !== undefined &&
    head.some((line) => FOR_SOMEBODY.test(line) && line.toLowerCase().includes(surname.toLowerCase()));
  const isTitled = isPerson && /^(?:mr|mrs|ms|miss|dr|prof)/i.test(greeted);
  const address = isTitled && !isForThem ? null : addressBlock(lines);
  if (address !== null) return address;
  return greeted === '' ||
    /^(?:sirs?|madams?|to\s+whom|counsel|all|team|colleagues?|editor)\b|\bor\s+(?:sir|madam)\b/i.test(greeted)
    ? null
    : greeted;
}

/** The first name below the date or the way of delivery, or the last block of lines that begins with a name. */
function addressBlock(lines: readonly Line[]): string | null {
  const head = lines.map((line) => line.text);
  const isDate = (line: string): boolean =>
    /\b\d{1,2}(?:st|nd|rd|th)?\b.*\b\d{4}\b/.test(line) &&
    /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(line) &&
    line.length < 45;
  const isDelivery = (line: string): boolean =>
    /^(?:sent\s+)?(?:by|via|per)\b/i.test(line) || /\b(?:certified|registered)\s+(?:mail|post)/i.test(line);
  const anchors = head
    .map((line, index) => (isDate(line) || isDelivery(line) ? index : -1))
    .filter((index) => index >= 0);
  for (const anchor of anchors.reverse()) {
    const below = head
      .slice(anchor + 1, anchor + 6)
      .map(cleaned)
      .find((line) => isName(line));
    if (below !== undefined) return below;
  }
  const blocks = blocksOf(lines).filter((block) => isName(cleaned(block[0]?.text ?? '')));
  const last = blocks.length > 1 ? blocks.at(-1) : undefined;
  if (last && last.length > 1 && last.some((line) => ADDRESS.test(line.text)))
    return cleaned(last[0]?.text ?? '');
  const names = head.map(cleaned).filter(isName);
  return names.length > 1 ? (names[1] ?? null) : (names[0] ?? null);
}

const FOR_SOMEBODY = /^\s*(?:attn|attention|fao|for\s+the\s+attention\s+of)\b/i;
const ADDRESS =
  /^\d+\w?,?\s+\p{Lu}|\b(?:street|road|avenue|lane|suite|floor|p\.?o\.?\s+box|drive|house|place|court|square|way|parade|quay|boulevard|plaza)\b|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s+\d[A-Z]{2}\b|\b\d{5}\b|@/iu;

/** Lines between blank lines. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  for (const line of lines) {
    const block = blocks.at(-1);
    if (line.afterBlank || !block) blocks.push([line]);
    else block.push(line);
  }
  return blocks;
}

function isName(line: string): boolean {
  return (
    !OFFICE.test(line) &&
    line.length > 2 &&
    line.length < 60 &&
    /^\p{Lu}|^\p{L}+\d/u.test(line) &&
    !NOT_A_NAME.test(line) &&
    !isBoilerplate(line) &&
    !/^\p{L}[\p{L} ]{1,25}:\s/u.test(line)
  );
}

/** “CEO, Example Inc.”, “Director and Founder, Example Ltd”: what somebody is there, before the house. */
const HOLDS_OFFICE =
  /^(?:(?:the|our)\s+)?(?:(?:(?:senior|executive|deputy|assistant|acting|interim|joint|co-?)\s*)*(?:c[efiot]o|chief\s+\p{L}+(?:\s+\p{L}+)?\s+officer|chief\s+executive|(?:vice[\s-]+)?president|(?:managing\s+|finance\s+|commercial\s+|project\s+|legal\s+)?director|chair(?:man|woman|person)?|founder|owner|proprietor|(?:general\s+|project\s+|office\s+)?manager|(?:company\s+)?secretary|treasurer|general\s+counsel|editor(?:[\s-]in[\s-]chief)?|head\s+of\s+\p{L}+|principal)(?:\s*(?:and|&|\/)\s*|,\s+(?=\p{Lu})))+(?=\p{Lu})/iu;

/** A line without marks and punctuation around it, and without whom at the house it is for: “Firm Two, Attn: General Counsel”,
 * “CEO, Example Inc.”. */
export function cleaned(line: string): string {
  return line
    .replace(/(?<=\S),?\s+\(?(?:attn|attention|fao|for\s+the\s+attention\s+of)\b.*$/i, '')
    .replace(/^[\s*#"'-]+|[\s,;:*"'-]+$/g, '')
    .replace(HOLDS_OFFICE, '')
    .trim();
}
