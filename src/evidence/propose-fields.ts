import { datesIn } from '../deadlines/counting/find-date.js';
import type { StoredFacts } from '../documents/preview.js';
import { titleFrom, type ItemFields } from './item.js';

/** What a file seems to say of the item it is, and in words where each value was taken from. */
export interface ProposedFields {
  readonly fields: Partial<Pick<ItemFields, 'title' | 'datedOn' | 'custodian'>>;
  readonly from: Partial<Record<'title' | 'datedOn' | 'custodian', string>>;
}

/** Titles that programs write by themselves: they name the program, the file or nothing. */
const NO_TITLE =
  /^(?:microsoft\s+(?:word|powerpoint|excel)|untitled|unbenannt|document\s*\d*|slide\s*\d*|presentation\s*\d*|book\s*\d*|scan(?:ned)?\b.*\d|print(?:out)?|title|about:blank|https?:|file:)|\.(?:docx?|xlsx?|pptx?|pdf|odt|rtf|txt|html?|indd|tmp|qxd)$|^\W*$/i;
/** Hosts where anyone has an address: a domain that says nothing of who someone works for. */
const FOR_ANYONE = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com aol.com gmx.com gmx.de web.de proton.me protonmail.com mail.com'.split(
    ' ',
  ),
);
const COMPACT = /(?<!\d)(?<year>(?:19|20)\d{2})(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\d|3[01])(?!\d)/g;

/**
 * Of a mail its subject, its own date and whichever of ours sent or got it; of a PDF the title in its data; of any file
 * the one date its name says. `ours` are domains of our side. A value nothing is known for is in neither record.
 */
export function proposeFields(
  facts: Pick<StoredFacts, 'subject' | 'title' | 'from' | 'to' | 'cc' | 'dateOn'>,
  name: string,
  ours: readonly string[],
): ProposedFields {
  const named = nameSays(name);
  const subject = oneLine(facts.subject);
  const own = oneLine(facts.title);
  const custodian = oursIn([facts.from ?? '', ...(facts.to ?? []), ...(facts.cc ?? [])], ours);
  const found = [
    ['title', subject, 'the subject of the mail'],
    ['title', NO_TITLE.test(own) ? '' : own, 'the PDF’s own title'],
    ['title', named.datedOn === null ? '' : named.title, 'the file name'],
    ['datedOn', facts.dateOn ?? '', 'the mail'],
    ['datedOn', named.datedOn ?? '', 'the file name'],
    ['custodian', custodian, 'the addresses of the mail'],
  ] as const;
  const first = (['title', 'datedOn', 'custodian'] as const).flatMap((field) => {
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
  const found = [...words.matchAll(/(?<![\p{L}\d])[\p{L}\d]/gu)].flatMap(({ index }) => {
    const date = datesIn(words.slice(index), null);
    return date === null ? [] : [{ index, ...date }];
  });
  const days = new Set(found.flatMap(({ dates }) => dates));
  const [datedOn] = days;
  const [place] = found;
  if (days.size !== 1 || datedOn === undefined || place === undefined) return { title: whole, datedOn: null };
  const rest = `${words.slice(0, place.index)} ${words.slice(place.index + place.length)}`
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;_–-]+|[\s,;_–-]+$/gu, '')
    .replace(/\s+(?:of|on|from|dated)$/i, '');
  const isName = /\p{L}{3}/u.test(rest) && !/^(?:img|dsc|scan|pict?|vid)\b/i.test(rest);
  return { title: isName ? rest.charAt(0).toUpperCase() + rest.slice(1) : whole, datedOn };
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
