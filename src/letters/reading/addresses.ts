import { cleaned } from './recipient.js';
import { signerIn, isCompany } from './parties.js';
import type { Line } from './paragraphs.js';
import { sourceOf } from './source.js';
import { STATE_CODES } from './states.js';
import { layOut } from './units.js';

/** Who is written to and who writes, with their postal addresses, as the head of a letter prints them. */
export interface LetterAddresses {
  /** The company in the address above the salutation; null where a person alone is addressed. */
  readonly recipientCompany: string | null;
  /** The lines above the street, from the name on: a person, an office, a house with or without its legal form. */
  readonly addressed: readonly string[];
  /** The lines between the name and the street: “General Counsel, Example Inc.”. */
  readonly office: readonly string[];
  /** Street, town and code below it, a line each; empty where none is printed. */
  readonly recipientAddress: readonly string[];
  /** The lines of an address at the top of the letter. */
  readonly senderAddress: readonly string[];
  /** The person whose name stands below the closing. */
  readonly signer: string | null;
}

/** Words of a street, or a number before a name: what an address begins with. */
const STREET =
  /^(?:\d+[\w-]*,?\s+\p{Lu}|(?:p\.?\s?o\.?\s+box|suite|floor|level|unit)\b)|\b(?:street|st|road|rd|avenue|ave|lane|boulevard|blvd|drive|court|square|way|parade|quay|plaza|circle|house|place|suite|floor)\b\.?,?(?:\s|$)/iu;
/** The country below or behind a town, for mail from abroad. */
const IN_US = String.raw`(?:,?\s+(?:USA|U\.S\.A\.|United\s+States(?:\s+of\s+America)?))?$`;
const IN_UK = String.raw`(?:,?\s+(?:UK|U\.K\.|United\s+Kingdom|England|Wales|Scotland|Northern\s+Ireland))?$`;
const ZIP = String.raw`\.?,?\s+\d{5}(?:-\d{4})?`;
const US_CODE = new RegExp(String.raw`,?\s+(?<state>[A-Z]{2})${ZIP}${IN_US}`);
const US_NAME = new RegExp(
  String.raw`(?:,\s*|\s+)(?<state>${Object.keys(STATE_CODES)
    .join('|')
    .replace(/ /g, String.raw`\s+`)}|D\.\s?C)${ZIP}${IN_US}`,
  'i',
);
const UK_CODE = new RegExp(String.raw`\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}${IN_UK}`);
const NO_ADDRESS =
  /@|\b(?:tel|telephone|phone|fax|email|e-mail|www|https?|dear|direct|mobile)\b|^(?:re|ref|our\s+ref|your\s+ref|subject|by|via|attn|attention)\b/i;
const DATED =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.*\b\d{4}\b/i;
const LONGEST_ADDRESS = 5;
const LONGEST_BLOCK = 8;

const FIRST_PAGES = 6;
const LONGEST_PAGE = 10_000;

/**
 * What stands above the salutation, and the name below the closing; of a long letter only its first pages are read.
 * `otherwise` is a name to look for where the recipient is not known or stands in no line of the head.
 */
export function readAddresses(
  pages: readonly string[],
  recipient: string | null,
  otherwise: string | null = null,
): LetterAddresses {
  const first = pages.slice(0, FIRST_PAGES).map((page) => page.slice(0, LONGEST_PAGE));
  const { lines, salutation, closing } = layOut(sourceOf(first));
  const head = lines.filter((line, index) => index < 45 && line.start < (salutation?.start ?? 0));
  const lineOf = (name: string | null): number =>
    name === null ? -1 : head.findIndex((line) => cleaned(line.text).startsWith(name));
  const at = lineOf(recipient) >= 0 ? lineOf(recipient) : lineOf(otherwise);
  const block = at < 0 ? [] : blockFrom(head, at);
  const tail = closing === null ? [] : lines.filter((line) => line.start >= closing.start).slice(0, 10);
  return {
    recipientCompany: companyIn(block),
    addressed: aboveStreet(block),
    office: block.slice(1),
    recipientAddress: addressIn(block),
    senderAddress: addressIn(head.slice(0, at < 0 ? 8 : at).map((line) => cleaned(line.text))),
    signer: signerIn(
      tail.map((line) => line.text),
      closing !== null,
    ),
  };
}

/** The state of a US address or `UK`, from the line that names it; null where neither is printed. */
export function placeOf(address: readonly string[]): string | null {
  for (const line of address) {
    const state = stateIn(line);
    if (state !== null) return state;
    if (UK_CODE.test(line)) return 'UK';
  }
  return null;
}

/** The two letters of the state before a ZIP code, which may be written out: “Portland, Oregon 97204”. */
function stateIn(line: string): string | null {
  const code = US_CODE.exec(line)?.groups?.['state'];
  if (code !== undefined) return code;
  const name = US_NAME.exec(line)?.groups?.['state'];
  return name === undefined ? null : (STATE_CODES[name.toLowerCase().replace(/\s+/g, ' ')] ?? 'DC');
}

/** The lines from the name on that belong to one address: up to a blank line once a place is named, or what is none. */
function blockFrom(head: readonly Line[], at: number): string[] {
  const block: string[] = [];
  for (const line of head.slice(at, at + LONGEST_BLOCK)) {
    const text = cleaned(line.text);
    if (block.length > 0 && (NO_ADDRESS.test(text) || DATED.test(text) || line.afterBlank)) break;
    block.push(text);
  }
  return block;
}

/** The line above the street that names a house, where it is not the name of a person or an office. */
function companyIn(block: readonly string[]): string | null {
  return aboveStreet(block).find(isCompany) ?? null;
}

function aboveStreet(block: readonly string[]): string[] {
  const street = block.findIndex(isAddressLine);
  return block.slice(0, street < 0 ? block.length : street);
}

/** From the first line of a street, or of a town with its code, to the last that still is one. */
function addressIn(lines: readonly string[]): string[] {
  const from = lines.findIndex(isAddressLine);
  if (from < 0) return [];
  const rest = lines.slice(from, from + LONGEST_ADDRESS);
  const end = rest.findIndex((line) => NO_ADDRESS.test(line) || DATED.test(line));
  const own = end < 0 ? rest : rest.slice(0, end);
  const last = own.findLastIndex((line) => isAddressLine(line));
  // A street without a town is half an address: it is left to the person.
  return own.slice(0, last + 1).some((line) => stateIn(line) !== null || UK_CODE.test(line))
    ? own.slice(0, last + 1)
    : [];
}

function isAddressLine(line: string): boolean {
  return (
    line.length < 80 &&
    !NO_ADDRESS.test(line) &&
    !DATED.test(line) &&
    (STREET.test(line) || stateIn(line) !== null || UK_CODE.test(line))
  );
}
