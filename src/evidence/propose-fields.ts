import { datesIn } from '../deadlines/counting/find-date.js';
import { isHeading } from '../documents/opening/heading.js';
import type { StoredFacts } from '../documents/preview.js';
import { titleFrom, type ItemFields } from './item.js';

const PROPOSED = ['title', 'datedOn', 'custodian'] as const;
export type ProposedField = (typeof PROPOSED)[number];

/** What a file seems to say of the item it is, and in words where each value was taken from. */
export interface ProposedFields {
  readonly fields: Partial<Pick<ItemFields, ProposedField>>;
  readonly from: Partial<Record<ProposedField, string>>;
}

/** What is known of a file by its contents. */
export type SaidFacts = Pick<
  StoredFacts,
  'subject' | 'title' | 'author' | 'heading' | 'opening' | 'taken' | 'table' | 'from' | 'to' | 'cc' | 'dateOn'
>;

type Found = readonly [field: ProposedField, value: string, from: string];

/** Titles that programs write by themselves: they name the program, the file or nothing. */
const NO_TITLE =
  /^(?:microsoft\s+(?:word|powerpoint|excel)|untitled|unbenannt|document\s*\d*|slide\s*\d*|presentation\s*\d*|book\s*\d*|scan(?:ned)?\b.*\d|print(?:out)?|title|about:blank|https?:|file:)|\.(?:docx?|xlsx?|pptx?|pdf|odt|rtf|txt|html?|indd|tmp|qxd)$|^\W*$/i;
/** Hosts where anyone has an address: a domain that says nothing of who someone works for. */
const FOR_ANYONE = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com aol.com gmx.com gmx.de web.de proton.me protonmail.com mail.com'.split(
    ' ',
  ),
);
const NAMED_BY_A_MACHINE = /^(?:img|dscn?|scan|pict?|vid|pxl)(?!\p{L})/iu;
const COMPACT = /(?<!\d)(?<year>(?:19|20)\d{2})(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\d|3[01])(?!\d)/g;

/** Names that programs and machines sign with. */
const NO_AUTHOR =
  /^(?:microsoft|office|windows|user|owner|admin|administrator|author|unknown|unnamed|anonymous|default|root|guest|test|none|python-docx|docx|apple|adobe|acrobat|canon|epson|xerox|ricoh|kyocera|scan|scanner|dell|hp|lenovo|latex|libreoffice|openoffice|google|wps|un-?named)\b|https?:|[\\/]|\d{3}|@/i;
const SALUTATION = /^\s*(?:dear\b|to\s+whom\s+it\s+may\s+concern|ladies\s+and\s+gentlemen)/i;
const REFERENCE_LINE = /^[\s*]*(?:re|subject|in\s+re|regarding)\s*:\s*(?<what>\S.{2,200}?)[\s*]*$/i;
const DATE_LABEL =
  /^(?:date[d]?|issued|sent|date\s+of\s+(?:issue|letter|report|meeting|visit)|meeting\s+date)\s*:?\s+/i;
/** “Lowport, 5 June 2014”. */
const PLACE_BEFORE = /^\p{L}[\p{L} .'-]{1,40},\s+/u;
const LINES_AT_TOP = 30;

/**
 * What the contents of a file say of it, then what its name says. Of a mail its subject, its own date and whichever of ours
 * sent or got it; of a photo when its camera took it; of a document its reference line, heading or own title, the date at
 * its top and its author; of a table the one day of its times; of any file the one date its name says. `ours` are domains
 * of our side. A value nothing is known for is in neither record.
 */
export function proposeFields(facts: SaidFacts, name: string, ours: readonly string[]): ProposedFields {
  const named = nameSays(name);
  const tidied = named.datedOn === null ? tidiedName(named.title) : named.title;
  return firstOfEach([
    ...saidInside(facts, ours),
    [
      'title',
      tidied === titleFrom(name) ? '' : tidied,
      named.datedOn === null ? 'the file name, tidied' : 'the file name',
    ],
    ['datedOn', named.datedOn ?? '', 'the file name'],
  ]);
}

/** The same of the contents alone. */
export function proposeByContents(facts: SaidFacts): ProposedFields {
  return firstOfEach(saidInside(facts, []));
}

function saidInside(facts: SaidFacts, ours: readonly string[]): Found[] {
  const top = (facts.opening ?? '').split('\n').slice(0, LINES_AT_TOP);
  const greeted = top.findIndex((line) => SALUTATION.test(line));
  const isLetter = greeted >= 0;
  const reference = top.map((line) => REFERENCE_LINE.exec(line)?.groups?.['what'] ?? '').find(isHeading);
  // What is printed large on a letter is who wrote it.
  const heading = isLetter ? '' : oneLine(facts.heading);
  const own = oneLine(facts.title);
  const author = oneLine(facts.author).slice(0, 200);
  const days = daysOfTable(facts.table);
  return [
    ['title', oneLine(facts.subject), 'the subject of the mail'],
    ['title', oneLine(reference), 'the line that says what it is about'],
    ['title', heading, 'the heading of the document'],
    ['title', NO_TITLE.test(own) ? '' : own, 'the title in the file’s own data'],
    ['datedOn', facts.dateOn ?? '', 'the Date header of the mail'],
    ['datedOn', facts.taken?.on ?? '', 'the EXIF date of the photo, by its camera’s clock'],
    ['datedOn', dateAtTop(isLetter ? top.slice(0, greeted) : top) ?? '', 'the date written at the top'],
    ['datedOn', onlyDateIn(heading)?.datedOn ?? '', 'the heading of the document'],
    ['datedOn', days?.day ?? '', `the column “${days?.column ?? ''}”, all of one day`],
    [
      'custodian',
      oursIn([facts.from ?? '', ...(facts.to ?? []), ...(facts.cc ?? [])], ours),
      'the addresses of the mail',
    ],
    ['custodian', isPerson(author) ? author : '', 'the author in the file’s own data'],
  ];
}

function firstOfEach(found: readonly Found[]): ProposedFields {
  const first = PROPOSED.flatMap((field) => {
    const one = found.find(([of, value]) => of === field && value !== '');
    return one === undefined ? [] : [one];
  });
  return {
    fields: Object.fromEntries(first.map(([field, value]) => [field, value])),
    from: Object.fromEntries(first.map(([field, , from]) => [field, from])),
  };
}

/** The only date in a file's own name, and what is left of the name without it; null for several, or one of two meanings. */
export function nameSays(name: string): { readonly title: string; readonly datedOn: string | null } {
  const whole = titleFrom(name);
  const words = whole.replace(COMPACT, '$<year>-$<month>-$<day>');
  const place = onlyDateIn(words);
  if (place === null) return { title: whole, datedOn: null };
  const rest = `${words.slice(0, place.index)} ${words.slice(place.index + place.length)}`
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;_–-]+|[\s,;_–-]+$/gu, '')
    .replace(/\s+(?:of|on|from|dated)$/i, '');
  const isName = /\p{L}{3}/u.test(rest) && !NAMED_BY_A_MACHINE.test(rest);
  return {
    title: isName ? rest.charAt(0).toUpperCase() + rest.slice(1) : whole,
    datedOn: place.datedOn,
  };
}

/** The only date in some words; null for several, or one of two meanings. */
function onlyDateIn(words: string): { index: number; length: number; datedOn: string } | null {
  const found = [...words.matchAll(/(?<![\p{L}\d])[\p{L}\d]/gu)].flatMap(({ index }) => {
    const date = datesIn(words.slice(index), null);
    return date === null ? [] : [{ index, ...date }];
  });
  const [datedOn, other] = new Set(found.flatMap(({ dates }) => dates));
  const [place] = found;
  if (datedOn === undefined || other !== undefined || place === undefined) return null;
  return { index: place.index, length: place.length, datedOn };
}

/** The first line that is a date and nothing else, but for a label or a place before it. A date of two meanings is none. */
function dateAtTop(lines: readonly string[]): string | null {
  for (const line of lines) {
    const words = line.trim().replace(/^[*_]+|[*_.]+$/g, '');
    if (words.length > 80) continue;
    for (const bare of [words, words.replace(DATE_LABEL, ''), words.replace(PLACE_BEFORE, '')]) {
      const date = datesIn(bare, null);
      const [first, second] = date?.dates ?? [];
      if (date === null || first === undefined || second !== undefined) continue;
      if (/^[\s,.]*(?:(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?)?$/i.test(bare.slice(date.length)))
        return first;
    }
  }
  return null;
}

/** The day of a table whose times are all of one. */
function daysOfTable(table: SaidFacts['table']): { readonly day: string; readonly column: string } | null {
  const dates = (table?.columns ?? []).filter(
    ({ type, min, max }) => type === 'date' && min !== null && max !== null,
  );
  const days = new Set(dates.flatMap(({ min, max }) => [min?.slice(0, 10) ?? '', max?.slice(0, 10) ?? '']));
  const [day] = days;
  const [column] = dates;
  return day === undefined || column === undefined || days.size !== 1 ? null : { day, column: column.name };
}

function isPerson(author: string): boolean {
  return /\p{L}{2}/u.test(author) && !NO_AUTHOR.test(author);
}

/** A file name as a title: without the number that orders it or marks a copy, its hyphens as blanks. */
function tidiedName(title: string): string {
  const plain = title
    .replace(/^(?:0\d{0,3}(?:[.)]|\s*[–-])?\s+|\d{1,3}(?:[.)]|\s[–-])\s+)(?=\S)/, '')
    .replace(/(?:\s*\(\d{1,2}\)|\s+-\s+Copy)+$/i, '')
    .trim();
  const words = plain.includes(' ') ? plain : plain.replace(/(?<=\p{L})-(?=\p{L})/gu, ' ');
  const isName = words !== title && /\p{L}{3}/u.test(words) && !NAMED_BY_A_MACHINE.test(words);
  return isName ? words.charAt(0).toUpperCase() + words.slice(1) : title;
}

/** The domain of an address, unless anyone can have one there; null for what is no address. */
export function domainOf(address: string): string | null {
  const domain = /@(?<domain>[\w.-]+)/.exec(address)?.groups?.['domain']?.toLowerCase();
  return domain === undefined || FOR_ANYONE.has(domain) ? null : domain;
}

/** The first whose address is of our side, by name, else by address; '' where none is. */
function oursIn(addresses: readonly string[], ours: readonly string[]): string {
  const own = addresses.find((address) => ours.includes(domainOf(address) ?? ''));
  if (own === undefined) return '';
  return oneLine(own.replace(/<[^>]*>/, '').replace(/["']/g, '')).slice(0, 200) || own;
}

function oneLine(words: string | null | undefined): string {
  return (words ?? '').replace(/\s+/g, ' ').trim().slice(0, 300);
}
