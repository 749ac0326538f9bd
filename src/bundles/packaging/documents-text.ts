import type { DocumentRecord } from '../building/bundle-record.js';

/** The documents of a record that have a page in the bundle: the ones its manifest lists. */
export function documentsInBundle(documents: readonly DocumentRecord[]): readonly DocumentRecord[] {
  return documents.filter(({ firstPage }) => firstPage !== null);
}

/**
 * How many documents are in a bundle, in the words in which building and verifying both say it, with those that have no
 * page in it: “29 documents in the bundle, 1 held back, 1 left out”. A withheld document of which a sheet tells is in it.
 */
export function documentsText(documents: readonly DocumentRecord[]): string {
  const away = (status: DocumentRecord['status']): number =>
    documents.filter((one) => one.firstPage === null && one.status === status).length;
  const [held, left] = [away('withheld'), away('left-out')];
  return [
    `${counted(documentsInBundle(documents).length, 'document')} in the bundle`,
    ...(held === 0 ? [] : [`${held} held back`]),
    ...(left === 0 ? [] : [`${left} left out`]),
  ].join(', ');
}

/** `1 page`, `2 pages`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
