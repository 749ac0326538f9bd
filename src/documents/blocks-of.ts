import { Temporal } from 'temporal-polyfill';
import type { Block } from '../pdf/blocks.js';
import type { ReadMail } from './read-mail.js';
import type { Attachment, DocumentFacts } from './reading.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * A mail on paper: its header as it says, its words line by line as they stand, the pictures among them, and what came with it; in a bundle also
 * where each of these stands, in the words of `places`.
 */
export function blocksOfMail(
  { text, other, facts }: Pick<ReadMail, 'text' | 'other' | 'facts'>,
  places: readonly string[] = [],
  pictures: readonly Block[] = [],
): Block[] {
  const attachments = cameAttached(facts);
  return [
    { kind: 'fields', rows: headerRows(facts) },
    { kind: 'rule' },
    ...blocksOfText(text),
    ...(other === null
      ? []
      : [
          { kind: 'rule' } as const,
          { kind: 'heading', level: 3, text: `The ${other.of} form of the same message` } as const,
          ...blocksOfText(other.text),
        ]),
    ...pictures,
    ...(attachments.length > 0 ? attachmentList(attachments, places) : []),
  ];
}

/** The files that came with a mail, in order; pictures shown within its words are set behind these. */
export function cameAttached({ attachments = [] }: DocumentFacts): readonly Attachment[] {
  return attachments.filter((one) => !isWithin(one));
}

/** The pictures that a mail shows among its words, in order. */
export function picturesWithin({ attachments = [] }: DocumentFacts): readonly Attachment[] {
  return attachments.filter(isWithin);
}

function isWithin({ isInline, mediaType }: Attachment): boolean {
  return isInline && mediaType.startsWith('image/');
}

/** Plain words as paragraphs: an empty line parts them, every line end inside stays where it is. */
export function blocksOfText(text: string): Block[] {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .split(/\n[ \t]*\n+/)
    .map((part) => part.replace(/^\n+|\n+$/g, ''))
    .filter((part) => part.trim() !== '')
    .map((part) => ({ kind: 'paragraph', runs: [{ text: part }] }));
}

/** Words with page breaks of their own. */
export function blocksOfPages(pages: readonly string[]): Block[] {
  return pages.flatMap((page, index) => [
    ...(index > 0 ? [{ kind: 'page-break' } as const] : []),
    ...blocksOfText(page),
  ]);
}

/** Who wrote a mail and to whom, for a list of documents. Whoever was copied in blind is on none. */
export function headersOf({ from, to = [], cc = [] }: DocumentFacts): { author: string; recipients: string } {
  return { author: from ?? '', recipients: [...to, ...cc].join('; ') };
}

function headerRows(facts: DocumentFacts): { label: string; value: string }[] {
  const rows = [
    ['From', facts.from ?? ''],
    ['Sender', facts.sender && facts.sender !== facts.from ? facts.sender : ''],
    ['Sent', sentWords(facts)],
    ['To', (facts.to ?? []).join('; ')],
    ['Cc', (facts.cc ?? []).join('; ')],
    ['Bcc', (facts.bcc ?? []).join('; ')],
    ['Subject', facts.subject ?? ''],
  ] as const;
  return rows.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** "Thu 5 June 2014, 10:00 (UTC-04:00)", as the sender's clock had it. */
function sentWords({ dateOn, dateTime, dateZone }: DocumentFacts): string {
  if (!dateOn || !dateTime) return '';
  const date = Temporal.PlainDate.from(dateOn);
  const month = date.toLocaleString('en-GB', { month: 'long' });
  const zone = dateZone ? `UTC${dateZone}` : 'UTC';
  return `${WEEKDAYS[date.dayOfWeek - 1] ?? ''} ${date.day} ${month} ${date.year}, ${dateTime} (${zone})`;
}

function attachmentList(attachments: readonly Attachment[], places: readonly string[]): Block[] {
  const hasPlaces = places.length > 0;
  const rows = attachments.map(({ name, mediaType, bytes }, at) => [
    name,
    mediaType,
    bytes.toLocaleString('en-US'),
    ...(hasPlaces ? [places[at] ?? 'not enclosed'] : []),
  ]);
  const columns = ['Attachments', 'Type', 'Bytes', ...(hasPlaces ? ['In this bundle'] : [])];
  return [{ kind: 'rule' }, { kind: 'table', columns, rows }];
}
