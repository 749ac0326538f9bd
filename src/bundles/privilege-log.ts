import { stringify } from 'csv-stringify/sync';
import type { Placed } from './plan-bundle.js';

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

/** FRCP 26(b)(5)(A): the claim and the nature of what is withheld, without its words, title or file name. */
export function privilegeLog(placed: readonly Placed[]): string {
  const rows = placed
    .filter(({ entry }) => entry.document.withhold !== null)
    .map(({ entry, bates }, i) => [
      String(i + 1),
      bates?.[0] ?? '',
      bates?.at(-1) ?? '',
      entry.document.date ?? '',
      entry.document.withhold?.author ?? '',
      entry.document.withhold?.recipients ?? '',
      entry.document.withhold?.description ?? '',
      entry.document.withhold?.ground ?? '',
      'withheld',
    ]);
  return stringify([HEADER, ...rows.map((row) => row.map(safeCell))], { record_delimiter: '\r\n' });
}

/** A spreadsheet must read a cell as words, never run it (OWASP: CSV injection; full-width forms included). */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r\n\0＝＋－＠]/.test(text) ? `'${text}` : text;
}
