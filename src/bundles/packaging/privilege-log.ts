import { stringify } from 'csv-stringify/sync';
import { batesEnds } from '../building/plan-bundle.js';
import type { Placed } from '../building/place-entries.js';

const HEADER = [
  'No.',
  'Bates first',
  'Bates last',
  'Date',
  'Author',
  'Recipients',
  'Description',
  'Ground',
  'Treatment',
];

/**
 * FRCP 26(b)(5)(A): the claim and the nature of what is withheld, without its words, title or file name; and what was
 * redacted on which pages, by its code.
 */
export function privilegeLog(placed: readonly Placed[]): string {
  const rows = placed
    .flatMap((one) => withheldRow(one) ?? redactedRow(one) ?? [])
    .map(({ bates, cells }, i) => [String(i + 1), bates?.first ?? '', bates?.last ?? '', ...cells]);
  return stringify([HEADER, ...rows.map((row) => row.map(safeCell))], { record_delimiter: '\r\n' });
}

interface Row {
  readonly bates: { readonly first: string; readonly last: string } | null;
  readonly cells: readonly string[];
}

function withheldRow({ entry: { document }, bates }: Placed): Row[] | null {
  const { withhold, date } = document;
  if (withhold === null) return null;
  const { author, recipients, description, ground } = withhold;
  return [
    {
      bates: batesEnds(bates),
      cells: [date ?? '', author ?? '', recipients ?? '', description, ground, 'withheld'],
    },
  ];
}

function redactedRow({ entry: { document, becomes }, bates, firstPage }: Placed): Row[] | null {
  const redacted = becomes.kind === 'pages' ? becomes.painted.filter(({ codes }) => codes.length > 0) : [];
  if (redacted.length === 0) return null;
  const pages = redacted.map(({ index, codes }) => {
    const boxes = codes.length === 1 ? '1 box' : `${codes.length} boxes`;
    return `${bates?.[index] ?? `page ${firstPage + index}`} (${boxes})`;
  });
  const codes = [...new Set(redacted.flatMap((page) => page.codes))].join('; ');
  return [
    {
      bates: batesEnds(bates),
      cells: [document.date ?? '', '', '', `Redacted in part: ${pages.join(', ')}`, codes, 'redacted'],
    },
  ];
}

/** A spreadsheet must read a cell as words, never run it (OWASP: CSV injection; full-width forms included). */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
}
