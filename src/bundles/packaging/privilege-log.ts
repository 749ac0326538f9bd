import { stringify } from 'csv-stringify/sync';
import { batesEnds } from '../building/plan-bundle.js';
import { paperDate } from '../building/paper-date.js';
import type { Placed } from '../building/place-entries.js';
import type { Spec } from '../building/spec.js';

const EACH = ['No.', 'Bates first', 'Bates last', 'Date', 'Author', 'Recipients'];
const ALL = [
  'No.',
  'Category',
  'Ground',
  'Treatment',
  'Documents',
  'Dates',
  'Authors',
  'Recipients',
  'Bates numbers',
];

/** One document on the log; dates are as they stand in the SPEC. */
interface LogEntry {
  readonly bates: { readonly first: string; readonly last: string } | null;
  readonly date: string | null;
  readonly author: string;
  readonly recipients: string;
  readonly description: string;
  readonly ground: string;
  readonly treatment: 'withheld' | 'redacted';
}

/**
 * FRCP 26(b)(5)(A): the claim and the nature of what is withheld, without its words, title or file name; and what was
 * redacted on which pages, by its code. Kept by document, with topics, or by category, as the matter says; dates as the
 * paper of the production has them.
 */
export function privilegeLog(
  placed: readonly Placed[],
  { paper, log = 'document' }: Pick<Spec, 'paper' | 'log'>,
): string {
  const entries = placed.flatMap((one) => withheldEntry(one) ?? redactedEntry(one) ?? []);
  const dated = (date: string | null): string => (date === null ? '' : paperDate(date, paper));
  const [header, rows] =
    log === 'category'
      ? [ALL, categoryRows(entries, dated)]
      : [
          [...EACH, log === 'metadata' ? 'Topic' : 'Description', 'Ground', 'Treatment'],
          documentRows(entries, dated),
        ];
  const numbered = rows.map((cells, i) => [String(i + 1), ...cells]);
  return stringify([header, ...numbered.map((row) => row.map(safeCell))], { record_delimiter: '\r\n' });
}

type Dated = (date: string | null) => string;

function documentRows(entries: readonly LogEntry[], dated: Dated): string[][] {
  return entries.map(({ bates, date, author, recipients, description, ground, treatment }) => [
    ...[bates?.first ?? '', bates?.last ?? '', dated(date), author, recipients],
    ...[description, ground, treatment],
  ]);
}

/** What is described alike and held back on one ground is one kind. */
function categoryRows(entries: readonly LogEntry[], dated: Dated): string[][] {
  const kinds = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    const category = categoryOf(entry);
    const key = JSON.stringify([category, entry.ground, entry.treatment]);
    kinds.set(key, [...(kinds.get(key) ?? []), entry]);
  }
  return [...kinds.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const dates = own.flatMap(({ date }) => date ?? []).sort();
    const [from, to] = [dates[0] ?? null, dates.at(-1) ?? null];
    return [
      [
        categoryOf(first),
        first.ground,
        first.treatment,
        String(own.length),
        from === to ? dated(from) : `${dated(from)} to ${dated(to)}`,
        each(own.map(({ author }) => author)),
        each(own.map(({ recipients }) => recipients)),
        each(own.map(({ bates }) => numbersOf(bates))),
      ],
    ];
  });
}

/** What was redacted differs from page to page; as a kind it is one. */
function categoryOf({ treatment, description }: LogEntry): string {
  return treatment === 'redacted' ? 'Redacted in part' : description;
}

function numbersOf(bates: LogEntry['bates']): string {
  if (bates === null) return '';
  return bates.first === bates.last ? bates.first : `${bates.first} to ${bates.last}`;
}

function each(words: readonly string[]): string {
  return [...new Set(words)].filter((word) => word !== '').join('; ');
}

function withheldEntry({ entry: { document }, bates }: Placed): LogEntry[] | null {
  const { withhold, date } = document;
  if (withhold === null) return null;
  const { author, recipients, description, ground } = withhold;
  const who = { author: author ?? '', recipients: recipients ?? '' };
  return [{ bates: batesEnds(bates), date, ...who, description, ground, treatment: 'withheld' }];
}

function redactedEntry({ entry: { document, becomes }, bates, firstPage }: Placed): LogEntry[] | null {
  const redacted = becomes.kind === 'pages' ? becomes.painted.filter(({ codes }) => codes.length > 0) : [];
  if (redacted.length === 0) return null;
  const pages = redacted.map(({ index, codes }) => {
    const boxes = codes.length === 1 ? '1 box' : `${codes.length} boxes`;
    return `${bates?.[index] ?? `page ${firstPage + index}`} (${boxes})`;
  });
  const ground = [...new Set(redacted.flatMap((page) => page.codes))].join('; ');
  const description = `Redacted in part: ${pages.join(', ')}`;
  const { date, author = '', recipients = '' } = document;
  return [{ bates: batesEnds(bates), date, author, recipients, description, ground, treatment: 'redacted' }];
}

/** A spreadsheet must read a cell as words, never run it (OWASP: CSV injection; full-width forms included). */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
}
